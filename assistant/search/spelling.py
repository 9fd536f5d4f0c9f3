"""Mending what thumbs do to words, before a question is searched.

Shorthand is written out. A word that neither the index nor an English vocabulary knows is replaced by the index's
nearest word, else by the vocabulary's, if one is near enough: same first letter, one slip in a short word, two in a
long one. Of equally near words the commoner is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.embedding import PACKAGED, weights_folder
from assistant.reading import read_yaml

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:['/][A-Za-z]+)*/?")
_WORD = re.compile(r"[a-z]{3,}(?:'[a-z]+)?")
_SHORTEST = 4
_LONG = 8


class Speller:
    """Mends queries by the words of one index, each with how often it occurs."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._words = frozenset(counts)
        self._by_letter = _by_first_letter(sorted(counts, key=lambda word: (-counts[word], word)))

    def mend(self, query: str) -> str:
        """Return the query with shorthand written out and slips mended; a query without either is unchanged."""
        return _TOKEN.sub(lambda match: self._mend_word(match.group(), match.start() == 0), query)

    def _mend_word(self, token: str, first: bool) -> str:
        word = token.lower()
        written_out = shorthand().get(word)
        if written_out:
            return written_out
        if len(word) < _SHORTEST or not word.isalpha() or self._known(word):
            return token
        if token.isupper() or (token[0].isupper() and not first):
            # Names and abbreviations are not slips.
            return token
        limit = 2 if len(word) >= _LONG else 1
        for choices, cutoff in ((self._by_letter, limit), (_english_by_letter(), 1)):
            found = process.extractOne(word, choices.get(word[0], ()), scorer=OSA.distance, score_cutoff=cutoff)
            if found:
                return found[0]
        return token

    def _known(self, word: str) -> bool:
        """Whether the index knows the word or a plain form of it."""
        if word in self._words or word in english():
            return True
        for ending in ("s", "es", "ed", "d", "ing", "ly", "er", "r"):
            if word.endswith(ending) and word[: -len(ending)] in self._words:
                return True
        return False


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word occurs in texts, in lower case."""
    return Counter(word for text in texts for word in _WORD.findall(text.lower()))


@cache
def english() -> frozenset[str]:
    """Return common English words: the whole words that the packaged embedder's vocabulary holds."""
    return frozenset(word for words in _english_by_letter().values() for word in words)


@cache
def _english_by_letter() -> dict[str, list[str]]:
    """The same words by first letter, in the vocabulary's order: the commoner first."""
    folder = weights_folder(PACKAGED)
    lines = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines() if folder else []
    return _by_first_letter(line for line in lines if line.isalpha() and line.isascii())


def _by_first_letter(words: Iterable[str]) -> dict[str, list[str]]:
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word)
    return by_letter


@cache
def shorthand() -> dict[str, str]:
    """Return what short forms stand for (shorthand.yaml)."""
    data = read_yaml(Path(__file__).with_name("shorthand.yaml"))
    return {str(short): str(long) for short, long in data.items()}
