"""Days counted from the meeting: a calendar day when the meeting's day is known, "two days before" when it
is not.

Nothing is invented either way: a day is shown together with how it was counted.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_COUNTS = {
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
}


def show_day(day: dt.date) -> str:
    """`Thu 3 December 2026`."""
    return f"{day:%a} {day.day} {day:%B %Y}"


def counted(days: int) -> str:
    """`three days`, `one week`, `two weeks`."""
    if days % 7 == 0 and days:
        weeks = days // 7
        return f"{_COUNTS.get(weeks, str(weeks))} week{'s' if weeks > 1 else ''}"
    return f"{_COUNTS.get(days, str(days))} day{'s' if days > 1 else ''}"


@dataclass(frozen=True)
class Schedule:
    """When the meeting is, and what day it is now.

    `day` is None when the meeting's day is not known or not usable.
    """

    today: dt.date
    day: dt.date | None = None

    def before(self, days: int) -> str:
        """A deadline before the meeting: `Two days before (Tue 1 December 2026)`.

        Never earlier than today.
        """
        if self.day is None:
            return f"{counted(days).capitalize()} before"
        target = self.day - dt.timedelta(days)
        if target > self.today:
            return f"{counted(days).capitalize()} before ({show_day(target)})"
        if target == self.today:
            return f"{counted(days).capitalize()} before, which is today ({show_day(target)})"
        left = (self.day - self.today).days
        if left <= 0:
            return "Before you walk in today"
        return f"Today ({show_day(self.today)}), as only {counted(left)} {'are' if left > 1 else 'is'} left"

    def after(self, days: int) -> str:
        """A deadline after the meeting: `within one week of the meeting`, or `by Thu 10 December 2026 (one
        week after the meeting)`.
        """
        if self.day is None:
            return f"within {counted(days)} of the meeting"
        return f"by {show_day(self.day + dt.timedelta(days))} ({counted(days)} after the meeting)"

    def window(self, start: int, end: int) -> str:
        """A span of days for the next meeting."""
        if self.day is None:
            return f"{_spell_weeks(start, end)} after this meeting"
        first, last = self.day + dt.timedelta(start), self.day + dt.timedelta(end)
        return f"between {show_day(first)} and {show_day(last)} ({_spell_weeks(start, end)} after this meeting)"

    def within_two_days(self) -> str:
        """The thank-you's window, 24 to 48 hours (rubric A15)."""
        if self.day is None:
            return "Within 24 to 48 hours of the meeting"
        return f"Within 24 to 48 hours, by {show_day(self.day + dt.timedelta(2))}"


def _spell_weeks(start: int, end: int) -> str:
    if start >= 80:
        return f"{_COUNTS[round(start / 30)]} to {_COUNTS[round(end / 30)]} months"
    low, high = start // 7, end // 7
    return f"{_COUNTS[low]} to {_COUNTS[high]} weeks"
