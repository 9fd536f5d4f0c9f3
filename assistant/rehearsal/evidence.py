"""From a turn to evidence: for each segment and each rubric item, how likely it is that the item is meant.

The segments of a turn (and the line it answers) are embedded together, once. Small models, fitted at load to the
example turns, read the embedding beside the cue families. What the evidence amounts to is decided elsewhere
(label.py for those who receive, label_giving.py for those who give).
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from assistant.rehearsal.moves import Cues, Move
from assistant.rehearsal.regression import Floats, Model, fit
from assistant.rehearsal.text import Segment, fold, key_segments, segments

# How loudly the two kinds of features speak under one penalty; chosen by cross-validation over the example turns.
EMBEDDING_SCALE = 4.0
CUE_SCALE = 1.5
PENALTY = 2.0
# The families that tell abuse in a giver's line; the learner's families would only confuse there.
ABUSE = frozenset({"abuse-insult", "abuse-identity", "abuse-threat"})
UNNAMED = 0.62
# Longer pieces carry no further move, and patterns stay fast on them.
MAX_CHARACTERS = 600

Vectors = npt.NDArray[np.float32]


class Embeds(Protocol):
    """What turns texts into unit vectors; `assistant.search.Embedder` is one."""

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; one row each."""
        ...


@dataclass(frozen=True)
class Piece:
    """One segment with what was found in it. `chances` maps a label ("R03", "move:sarcasm") to 0..1.

    `likeness` is the cosine of the segment with the line that the turn answers, 0 without one.
    """

    segment: Segment
    cues: frozenset[str]
    chances: Mapping[str, float]
    likeness: float = 0.0

    def chance(self, label: str) -> float:
        """The chance of one label; 0 when no example teaches it."""
        return self.chances.get(label, 0.0)


@dataclass(frozen=True)
class Evidence:
    """What stands in one turn. `vector` is the turn's mean embedding, `giver_vector` that of the line it answers."""

    giver: str
    text: str
    pieces: tuple[Piece, ...]
    vector: Vectors
    giver_chances: Mapping[str, float]
    giver_vector: Vectors


class Reader:
    """Reads turns of one side. Fitted once, at the first reading, and safe from several threads.

    `cache` is a folder where the embeddings of the example turns are kept between starts; None keeps none.
    """

    def __init__(
        self, moves: Sequence[Move], cues: Cues, embedder: Embeds, side: str, cache: Path | None = None
    ) -> None:
        self._moves = tuple(move for move in moves if move.side == side)
        self._givers = tuple(move for move in moves if move.side == "giver")
        self.cues = cues
        self._embedder = embedder
        self._cache = cache
        self._lock = threading.Lock()
        self._models: dict[str, Model] | None = None
        self._giver_models: dict[str, Model] = {}

    def load(self) -> dict[str, Model]:
        """Fit the models if they are not fitted yet; takes a second or two without a cache."""
        with self._lock:
            if self._models is None:
                self._giver_models = self._fit(self._givers)
                self._models = self._fit(self._moves)
            return self._models

    def read(self, giver: str, text: str) -> Evidence:
        """Read one turn, given the line it answers. The texts are embedded in one call."""
        models = self.load()
        found = [segment for segment in segments(text) if any(char.isalnum() for char in segment.folded)]
        found = key_segments(found)
        texts = [segment.text[:MAX_CHARACTERS] for segment in found]
        spoken = giver.strip()
        vectors = self._embedder.documents([*texts, spoken] if spoken else texts) if texts or spoken else None
        size = 0 if vectors is None else vectors.shape[1]
        blank = np.zeros(size, dtype=np.float32)
        rows = np.zeros((0, size), dtype=np.float32) if vectors is None else vectors[: len(found)]
        giver_vector = vectors[-1] if spoken and vectors is not None else blank
        cues = [self.cues.read(segment.folded[:MAX_CHARACTERS]) for segment in found]
        table = self._chances(models, rows, cues)
        likeness = [float(value) for value in rows @ giver_vector] if len(found) else []
        pieces = tuple(Piece(*parts) for parts in zip(found, cues, table, likeness, strict=True))
        giver_chances: Mapping[str, float] = {}
        if spoken:
            fired = self.cues.read(fold(spoken)[:MAX_CHARACTERS]) & ABUSE
            giver_chances = self._chances(self._giver_models, giver_vector[None, :], [fired])[0]
            if not fired:
                # Without a word for it, likeness alone must be strong.
                giver_chances = {label: chance * UNNAMED for label, chance in giver_chances.items()}
        mean = rows.mean(axis=0) if len(found) else blank
        return Evidence(giver, text, pieces, mean, giver_chances, giver_vector)

    def _chances(
        self, models: Mapping[str, Model], vectors: Vectors, cues: Sequence[frozenset[str]]
    ) -> list[dict[str, float]]:
        if not len(cues):
            return []
        features = self._features(vectors, cues)
        columns = {label: model.probability(features) for label, model in models.items()}
        return [{label: float(column[row]) for label, column in columns.items()} for row in range(len(cues))]

    def _features(self, vectors: Vectors, cues: Sequence[frozenset[str]]) -> Floats:
        fired = np.array([[name in found for name in self.cues.names] for found in cues], dtype=np.float64)
        return np.hstack([vectors.astype(np.float64) * EMBEDDING_SCALE, fired * CUE_SCALE])

    def _fit(self, moves: Sequence[Move]) -> dict[str, Model]:
        """One model for each item that some move shows ("R03") or breaks ("not R05"), and one for each move."""
        examples = [(move, example) for move in moves for example in move.examples]
        if not examples:
            return {}
        texts = [example.text for _, example in examples]
        about_giver = moves[0].side == "giver"
        cues = [self.cues.read(fold(text)) & (ABUSE if about_giver else frozenset(self.cues.names)) for text in texts]
        features = self._features(self._embed(texts), cues)
        labels = sorted(
            {item for move in moves for item in move.shows}
            | {f"not {item}" for move in moves for item in move.breaks}
            | {f"move:{move.move}" for move in moves}
        )
        return {
            label: fit(features, np.array([_has(move, label) for move, _ in examples]), PENALTY) for label in labels
        }

    def _embed(self, texts: list[str]) -> Vectors:
        """Embed the example turns, or take them from the cache when nothing about them has changed."""
        if self._cache is None:
            return self._embedder.documents(texts)
        name = str(getattr(self._embedder, "name", "embedder"))
        stamp = hashlib.sha256("\x1f".join([name, *texts]).encode()).hexdigest()[:16]
        path = self._cache / f"moves-{stamp}.npy"
        try:
            kept: Vectors = np.load(path)
            if kept.shape[0] == len(texts):
                return kept
        except (OSError, ValueError):
            pass
        vectors = self._embedder.documents(texts)
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                np.save(stream, vectors)
        except OSError:
            # A read-only folder costs a second at the next start, nothing else.
            pass
        return vectors


def _has(move: Move, label: str) -> bool:
    if label.startswith("not "):
        return label[4:] in move.breaks
    if label.startswith("move:"):
        return label[5:] == move.move
    return label in move.shows
