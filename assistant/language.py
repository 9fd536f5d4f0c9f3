"""Telling whether a message is in English, from its letters and its commonest words.

The guidance and the embedder are English. A short or mixed message counts as English: asking somebody to
repeat a good question is worse than trying.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "en": "the a an and to of in is it i my me you how what do does can should for with that this not but be are "
    "was have if when who why or on at about we they he she from as your his her there will would could",
    "es": "el la los las un una de que y en es por para con no me mi se lo como cómo qué una mis pero está estoy "
    "tengo puedo quiero ser muy más su al del",
    "fr": "le la les un une de des et en est que qui je mon ma mes pour avec ne pas ce comment puis-je suis dans "
    "sur au aux du il elle nous vous être avoir j ai d l",
    "de": "der die das und ist ich mein meine meinen nicht ein eine einen zu mit für auf wie was kann ihr sie er es "
    "den dem im von bin habe soll wenn aber sich",
    "pt": "o a os as um uma de que e em é por para com não me meu minha como posso eu ele ela mais mas do da no na "
    "estou tenho quero",
    "it": "il lo la gli le un una di che e in è per con non mi mio mia come posso io sono ho del della al nel ma si "
    "più questo",
    "nl": "de het een en van ik mijn is dat niet te met voor op hoe wat kan zijn aan er maar als om heb ben",
}
_COMMON_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def has_words(text: str) -> bool:
    """Whether the text holds at least one letter of any script."""
    return any(unicodedata.category(char).startswith("L") for char in text)


def is_english(text: str) -> bool:
    """Whether the text can be answered as English; true when in doubt."""
    letters = [char for char in text if unicodedata.category(char).startswith("L")]
    if not letters:
        return True
    latin = sum("LATIN" in unicodedata.name(char, "") for char in letters)
    if latin / len(letters) < 0.5:
        return False
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < 4:
        return True
    counts = {language: sum(word in common for word in words) for language, common in _COMMON_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best == "en" or counts[best] < 2 or counts[best] <= counts["en"] * 1.5
