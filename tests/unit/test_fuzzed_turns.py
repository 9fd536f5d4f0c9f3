"""Whole conversations of messages that nobody would write: every turn is answered, kept and readable again.

`python -m tests.evals safety --fuzz 1000` plays a thousand.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from assistant import Coach
from tests.fuzzing import conversations, play


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
@given(conversations)
def test_no_turn_is_lost_and_none_fails(coach: Coach, texts: list[str]) -> None:
    assert len(play(coach, texts).turns) == len(texts)
