"""From a turn to evidence: for each segment and each rubric item, how likely it is that the item is meant.

The segments of a turn (and the line it answers) are embedded together, once. A classifier fitted at load to the
example turns reads them. What the evidence amounts to is decided elsewhere (label.py for those who receive,
label_giving.py for those who give).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from assistant.embedding import Embeds, Vectors
from assistant.rehearsal.classifier import Classifier, features, fit, kept, stamp
from assistant.rehearsal.moves import Cues, Move
from assistant.rehearsal.text import Segment, fold, key_segments, segments

# The families that tell abuse in a giver's line; the learner's families would only confuse there.
ABUSE = frozenset({"abuse-insult", "abuse-identity", "abuse-threat"})
UNNAMED = 0.8
# Moves that are told apart by themselves, beside the items that they show or break.
MOVES = frozenset(
    {
        "acknowledge",
        "excuse",
        "hitting-back",
        "neutral",
        "sarcasm",
        "sharp-question",
        "vague-plan",
        "give-insult",
        "give-label",
        "give-tell",
        "give-vague-praise",
    }
)
# Longer pieces carry no further move, and patterns stay fast on them.
MAX_CHARACTERS = 600


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
    """What stands in one turn. `vector` is the turn's mean embedding, `giver_vector` that of the line it answers.

    `praise` says that the line it answers is praise with no fault in it.
    """

    giver: str
    text: str
    pieces: tuple[Piece, ...]
    vector: Vectors
    giver_chances: Mapping[str, float]
    giver_vector: Vectors
    praise: bool = False


class Reader:
    """Reads turns of one side. Fitted once, at the first reading, and safe from several threads.

    The classifiers of the example turns as they are come with the program (classifier.py). For other examples or
    another embedder they are fitted and kept in `cache`, a folder; None keeps none.
    """

    def __init__(
        self, moves: Sequence[Move], cues: Cues, embedder: Embeds, side: str, cache: Path | None = None
    ) -> None:
        self._moves = tuple(move for move in moves if move.side == side)
        # Only those who receive are read against what kind of line they answer.
        self._givers = tuple(move for move in moves if move.side == "giver" and side == "receive")
        self.cues = cues
        self._embedder = embedder
        self._cache = cache
        self._lock = threading.Lock()
        self._fitted: tuple[Classifier, Classifier | None] | None = None

    def load(self) -> tuple[Classifier, Classifier | None]:
        """Return the classifiers of turns and of the lines they answer; fits them first, in seconds, if need be."""
        with self._lock:
            if self._fitted is None:
                givers = self._classifier(self._givers) if self._givers else None
                self._fitted = self._classifier(self._moves), givers
            return self._fitted

    def read(self, giver: str, text: str) -> Evidence:
        """Read one turn, given the line it answers. The texts are embedded in one call."""
        turns, givers = self.load()
        found = [segment for segment in segments(text) if any(char.isalnum() for char in segment.folded)]
        found = key_segments(found)
        texts = [segment.text[:MAX_CHARACTERS] for segment in found]
        spoken = giver.strip()
        vectors = self._embedder.documents([*texts, spoken] if spoken else texts) if texts or spoken else None
        size = 0 if vectors is None else vectors.shape[1]
        blank = np.zeros(size, dtype=np.float32)
        rows = np.zeros((0, size), dtype=np.float32) if vectors is None else vectors[: len(found)]
        giver_vector = vectors[-1] if spoken and vectors is not None else blank
        folded = [segment.folded[:MAX_CHARACTERS] for segment in found]
        cues = [self.cues.read(line) for line in folded]
        table = turns.chances(self._features(rows, folded, cues)) if found else []
        likeness = [float(value) for value in rows @ giver_vector] if found else []
        pieces = tuple(Piece(*parts) for parts in zip(found, cues, table, likeness, strict=True))
        mean = rows.mean(axis=0) if found else blank
        chances = self._giver_chances(givers, spoken, giver_vector)
        return Evidence(giver, text, pieces, mean, chances, giver_vector, self.praises(giver))

    def praises(self, giver: str) -> bool:
        """Whether a giver's line is praise with no fault in it."""
        fired = self.cues.read(fold(giver))
        return "praise" in fired and "fault" not in fired

    def _giver_chances(self, givers: Classifier | None, spoken: str, vector: Vectors) -> Mapping[str, float]:
        if not spoken or givers is None:
            return {}
        folded = fold(spoken)[:MAX_CHARACTERS]
        fired = self.cues.read(folded) & ABUSE
        (chances,) = givers.chances(self._features(vector[None, :], [folded], [fired]))
        # Without a word for it, likeness alone must be strong.
        return chances if fired else {label: chance * UNNAMED for label, chance in chances.items()}

    def _features(self, vectors: Vectors, folded: Sequence[str], cues: Sequence[frozenset[str]]) -> sparse.csr_matrix:
        return features(vectors, folded, np.array([[name in fired for name in self.cues.names] for fired in cues]))

    def _classifier(self, moves: Sequence[Move]) -> Classifier:
        """One model for each item that some move shows ("R03") or breaks ("not R05"), and one for each move."""
        parts = [
            self._embedder.name,
            repr(moves),
            repr(_labels(moves)),
            repr(self.cues.patterns),
        ]
        return kept(f"{moves[0].side}-{stamp(*parts)}.npz", self._cache, lambda: self._fit(moves))

    def _fit(self, moves: Sequence[Move]) -> Classifier:
        examples = [(move, text) for move in moves for example in move.examples for text in _pieces(move, example.text)]
        folded = [fold(text) for _, text in examples]
        families = ABUSE if moves[0].side == "giver" else frozenset(self.cues.names)
        cues = [self.cues.read(line) & families for line in folded]
        vectors = self._embedder.documents([text for _, text in examples])
        answers = {label: np.array([_has(move, label) for move, _ in examples]) for label in _labels(moves)}
        return fit(self._features(vectors, folded, cues), answers)


def _labels(moves: Sequence[Move]) -> list[str]:
    return sorted(
        {item for move in moves for item in move.shows}
        | {f"not {item}" for move in moves for item in move.breaks}
        | {f"move:{move.move}" for move in moves if move.move in MOVES}
    )


def _pieces(move: Move, text: str) -> list[str]:
    """What is learned from one example: all of it, and its pieces where only together they make the move."""
    found = segments(text)
    return [text, *(piece.text for piece in found)] if "R10" in move.shows and len(found) > 1 else [text]


def _has(move: Move, label: str) -> bool:
    if label.startswith("not "):
        return label[4:] in move.breaks
    if label.startswith("move:"):
        return label[5:] == move.move
    return label in move.shows
