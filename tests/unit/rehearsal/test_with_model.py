"""Rehearsing with a model: the built-in play decides what is said, the model says it, and it stays in the role."""

from __future__ import annotations

import pytest

from assistant.coach import Coach
from assistant.events import Conversation, Event, Notice, Remember, Text, Turn, WrittenBy
from assistant.rehearsal.task import RehearsalTask
from assistant.rehearsal.with_model import RehearsalWithModel
from tests.recording import RecordingModel, wording_of

OPENING = ("Let me rehearse hearing hard feedback", "We found out from the alarm", "5")
TURN = "So you found out about the six orders from the alarm, and nobody had told you. Which one worried you most?"


@pytest.fixture(scope="module")
def task(coach: Coach) -> RehearsalTask:
    """The real task, with the real labeller."""
    found = coach._task("rehearsal")
    assert isinstance(found, RehearsalTask)
    return found


@pytest.fixture(scope="module")
def opened(task: RehearsalTask) -> Conversation:
    """A conversation in which the persona has just spoken its opening."""
    conversation = Conversation()
    for message in OPENING:
        _, conversation = said(task, conversation, message)
    assert conversation.state("rehearsal")["stage"] == "play"
    return conversation


def said(
    task: RehearsalTask | RehearsalWithModel, conversation: Conversation, message: str
) -> tuple[list[Event], Conversation]:
    events = list(task.turn(conversation, message))
    state = next((event.state for event in reversed(events) if isinstance(event, Remember)), {})
    reply = "".join(event.text for event in events if isinstance(event, Text))
    turn = Turn(len(conversation.turns) + 1, "rehearsal", message, reply, state=state)
    return events, conversation.add(turn)


def worded(task: RehearsalTask, *replies: str) -> tuple[RehearsalWithModel, RecordingModel]:
    wording, model = wording_of(*replies)
    return RehearsalWithModel(task, wording), model


def built_in(task: RehearsalTask, opened: Conversation) -> str:
    _, after = said(task, opened, TURN)
    return str(after.state("rehearsal")["play"]["turns"][-1]["reply"])


def test_the_line_is_the_model_s_and_is_remembered_so(task: RehearsalTask, opened: Conversation) -> None:
    line = built_in(task, opened)
    mine = f"Look. {line}"
    modelled, model = worded(task, mine)
    events, after = said(modelled, opened, TURN)
    turn = after.state("rehearsal")["play"]["turns"][-1]
    assert turn["reply"] == mine
    assert any(isinstance(event, Text) and mine in event.text for event in events)
    assert [event.model for event in events if isinstance(event, WrittenBy)] == ["local:recording"]
    asked = model.calls[0][1].text
    assert line in asked and TURN in asked and "Charge nurse" in asked


@pytest.mark.parametrize(
    "reply",
    [
        "You: I am so sorry. Nurse: That is fine.",
        "You're right, I was too harsh with you.",
        "Good question. Next time, try asking me an open question.",
        "Give him 5 mg of morphine and call me.",
        "You are an idiot.",
        "As an AI I cannot be angry with you.",
        "",
    ],
)
def test_a_line_out_of_the_role_is_the_built_in_one_with_a_notice(
    task: RehearsalTask, opened: Conversation, reply: str
) -> None:
    modelled, model = worded(task, reply, reply)
    events, after = said(modelled, opened, TURN)
    assert after.state("rehearsal")["play"]["turns"][-1]["reply"] == built_in(task, opened)
    assert len([event for event in events if isinstance(event, Notice)]) == 1
    assert len(model.calls) == 2


def test_what_happens_in_the_play_is_not_the_model_s_to_decide(task: RehearsalTask, opened: Conversation) -> None:
    modelled, _ = worded(task, f"Well. {built_in(task, opened)}")
    _, with_model = said(modelled, opened, TURN)
    _, without = said(task, opened, TURN)
    mine, theirs = (c.state("rehearsal")["play"]["turns"][-1] for c in (with_model, without))
    assert {**mine, "reply": ""} == {**theirs, "reply": ""}


@pytest.mark.parametrize("message", ["pause", "hint"])
def test_the_coach_s_own_voice_is_not_the_model_s(task: RehearsalTask, opened: Conversation, message: str) -> None:
    modelled, model = worded(task)
    said(modelled, opened, message)
    assert model.calls == []


def test_the_talk_only_grows_at_its_end(task: RehearsalTask, opened: Conversation) -> None:
    modelled, model = worded(task, "", "", "", "")
    _, after = said(modelled, opened, TURN)
    said(modelled, after, "Thank you. I will walk over and tell you after each order tonight.")
    first, second = (call[1].text.partition("</talk>")[0] for call in (model.calls[0], model.calls[2]))
    assert second.startswith(first.rstrip()), "what was read once need not be read again"


def test_the_debrief_gains_one_more_way_to_say_a_turn(task: RehearsalTask, opened: Conversation) -> None:
    conversation = opened
    _, conversation = said(task, conversation, "That is not fair, the pump is not my job.")
    for message in ("end", "5", "5"):
        modelled, model = worded(task, "Thank you for telling me. Which order was it?")
        events, conversation = said(modelled, conversation, message)
    text = "".join(event.text for event in events if isinstance(event, Text))
    assert len(model.calls) == 1
    assert 'in the model\'s words: "Thank you for telling me. Which order was it?"' in text


def test_a_rewrite_that_invents_is_not_suggested(task: RehearsalTask, opened: Conversation) -> None:
    bad = "Thank you. I was at the cardiac arrest on ward 9 with Doctor Patel."
    conversation = opened
    _, conversation = said(task, conversation, "That is not fair, the pump is not my job.")
    for message in ("end", "5", "5"):
        modelled, _ = worded(task, bad, bad)
        events, conversation = said(modelled, conversation, message)
    assert "Patel" not in "".join(event.text for event in events if isinstance(event, Text))
