"""Which part of speech each word of a phrase is, and which verb is finite.

The tagger is an averaged perceptron trained on English web text (UD English-EWT); its makers report an F1 of .95 for
finite verbs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
    return tuple(
        Word(match.group(), match.start(), *label.split("|", 1)) for match, label in zip(found, labels, strict=True)
    )
