"""Telling neighbouring cards apart: a linear discriminant learned from the ways each card is asked.

Cards about kindred questions lie close together in the embedder's space. The phrasings that a card lists as keys show
in which directions its questions vary; those directions are damped and the ones that separate cards stand out
(Fisher 1936, with a shrunk covariance). It is closed-form, takes milliseconds, and is learned when an index is
opened. Documents with a single key teach nothing, and then it is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.search.embedding import Vectors
from assistant.search.passages import Passage

# Shrinkage and the least number of phrasings were set on the development questions (tests/evals).
SHRINKAGE = 0.3
LEAST_PHRASINGS = 3

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Discriminant:
    """`weights` has shape (dimensions, documents), `bias` (documents,), `mean` (dimensions,)."""

    weights: Floats
    bias: Floats
    mean: Floats

    def scores(self, query: Vectors) -> Floats:
        """Return one score per document."""
        return np.asarray((query - self.mean) @ self.weights + self.bias, dtype=np.float32)


def learn(passages: list[Passage], vectors: Vectors) -> Discriminant | None:
    """Learn from passages (document by document) and their vectors; None where phrasings are too few."""
    rows: list[int] = []
    owners: list[int] = []
    document = -1
    row = 0
    for number, passage in enumerate(passages):
        if number == 0 or passage.document != passages[number - 1].document:
            document += 1
        # A passage is embedded as itself, then key by key.
        for key in range(1, len(passage.embedded_texts)):
            rows.append(row + key)
            owners.append(document)
        row += len(passage.embedded_texts)
    counts = np.bincount(np.asarray(owners, dtype=np.intp), minlength=document + 1)
    if document < 1 or counts.min() < LEAST_PHRASINGS:
        return None
    keys = vectors[rows].astype(np.float64)
    means = np.zeros((document + 1, keys.shape[1]))
    np.add.at(means, owners, keys)
    means /= counts[:, None]
    within = keys - means[owners]
    scatter = within.T @ within / len(keys)
    spread = np.trace(scatter) / len(scatter)
    scatter = (1 - SHRINKAGE) * scatter + SHRINKAGE * spread * np.eye(len(scatter))
    centre = keys.mean(axis=0)
    weights = np.linalg.solve(scatter, (means - centre).T)
    bias = -0.5 * np.einsum("ij,ji->i", means - centre, weights)
    return Discriminant(weights.astype(np.float32), bias.astype(np.float32), centre.astype(np.float32))
