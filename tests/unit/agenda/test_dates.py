from __future__ import annotations

import datetime as dt

import pytest

from assistant.agenda.reading.dates import read_iso, read_when
from assistant.agenda.reading.lengths import read_length, read_span


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("thursday 3ish", "2026-11-26T15:00"),
        ("next Tuesday at 2pm", "2026-12-01T14:00"),
        ("on 3 Dec at 14:30", "2026-12-03T14:30"),
        ("Dec 8 at noon", "2026-12-08T12:00"),
        ("tomorrow at 9am", "2026-11-24T09:00"),
        ("Friday week, half past 2", "2026-12-04T14:30"),
        ("25/12", "2026-12-25"),
        ("Jan 5", "2027-01-05"),
        ("meet on 2026-12-02", "2026-12-02"),
        ("in two weeks", "2026-12-07"),
    ],
)
def test_days_and_times_are_read_as_people_write_them(text: str, iso: str, today: dt.date) -> None:
    assert read_when(text, today).iso == iso


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("30 February", "impossible"),
        ("2026-02-30", "impossible"),
        ("15 November", "past"),
        ("2026-11-01", "past"),
        ("on 03/12", "ambiguous"),
    ],
)
def test_a_day_that_cannot_be_used_is_a_problem_and_gives_no_day(text: str, problem: str, today: dt.date) -> None:
    when = read_when(text, today)
    assert when.problem == problem
    assert when.iso is None


def test_a_deadline_or_a_habit_is_not_the_meeting_day(today: dt.date) -> None:
    assert read_when("finish by friday", today).date is None
    assert read_when("we meet every monday", today).date is None
    assert read_when("she was late last thursday", today).date is None


def test_a_brief_may_carry_a_time(today: dt.date) -> None:
    assert read_iso("2026-12-03T15:00", today).time == dt.time(15)
    assert read_iso("whenever", today).problem == "impossible"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("for half an hour", 30),
        ("an hour and a half", 90),
        ("1h30", 90),
        ("1.5 hours", 90),
        ("45-minute", 45),
        ("90mins", 90),
        ("three quarters of an hour", 45),
        ("quarter of an hour", 15),
        ("an hour and a quarter", 75),
        ("1 hour 15", 75),
        ("10-15 min", 10),
        ("thirty minutes", 30),
        ("a couple of hours", 120),
        ("all day", 480),
        ("0 minutes", 0),
        ("-5 minutes", -5),
    ],
)
def test_lengths_are_read_as_people_write_them(text: str, minutes: int) -> None:
    length = read_length(text)
    assert length is not None
    assert length.minutes == minutes
    assert length.span in text


@pytest.mark.parametrize(
    "text",
    [
        "give anatomy ten more minutes",
        "she was 15 minutes late",
        "the last five minutes",
        "we spent 20 minutes on it",
    ],
)
def test_other_minutes_are_not_the_meeting_length(text: str) -> None:
    assert read_length(text) is None


def test_a_span_of_the_clock_is_a_length() -> None:
    span = read_span("tomorrow 10-10:30am")
    assert span is not None
    assert span.minutes == 30
