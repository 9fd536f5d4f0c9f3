"""What a segment is meant as: one regularised logistic model a label, over three views of the segment.

    classifier = fit(features(vectors, folded, cues), answers)
    classifier.chances(features(...))       one mapping of label -> 0..1 a row

The views are the embedding (what it is about), the words in a row (how it is put), and the cue families (what grammar
gives away). Fitted at load from the example turns; deterministic.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float32]
Answers = Mapping[str, npt.NDArray[np.bool_]]

# How loudly the views speak under one penalty; chosen by cross-validation over the example turns.
EMBEDDING_SCALE, WORDS_SCALE, CUE_SCALE = 4.0, 4.0, 1.0
STRENGTH = 0.5
# A rare answer weighs more than a common one, by this power of how rare it is.
BALANCE = 0.5
_BUCKETS = 4096
# The fitted classifiers that come with the program (`python -m tests.evals.rehearsal fit` makes them).
SHIPPED = Path(__file__).with_name("data") / "fitted"
# The sources whose change makes a kept classifier stale.
_CODE = tuple(Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8") for name in ("classifier", "text"))
_TOKEN = re.compile(r"[a-z0-9']+|[?!.,]")


def _tokens(folded: str) -> list[str]:
    return ["<", *_TOKEN.findall(folded), ">"]


# Stateless: the same words always fall into the same buckets.
_WORDS = HashingVectorizer(
    n_features=_BUCKETS,
    ngram_range=(1, 3),
    tokenizer=_tokens,
    token_pattern=None,
    lowercase=False,
    alternate_sign=False,
    binary=True,
)


@dataclass(frozen=True)
class Classifier:
    """Fitted models; `weights` has a row a label, `bias` one number."""

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats

    def chances(self, rows: sparse.csr_matrix) -> list[dict[str, float]]:
        """Return the chance of each label for each row of features, 0 to 1."""
        scores = np.clip(np.asarray(rows @ self.weights.T) + self.bias, -30.0, 30.0)
        table = 1.0 / (1.0 + np.exp(-scores))
        return [dict(zip(self.labels, map(float, row), strict=True)) for row in table]

    def save(self, path: Path) -> None:
        """Write it to a file. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            half = self.weights.astype(np.float16)
            np.savez_compressed(stream, labels=np.array(self.labels), weights=half, bias=self.bias)


def load(path: Path) -> Classifier | None:
    """Read a saved classifier; None when there is none, or none that can be read."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            return Classifier(tuple(map(str, kept["labels"])), kept["weights"].astype(np.float32), kept["bias"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def kept(name: str, cache: Path | None, make: Callable[[], Classifier]) -> Classifier:
    """Return the classifier of that name: the one that comes with the program, the one kept in `cache`, or a new one.

    A new one is made by `make` and kept in `cache`, if there is one.
    """
    for folder in (SHIPPED, cache):
        found = load(folder / name) if folder else None
        if found is not None:
            return found
    made = make()
    if cache:
        # A read-only folder costs seconds at the next start, nothing else.
        with contextlib.suppress(OSError):
            made.save(cache / name)
    return made


def stamp(*parts: str) -> str:
    """What a fitted classifier depends on, in short: `parts`, and the code that reads the text."""
    return hashlib.sha256("\x1f".join((*parts, *_CODE)).encode()).hexdigest()[:16]


def features(vectors: Floats, folded: Sequence[str], fired: npt.NDArray[np.bool_]) -> sparse.csr_matrix:
    """Return one row a segment: embedding, words in a row, cue families (`fired`, one column a family)."""
    views = [vectors * EMBEDDING_SCALE, _WORDS.transform(folded) * WORDS_SCALE, fired * CUE_SCALE]
    return sparse.csr_matrix(sparse.hstack(views), dtype=np.float32)


def fit(rows: sparse.csr_matrix, answers: Answers) -> Classifier:
    """Fit one model a label; every label needs rows of both answers."""
    weights, bias = [], []
    for answer in answers.values():
        positives = int(answer.sum())
        weight = ((len(answer) - positives) / positives) ** BALANCE
        model = LogisticRegression(C=STRENGTH, class_weight={False: 1.0, True: weight}, solver="liblinear")
        model.fit(rows, answer)
        weights.append(model.coef_[0])
        bias.append(model.intercept_[0])
    # Half precision costs nothing that a chance would show, and halves the file.
    half = np.array(weights, dtype=np.float16).astype(np.float32)
    return Classifier(tuple(answers), half, np.array(bias, dtype=np.float32))
