"""Whether the guidance covers a question: decided here, from calibrated scores, before any writer is asked.

A logistic regression over four numbers of the best document. Fitted by `python -m tests.evals calibrate` on our
development questions and the public validation questions (asked of a library that does not hold them).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.search.fusion import Ranked


@dataclass(frozen=True)
class Calibration:
    """Weights of the regression, and the probability from which a question counts as covered."""

    bias: float
    dense: float
    keyword: float
    known: float
    margin: float
    threshold: float


FULL = Calibration(bias=-14.455, dense=14.016, keyword=0.0, known=10.407, margin=-3.41, threshold=0.335)
KEYWORDS_ONLY = Calibration(bias=-13.403, dense=0.0, keyword=1.448, known=15.87, margin=0.0, threshold=0.58)


@dataclass(frozen=True)
class Evidence:
    """What the decision looks at.

    `dense`: cosine of the best text. `keyword`: best BM25 score per query term. `known`: share of the
    query's terms that the index knows. `margin`: cosine lead of the best document over the tenth.
    """

    dense: float
    keyword: float
    known: float
    margin: float


def gather(ranked: Sequence[Ranked], known: float, terms: int) -> Evidence:
    """Collect the evidence from a ranking (at least one document)."""
    dense = max(item.dense for item in ranked[:5])
    keyword = max(item.keyword for item in ranked[:5]) / max(terms, 1)
    tenth = sorted((item.dense for item in ranked[:10]), reverse=True)[-1]
    return Evidence(dense, keyword, known, dense - tenth)


def probability(evidence: Evidence, calibration: Calibration) -> float:
    """Return the probability (0 to 1) that the best documents answer the question."""
    score = (
        calibration.bias
        + calibration.dense * evidence.dense
        + calibration.keyword * evidence.keyword
        + calibration.known * evidence.known
        + calibration.margin * evidence.margin
    )
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
