"""What a message asks of the rehearsal, and what only looks like asking."""

from __future__ import annotations

import pytest

from assistant.library.scenarios import Sliders
from assistant.rehearsal import understand
from assistant.rehearsal.understand import Redo


@pytest.mark.parametrize(
    ("message", "leave"),
    [
        ("pause", "pause"),
        ("PAUSE!", "pause"),
        ("I can't take this any more", "distress"),
        ("end", "end"),
        ("Let's stop the role-play", "end"),
        ("how did I do?", "end"),
        ("I should have stopped her", None),
        ("At the end of the round I'll tell you the plan.", None),
        ("Could you stop me if I drift?", None),
        ("I was done with the list at six.", None),
    ],
)
def test_leaving_the_role(message: str, leave: str | None) -> None:
    assert understand.leaving(message) == leave


@pytest.mark.parametrize(
    ("message", "number"),
    [("7", 7), ("about 7/10", 7), ("seven", 7), ("10", 10), ("3 or 4", None), ("70", None), ("no idea", None)],
)
def test_a_rating_is_one_number_from_0_to_10(message: str, number: int | None) -> None:
    assert understand.rating(message) == number


@pytest.mark.parametrize(
    ("message", "wish"),
    [
        ("redo from turn 3", Redo(3)),
        ("Redo 2", Redo(2)),
        ("What if at turn 2 I had said: I did rush it.", Redo(2, "I did rush it.")),
        ("the other way at turn 1", Redo(1, "")),
        ("I turned to her.", None),
    ],
)
def test_playing_a_turn_again(message: str, wish: Redo | None) -> None:
    assert understand.redo(message) == wish


@pytest.mark.parametrize(
    ("message", "changed"),
    [
        ("make it colder", {"warmth": 0.2}),
        ("Kinder, and more time", {"warmth": 0.8, "time": 0.8}),
        ("warmth 0.1, accuracy 1", {"warmth": 0.1, "accuracy": 1.0}),
        ("yes", {}),
    ],
)
def test_the_sliders_are_moved_by_words_and_by_numbers(message: str, changed: dict[str, float]) -> None:
    before = Sliders()
    after = understand.adjust(message, before)
    assert after == (before.model_copy(update=changed) if changed else None)


@pytest.mark.parametrize(
    ("message", "wish"),
    [
        ("my own situation", "own"),
        ("Here is the feedback I got", "inbox"),
        ("delete my rehearsals", "delete"),
        ("try it again", "again"),
        ("another scenario", "another"),
        ("compare with last time", "compare"),
        ("yes", None),
    ],
)
def test_other_wishes(message: str, wish: str | None) -> None:
    assert understand.wants(message) == wish


def test_the_one_who_gives_is_told_from_the_one_who_receives() -> None:
    assert understand.wanted_role("I want to practise giving feedback to a student") == "give"
    assert understand.wanted_role("I want to practise hearing feedback") == "receive"
