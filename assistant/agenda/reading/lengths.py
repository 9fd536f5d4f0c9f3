"""Lengths of meetings as people write them: "half an hour", "1h30", "10-10:30am". Each keeps its span."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERS = {
    "five": 5,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "twenty-five": 25,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
    "one": 1,
    "two": 2,
    "three": 3,
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "a couple": 2,
    "couple of": 2,
}
_COUNT = r"(?:-?\d{1,4}(?:\.\d+)?|" + "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True)) + ")"
# "30m" and "2h" need a figure: "a" and "m" are found in "am".
_MINUTE = r"(?:minutes|minute|mins?|(?<=\d)m|(?<=\d )m)\b"
_HOUR = r"(?:hours|hour|hrs?|(?<=\d)h|(?<=\d )h)\b"
# Longest first: "an hour and a half" must not be read as "an hour".
_LENGTHS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"\b(?:three[- ]quarters|3/4)(?: of an?)? hour", "45"),
        (r"\b(?:an? |one |1 )?hour(?:s)? and (?:a )?half\b|\bone and a half hours", "90"),
        (r"\btwo and a half hours", "150"),
        (r"\b(?:an? |one |1 )?(?:hour|hr) and (?:a )?quarter\b", "75"),
        (r"\bhalf[- ]an?[- ]hour|\bhalf[- ]hour|\b1/2 (?:an )?hour|½ hour", "30"),
        (r"\b(?:a )?quarter(?: of an?)? hour|\bquarter[- ]of[- ]an[- ]hour", "15"),
        (rf"(?<![\w.])({_COUNT})[- ]?{_HOUR}(?:[ ,]*(?:and )?(\d{{1,2}})(?:[- ]?{_MINUTE}|(?![\w/:.])))?", "hours"),
        (r"\b(\d)h(\d{2})\b", "h"),
        (rf"(?<![\w.])(?!an?\b)({_COUNT}) ?(?:-|–|to|or) ?({_COUNT})[- ]?{_MINUTE}", "range"),
        (rf"(?<![\w.])({_COUNT})[- ]?{_MINUTE}", "minutes"),
        (r"\b(?:quick|short|brief|just|only) (5|10|15|20|25|30|45) (?=w/|with\b|for\b|on\b|about\b)", "minutes"),
        (r"\b(?:all|whole|full|entire)[- ]day\b|\ba day[- ]long\b", "480"),
    )
)
# "ten more minutes", "15 minutes late", "the last five minutes", "every 20 min" are not the meeting's length.
_NOT_LENGTH_AFTER = re.compile(
    r"^ ?(?:late|early|earlier|later|ago|(?:before|after|into) (?:the|i|we|it)|away|walk|drive|more|less|each|per)\b",
    re.I,
)
_NOT_LENGTH_BEFORE = re.compile(
    r"(?:\b(?:last|final|first|every|spent|took|takes|ran|by|another|extra|additional|within|than|lasted|in|"
    r"only answered) (?:about |like )?)$",
    re.I,
)

_SPAN = re.compile(
    r"\b(\d{1,2})(?:[:.](\d{2}))?\s?(?:[ap]m)?\s?(?:-|–|to|until)\s?(\d{1,2})(?:[:.](\d{2}))?\s?[ap]m\b",
    re.IGNORECASE,
)
_COLON_SPAN = re.compile(
    r"\b(\d{1,2})[:.](\d{2})\s?(?:-|–|to|until)\s?(\d{1,2})[:.](\d{2})\b(?![/:.]?\d)", re.IGNORECASE
)
# "From half past nine until ten": clock times in words.
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_CLOCK = rf"(?:(half past|quarter past|quarter to) )?({'|'.join(_HOURS)})(?: o'?clock)?"
_WORD_SPAN = re.compile(rf"\b(?:from )?{_CLOCK} (?:to|until|till|-) {_CLOCK}\b(?! \w\w+s\b)", re.IGNORECASE)
_PAST = {None: 0, "half past": 30, "quarter past": 15, "quarter to": -15}


@dataclass(frozen=True)
class Length:
    """A meeting's length in minutes, as read from `span`; of a range the shorter, which fits either way."""

    minutes: int
    span: str
    start: int
    end: int


def read_length(text: str) -> Length | None:
    """Return the first length in the text that can be a meeting's, or None."""
    best: Length | None = None
    for pattern, kind in _LENGTHS:
        for found in pattern.finditer(text):
            if _NOT_LENGTH_AFTER.match(text[found.end() :]) or _NOT_LENGTH_BEFORE.search(text[: found.start()]):
                continue
            overlaps = best is not None and found.start() < best.end and best.start < found.end()
            if best is None or (found.start() < best.start and not overlaps):
                best = Length(_minutes(found, kind), found.group(), found.start(), found.end())
            break
    return best


def read_span(text: str) -> Length | None:
    """Return the length of "10-10:30am" or "from 2 to 3pm", when it is one sitting."""
    for found in (*_SPAN.finditer(text), *_COLON_SPAN.finditer(text)):
        start, end = int(found[1]) * 60 + int(found[2] or 0), int(found[3]) * 60 + int(found[4] or 0)
        if sitting := _sitting(found, start, end):
            return sitting
    for found in _WORD_SPAN.finditer(text):
        # "One to two topics" is no time: one of the two must be said as a clock has it.
        if not (found[1] or found[3] or "clock" in found.group().lower() or found.group().lower().startswith("from ")):
            continue
        start, end = (
            60 * (1 + _HOURS.index(hour.lower())) + _PAST[past.lower() if past else None]
            for past, hour in ((found[1], found[2]), (found[3], found[4]))
        )
        if sitting := _sitting(found, start, end):
            return sitting
    return None


def _sitting(found: re.Match[str], start: int, end: int) -> Length | None:
    """The length between two times on a clock face, in minutes, where it can be one meeting's."""
    minutes = (end - start) % 720
    return Length(minutes, found.group(), found.start(), found.end()) if 5 <= minutes <= 240 else None


def _minutes(found: re.Match[str], kind: str) -> int:
    if kind.isdigit():
        return int(kind)
    if kind == "h":
        return int(found[1]) * 60 + int(found[2])
    if kind == "range":
        return round(min(_number(found[1]), _number(found[2])))
    value = _number(found[1])
    return round(value * 60) + int(found[2] or 0) if kind == "hours" else round(value)


def _number(text: str) -> float:
    return float(_NUMBERS[text.lower()]) if text.lower() in _NUMBERS else float(text)
