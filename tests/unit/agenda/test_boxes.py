from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agenda.bank import load_bank
from assistant.agenda.planning.boxes import LEAST, fit, most_to_give, move, topics_that_fit

_BANK = load_bank()
_MEETINGS = st.sampled_from(sorted(_BANK.meetings))


@given(_MEETINGS, st.integers(5, 180), st.integers(0, 8))
def test_boxes_sum_exactly_and_none_is_under_two_minutes(name: str, minutes: int, topics: int) -> None:
    meeting = _BANK.meetings[name]  # type: ignore[index]
    boxes = fit(minutes, meeting.boxes, meeting.spare, topics)
    every = [*boxes.fixed.values(), *boxes.topics]
    assert sum(every) == boxes.total == minutes
    assert min(every) >= LEAST
    assert boxes.topics[0] == max(every)
    assert boxes.fixed.get("check-in", 0) <= minutes * 0.15
    assert "check-in" not in boxes.fixed or minutes >= 15
    assert len(boxes.topics) == 1 or minutes > 15


@given(st.lists(st.integers(LEAST, 40), min_size=1, max_size=9), st.integers(0, 8), st.integers(-40, 40))
def test_moving_minutes_keeps_the_sum(minutes: list[int], target: int, change: int) -> None:
    target %= len(minutes)
    moved = move(minutes, target, change)
    if moved is None:
        assert change < 0 or len(minutes) == 1 or change > most_to_give(minutes, target)
    else:
        assert sum(moved) == sum(minutes)
        assert min(moved) >= LEAST
        assert moved[target] == minutes[target] + change


@pytest.mark.parametrize(("minutes", "topics"), [(15, 1), (30, 3), (60, 3), (180, 6)])
def test_topics_grow_slowly_with_the_length(minutes: int, topics: int) -> None:
    assert topics_that_fit(minutes, 5) == topics


def test_a_check_in_cannot_grow_past_its_share() -> None:
    assert move((4, 20, 6), 0, 2, check_in=0) is None
