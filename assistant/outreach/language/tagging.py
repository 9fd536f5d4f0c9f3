"""Which part of speech each word of a phrase is, and which verb is finite.

The tagger is an averaged perceptron trained on English web text (UD English-EWT); its makers report an F1 of .95 for
finite verbs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from denckring_en_pos import tagger

_TOKEN = re.compile(r"[^\W_](?:[\w'&/+-]|\.(?=\w))*")
# Typed without the apostrophe, a contraction is a word that the tagger never saw.
_CONTRACTED = {
    "im": "i'm",
    "ive": "i've",
    "id": "i'd",
    "ill": "i'll",
    "shes": "she's",
    "hes": "he's",
    "theyre": "they're",
    "dont": "don't",
    "cant": "can't",
    "didnt": "didn't",
    "isnt": "isn't",
    "wont": "won't",
    "wanna": "want",
    "havent": "haven't",
    "hasnt": "hasn't",
    "u": "you",
    "r": "are",
    "ur": "your",
    "n": "and",
    "w": "with",
    "abt": "about",
}
_SUBJECTS, _OBJECTS = frozenset("i we you she he they".split()), frozenset("me us him them".split())
_WITH_VERB = re.compile(r"(?:i|we|you|she|he|they|it|that|there|who|what)'(?:m|s|re|ve|d|ll)|\w+n't", re.I)


@dataclass(frozen=True)
class Word:
    """One word of a text. `kind` is its universal part of speech; `form` is "Fin", "Inf", "Part", "Ger" or "-"."""

    text: str
    start: int
    kind: str
    form: str

    @property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def finite(self) -> bool:
        """Whether the word is, or holds, a finite verb."""
        return self.form == "Fin" or _WITH_VERB.fullmatch(_CONTRACTED.get(self.low, self.low)) is not None


def is_name_like(word: str) -> bool:
    """Whether a word typed in small letters is a name or no common English word, by what the tagger has seen."""
    model = tagger()
    return word not in model.vocabulary or model.tag([word.capitalize()])[0].startswith("PROPN")


@lru_cache(maxsize=2048)
def tag(text: str) -> tuple[Word, ...]:
    """The words of a text with their parts of speech; punctuation is left out."""
    found = list(_TOKEN.finditer(text))
    forms = [_CONTRACTED.get(match.group().lower(), match.group()) for match in found]
    labels = tagger().tag(forms)
    words = [
        Word(match.group(), match.start(), *label.split("|", 1)) for match, label in zip(found, labels, strict=True)
    ]
    return tuple(replace(word, form="Fin") if _has_object(words, at) else word for at, word in enumerate(words))


def _has_object(words: Sequence[Word], at: int) -> bool:
    """Whether what the tagger takes for a participle behind its noun is the verb, for it has an object, as no such
    participle has: "your talk at the club night made me look", "her paper on sepsis changed how I read"."""
    if not 0 < at < len(words) - 1 or words[at].form != "Part" or words[at - 1].kind not in ("NOUN", "PROPN"):
        return False
    if at > 1 and words[at - 1].finite:
        # "Somebody who's seen me teach" has its finite verb in "who's".
        return False
    following = [word.low for word in words[at + 1 : at + 3]]
    return following[0] in _OBJECTS or (following[0] in ("how", "why", "what") and following[-1] in _SUBJECTS)
