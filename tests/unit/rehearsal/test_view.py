"""What a page builds on: cards, the state as a view, the report and the files."""

from __future__ import annotations

import io

from docx import Document

from assistant.rehearsal import (
    Room,
    Sliders,
    list_scenarios,
    read_report,
    read_view,
    rehearsal_files,
    start_message,
)
from tests.unit.rehearsal.conftest import Talk

TURNS = (
    "Thank you. So you had lost me before the plan came, is that right?",
    "At which point did you lose it?",
    "I did spend too long on the history. Tomorrow I'll start with one line: who, why here, what I think.",
    "Could you tell me on Friday whether it is easier to follow?",
)


def _played(talk: Talk) -> None:
    for message in ("Rehearse: Your presentations wander", "4", *TURNS, "end", "6", "3"):
        talk.say(message)


def test_every_scenario_has_a_card_and_the_roles_are_kept_apart(room: Room) -> None:
    cards = list_scenarios(room)
    assert len(cards) == len(room.scenarios) >= 20
    assert len([card for card in list_scenarios(room, "give") if card.role == "give"]) >= 3
    assert set(list_scenarios(room, "give")) | set(list_scenarios(room, "receive")) == set(cards)
    assert [card.difficulty for card in list_scenarios(room, "receive")] == sorted(
        card.difficulty for card in list_scenarios(room, "receive")
    )


def test_the_start_message_of_a_card_starts_that_scenario_with_those_sliders(room: Room, talk: Talk) -> None:
    card = next(card for card in list_scenarios(room) if card.id == "wandering-presentation")
    wanted = card.sliders.model_copy(update={"warmth": 0.9, "time": 0.1})
    talk.say(start_message(card, wanted))
    view = read_view(room, talk.conversation.state("rehearsal"))
    assert (view.stage, view.card, view.sliders) == ("before", card, wanted)


def test_every_card_can_be_started_by_its_message(room: Room, talk: Talk) -> None:
    for card in list_scenarios(room):
        fresh = Talk(talk.task)
        fresh.say(start_message(card, Sliders(warmth=0.1, specificity=0.2, time=0.3, accuracy=0.4)))
        view = read_view(room, fresh.conversation.state("rehearsal"))
        assert view.card == card
        assert view.stage == ("warn" if card.warning else "before")
        assert view.sliders == Sliders(warmth=0.1, specificity=0.2, time=0.3, accuracy=0.4)


def test_nothing_remembered_is_an_empty_view(room: Room) -> None:
    view = read_view(room, {})
    assert (view.stage, view.card, view.lines, view.trust, view.attempts) == ("idle", None, (), (), ())
    assert read_report(room, {}) is None
    assert rehearsal_files(room, {}) == {}
    assert read_view(room, {"stage": "no such stage"}).stage == "idle"


def test_a_played_rehearsal_shows_its_lines_its_trust_and_its_attempt(room: Room, talk: Talk) -> None:
    _played(talk)
    view = read_view(room, talk.conversation.state("rehearsal"))
    assert view.stage == "again"
    assert view.debriefed
    assert [line.text for line in view.lines if line.who == "learner"] == list(TURNS)
    assert [point.turn for point in view.trust] == [0, 1, 2, 3, 4]
    assert all(point.changes for point in view.trust[1:])
    assert view.trust[-1].trust > view.trust[0].trust
    (attempt,) = view.attempts
    assert (attempt.before, attempt.self_rating, attempt.after) == (4, 6, 3)
    assert 0 < attempt.points <= attempt.most


def test_the_report_is_the_one_that_was_shown(room: Room, talk: Talk) -> None:
    _played(talk)
    assert read_report(room, talk.conversation.state("rehearsal")) == talk.reports[-1].report


def test_before_the_debrief_only_the_transcript_can_be_taken_away(room: Room, talk: Talk) -> None:
    talk.say("Rehearse: Your presentations wander")
    talk.say("4")
    assert rehearsal_files(room, talk.conversation.state("rehearsal")) == {}
    talk.say(TURNS[0])
    assert set(rehearsal_files(room, talk.conversation.state("rehearsal"))) == {"transcript.md", "transcript.docx"}


def test_the_files_hold_the_words_that_were_said(room: Room, talk: Talk) -> None:
    _played(talk)
    files = rehearsal_files(room, talk.conversation.state("rehearsal"))
    assert set(files) == {"transcript.md", "transcript.docx", "debrief.md", "debrief.docx"}
    for name in ("transcript.md", "debrief.md"):
        assert all(turn in files[name]().decode() for turn in TURNS)
    for name in ("transcript.docx", "debrief.docx"):
        text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(files[name]())).paragraphs)
        assert all(turn in text for turn in TURNS)
        assert "You: " in text
