"""Whether the guidance covers a question: decided here, from calibrated scores, before any writer is asked.

A logistic regression over a few numbers: four of the best documents, and how unlike all of them the question is.
Fitted by `python -m tests.evals calibrate` on our development questions, those of another writer, and the public
validation questions (asked of a library that does not hold them).
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
    unlike: float
    threshold: float


FULL = Calibration(bias=-14.455, dense=14.016, keyword=0.0, known=10.407, margin=-3.41, unlike=0.0, threshold=0.335)
LEARNED = Calibration(bias=-11.805, dense=11.547, keyword=0.0, known=2.878, margin=0.0, unlike=-0.735, threshold=0.225)
KEYWORDS_ONLY = Calibration(bias=-13.403, dense=0.0, keyword=1.448, known=15.87, margin=0.0, unlike=0.0, threshold=0.58)


@dataclass(frozen=True)
class Evidence:
    """What the decision looks at.

    `dense`: cosine of the best text. `keyword`: best BM25 score per query term. `known`: share of the
    query's terms that the index knows. `margin`: cosine lead of the best document over the tenth.
    `unlike`: learned log-odds that the question belongs to no document, 0 where nothing was learned.
    """

    dense: float
    keyword: float
    known: float
    margin: float
    unlike: float = 0.0


def gather(ranked: Sequence[Ranked], known: float, terms: int, unlike: float = 0.0) -> Evidence:
    """Collect the evidence from a ranking (at least one document)."""
    dense = max(item.dense for item in ranked[:5])
    keyword = max(item.keyword for item in ranked[:5]) / max(terms, 1)
    tenth = sorted((item.dense for item in ranked[:10]), reverse=True)[-1]
    return Evidence(dense, keyword, known, dense - tenth, unlike)


def probability(evidence: Evidence, calibration: Calibration) -> float:
    """Return the probability (0 to 1) that the best documents answer the question."""
    score = (
        calibration.bias
        + calibration.dense * evidence.dense
        + calibration.keyword * evidence.keyword
        + calibration.known * evidence.known
        + calibration.margin * evidence.margin
        + calibration.unlike * evidence.unlike
    )
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
