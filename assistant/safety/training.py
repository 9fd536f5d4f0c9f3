"""Makes the learned layer from the examples: python -m assistant.safety.training

Prints what it wrote. The same examples and libraries give the same weights; each file is stamped with a digest of
its examples, which a test compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.safety.examples import LABELS, Example, digest, load_examples
from assistant.safety.features import BUCKETS, VERSION, clause_features
from assistant.safety.folding import fold
from assistant.safety.learned import FILE, WordModel
from assistant.safety.normalise import normalise

# Set by cross-validation over groups (tests/evals/safety.py).
PENALTY = 1 / 50


def train_words(examples: Sequence[Example]) -> WordModel:
    """Fit the model over words. Needs scikit-learn, which sentence-transformers brings."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, example in enumerate(examples):
        ids = np.concatenate([clause_features(clause) for clause in fold(normalise(example.text)).sentences])
        rows.extend([row] * len(ids))
        columns.extend(ids)
        values.extend([1 / np.sqrt(len(ids))] * len(ids))
    table = csr_matrix((values, (rows, columns)), shape=(len(examples), BUCKETS))
    answers = np.array([LABELS.index(example.label) for example in examples])
    fitted: Any = LogisticRegression(C=1 / PENALTY, max_iter=1000).fit(table, answers)
    return WordModel(
        np.asarray(fitted.coef_.T, dtype=np.float32),
        np.asarray(fitted.intercept_, dtype=np.float32),
        digest(list(examples)),
    )


def save_words(model: WordModel) -> None:
    """Write the first model, one byte a weight."""
    scale = float(np.abs(model.weights).max()) / 127
    np.savez_compressed(
        FILE,
        weights=np.round(model.weights / scale).astype(np.int8),
        scale=np.float32(scale),
        bias=model.bias,
        stamp=model.stamp,
        version=VERSION,
    )


def main() -> None:
    """Train on all examples and write the files."""
    examples = load_examples()
    save_words(train_words(examples))
    print(f"{FILE.name}: {len(examples)} examples, {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
