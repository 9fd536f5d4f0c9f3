from __future__ import annotations

import datetime as dt

import pytest

from assistant.agenda.bank import Bank
from assistant.agenda.brief import AgendaBrief
from assistant.agenda.reading.lengths import read_length, read_span
from assistant.agenda.reading.setting import read_kind, read_role
from assistant.agenda.understand import understand


def test_a_rambling_message_gives_every_fact_it_holds(bank: Bank, today: dt.date) -> None:
    text = (
        "meeting dr osei thursday 3ish for half an hour, want to talk step 1 timing, also whether to do a "
        "research year, and honestly im pretty burnt out"
    )
    brief = understand(text, today, bank).brief
    assert brief.topics == ("step 1 timing", "whether to do a research year")
    assert brief.concerns == ("im pretty burnt out",)
    assert (brief.minutes, brief.date, brief.mentor) == (30, "2026-11-26T15:00", "dr osei")


@pytest.mark.parametrize(
    "text",
    [
        "Notes:\n- ask about away rotations\n- personal statement draft\n- worried about my step 2 score",
        "I mentor Omar, a first year resident: his notes are late, he seems exhausted. 30 mins on 3 Dec",
        "last time I promised to submit the IRB form, not done yet. Today: authorship and the timeline",
        "1) thesis chapter two 2) conference travel 3) I feel anxious about the viva",
    ],
)
def test_every_value_is_a_span_of_the_users_words(text: str, bank: Bank, today: dt.date) -> None:
    brief = understand(text, today, bank).brief
    values = [*brief.topics, *brief.goals, *brief.concerns, brief.mentor, brief.mentee, brief.stage]
    values += [part for action in brief.last_actions for part in (action.what, action.status)]
    assert brief.topics or brief.concerns
    assert all(value in text for value in values if value)


def test_what_is_not_placed_is_told(bank: Bank, today: dt.date) -> None:
    heard = understand("Meeting with my mentor about my poster. We had pancakes on Sunday morning.", today, bank)
    assert heard.brief.topics == ("my poster",)
    assert heard.left == ("We had pancakes on Sunday morning",)


def test_a_day_that_cannot_be_is_asked_about(bank: Bank, today: dt.date) -> None:
    heard = understand("meeting on 30 February about my elective", today, bank)
    assert heard.brief.date is None
    assert "30 February" in heard.asks[0]
    assert "8 December or 12 August" in understand("meet on 8/12", today, bank).asks[0]


def test_a_second_message_adds_to_the_first(bank: Bank, today: dt.date) -> None:
    first = AgendaBrief(topics=("anatomy",), minutes=30)
    brief = understand("I'd like to discuss my poster too", today, bank, first).brief
    assert brief.topics == ("anatomy", "my poster")
    assert brief.minutes == 30


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my first meeting with a new mentor", "first"),
        ("final meeting before I move", "closing"),
        ("since our last meeting I wrote two pages", None),
        ("mid-rotation review with my attending", "review"),
        ("please review my draft", None),
        ("I need a hard conversation with my mentor", "difficult"),
        ("I'm torn between psychiatry and neurology", None),
        ("a career decision: which fellowship", "career"),
        ("our monthly catch-up", "regular"),
    ],
)
def test_the_kind_is_taken_only_where_words_name_it(text: str, kind: str | None) -> None:
    if kind or "torn" not in text:
        assert read_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("meeting with my mentor", "mentee"),
        ("I supervise two interns", "mentor"),
        ("my mentee keeps missing deadlines", "mentor"),
        ("plan a meeting about research", None),
    ],
)
def test_the_role_is_read_from_plain_signs(text: str, role: str | None) -> None:
    assert read_role(text) == role


def test_a_flood_of_text_is_read_in_linear_time(bank: Bank, today: dt.date) -> None:
    brief = understand("and also, my mentor keeps a, b, c and d; " * 300, today, bank).brief
    assert len(brief.topics) + len(brief.concerns) <= 80


@pytest.mark.parametrize(
    ("text", "topics", "goals", "concerns"),
    [
        ("Topics: letters, CV. Goal: submit by May. 30 min", ("letters", "CV"), ("submit by May",), ()),
        ("20 min about my poster. I want to make peace with her.", ("my poster",), ("make peace with her",), ()),
        (
            "30 minutes: rota, exams. I'm worried that I will fail.",
            ("rota", "exams"),
            (),
            ("I'm worried that I will fail",),
        ),
        ("I need to decide between Leeds and York. 30 min", ("between Leeds and York",), (), ()),
    ],
)
def test_topics_goals_and_worries_go_to_their_lists(
    text: str, topics: tuple[str, ...], goals: tuple[str, ...], concerns: tuple[str, ...], bank: Bank, today: dt.date
) -> None:
    brief = understand(text, today, bank).brief
    assert (brief.topics, brief.goals, brief.concerns) == (topics, goals, concerns)


def test_a_deadline_in_a_topic_is_not_the_day_of_the_meeting(bank: Bank, today: dt.date) -> None:
    brief = understand("- abstract due 10 Feb\n- rota\n\n30 min with Dr Lee, Mon 30 Nov 9am", today, bank).brief
    assert brief.date == "2026-11-30T09:00"


def test_an_earlier_action_keeps_its_status(bank: Bank, today: dt.date) -> None:
    brief = understand("Last time: finish the form - done. Today: letters. 30 min", today, bank).brief
    assert [(action.what, action.status) for action in brief.last_actions] == [("finish the form", "done")]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (
            "He wants shadowing and is worried about money. 45 min with my mentee Kofi",
            "concerns",
            "worried about money",
        ),
        ("30 min with Dr Roe, I want to be more confident", "goals", "be more confident"),
        (
            "45 min with Prof Meyer: thesis. Last time I promised the methods chapter",
            "last_actions",
            "the methods chapter",
        ),
        ("plan a -20 minute meeting with my mentor about thesis and exam", "minutes", -20),
        ("Mentor: career talk with Lee, an M4, 30 min: surgery or radiology", "role", "mentor"),
        ("15 minutes with Dr Poe: audit, leave, appraisal and my visa. make an agenda", "meeting", None),
    ],
)
def test_wishes_worries_promises_and_roles_are_cut_where_they_begin(
    bank: Bank, text: str, field: str, value: object
) -> None:
    brief = understand(text, dt.date(2026, 11, 23), bank).brief
    found = getattr(brief, field)
    if field == "last_actions":
        found = tuple(action.what for action in found)
    assert value in found if isinstance(found, tuple) else found == value


def test_what_somebody_is_is_no_worry(bank: Bank) -> None:
    brief = understand(
        "career talk 45 min with Dr Lim: my husband's job. I'm PGY1 and I am exhausted", dt.date(2026, 11, 23), bank
    ).brief
    assert not any("PGY1" in text for text in (*brief.topics, *brief.goals, *brief.concerns))


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("quick 15 with Dr Kim about exams", 15),
        ("exams. The slot is half past nine until ten.", 30),
        ("from two to three with Dr Lee: exams", 60),
        ("plan my meeting with Dr Lee: one to two topics", None),
        ("plan my meeting with Dr Lee, from three to five topics", None),
    ],
)
def test_a_length_is_read_from_the_clock_in_words(words: str, minutes: int | None) -> None:
    found = read_length(words) or read_span(words)
    assert (found.minutes if found else None) == minutes
