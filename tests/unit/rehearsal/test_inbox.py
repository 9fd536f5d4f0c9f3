"""Written feedback: its kinds, what stands out in its wording, the one question to send."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.rehearsal import Room
from assistant.rehearsal.inbox import load_examples

EVALUATION = (
    "A pleasure to work with. She should read more. At handover on Friday she left out the plan for bed six. "
    "She is a bit too emotional for surgery. Grade: satisfactory."
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thank you for staying late with Mr Osei.", "appreciation"),
        ("You could start with the main problem next time.", "coaching"),
        ("Performance below the expected standard for this level.", "evaluation"),
        ("Overall 2 out of 5.", "evaluation"),
        ("The clinic is on Tuesdays.", "other"),
    ],
)
def test_a_sentence_has_a_kind(room: Room, text: str, kind: str) -> None:
    (piece,) = room.inbox.read(text).pieces
    assert piece.kind == kind


def test_a_sentence_that_turns_says_two_things(room: Room) -> None:
    kinds = [piece.kind for piece in room.inbox.read("Strong knowledge, but notes are often late.").pieces]
    assert kinds == ["appreciation", "coaching"]


def test_what_stands_out_is_quoted_exactly_the_worst_first(room: Room) -> None:
    flags = room.inbox.read(EVALUATION).flags
    assert flags[0].kind == "biased"
    assert "emotional" in flags[0].quote
    assert all(flag.quote in EVALUATION for flag in flags)
    assert {"biased", "vague"} <= {flag.kind for flag in flags}


def test_something_concrete_is_not_vague(room: Room) -> None:
    assert room.inbox.read("On Tuesday at handover you did not mention the potassium.").flags == ()


def test_there_is_one_question_about_the_worst_and_a_plan(room: Room) -> None:
    sorting = room.inbox.read(EVALUATION)
    assert sorting.flags[0].quote in sorting.question
    assert sorting.question.count("?") == 1
    assert 2 <= len(sorting.plan) <= 5


def test_praise_alone_is_thanked_for_and_asked_further(room: Room) -> None:
    assert "take me further" in room.inbox.read("Great work this week. Thank you!").question


def test_the_introduction_of_who_pastes_is_no_feedback(room: Room) -> None:
    (piece,) = room.inbox.read("Here is the feedback I got: You could speak up more on rounds.").pieces
    assert piece.text == "You could speak up more on rounds."


@pytest.mark.parametrize("text", ["", "...", "\n\n"])
def test_nothing_pasted_is_nothing_sorted(room: Room, text: str) -> None:
    sorting = room.inbox.read(text)
    assert (sorting.pieces, sorting.opening) == ((), "")


def test_it_is_ready_for_json(room: Room) -> None:
    data = room.inbox.read(EVALUATION).as_dict()
    assert {sentence["kind"] for sentence in data["sentences"]} <= {"appreciation", "coaching", "evaluation", "other"}
    assert data["question"] and data["plan"] and data["opening"]


def test_words_that_only_sound_biased_are_not(room: Room) -> None:
    assert room.inbox.read("She was racing against time and had the background ready.").flags == ()


def test_a_bad_file_of_examples_is_refused_by_file_and_field(tmp_path: Path) -> None:
    path = tmp_path / "feedback.yaml"
    path.write_text("- {kind: praise, flags: [], examples: [a, b]}\n", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"feedback\.yaml.*kind"):
        load_examples(path)
