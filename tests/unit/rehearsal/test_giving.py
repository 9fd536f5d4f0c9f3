"""The roles reversed: turns of a person who gives feedback, read and scored."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.rehearsal import Room
from assistant.rehearsal.compose import total
from assistant.rehearsal.session import Line

GOOD = (
    "Is now a good time? I'd like to talk about the family meeting.",
    "How did you think it went?",
    "On Tuesday, when the daughter asked if he was dying, you read out the creatinine. She started to cry.",
    "I can see this is hard. Take your time.",
    "What would you like to try next time?",
    "Shall we look at it again on Thursday?",
)
POOR = ("You were careless and cold.", "Stop crying, pull yourself together.", "You people are always so emotional.")


def _report(room: Room, texts: tuple[str, ...]) -> dict[str, Any]:
    turns = [line for text in texts for line in (Line(who="giver", text=text), Line(who="learner", text="Okay."))]
    return room.report(tuple(turns), "give", None)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("How did you think it went?", "V01"),
        ("Is now a good time to talk about this morning?", "V02"),
        ("What were you hoping to do when you interrupted her?", "V06"),
        ("I can see this is hard. Take your time.", "V10"),
        ("What would you like to try next time?", "V11"),
        ("Shall we look at it again on Thursday?", "V12"),
    ],
)
def test_good_turns_are_seen(room: Room, text: str, item: str) -> None:
    assert room.giving.read("Okay.", text).labels[item] is True


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("You're just careless.", "V04"),
        ("Stop crying, pull yourself together.", "V10"),
        ("You people are always so emotional.", "V13"),
    ],
)
def test_bad_turns_are_seen(room: Room, text: str, item: str) -> None:
    assert room.giving.read("Okay.", text).labels[item] is False


def test_the_good_giver_is_above_the_poor_one(room: Room) -> None:
    (good, most_good), (poor, most_poor) = total(_report(room, GOOD)), total(_report(room, POOR))
    assert good / most_good > 0.6 > 0.4 > poor / most_poor


@pytest.mark.parametrize("texts", [GOOD, POOR])
def test_quotes_are_words_of_the_giver(room: Room, texts: tuple[str, ...]) -> None:
    report = _report(room, texts)
    for entry in (*report["criteria"], *report["strengths"], report["change"]):
        if entry["score"] is not None:
            assert entry["quote"] in texts[(entry["turn"] - 1) // 2]


def test_a_word_is_too_little(room: Room) -> None:
    assert {entry["score"] for entry in _report(room, ("Hm.",))["criteria"]} == {None}
