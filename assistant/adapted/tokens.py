"""A text as words, each with its look: what the embedder, which knows small letters only, does not see.

Nothing here is learned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A word, or one sign. "obs/gyn", "Asante-Mensah", "20-30", "4:30" and an e-mail address are each one word, a full stop
# behind it another; of "Kim's" the name is one word and the rest another.
_TOKEN = re.compile(r"[^\W_]+(?:(?:'(?!s\b)|[&/@.:-])[^\W_]+)*|'s\b|[^\w\s]|_", re.I)
# small, Capital, one capital, CAPITALS, figures, figures with more, a sign; the last stands for no word.
LOOKS = 8
NO_WORD = LOOKS - 1


@dataclass(frozen=True)
class Token:
    """One word or sign of a text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """Cut a text into words and signs."""
    return tuple(Token(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text.replace("’", "'")))


def look(word: str) -> int:
    """Return the look of one word, 0 to LOOKS - 2."""
    if word[0].isdigit():
        return 4 if word.isdigit() else 5
    if not word[0].isalpha():
        return 6
    if word.isupper():
        return 2 if len(word) == 1 else 3
    return 1 if word[0].isupper() else 0
