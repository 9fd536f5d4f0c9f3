"""Which words people use when they ask for a document: naive Bayes over the same phrasings that `learned` embeds.

A vector blurs the one word that gives a situation away; counting keeps it. Single words, and pairs of neighbours that
the phrasings hold often enough, are counted by document. It adds most where a situation is told in words that no card
uses.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.search.learned import Floats, Lessons

# What a word that was never seen for a document counts as, and from how often on a pair of words is kept.
_UNSEEN = 0.1
_PAIR_AT_LEAST = 3
_WORD = re.compile(r"\w+(?:'\w+)?")


@dataclass(frozen=True)
class Wording:
    """Counts by term: `owners[begins[t]:begins[t + 1]]` are the documents that term t was seen for, `counts` how often.

    `lengths` holds how many terms each document's phrasings have.
    """

    terms: tuple[str, ...]
    begins: npt.NDArray[np.int32]
    owners: npt.NDArray[np.uint16]
    counts: npt.NDArray[np.uint16]
    lengths: npt.NDArray[np.int32]

    @classmethod
    def of(cls, lessons: Lessons) -> Wording:
        """Count the terms of every phrasing that asks for a document."""
        asked = [(_terms(text), owner) for text, owner in zip(lessons.texts, lessons.owners, strict=True) if owner >= 0]
        total = Counter(term for found, _ in asked for term in found)
        kept = sorted(term for term, count in total.items() if " " not in term or count >= _PAIR_AT_LEAST)
        place = {term: number for number, term in enumerate(kept)}
        pairs = sorted(Counter((place[t], owner) for found, owner in asked for t in found if t in place).items())
        begins = np.searchsorted([term for (term, _), _ in pairs], np.arange(len(kept) + 1))
        owners = np.array([owner for (_, owner), _ in pairs], dtype=np.uint16)
        counts = np.array([count for _, count in pairs], dtype=np.uint16)
        lengths = np.bincount(owners, weights=counts, minlength=len(lessons.documents))
        return cls(tuple(kept), begins.astype(np.int32), owners, counts, lengths.astype(np.int32))

    def scores(self, query: str) -> Floats:
        """Return one log-likelihood per document, higher where its phrasings use the query's words."""
        known = [self._place[term] for term in _terms(query) if term in self._place]
        found = -len(known) * np.log(self.lengths + _UNSEEN * len(self.terms))
        for term in known:
            span = slice(self.begins[term], self.begins[term + 1])
            found[self.owners[span]] += np.log1p(self.counts[span] / _UNSEEN)
        return np.asarray(found, dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write to a file."""
        np.savez_compressed(
            path,
            terms=np.array("\n".join(self.terms)),
            begins=self.begins,
            owners=self.owners,
            counts=self.counts,
            lengths=self.lengths,
        )

    @classmethod
    def load(cls, path: Path) -> Wording | None:
        """Read from a file; None where there is none or it is broken."""
        try:
            with np.load(path, allow_pickle=False) as file:
                terms = tuple(str(file["terms"]).split("\n"))
                return cls(terms, file["begins"], file["owners"], file["counts"], file["lengths"])
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
            return None

    @cached_property
    def _place(self) -> dict[str, int]:
        return {term: number for number, term in enumerate(self.terms)}


def _terms(text: str) -> Sequence[str]:
    words = _WORD.findall(text.lower())
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]
