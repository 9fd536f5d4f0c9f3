"""What is made of the points that somebody names."""

from __future__ import annotations

from assistant.agenda.planning.points import pick


def test_of_nothing_nothing_is_picked() -> None:
    assert pick((), "any words", 1) == ()
