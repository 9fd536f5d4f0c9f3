from __future__ import annotations

import datetime as dt

import pytest

from assistant.agenda.after import is_notes, show, summarise, thanks_brief
from assistant.agenda.brief import AgendaBrief

_BRIEF = AgendaBrief(mentor="dr osei", topics=("step 1 timing",), stage="M2")
_NOTES = """We met. Here are my notes:
- decided against a research year
- I will book step 1 for 12 June by Friday and Dr Osei will introduce me to the research office next week
- she thinks I should rest on Sundays
- we agreed on monthly meetings
Next meeting: 17 December at 3pm"""


def test_notes_give_decisions_actions_and_the_next_meeting(today: dt.date) -> None:
    summary = summarise(_NOTES, _BRIEF, today)
    assert summary.decisions == ("Decided against a research year", "Monthly meetings")
    assert summary.actions == (
        {"what": "Book Step 1 for 12 June", "owner": "Mentee", "when": "by Fri 27 November 2026"},
        {"what": "Introduce me to the research office", "owner": "Dr Osei", "when": "next week"},
    )
    assert summary.next_meeting == "Thu 17 December 2026, 15:00"
    assert summary.points == ("She thinks I should rest on Sundays",)


def test_what_the_notes_do_not_tell_is_a_blank(today: dt.date) -> None:
    summary = summarise("Action items:\n- send the draft\n- I will call Jo", _BRIEF, today)
    assert [action["owner"] for action in summary.actions] == ["[ADD: who]", "Mentee"]
    assert all(action["when"] == "[ADD: by when]" for action in summary.actions)
    assert "[ADD: day and time]" in show(summary)


@pytest.mark.parametrize(
    ("message", "notes"),
    [
        ("Here are my notes from the meeting: ...", True),
        ("We've just met. I will write the draft", True),
        ("Decisions: none. Action items: call Jo", True),
        ("Plan a meeting about my notes writing", False),
        ("give anatomy ten more minutes", False),
        ("Meeting Dr Lee, we met at a conference, about my poster", False),
        ("Action items from last time: submit the form. Today: my poster", False),
    ],
)
def test_notes_of_a_meeting_that_is_over_are_told_from_a_plan(message: str, notes: bool) -> None:
    assert is_notes(message) is notes


def test_the_thank_you_carries_only_what_was_said(today: dt.date) -> None:
    brief = thanks_brief(_BRIEF, summarise(_NOTES, _BRIEF, today))
    assert brief["kind"] == "thank-you"
    assert brief["recipient"] == {"name": "Osei", "title": "Dr"}
    assert brief["reason"] == "Step 1 timing"
    assert brief["goal"] == "Decided against a research year"
    assert "research office" in brief["notes"]
    assert thanks_brief(AgendaBrief(), None) == {"kind": "thank-you", "channel": "email", "tone": "warm"}


def test_the_next_plan_begins_with_the_actions(today: dt.date) -> None:
    actions = summarise(_NOTES, _BRIEF, today).last_actions
    assert [action.what for action in actions] == [
        "Book Step 1 for 12 June",
        "Dr Osei: Introduce me to the research office",
    ]
