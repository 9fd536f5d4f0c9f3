"""Learning from the ways in which people ask: which document a question is nearest to, and when none is.

Cards about kindred questions lie close together in the embedder's space. A multinomial logistic regression over the
vectors of some fifty phrasings a card tells them apart; one class more, of questions that no card answers, says when a
question is unlike all of them. Learned at ingest, or read from a file that an earlier ingest left, where that was
learned from the same phrasings with the same embedder. Documents without phrasings teach nothing.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.embedding import Embedder, Vectors
from assistant.search.passages import Document

# Set on the development questions (tests/evals): how freely weights may grow, and how much more than a card the
# class of questions that no card answers weighs.
FREEDOM = 100.0
NOT_COVERED_WEIGHT = 4.0
_ROUNDS = 300

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Lessons:
    """What there is to learn from: `texts[i]` asks for `documents[owners[i]]`, or for none where the owner is -1."""

    documents: tuple[str, ...]
    texts: tuple[str, ...]
    owners: tuple[int, ...]

    @classmethod
    def of(cls, documents: Sequence[Document], not_covered: Sequence[str]) -> Lessons | None:
        """Collect the phrasings of at least two documents; None where there are too few, or nothing to set apart."""
        if not not_covered or sum(bool(document.asked) for document in documents) < 2:
            return None
        texts: list[str] = []
        owners: list[int] = []
        for number, document in enumerate(documents):
            asked = (*document.keys, *document.asked)
            texts += asked
            owners += [number] * len(asked)
        texts += not_covered
        owners += [-1] * len(not_covered)
        return cls(tuple(document.id for document in documents), tuple(texts), tuple(owners))

    def fingerprint(self, embedder: str) -> str:
        """Return what tells two lessons apart: the phrasings, whose they are, the embedder, the settings."""
        pairs = zip(self.owners, self.texts, strict=True)
        named = [(self.documents[owner] if owner >= 0 else "", text) for owner, text in pairs]
        content = json.dumps([embedder, FREEDOM, NOT_COVERED_WEIGHT, sorted(named)], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Learned:
    """`weights` has shape (dimensions, documents + 1), `bias` (documents + 1,); the last column is "none of them"."""

    fingerprint: str
    documents: tuple[str, ...]
    weights: Floats
    bias: Floats

    def scores(self, query: Vectors) -> Floats:
        """Return one score per document, higher for the nearer, and last that of none of them."""
        return np.asarray(query @ self.weights + self.bias, dtype=np.float32)

    def in_order(self, documents: Sequence[str]) -> Learned | None:
        """Return this with its documents in another order; None where they are not the same documents."""
        place = {document: number for number, document in enumerate(self.documents)}
        if place.keys() != set(documents):
            return None
        columns = [*(place[document] for document in documents), len(self.documents)]
        return Learned(self.fingerprint, tuple(documents), self.weights[:, columns], self.bias[columns])

    def save(self, path: Path) -> None:
        """Write to a file, in half precision."""
        np.savez_compressed(
            path,
            fingerprint=np.array(self.fingerprint),
            documents=np.array(self.documents),
            weights=self.weights.astype(np.float16),
            bias=self.bias,
        )

    @classmethod
    def load(cls, path: Path) -> Learned | None:
        """Read from a file; None where there is none or it is broken: it can always be learned again."""
        try:
            with np.load(path, allow_pickle=False) as file:
                return cls(
                    str(file["fingerprint"]),
                    tuple(str(name) for name in file["documents"]),
                    file["weights"].astype(np.float32),
                    file["bias"].astype(np.float32),
                )
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
            return None


def unlike(scores: Floats) -> float:
    """Return the log-odds that a question belongs to no document, from its scores; within -20 and 20."""
    shifted = scores.astype(np.float64) - scores.max()
    covered = np.log(np.exp(shifted[:-1]).sum() + 1e-30)
    return float(np.clip(shifted[-1] - covered, -20.0, 20.0))


def learn(lessons: Lessons, fingerprint: str, vectors: Vectors) -> Learned:
    """Learn from `vectors`, one row a text of `lessons`. Takes some seconds for a library of 160 cards."""
    # Imported here: answering never learns, and the import costs a second.
    from sklearn.linear_model import LogisticRegression

    owners = np.asarray(lessons.owners)
    classes = np.where(owners < 0, len(lessons.documents), owners)
    counts = np.bincount(classes, minlength=len(lessons.documents) + 1)
    weight = (len(classes) / len(counts)) / counts[classes]
    weight[owners < 0] *= NOT_COVERED_WEIGHT
    model = LogisticRegression(C=FREEDOM, max_iter=_ROUNDS).fit(vectors, classes, sample_weight=weight)
    weights, bias = model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)
    return Learned(fingerprint, lessons.documents, weights, bias)


def embed_lessons(lessons: Lessons, embedder: Embedder) -> Vectors:
    """Embed every text, texts of like length together; one row a text."""
    order = sorted(range(len(lessons.texts)), key=lambda number: len(lessons.texts[number]))
    vectors = embedder.documents([lessons.texts[number] for number in order])
    found = np.empty_like(vectors)
    found[order] = vectors
    return found
