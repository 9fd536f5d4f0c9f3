"""Logistic regression in numpy: a handful of small yes-or-no models over the same features.

Trained at load from the example turns. Deterministic: no sampling, a fixed number of Newton steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

STEPS = 12


@dataclass(frozen=True)
class Model:
    """One fitted model; `weights` has one entry a feature, then the bias."""

    weights: Floats

    def probability(self, features: Floats) -> Floats:
        """Return the chance of yes for each row of `features`, 0 to 1."""
        return _sigmoid(features @ self.weights[:-1] + self.weights[-1])


def fit(features: Floats, answers: npt.NDArray[np.bool_], penalty: float, balance: float = 0.5) -> Model:
    """Fit one model by Newton's method with an L2 `penalty` on all weights but the bias.

    `balance` 0 weighs all rows alike, 1 weighs both answers alike in sum; a rare answer needs some of it.
    """
    rows, columns = features.shape
    design = np.hstack([features, np.ones((rows, 1))])
    target = answers.astype(np.float64)
    positives = max(1.0, float(target.sum()))
    ratio = ((rows - positives) / positives) ** balance
    row_weights = np.where(answers, ratio, 1.0)
    row_weights *= rows / row_weights.sum()
    ridge = np.full(columns + 1, penalty)
    ridge[-1] = 1e-6
    weights = np.zeros(columns + 1)
    for _ in range(STEPS):
        chance = _sigmoid(design @ weights)
        gradient = design.T @ (row_weights * (chance - target)) + ridge * weights
        curvature = row_weights * np.maximum(chance * (1 - chance), 1e-6)
        hessian = (design * curvature[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-6:
            break
    return Model(weights)


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0))))
