"""Makes the first model of the learned layer from the examples, and the mixtures that both models are made from.

The same examples and libraries give the same weights. The file is stamped with a digest of its examples, which a
test compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from assistant.safety.examples import LABELS, Example, Frames, digest
from assistant.safety.features import BUCKETS, VERSION, clause_features
from assistant.safety.folding import fold
from assistant.safety.learned import FILE, WordModel
from assistant.safety.normalise import normalise
from assistant.weights import in_bytes, table_of

# Set by cross-validation over groups (tests/evals/safety.py).
PENALTY = 1 / 50
# One in so many of the grave examples is repeated beside an ordinary one, and inside a frame.
BESIDE, FRAMED = 5, 3
# The lists that may stand in a frame of another voice.
VOICED = frozenset({"self", "other", "near-crisis", "ordinary", "turns"})


def train_words(examples: Sequence[Example], frames: Frames, asked: Sequence[Example] = ()) -> WordModel:
    """Fit the model over words; the stamp leaves out what is `asked` of the library, so that a new card makes no model
    old. Needs scikit-learn, which sentence-transformers brings."""
    from sklearn.linear_model import LogisticRegression

    stamp = digest(examples, frames)
    examples = taught(examples, frames, asked)
    rows = [
        np.concatenate([clause_features(clause) for clause in fold(normalise(example.text)).sentences])
        for example in examples
    ]
    answers = np.array([LABELS.index(example.label) for example in examples])
    fitted: Any = LogisticRegression(C=1 / PENALTY, max_iter=1000).fit(table_of(rows, BUCKETS), answers)
    return WordModel(
        np.asarray(fitted.coef_.T, dtype=np.float32),
        np.asarray(fitted.intercept_, dtype=np.float32),
        stamp,
    )


def save_words(model: WordModel) -> None:
    """Write the first model, one byte a weight."""
    weights = in_bytes("weights", model.weights)
    np.savez_compressed(FILE, bias=model.bias, stamp=model.stamp, version=VERSION, **weights)


def taught(examples: Sequence[Example], frames: Frames, asked: Sequence[Example] = ()) -> list[Example]:
    """Return what both models are made from: all that is not set apart, and mixtures of the examples."""
    mixed = mixtures([example for example in examples if not example.apart], frames)
    return [*mixed, *(example for example in asked if not example.apart)]


def mixtures(examples: Sequence[Example], frames: Frames) -> list[Example]:
    """Return the examples and mixtures of them: people say the grave thing in the middle of an ordinary message, in a
    draft, in a role that they play.

    Of those that are not ordinary a part is repeated beside an ordinary one, and another inside a frame; of the
    ordinary ones as many, so that mixing alone says nothing.
    """
    rng = np.random.default_rng(7)
    plain = [example for example in examples if example.source == "ordinary"]
    grave = [example for example in examples if example.label != "none"]
    near = [example for example in examples if example.label == "none"]
    mixed = list(examples)
    for some in (grave, near):
        for i in rng.choice(len(some), size=len(grave) // BESIDE, replace=False):
            neighbour = plain[int(rng.integers(len(plain)))].text
            texts = [some[i].text, neighbour] if rng.random() < 0.5 else [neighbour, some[i].text]
            mixed.append(replace(some[i], text=". ".join(text.rstrip(". ") for text in texts)))
        for i in rng.choice(len(some), size=len(grave) // FRAMED, replace=False):
            kept = frames.talk + frames.voiced if some[i].source in VOICED else frames.talk
            frame = kept[int(rng.integers(len(kept)))]
            mixed.append(replace(some[i], text=frame.replace("{}", some[i].text)))
    return mixed
