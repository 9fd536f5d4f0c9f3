"""A rehearsal from choosing to comparing, as a conversation."""

from __future__ import annotations

import re

import pytest

from assistant.rehearsal import Room
from tests.unit.rehearsal.conftest import Talk
from tests.unit.rehearsal.test_play import LISTENS

TITLE = "Rehearse: Your presentations wander"


def _in_play(talk: Talk) -> None:
    talk.say(TITLE)
    talk.say("4")
    assert talk.stage == "play"


def test_scenarios_are_offered_and_taken_by_number_or_title(talk: Talk, room: Room) -> None:
    reply = talk.say("I'd like to practise getting feedback")
    assert "1. **" in reply
    assert talk.say("1")
    assert talk.stage in ("before", "warn")


def test_goals_come_first_then_the_feeling_then_the_persona(talk: Talk, room: Room) -> None:
    scenario = room.scenarios["wandering-presentation"]
    reply = talk.say(TITLE)
    assert all(goal in reply for goal in scenario.goals)
    assert "0 (calm) to 10" in reply
    assert scenario.opening not in reply
    assert scenario.opening in talk.say("4")


def test_a_hard_scenario_warns_and_can_be_declined(talk: Talk, room: Room) -> None:
    scenario = next(s for s in room.scenarios.values() if s.content_warning)
    assert scenario.content_warning in talk.say(f"Rehearse: {scenario.title}")
    talk.say("no")
    assert talk.stage == "choose"


def test_somebody_very_tense_is_offered_something_easier(talk: Talk) -> None:
    talk.say(TITLE)
    assert "easier" in talk.say("9")


@pytest.mark.parametrize("word", ["pause", "Pause please", "can we pause", "stop"])
def test_the_safe_word_leaves_the_role_at_once(talk: Talk, word: str) -> None:
    _in_play(talk)
    reply = talk.say(word)
    assert talk.stage == "paused"
    assert "**Attending" not in reply


@pytest.mark.parametrize("words", ["I can't breathe", "this is too much for me", "I'm having a panic attack"])
def test_distress_leaves_the_role_and_comes_before_practice(talk: Talk, words: str) -> None:
    _in_play(talk)
    reply = talk.say(words)
    assert talk.stage == "paused"
    assert "matters more than any practice" in reply


def test_the_role_is_taken_up_again_only_when_asked(talk: Talk, room: Room) -> None:
    _in_play(talk)
    talk.say("pause")
    talk.say("hm")
    assert talk.stage == "paused"
    assert room.scenarios["wandering-presentation"].opening in talk.say("go on")
    assert talk.stage == "play"


def test_a_hint_is_the_coach_s_and_costs_no_turn(talk: Talk) -> None:
    _in_play(talk)
    reply = talk.say("hint")
    assert "Hint from the coach" in reply
    assert "**Attending" not in reply
    assert talk.conversation.state("rehearsal")["play"]["turns"] == []


def test_rating_oneself_comes_before_any_score_and_the_debrief_is_offered(talk: Talk) -> None:
    _in_play(talk)
    talk.say(LISTENS[0])
    assert "from 0 to 10" in talk.say("end")
    assert talk.reports == []
    assert "debrief first" in talk.say("no debrief")
    assert talk.stage == "leaving"


def test_nothing_said_gives_no_debrief(talk: Talk) -> None:
    _in_play(talk)
    assert "have not said anything" in talk.say("end")
    assert talk.reports == []


def _debriefed(talk: Talk) -> str:
    _in_play(talk)
    for text in LISTENS:
        talk.say(text)
    talk.say("end")
    talk.say("6")
    return talk.say("3")


def test_the_debrief_quotes_exact_words_names_turns_and_shows_feelings(talk: Talk) -> None:
    reply = _debriefed(talk)
    quotes = re.findall(r'- "(.+?)" \(turn (\d)\)', reply)
    assert 1 <= len(quotes) <= 2
    assert all(quote in LISTENS[int(turn) - 1] for quote, turn in quotes)
    assert "You came in at 4 and leave at 3." in reply
    assert "You gave yourself 6 out of 10." in reply
    assert reply.count("One thing to change") <= 1


def test_a_turn_can_be_redone_and_seen_otherwise(talk: Talk) -> None:
    _debriefed(talk)
    assert "they would have answered" in talk.say("What if at turn 1 I had said: You just don't like students.")
    talk.say("redo from turn 2")
    state = talk.conversation.state("rehearsal")
    assert (state["stage"], len(state["play"]["turns"])) == ("play", 1)
    assert "There is no turn 9" in talk.say("redo from turn 9")


def test_a_second_attempt_is_compared_with_the_first(talk: Talk) -> None:
    _debriefed(talk)
    for message in ("again", "3", "But nobody told me that.", "end", "2"):
        talk.say(message)
    assert "Your attempts at this one" in talk.say("5")
    first, second = talk.conversation.state("rehearsal")["attempts"]
    assert first["points"] / first["most"] > second["points"] / second["most"]


def test_all_of_it_can_be_deleted(talk: Talk) -> None:
    _debriefed(talk)
    talk.say("delete this rehearsal")
    state = talk.conversation.state("rehearsal")
    assert (state["play"], state["attempts"]) == (None, [])


def test_one_s_own_situation_is_built_from_a_few_answers_and_played(talk: Talk) -> None:
    talk.say("my own situation")
    for answer in ("my research mentor", "Your methods section is a mess. I stopped reading.", "Blunt", "skip", "skip"):
        reply = talk.say(answer)
    assert talk.stage == "before"
    reply = talk.say("5")
    assert "Your methods section is a mess. I stopped reading." in reply
    assert talk.stage == "play"


def test_written_feedback_is_sorted_and_starts_a_rehearsal(talk: Talk) -> None:
    feedback = (
        "Here is my evaluation: Pleasant and hard-working student. She needs to be more confident. On Tuesday she "
        "missed the low potassium on the round. Overall performance: 3 out of 5."
    )
    reply = talk.say(feedback)
    assert all(heading in reply for heading in ("**Appreciation**", "**Coaching**", "**Evaluation**"))
    assert 'be more confident"' in reply
    talk.say("Rehearse the conversation about it")
    assert talk.stage == "before"
