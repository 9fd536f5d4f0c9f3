from __future__ import annotations

import datetime as dt

import pytest

from assistant.agenda.brief import AgendaBrief
from assistant.agenda.editing.parts import asked_part, show_part
from assistant.agenda.plan import plan
from assistant.library import Library


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ("what should I send ahead?", "send_ahead"),
        ("what are the questions again?", "questions"),
        ("what can I ask him?", "questions"),
        ("How do I prepare?", "prepare"),
        ("who does what?", "actions"),
        ("what was parked?", "parked"),
        ("when do we meet again?", "next_meeting"),
        ("how do I open it?", "opening"),
        ("print it", "export"),
        ("show me the plan", "plan"),
        ("looks good, thanks", "fine"),
        ("give letters five more minutes", None),
        ("add what I should ask about visas", None),
        ("thanks for nothing, drop the feedback", None),
    ],
)
def test_what_a_message_asks_to_see(message: str, part: str | None) -> None:
    assert asked_part(message) == part


def test_a_part_is_shown_as_it_stands_in_the_plan(library: Library, today: dt.date) -> None:
    agenda = plan(AgendaBrief(topics=("letters",), minutes=30), library, today)["agenda"]
    assert show_part(agenda, "questions") == "\n".join(f"- {question}" for question in agenda["questions"])
    assert agenda["actions"][0]["owner"] in show_part(agenda, "actions")
    assert show_part(agenda, "next_meeting") == agenda["next_meeting"]
    assert show_part(agenda, "parked") == ""
