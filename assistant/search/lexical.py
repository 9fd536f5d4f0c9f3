"""Keyword search: BM25 over the same passages, stemmed, with title and heading counted several times.

k1, b and the weight of the headings were tuned on the public validation questions (tests/evals).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer

from assistant.search.passages import Passage

K1, B = 4.0, 0.75
HEADING_WEIGHT = 4
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[^\W\da-z_]+", re.IGNORECASE)
STOPWORDS = frozenset(
    (
        "a about also am an and any are as at be been but by can could did do does for from get got had has "
        "have he her him his how i if in into is it its just me my of on or our out she should so some than "
        "that the their them then there they this to up us was we were what when where which who will with "
        "would you your"
    ).split()
)


class Keywords:
    """A BM25 index over passages, in their order."""

    def __init__(self, index: bm25s.BM25) -> None:
        self._index = index
        self._stem = Stemmer.Stemmer("english")
        self._vocabulary: dict[str, int] = index.vocab_dict

    @classmethod
    def build(cls, passages: Sequence[Passage]) -> Keywords:
        """Index passages (at least one)."""
        stem = Stemmer.Stemmer("english")
        tokens = [_tokens(_weighted_text(passage), stem) or ["\x00"] for passage in passages]
        index = bm25s.BM25(k1=K1, b=B)
        index.index(tokens, show_progress=False)
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> Keywords:
        """Load what `save` wrote. Raises OSError or ValueError when it is missing or broken."""
        return cls(bm25s.BM25.load(str(folder), load_corpus=False))

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        self._index.save(str(folder), show_progress=False)

    def scores(self, query: str) -> npt.NDArray[np.float32]:
        """Return one score per passage; zeros when no word of the query is known."""
        known = [token for token in self.terms(query) if token in self._vocabulary]
        if not known:
            return np.zeros(self._index.scores["num_docs"], dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)

    def terms(self, query: str) -> list[str]:
        """The query's stems, without stop words."""
        return _tokens(query, self._stem)

    def known_share(self, query: str) -> float:
        """Share (0 to 1) of the query's terms that occur anywhere in the index."""
        terms = self.terms(query)
        return sum(term in self._vocabulary for term in terms) / len(terms) if terms else 0.0


def _weighted_text(passage: Passage) -> str:
    heading = f"{passage.title} {passage.section}" if passage.section else passage.title
    return " ".join([heading] * HEADING_WEIGHT + [*passage.keys, passage.text])


def _tokens(text: str, stem: Stemmer.Stemmer) -> list[str]:
    words = [word.lower() for word in _WORD.findall(text)]
    return stem.stemWords([word for word in words if word not in STOPWORDS])  # type: ignore[no-any-return]
