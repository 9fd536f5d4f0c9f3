"""Fitting the coverage decision: logistic regression by Newton's method on the development questions.

Positive: our own development questions and those of another writer. Negative: their questions that the guidance cannot
answer, and public guidance questions of another field. The threshold is the one that loses least over both kinds of
error, on questions of our field: public ones of another shape the weights only.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.search import Embedder, Searcher, coverage
from tests.evals.retrieval import DATA, library_searcher, read_jsonl

FEATURES = ("dense", "keyword", "known", "margin", "unlike")
RIDGE = 0.05
PUBLIC_SAMPLE = 60
HALVES = ("dev", "other")


@dataclass(frozen=True)
class Fit:
    """Fitted constants with the errors that they make on what they were fitted on."""

    name: str
    calibration: coverage.Calibration
    false_answers: float
    false_refusals: float


def fit(knowledge: Path, data: Path, embedder: Embedder, public: Path | None) -> list[Fit]:
    """Fit each decision: by meaning, with what was learned beside it, and by keywords alone."""
    searcher = library_searcher(knowledge, data, embedder)
    inside = [q["text"] for half in HALVES for q in read_jsonl(DATA / f"questions_{half}.jsonl")]
    outside = [q["text"] for half in HALVES for q in read_jsonl(DATA / f"off_{half}.jsonl")]
    judged = len(inside) + len(outside)
    if public:
        for queries in sorted(public.glob("*/queries.jsonl")):
            outside += [q["text"] for q in read_jsonl(queries)[:: max(1, len(read_jsonl(queries)) // PUBLIC_SAMPLE)]]
    by_keywords = Searcher(searcher.store.folder.parent.parent, searcher.store.name, Embedder())
    return [
        _fit("FULL", searcher, inside, outside, judged, wait=True, used=(True, False, True, True, False)),
        _fit("LEARNED", searcher, inside, outside, judged, wait=True, used=(True, False, True, False, True)),
        _fit("KEYWORDS_ONLY", by_keywords, inside, outside, judged, wait=False, used=(False, True, True, False, False)),
    ]


def print_fit(fits: list[Fit]) -> None:
    """Print the constants as they stand in assistant/search/coverage.py."""
    for item in fits:
        print(f"{item.name} = {item.calibration}")
        print(f"  false answers {item.false_answers:.3f}, false refusals {item.false_refusals:.3f}")


def _fit(
    name: str,
    searcher: Searcher,
    inside: list[str],
    outside: list[str],
    judged: int,
    *,
    wait: bool,
    used: tuple[bool, ...],
) -> Fit:
    found = [searcher.search(text, 10, wait=wait).evidence for text in [*inside, *outside]]
    x = np.array([[getattr(e, f) if use else 0.0 for f, use in zip(FEATURES, used, strict=True)] for e in found])
    y = np.array([1.0] * len(inside) + [0.0] * len(outside))
    # Both kinds weigh the same, however many there are of each.
    weight = np.where(y == 1, 0.5 / len(inside), 0.5 / len(outside)) * len(y)
    design = np.hstack([np.ones((len(x), 1)), x])
    w = np.zeros(design.shape[1])
    penalty = RIDGE * np.diag([0.0] + [1.0] * x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-design @ w))
        gradient = design.T @ (weight * (p - y)) + penalty @ w
        hessian = (design * (weight * p * (1 - p))[:, None]).T @ design + penalty + 1e-9 * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    p = 1 / (1 + np.exp(-design @ w))
    # A false refusal sends away somebody with a real question, so it weighs a little more (targets 3% and 5%).
    p, y = p[:judged], y[:judged]
    thresholds = np.linspace(0.05, 0.95, 181)
    losses = [5 * np.mean(p[y == 1] < t) + 3 * np.mean(p[y == 0] >= t) for t in thresholds]
    # Of equally good ones the middle, which leaves most room on both sides.
    t = float(np.median(thresholds[losses == np.min(losses)]))
    calibration = coverage.Calibration(*(round(float(v), 3) for v in w), threshold=round(t, 3))
    return Fit(name, calibration, float(np.mean(p[y == 0] >= t)), float(np.mean(p[y == 1] < t)))
