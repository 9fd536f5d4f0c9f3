"""Days and times as people write them: "Thursday 3ish".

Each value keeps the span it was read from. What cannot be is reported as a problem, never mended in silence.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

import dateparser

Problem = Literal["past", "impossible", "ambiguous"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_DAY = r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::\d{2})?)?")
_WRITTEN = re.compile(
    rf"\b(?:{_DAY},? +)?(?:the )?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})|"
    rf"(?P<m2>{_MONTH})\.? (?:the )?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?! ?(?:am|pm|:|min|hours?|hrs?)))"
    r"(?:,? (?P<y>20\d{2}))?\b",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\d/.-])(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?(?![\d/]|\.\d|\s*(?:of|hours?|minutes?|min)\b)"
)
_RELATIVE = re.compile(
    rf"\b(?:day after tomorrow|tomorrow|tmrw|tmr|today|tonight|this (?:morning|afternoon|evening)|in (?:an|half an|"
    rf"\d{1, 2}) (?:hours?|minutes?|mins?)"
    rf"|(?:a week (?:from |on )?(?:today|tomorrow|{_DAY}))|{_DAY} week|(?:(?P<which>next|this|coming|last) "
    rf")?(?P<day>{_DAY})(?P<after> after next)?)\b(?!'s)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?P<half>half (?:past )?)?(?:at |around |about |@ ?|~ ?|from |by "
    r")*(?P<h>\d{1,2})(?:(?:[:.h])?(?P<m>\d{2}))?(?:\s?(?:-|–|"
    r"to)\s?\d{1,2}(?:[:.]\d{2})?)?\s?(?P<ap>[ap]\.?m\.?)(?![a-z])"
    r"|\b(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)\b(?P<ish24>ish)?"
    r"|\b(?P<hish>\d{1,2})(?P<ish>[- ]?ish)\b"
    r"|\b(?:at|around|@) ?(?P<hbare>\d{1,2})(?! ?(?:%|st|nd|rd|th|min|m\b|hours?|hrs?|weeks?|days?|students|"
    r"[/.:]\d))\b"
    r"|\b(?P<word>noon|midday|lunchtime)\b|\b(?P<past>half(?: past)?) (?P<hpast>\d{1,2}|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! ?(?:hours?|hrs?|an?\b|days?))",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\bin (?:\d{1,2}|two|three|four|five|six|seven|eight|ten|a) (?:days?|weeks?|wks?|months?)['\u2019]?(?: "
    r"time)?\b|\b(?:\d{1,2}|a|two|three|four) (?:days?|weeks?) from (?:now|today)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"^,? ?(?:in the |at )?(morning|afternoon|evening|lunchtime|am|pm)\b", re.IGNORECASE)


@dataclass(frozen=True)
class When:
    """A day and a time of day, as read from `spans` (start and end offsets).

    `problem` says why a day cannot be used.
    """

    date: dt.date | None = None
    time: dt.time | None = None
    spans: tuple[tuple[int, int], ...] = ()
    text: str = ""
    problem: Problem | None = None

    @property
    def iso(self) -> str | None:
        """`2026-12-03` or `2026-12-03T15:00`; None without a usable day."""
        if self.date is None or self.problem:
            return None
        return f"{self.date.isoformat()}T{self.time:%H:%M}" if self.time else self.date.isoformat()


def read_when(text: str, today: dt.date) -> When:
    """Return the first day and time in the text, seen from `today`.

    A weekday is the next one to come; "next Tuesday" is the Tuesday of next week. A day without a year is
    the next one to come, unless it has just gone by: then the problem is "past". 03/12 is "ambiguous".
    """
    day, span, problem = _read_day(text, today)
    # A bare "at 3" is a time only beside a day or a meeting; other forms are plain enough alone.
    clock, clock_span = _read_time(text, span)
    spans = tuple(s for s in (span, clock_span) if s)
    shown = text[spans[0][0] : spans[0][1]] if spans else ""
    return When(day, clock, spans, shown, problem)


def read_iso(value: str, today: dt.date) -> When:
    """Read a brief's date: ISO, with or without a time. Anything else is read as people write it."""
    found = _ISO.fullmatch(value.strip().removesuffix("Z"))
    if not found:
        when = read_when(value, today)
        return when if when.date or when.problem else When(text=value, problem="impossible")
    try:
        day = dt.date(int(found[1]), int(found[2]), int(found[3]))
        clock = dt.time(int(found[4]), int(found[5])) if found[4] else None
    except ValueError:
        return When(text=value, problem="impossible")
    return When(day, clock, ((0, len(value)),), value, "past" if day < today else None)


def _read_day(text: str, today: dt.date) -> tuple[dt.date | None, tuple[int, int] | None, Problem | None]:
    if found := _ISO.search(text):
        when = read_iso(found.group(), today)
        return when.date, found.span(), when.problem
    if found := _WRITTEN.search(text):
        day, problem = _written(found, today)
        return day, found.span(), problem
    if found := _NUMERIC.search(text):
        day, problem = _numeric(found, today)
        if day or problem:
            return day, found.span(), problem
    for found in _RELATIVE.finditer(text):
        # "Today: my draft" heads a list, and "last Monday" is over.
        if (found["which"] or "").lower() == "last" or re.match("today:", text[found.start() :], re.IGNORECASE):
            continue
        if re.search(
            r"\b(?:every|each|most|before|by|until|till|since)\s+(?:next |this )?$",
            text[: found.start()],
            re.I,
        ):
            continue
        return _relative(found, today), found.span(), None
    day, span = _otherwise(text, today)
    return day, span, None


def _written(found: re.Match[str], today: dt.date) -> tuple[dt.date | None, Problem | None]:
    day, month = int(found["d1"] or found["d2"]), _month(found["m1"] or found["m2"])
    year = int(found["y"]) if found["y"] else today.year
    try:
        return _placed(dt.date(year, month, day), today, bool(found["y"]))
    except ValueError:
        return None, "impossible"


def _month(name: str) -> int:
    return "jan feb mar apr may jun jul aug sep oct nov dec".split().index(name[:3].lower()) + 1


def _otherwise(text: str, today: dt.date) -> tuple[dt.date | None, tuple[int, int] | None]:
    """What the rules above do not know ("two weeks from now", "in ten days' time"), read by dateparser."""
    found = _LOOSE.search(text)
    if not found:
        return None, None
    settings = {"RELATIVE_BASE": dt.datetime.combine(today, dt.time()), "PREFER_DATES_FROM": "future"}
    parsed = dateparser.parse(re.sub(r"['\u2019]? time$", "", found.group()), languages=["en"], settings=settings)
    return (parsed.date(), found.span()) if parsed and parsed.date() > today else (None, None)


def _placed(day: dt.date, today: dt.date, year_given: bool) -> tuple[dt.date, Problem | None]:
    """A day that has gone by: with its year, or within the last two months, it is past; else it is next
    year's.
    """
    if day >= today:
        return day, None
    if year_given or (today - day).days <= 60:
        return day, "past"
    try:
        return day.replace(year=day.year + 1), None
    except ValueError:
        return day, "impossible"


def _numeric(found: re.Match[str], today: dt.date) -> tuple[dt.date | None, Problem | None]:
    first, second = int(found[1]), int(found[2])
    year = int(found[3]) if found[3] else today.year
    year = year + 2000 if year < 100 else year
    if not found[3] and "." in found.group():
        return None, None
    readings = set()
    for day, month in ((first, second), (second, first)):
        if 1 <= month <= 12:
            try:
                readings.add(_placed(dt.date(year, month, day), today, bool(found[3])))
            except ValueError:
                continue
    if not readings:
        return None, "impossible" if found[3] else None
    if len(readings) > 1:
        return None, "ambiguous"
    return readings.pop()


def _relative(found: re.Match[str], today: dt.date) -> dt.date:
    text = found.group().lower()
    if found["day"]:
        ahead = (_weekday(found["day"]) - today.weekday()) % 7
        which = (found["which"] or "").lower()
        if found["after"]:
            return today + dt.timedelta((7 - today.weekday()) + 7 + _weekday(found["day"]) if ahead else 14)
        if which == "next":
            # The one of next week: on a Monday, "next Thursday" is not the Thursday three days away.
            return today + dt.timedelta(7 - today.weekday() + _weekday(found["day"]))
        return today + dt.timedelta(ahead or 7)
    if text.startswith(("today", "tonight", "this", "in ")):
        return today
    if text.startswith(("tomorrow", "tm")):
        return today + dt.timedelta(1)
    if text == "day after tomorrow":
        return today + dt.timedelta(2)
    days = re.search(_DAY, text)
    if days and "today" not in text and "tomorrow" not in text:
        ahead = (_weekday(days.group()) - today.weekday()) % 7 or 7
        return today + dt.timedelta(ahead + 7)
    return today + dt.timedelta(8 if "tomorrow" in text else 7)


def _weekday(name: str) -> int:
    return next(n for n, day in enumerate(_DAYS) if day.startswith(name.lower()[:3]))


def _read_time(text: str, near: tuple[int, int] | None) -> tuple[dt.time | None, tuple[int, int] | None]:
    for found in _TIME.finditer(text):
        if near and found.start() < near[1] and near[0] < found.end() and not found["h24"]:
            continue
        hour, minute = _clock(found)
        if hour is None or not 0 <= hour <= 23 or not 0 <= minute <= 59:
            continue
        marked = (found["ap"] or "").lower()
        part = _PART.match(text[found.end() :])
        if marked.startswith("p") or (part and part[1].lower() in ("afternoon", "evening", "pm")):
            hour = hour + 12 if hour < 12 else hour
        elif marked.startswith("a"):
            hour = 0 if hour == 12 else hour
        elif hour < (7 if found["h24"] else 8) and not found.group().startswith("0"):
            # Nobody plans a mentoring meeting for 3 at night.
            hour += 12
        return dt.time(hour, minute), found.span()
    return None, None


def _clock(found: re.Match[str]) -> tuple[int | None, int]:
    if found["word"]:
        return 12, 0
    if found["past"]:
        said = found["hpast"].lower()
        return (int(said) if said.isdigit() else _HOURS.index(said) + 1), 30
    hour = found["h"] or found["h24"] or found["hish"] or found["hbare"]
    return (int(hour) if hour else None), int(found["m"] or found["m24"] or 0)
