"""What is taken away: a handout that a room can work with, results in which nobody is found."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from docx import Document

from assistant.coach import Coach
from assistant.errors import LibraryError
from assistant.workshop import Workshop, load_demos, qr_svg
from assistant.workshop.exercises import load_exercises
from assistant.workshop.export import handout_docx, handout_markdown, results_csv, results_json
from tests.unit.workshop.conftest import House
from tests.unit.workshop.test_workshop import BEGIN, LISTENS, PLANS, SCENARIO


def test_a_handout_has_the_goals_cards_and_words_to_try(workshop: Workshop) -> None:
    for id in workshop.exercises:
        workshop.choose(id)
        exercise = workshop.exercise
        assert exercise
        text = handout_markdown(exercise, workshop.rubrics, workshop.words)
        assert all(goal in text for goal in exercise.goals), id
        assert exercise.cards and all(card.title in text for card in exercise.cards), id
        assert exercise.say in text
    word = Document(io.BytesIO(handout_docx(exercise, workshop.rubrics, workshop.words)))
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert exercise.title in said and exercise.goals[0] in said


def test_results_hold_counts_and_no_handles(workshop: Workshop, house: House) -> None:
    workshop.choose(SCENARIO)
    ann = house.person(workshop, "ann")
    house.person(workshop, "ben")
    ann.say(*BEGIN, LISTENS, PLANS, "end", "6", "3")
    rows = list(csv.DictReader(io.StringIO(results_csv(workshop.participants))))
    assert len(rows) == 1
    assert (rows[0]["exercise"], rows[0]["asked"], rows[0]["made"]) == (SCENARIO, "True", "True")
    assert 0 < int(rows[0]["points"]) <= int(rows[0]["most"])
    text = results_json(workshop.participants, workshop.exercises, workshop.rubrics)
    group = json.loads(text)["exercises"][0]
    assert (group["joined"], group["playing"], group["made"], group["moves"]["R04"]) == (2, 1, 1, 1)
    handles = [somebody.handle for somebody in workshop.participants.values()]
    assert not any(handle in text + results_csv(workshop.participants) for handle in handles)


def test_results_of_an_empty_room_are_empty(workshop: Workshop) -> None:
    assert len(results_csv({}).splitlines()) == 1
    assert json.loads(results_json({}, workshop.exercises, workshop.rubrics)) == {"exercises": [], "participants": []}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colour: red", "must be a list"),
        ("- {id: x}", "entry 1"),
        (
            "- {id: new-one, task: agenda, title: A title, setting: A setting of some length, goals: [One], "
            "say: Plan my meeting, cards: [no-such-card]}",
            "'no-such-card' is not a card's id",
        ),
    ],
)
def test_a_bad_file_of_exercises_is_refused_by_name_and_field(
    rehearsing: Coach, tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "exercises.yaml"
    path.write_text(text)
    with pytest.raises(LibraryError, match=r"exercises\.yaml") as refused:
        load_exercises(rehearsing.library, rehearsing.rehearsals(), path)
    assert says in str(refused.value)


def test_the_demonstrations_can_be_read() -> None:
    assert len(load_demos()) >= 3


def test_a_qr_code_is_drawn_here_and_holds_the_link() -> None:
    svg = qr_svg("http://10.0.0.7:7860/?join=ABCDEF", "Link to join")
    assert svg.startswith("<svg") and "Link to join" in svg and "http://10" not in svg
    assert qr_svg("http://10.0.0.7:7860/?join=ABCDEG", "Link to join") != svg
