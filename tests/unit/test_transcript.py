"""One turn as the contract's `converse` line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from assistant import Coach
from assistant.events import (
    Agenda,
    Citation,
    Conversation,
    Debrief,
    Done,
    Draft,
    Event,
    Finding,
    Findings,
    Notice,
    Screened,
    Status,
    Text,
    Turn,
)
from assistant.transcript import Said, as_line, take_turn

FIELDS = "session turn task text citations draft agenda debrief findings choices screen model elapsed_ms".split()
CITED = Citation(1, "how-often", "Answer", "Meet monthly.", ("MEET-1",), "How often?", "how-often#0")
TURN = Turn(3, "ask", "how often", "Meet monthly. [1]", (CITED,), ("Why?",), {"card": "how-often"})


def line(*events: Event, turn: Turn = TURN) -> dict[str, Any]:
    return as_line("s", Said((*events, Done(turn, 12))))


def test_a_line_has_exactly_the_fields_of_the_contract_in_their_order() -> None:
    assert list(line()) == FIELDS


def test_a_line_of_the_real_coach_has_exactly_those_fields_too(coach: Coach) -> None:
    record = as_line("s", take_turn(coach, Conversation(), "How do I ask for feedback?"))
    assert list(record) == FIELDS
    assert all(list(citation) == ["n", "card", "section", "quote", "rows"] for citation in record["citations"])
    assert record["citations"]
    assert json.loads(json.dumps(record)) == record


def test_a_line_says_what_was_said() -> None:
    assert line(Status("searching"), Text("Meet monthly. [1]"), CITED) == {
        "session": "s",
        "turn": 3,
        "task": "ask",
        "text": "Meet monthly. [1]",
        "citations": [{"n": 1, "card": "how-often", "section": "Answer", "quote": "Meet monthly.", "rows": ["MEET-1"]}],
        "draft": None,
        "agenda": None,
        "debrief": None,
        "findings": [],
        "choices": ["Why?"],
        "screen": None,
        "model": "builtin",
        "elapsed_ms": 12,
    }


def test_a_draft_has_the_fields_of_the_contract() -> None:
    draft = Draft(None, "Dear [ADD: name]", ("[ADD: name]",), "Write again in ten days.")
    assert line(draft)["draft"] == {
        "subject": None,
        "body": "Dear [ADD: name]",
        "blanks": ["[ADD: name]"],
        "follow_up": "Write again in ten days.",
    }


def test_a_finding_has_the_fields_of_the_contract() -> None:
    findings = Findings((Finding("E13", False, "fail", "Too long.", None),))
    assert line(findings)["findings"] == [
        {"item": "E13", "passed": False, "severity": "fail", "message": "Too long.", "quote": None}
    ]


def test_plans_and_debriefs_are_taken_as_they_are() -> None:
    record = line(Agenda({"minutes": 30}), Debrief({"criteria": []}))
    assert record["agenda"] == {"minutes": 30}
    assert record["debrief"] == {"criteria": []}


def test_a_screening_is_reported_with_its_reply() -> None:
    assert line(Screened("phi", "I masked a name."))["screen"] == {"kind": "phi", "reply": "I masked a name."}


def test_notices_stand_before_the_reply() -> None:
    assert line(Notice("First."), Notice("Second."))["text"] == "First.\n\nSecond.\n\nMeet monthly. [1]"


def test_a_turn_is_played_to_its_end() -> None:
    class Closing:
        def reply(self, conversation: Conversation, message: str) -> Iterator[Event]:
            yield Text(message)
            yield Done(TURN, 1)

    said = take_turn(Closing(), Conversation(), "how often")  # type: ignore[arg-type]
    assert said.events == (Text("how often"), Done(TURN, 1))
    assert said.turn is TURN
