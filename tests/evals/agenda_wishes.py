"""Learns which messages wish a meeting to be planned: the weights of `assistant.agenda.reading.wishes`.

    python -m tests.evals.agenda_wishes          cross-validated over the examples, nothing is written
    python -m tests.evals.agenda_wishes write    learn from all examples and write the weights

Logistic regression with an L2 penalty. Beside the examples of `wishes.yaml` it learns, with less weight, from the
marked messages (each is a wish) and from questions that the cards answer (none is).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import scipy.sparse
import yaml
from scipy.optimize import minimize

from assistant.agenda.reading.wishes import BIAS, EXAMPLES, WEIGHTS, features, load_wishes
from tests.evals.agenda_learning import EXAMPLES as MARKED
from tests.evals.agenda_learning import read_example

PHRASINGS = Path(__file__).parents[2] / "knowledge" / "phrasings"
PENALTY, OWN, BORROWED, SMALLEST = 0.1, 3.0, 0.3, 0.03
# Each sixth of the cards' questions is enough, and keeps the two sides alike in number.
_EACH = 6

Case = tuple[set[str], bool, float]


def own_cases() -> list[Case]:
    """The examples of `wishes.yaml`."""
    wishes = load_wishes()
    return [
        (features(text), side, OWN) for side, texts in ((True, wishes.plan), (False, wishes.other)) for text in texts
    ]


def borrowed_cases() -> list[Case]:
    """The marked messages and the cards' questions."""
    marked = [read_example(json.loads(line)).text for line in MARKED.read_text("utf-8").splitlines() if line.strip()]
    asked = [
        text for path in sorted(PHRASINGS.glob("*.yaml")) for text in _texts(yaml.safe_load(path.read_text("utf-8")))
    ]
    return [
        *((features(text), True, BORROWED) for text in marked),
        *((features(text), False, BORROWED) for text in asked[::_EACH]),
    ]


def _texts(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for value in values for text in _texts(value)]


def learn(cases: Sequence[Case]) -> dict[str, float]:
    """Fit the weights of the features that stand in two cases or more. Deterministic."""
    seen = Counter(name for names, _, _ in cases for name in names)
    columns = {name: n for n, name in enumerate(sorted(name for name, count in seen.items() if count > 1))}
    rows, cols, values = [], [], []
    for row, (names, _, _) in enumerate(cases):
        hits = [columns[name] for name in sorted(names) if name in columns]
        rows += [row] * len(hits)
        cols += hits
        values += [1 / np.sqrt(max(1, len(hits)))] * len(hits)
    matrix = scipy.sparse.csr_matrix((values, (rows, cols)), shape=(len(cases), len(columns)))
    sides = np.array([1.0 if side else -1.0 for _, side, _ in cases])
    shares = np.array([share for _, _, share in cases])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = sides * (matrix @ weights[:-1] + weights[-1])
        pull = -sides * shares / (1 + np.exp(np.clip(margins, -50, 50)))
        total = float((np.logaddexp(0, -margins) * shares).sum() + PENALTY / 2 * (weights[:-1] @ weights[:-1]))
        return total, np.append(matrix.T @ pull + PENALTY * weights[:-1], pull.sum())

    found = minimize(loss, np.zeros(len(columns) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    kept = {name: round(float(found[n]), 2) for name, n in columns.items() if abs(found[n]) >= SMALLEST}
    return {**kept, BIAS: round(float(found[-1]), 2)}


def fingerprint() -> str:
    """What the weights were learned from; kept in their file, compared by a test."""
    return hashlib.sha256(EXAMPLES.read_bytes()).hexdigest()[:16]


def validate(parts: int = 5) -> None:
    """Print how many examples are told rightly that were not learned from."""
    own, borrowed = own_cases(), borrowed_cases()
    right = 0
    for part in range(parts):
        weights = learn([*(case for n, case in enumerate(own) if n % parts != part), *borrowed])
        for names, side, _ in own[part::parts]:
            found = [weights[name] for name in names if name in weights]
            right += (sum(found) / max(1, len(found)) ** 0.5 + weights[BIAS] > 0) == side
    print(f"told rightly: {right} of {len(own)}")


def main(argv: list[str]) -> None:
    """Validate, or learn from all and write."""
    if argv != ["write"]:
        validate()
        return
    weights = learn([*own_cases(), *borrowed_cases()])
    lines = ",\n".join(f"{json.dumps(name)}: {value:g}" for name, value in weights.items())
    WEIGHTS.write_text(f'{{"learned_from": "{fingerprint()}", "weights": {{\n{lines}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
