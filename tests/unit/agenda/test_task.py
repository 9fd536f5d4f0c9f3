from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from assistant.agenda.task import AgendaTask
from assistant.events import Agenda, Choices, Citation, Conversation, Findings, Remember, Text, Turn
from assistant.library import Library

Say = Callable[[str], dict[str, Any]]


@pytest.fixture
def say(library: Library) -> Say:
    """Say one message after another in one conversation; returns what was answered."""
    task = AgendaTask(
        library,
        today=lambda: dt.date(2026, 11, 23),
        mask=lambda text: text.replace("Mrs Alder", "[PATIENT NAME]"),
    )
    told = [Conversation()]

    def talk(message: str) -> dict[str, Any]:
        events = list(task.turn(told[0], message))
        text = "".join(event.text for event in events if isinstance(event, Text))
        state = next((dict(event.state) for event in events if isinstance(event, Remember)), {})
        told[0] = told[0].add(Turn(len(told[0].turns) + 1, "agenda", message, text, state=state))
        plans = [event.plan for event in events if isinstance(event, Agenda)]
        return {
            "text": text,
            "state": state,
            "plan": plans[0] if plans else None,
            "choices": next((event.choices for event in events if isinstance(event, Choices)), ()),
            "citations": [event for event in events if isinstance(event, Citation)],
            "findings": [f for event in events if isinstance(event, Findings) for f in event.findings],
        }

    return talk


def test_a_full_message_is_planned_at_once_and_how_it_was_read_is_told(say: Say) -> None:
    answer = say(
        "meeting dr osei thursday 3ish for half an hour, want to talk step 1 timing and whether to do a research year"
    )
    assert sum(item["minutes"] for item in answer["plan"]["items"]) == 30
    assert "Thu 26 November 2026, 15:00" in answer["text"]
    assert answer["citations"]
    assert all(finding.passed for finding in answer["findings"])


def test_one_question_at_a_time_and_at_most_two_before_the_plan(say: Say) -> None:
    first = say("plan a meeting with my mentor on 30 February")
    assert first["plan"] is None
    assert first["text"].count("?") == 1
    second = say("3 December")
    assert second["plan"] is None
    third = say("my poster")
    assert third["plan"]["items"][2]["title"] == "My poster"
    assert "10 December 2026" in str(third["plan"]["actions"])


def test_a_vague_goal_is_made_workable_by_asking(say: Say) -> None:
    assert (
        "get better at presenting" in say("I have a meeting with my mentor, I want to get better at presenting")["text"]
    )
    assert "first step" in say("ten new patients problem-first by 30 June")["text"]
    plan = say("present bed four with a one-line opening")["plan"]
    assert plan["actions"][0]["what"] == "First step this week: present bed four with a one-line opening"
    assert "ten new patients problem-first by 30 June" in plan["items"][2]["notes"]


def test_skip_goes_on_without_an_answer(say: Say) -> None:
    say("agenda for a meeting with my mentor")
    plan = say("skip")["plan"]
    assert "[ADD: " in plan["items"][2]["title"]


def test_talk_changes_the_plan_and_undo_takes_it_back(say: Say) -> None:
    before = say("30 minutes with my mentor about anatomy and my cover letter")["plan"]
    more = say("give anatomy five more minutes")["plan"]
    assert sum(item["minutes"] for item in more["items"]) == 30
    assert more["items"] != before["items"]
    assert say("undo")["plan"] == before
    assert "nothing to undo" in say("undo")["text"]


def test_a_shorter_meeting_parks_and_a_longer_one_brings_back(say: Say) -> None:
    say("30 minutes with my mentor about anatomy and my cover letter")
    short = say("make it 15 minutes")
    assert short["plan"]["parked"] == ["My cover letter (for next time, or by message)"]
    assert say("make it 45 minutes")["plan"]["parked"] == []


def test_what_cannot_be_done_is_told_and_changes_nothing(say: Say) -> None:
    before = say("30 minutes with my mentor about anatomy")["plan"]
    answer = say("give anatomy thirty more minutes")
    assert "at most" in answer["text"]
    assert answer["plan"] == before
    assert "could not find" in say("drop the zebra")["text"]


def test_a_new_day_and_a_new_topic_are_taken_in_later(say: Say) -> None:
    say("30 minutes with my mentor about anatomy")
    dated = say("it is on 3 December at 2pm")
    assert "Thu 3 December 2026" in dated["text"]
    assert dated["state"]["working"]["brief"]["date"] == "2026-12-03T14:00"
    added = say("I'd also like to discuss my cover letter")
    assert "My cover letter" in [item["title"] for item in added["plan"]["items"]]


def test_notes_become_a_summary_what_a_thank_you_needs_and_the_next_plan(say: Say) -> None:
    say("30 minutes with Dr Osei, my mentor, about anatomy")
    summary = say("Here are my notes from the meeting:\n- I will buy the atlas by Friday\n- decided on two hours a day")
    assert "Buy the atlas, by Fri 27 November 2026" in summary["text"]
    assert summary["state"]["handoff"]["recipient"] == {"name": "Osei", "title": "Dr"}
    following = say("Plan our next meeting: 30 minutes about my poster")
    assert '"Buy the atlas"' in following["plan"]["items"][1]["notes"]
    assert following["state"]["working"]["brief"]["mentor"] == "Dr Osei"


def test_why_opens_the_cards(say: Say) -> None:
    say("30 minutes with my mentor about anatomy")
    answer = say("why?")
    assert answer["citations"]
    assert all(citation.quote in answer["text"] for citation in answer["citations"])


def test_patients_never_reach_the_plan_or_the_memory(say: Say) -> None:
    answer = say("30 minutes with my mentor about Mrs Alder and my poster")
    assert "Alder" not in str(answer["plan"])
    assert "Alder" not in str(answer["state"])


@pytest.mark.parametrize(
    "message",
    [
        "0 minutes with my mentor about anatomy",
        "an all day meeting about anatomy",
        "-5 minutes about anatomy",
    ],
)
def test_a_length_that_cannot_be_is_told_in_the_reply(message: str, say: Say) -> None:
    answer = say(message)
    assert "minutes" in answer["text"].split("**")[0]
    assert any(not finding.passed for finding in answer["findings"] if finding.item == "A02")
    assert sum(item["minutes"] for item in answer["plan"]["items"]) == answer["plan"]["minutes"]


@pytest.mark.parametrize(
    "message",
    ["", "???", "\x00\u202e", "🙂" * 50, "reunión con mi mentora mañana", "a" * 11_000, "swap 1 and 2"],
)
def test_odd_input_is_answered_never_raised(message: str, say: Say) -> None:
    assert say(message)["text"]


def test_a_question_or_an_unknown_command_never_becomes_a_topic(say: Say) -> None:
    plan = say("30 minutes with my mentor about letters and my poster")["plan"]
    for message in ("what should I send ahead?", "shuffle it like cards", "print it", "looks good, thanks"):
        say(message)
    after = say("show me the plan")["plan"]
    assert [item["title"] for item in after["items"]] == [item["title"] for item in plan["items"]]


def test_a_day_is_corrected_and_nothing_of_the_answer_is_left_over(say: Say) -> None:
    assert "calendar" in say("plan 30 min with Dr Osei on 30 February about thesis")["text"]
    said = say("no, 28 February at 2pm")["text"]
    assert "28 February" in said
    assert "did not place" not in said


def test_less_time_without_minutes_is_as_much_as_there_is(say: Say) -> None:
    say("plan 40 min with Dr Roe: audit, exam, leave")
    plan = say("less time for leave")["plan"]
    assert next(item["minutes"] for item in plan["items"] if item["title"] == "Leave") == 2
    assert sum(item["minutes"] for item in plan["items"]) == 40


def test_another_person_is_no_topic(say: Say) -> None:
    say("plan 30 min with Dr Roe: audit, exam")
    plan = say("actually Dr Shah instead")["plan"]
    assert not any("instead" in text.lower() for text in (*plan["parked"], *(i["title"] for i in plan["items"])))
