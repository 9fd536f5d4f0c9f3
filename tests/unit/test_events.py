"""Events and conversations are values."""

from __future__ import annotations

import dataclasses
import json
from typing import get_args

import pytest

from assistant import events
from assistant.events import Agenda, Citation, Conversation, Debrief, Done, Draft, Event, Finding, Turn

ASKED = Turn(
    1,
    "ask",
    "How often?",
    "Monthly.",
    (Citation(1, "how-often", "Answer", "Monthly."),),
    ("Why?",),
    {"card": "how-often"},
)
WROTE = Turn(2, "outreach", "Help me write", "To whom?", state={"brief": {"kind": "first-contact"}})
ALSO = Turn(3, "ask", "thanks", "Glad.", state={"card": "letters"})


def test_adding_a_turn_makes_a_new_conversation() -> None:
    empty = Conversation()
    one = empty.add(ASKED)
    assert empty.turns == ()
    assert one.turns == (ASKED,)
    assert one.add(WROTE).turns == (ASKED, WROTE)


def test_the_last_turn_is_found_overall_and_by_task() -> None:
    conversation = Conversation((ASKED, WROTE, ALSO))
    assert conversation.last() is ALSO
    assert conversation.last("outreach") is WROTE
    assert conversation.last("agenda") is None
    assert Conversation().last() is None


def test_each_task_remembers_its_own_state() -> None:
    conversation = Conversation((ASKED, WROTE, ALSO))
    assert conversation.state("ask") == {"card": "letters"}
    assert conversation.state("outreach") == {"brief": {"kind": "first-contact"}}
    assert conversation.state("rehearsal") == {}


@pytest.mark.parametrize("kind", [*get_args(Event), Conversation, Turn, Finding])
def test_every_event_is_frozen(kind: type) -> None:
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_every_public_dataclass_that_a_turn_can_say_is_an_event() -> None:
    values = {Finding, Turn, Conversation}
    declared = {cls for cls in vars(events).values() if isinstance(cls, type) and dataclasses.is_dataclass(cls)}
    assert declared - values == set(get_args(Event))


def test_a_turn_can_be_written_as_json_and_read_back() -> None:
    made = dataclasses.replace(
        ASKED,
        draft=Draft("Subject", "Body [ADD: x]", ("[ADD: x]",), "later"),
        agenda=Agenda({"minutes": 30}),
        debrief=Debrief({"criteria": []}),
        findings=(Finding("E01", False, "warn", "long", "so long"),),
        notices=("A name was masked.",),
    )
    for turn in (ASKED, made):
        assert Turn.read(json.loads(json.dumps(turn.to_json()))) == turn


def test_two_equal_turns_are_equal() -> None:
    assert Done(ASKED, 3) == Done(dataclasses.replace(ASKED), 3)
