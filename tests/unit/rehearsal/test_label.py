"""Labels of single turns: the rubric's example turns, the conventions of `label`, and what must not fool it."""

from __future__ import annotations

import pytest

from assistant.errors import InputError
from assistant.rehearsal import Room

WANDER = "Your presentations wander. I lost the thread on both today."
ABUSE = "You people are always so emotional."


def _label(room: Room, text: str, giver: str = WANDER) -> dict[str, bool]:
    labels: dict[str, bool] = room.label({"id": "1", "giver": giver, "text": text})["labels"]
    return labels


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Thanks for telling me. It sounds like the order made it hard to follow.", {"R01", "R02", "R03"}),
        ("So I buried the main problem and you had to wait for it - is that right?", {"R03", "R04"}),
        ("At which point did you lose it - the history or the plan?", {"R04"}),
        ("I did spend too long on the past history.", {"R07"}),
        ("On the second patient I think I gave the plan at the end - may I check what you heard?", {"R04", "R10"}),
        (
            "Tomorrow I will give a one-line summary first. Could you stop me if I lose it, and can we talk two "
            "minutes Friday?",
            {"R11", "R12"},
        ),
        ("so the plan came too late for you to use it?", {"R03", "R04"}),
    ],
)
def test_the_good_turns_of_the_rubric(room: Room, text: str, shown: set[str]) -> None:
    labels = _label(room, text)
    assert {item for item in shown if not labels.get(item)} == set()
    assert labels["R05"] and labels["R06"] and labels["R08"]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("But nobody showed me how you like it.", "R05"),
        ("What do you mean, wander?", "R05"),
        ("The nurse kept interrupting me.", "R05"),
        ("wow, thanks, super helpful", "R05"),
        ("I'm so sorry, I'm terrible, I always fail, sorry.", "R06"),
        ("You just don't like students.", "R08"),
    ],
)
def test_the_bad_turns_of_the_rubric(room: Room, text: str, broken: str) -> None:
    labels = _label(room, text)
    assert labels[broken] is False
    assert not any(labels.get(item) for item in ("R01", "R03", "R04", "R07", "R11", "R12"))


def test_thanks_but_is_thanks_and_a_defence(room: Room) -> None:
    labels = _label(room, "Thanks, but I was up all night and the handover was a mess.")
    assert (labels["R02"], labels["R05"]) == (True, False)


def test_sarcasm_is_not_thanks(room: Room) -> None:
    assert _label(room, "Oh great, thanks a lot, so motivating.")["R02"] is False


@pytest.mark.parametrize("text", ["ok.", "Okay", "yes", "...", ""])
def test_a_bare_word_shows_nothing_and_is_no_defence(room: Room, text: str) -> None:
    labels = _label(room, text)
    assert labels["R05"] and labels["R06"] and labels["R08"]
    assert not any(labels[item] for item in ("R01", "R02", "R03", "R04", "R07", "R11", "R12"))


def test_the_giver_s_own_words_are_no_summary(room: Room) -> None:
    assert _label(room, "I lost the thread on both today.")["R03"] is False


@pytest.mark.parametrize(
    "text",
    [
        "When that is said in front of the patient I find it hard to hear. Could we talk about the presentation?",
        "Please don't speak to me like that. I'd like to hear about my work.",
        "I'm going to stop here and come back with somebody else in the room.",
    ],
)
def test_a_boundary_against_abuse_is_kept_and_nothing_else_is_asked(room: Room, text: str) -> None:
    labels = _label(room, text, ABUSE)
    assert labels["R16"] and labels["R05"] and labels["R08"]
    assert not [item for item in ("R01", "R02", "R03", "R04", "R07") if labels.get(item) is False]


def test_silence_before_abuse_has_no_boundary(room: Room) -> None:
    assert "R16" not in _label(room, "...", ABUSE)


def test_only_hitting_back_breaks_the_boundary(room: Room) -> None:
    assert _label(room, "Shut up, you racist idiot.", ABUSE)["R16"] is False


@pytest.mark.parametrize("text", ["Gracias por decírmelo. ¿En qué momento perdió el hilo?", "谢谢您告诉我。"])
def test_another_language_is_not_read_as_a_defence(room: Room, text: str) -> None:
    labels = _label(room, text)
    assert labels["R05"] and labels["R06"] and labels["R08"]


def test_a_turn_of_5000_characters_is_read(room: Room) -> None:
    labels = _label(room, "Thank you for telling me. " + "I had so many patients that day. " * 150)
    assert (labels["R02"], labels["R05"]) == (True, False)


def test_the_spans_are_words_of_the_turn(room: Room) -> None:
    text = "Thanks \u2014 I\u2019ll start with one line on Monday.  Where did I lose you?"
    reading = room.labeller.read(WANDER, text)
    assert reading.spans
    assert all(span in text for span in reading.spans.values())


def test_an_unknown_or_missing_field_is_refused_by_name(room: Room) -> None:
    with pytest.raises(InputError, match="'mood' is not a field"):
        room.label({"id": "1", "giver": "", "text": "", "mood": "x"})
    with pytest.raises(InputError, match="field 'giver' is missing"):
        room.label({"id": "1", "text": ""})
