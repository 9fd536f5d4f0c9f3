"""Which documents are near to which, so that the documents below the best one are kin of it and not noise.

Two people who ask the same thing in other words find the same best document; what stood below it was left to chance,
and they shared half of five. A document therefore also scores by its kin (the cluster hypothesis: what answers a
question lies together): those whose texts are near, that answer the same row, or that their authors call related.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.embedding import Vectors
from assistant.search.fusion import Floats, Ints, Layout
from assistant.search.passages import Passage

# Set on the development questions: as much as 10% of what a document has goes to its nearest, less to each next.
# SHARPNESS makes of fused scores the likelihood of the right document.
LENT, NEXT, SHARPNESS = 0.1, 0.8, 3.0
_NEAREST = 8
# In cosines: what a shared row, or being called related, is worth.
_SAME_ROW = _RELATED = 0.3


def nearest(vectors: Vectors, passages: Sequence[Passage], layout: Layout) -> Ints:
    """Return for each document the places of its nearest others, nearest first; shape (documents, at most 8)."""
    counts = np.diff(np.append(layout.first_vector, len(vectors)))[:, None]
    means = _unit(np.add.reduceat(vectors, layout.first_vector, axis=0) / counts)
    apart = _unit(means - means.mean(axis=0))
    first = [passages[place] for place in layout.first_passage]
    likeness = apart @ apart.T + _SAME_ROW * _share_a_row(first) + _RELATED * _are_related(first)
    np.fill_diagonal(likeness, -np.inf)
    return np.argsort(-likeness, axis=1, kind="stable")[:, : min(_NEAREST, len(first) - 1)]


def lend(scores: Floats, near: Ints) -> Floats:
    """Return scores in which every document has lent to its kin, on the same scale; the leaders keep theirs."""
    likelihood = np.exp(SHARPNESS * (scores.astype(np.float64) - scores.max()))
    total = likelihood.copy()
    for place in range(near.shape[1]):
        np.add.at(total, near[:, place], LENT * NEXT**place * likelihood)
    return np.asarray(np.log(total) / SHARPNESS + scores.max(), dtype=np.float32)


def _share_a_row(first: Sequence[Passage]) -> Floats:
    rows = sorted({row for passage in first for row in passage.rows})
    has = np.array([[row in passage.rows for row in rows] for passage in first], dtype=np.float32)
    return np.asarray(has @ has.T > 0, dtype=np.float32)


def _are_related(first: Sequence[Passage]) -> Floats:
    named = np.array([[other.document in one.related for other in first] for one in first], dtype=np.float32)
    return np.asarray(np.maximum(named, named.T), dtype=np.float32)


def _unit(rows: npt.NDArray[Any]) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)
