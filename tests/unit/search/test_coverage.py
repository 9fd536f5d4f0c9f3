"""Whether the guidance covers a question: more evidence never makes it less likely."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.search.coverage import FULL, KEYWORDS_ONLY, Calibration, Evidence, gather, probability
from assistant.search.fusion import Ranked

evidence = st.builds(Evidence, st.floats(-1, 1), st.floats(0, 20), st.floats(0, 1), st.floats(0, 2))


@pytest.mark.parametrize("calibration", [FULL, KEYWORDS_ONLY])
@given(found=evidence, more=st.floats(0, 1))
def test_better_scores_never_lower_the_chance(calibration: Calibration, found: Evidence, more: float) -> None:
    chance = probability(found, calibration)
    assert 0 <= chance <= 1
    for name in ("dense", "keyword", "known"):
        better = replace(found, **{name: getattr(found, name) + more})
        assert probability(better, calibration) >= chance


def test_the_evidence_is_that_of_the_best_documents() -> None:
    ranked = [
        Ranked(n, 0.0, 0.0, dense, keyword) for n, (dense, keyword) in enumerate([(0.4, 2.0), (0.6, 1.0), (0.1, 6.0)])
    ]
    found = gather(ranked, known=0.5, terms=3)
    assert found == Evidence(dense=0.6, keyword=2.0, known=0.5, margin=0.5)


def test_a_query_without_terms_divides_by_nothing() -> None:
    assert gather([Ranked(0, 0.0, 0.0, 0.2, 3.0)], 0.0, 0).keyword == 3.0


@pytest.mark.parametrize("calibration", [FULL, KEYWORDS_ONLY])
def test_nothing_found_is_not_covered(calibration: Calibration) -> None:
    assert probability(Evidence(0.0, 0.0, 0.0, 0.0), calibration) < calibration.threshold
