"""How long a talk is asked for, when the sender is free, and by when: as a message says it."""

from __future__ import annotations

import re

from assistant.outreach.brief import Kind
from assistant.outreach.language.wording import DAY, MONTH

_MINUTES = re.compile(
    r"\b(\d{1,3}|five|ten|fifteen|twenty|thirty|forty[- ]five|forty|"
    r"sixty)\s?-?\s?(?:min(?:ute)?s?)\b(?!\s*(?:late|ago|away|drive|walk|commute|talk (?:she|he)|lecture|"
    r"presentation|early))",
    re.I,
)

_WORDS = {
    "five": 5,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "forty five": 45,
    "sixty": 60,
}

_HALF = re.compile(r"\b(?:half an hour|half hour|half-hour|1/2 hour|30min)\b", re.I)

_HOUR = re.compile(
    r"\b(?:for|want|an|1|one)(?: an| one| 1)?[- ]hour(?:[- ]long)? (?:call|chat|meeting|zoom|conversation|"
    r"talk with)|\b(?:meet|talk|chat|call|speak)\b[^.]{0,20}\bfor (?:an|one|1) hour\b",
    re.I,
)

_PAST_MINUTES = re.compile(
    r"\b(?:spent|took|gave|sat|stayed|listened|kept|helped|walked|drove|grilled|taught|met|talked|"
    r"chatted|giving|talked for|waited|after|lasted|late|was|for the last|running)\b[^.,;]{0,20}$",
    re.I,
)

_DATE = (
    rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}(?:,? \d{{4}})?|{MONTH} \d{{1,2}}(?:st|nd|rd|"
    rf"th)?(?:,? \d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|the \d{{1,2}}(?:st|nd|rd|th))"
)

_CLOCK = (
    r"(?:\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.)?|noon|midday|lunch(?:time)?\b|clinic\b|"
    r"rounds\b|work(?= |$)(?! for| best| well)\b|"
    r"class\b|morning\b|afternoon\b|evening\b)"
)

_PART = r"(?:all day|am|pm|a\.m\.|p\.m\.|arvo|mornings?|afternoons?|evenings?|nights?|lunchtimes?|at lunch|midday|noon)"

_SLOT = (
    rf"(?:(?:(?:any time|anytime|after work|any|next|the following|following|this|every|most|on|either|late|early|all|"
    rf"tomorrow|tmrw)\s)*(?:(?:{DAY})|"
    rf"(?:{_DATE})|weekdays?|weekends?|(?:after|before) \d{{1,2}}(?::\d\d)?\s?(?:am|"
    rf"pm)?(?: (?:most|any|all) days?)?(?!\d)|week(?!s)|tomorrow|tmrw|today|mornings?|afternoons?|"
    rf"evenings?|"
    rf"lunchtimes?)(?: (?:day|of))?(?: {_PART})?"
    rf"(?:,? (?:after|before|at|from|between|around|until|by|til|till|past|@)\s?{_CLOCK}(?:\s?(?:-|to|and|or|"
    rf"until)\s?{_CLOCK})?)?(?: (?:(?!work)(?:{_CLOCK})(?:\s?(?:-|to|or)\s?{_CLOCK})?))?(?: (?:in the {_PART}|{_PART}|"
    rf"next week|this week))?)"
)

_SLOT_RE = re.compile(rf"{_SLOT}", re.I)

_SLOTS = re.compile(rf"({_SLOT}(?:\s*(?:,|;|/|\bor\b|\band\b|&|, or)\s*{_SLOT})*)", re.I)

_FREE = re.compile(
    r"(?:\b(?:i'?m|i am|im)?\s?(?:free|available|around|open)\b(?: (?:on|at|most|any|all|to meet|to talk|"
    r"for))*|\b(?:i )?(?:can|could) (?:do|meet|make|talk|we do|we meet)(?: it| on| instead)*|\bcould do|"
    r"\bhow about|\bwhat about|\bmaybe|\bwork(?:s)? for me:?|\bavailability(?: is|:)?|\b(?:move|push|"
    r"switch|change) (?:it|our \w+|the \w+|this)(?: \w+)? to|\b(?:move|push|switch|change) (?:my|our|the) "
    r"\w+(?: with [\w. '-]{2,30}?)? to|\b(?:reschedule|postpone)(?: it| our \w+| this| the \w+)?(?: w/? "
    r"\S+ \S+)? (?:to|for)|\btry|\binstead(?: on)?|\bany)\s*:?\s*$",
    re.I,
)

_WORKS = re.compile(
    r"^\s*(?:would |will )?(?:also )?(?:works?|is (?:good|fine|best|ok)|are (?:good|fine|best)|"
    r"suits?|ok(?:ay)?|fine|only)\b|^ "
    r"instead\b|^\s*(?:is|are|'s)? ?(?:free|open)\b",
    re.I,
)

_DUE = re.compile(
    rf"\b(?:due(?: date)?(?: on| by| is|:)?|deadline(?: is| of| on|:)?|(?:closes?|shuts?|cut-?off|"
    rf"ends)(?: on| is)?|last date(?: is)?|opens?(?: on)?|need "
    rf"(?:it|them|the letter) (?:by|before)|by|before|submit(?:ted)? by|no later than)\s+(?:the )?({_DATE}|"
    rf"{DAY}(?! (?:morning|afternoon|evening|at|after|before)))",
    re.I,
)


def minutes_of(text: str) -> int | None:
    """How long a talk is asked for, in minutes; a range is left for the request itself."""
    if re.search(r"\d\s?(?:-|to|or)\s?\d{1,3}\s?-?min", text, re.I):
        return None
    for found in _MINUTES.finditer(text):
        if not _PAST_MINUTES.search(text[: found.start()]):
            value = found.group(1).lower()
            return (
                _WORDS.get(value)
                or _WORDS.get(value.replace(" ", "-"))
                or (int(value) if value.isdigit() and 1 <= int(value) <= 240 else None)
            )
    for found in _HALF.finditer(text):
        if not _PAST_MINUTES.search(text[: found.start()]):
            return 30
    return 60 if _HOUR.search(text) else None


def availability_of(text: str, kind: Kind | None) -> list[str]:
    """When the sender is free: spans of the message."""
    found: list[str] = []
    for match in _SLOTS.finditer(text):
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 30]
        span = match.group(1).strip(" ,;")
        again = bool(found) and re.search(r"[.?!,]\s*(?:or|and|also)(?: maybe)?\s*$", before, re.I) is not None
        # A time that stands alone between two stops ("20 min, mon or wed after 3").
        alone = (
            re.search(r"(?:^|[.,;!?\n])\s*$", before) is not None
            and re.match(r"\s*(?:[.,;!?\n]|$)", after) is not None
            and re.search(rf"\b(?:{DAY}|weekdays?|weekends?|any \w+)\b", span, re.I) is not None
            and re.search(r"\bor\b|\bany\b|\b(?:after|before|am|pm|mornings?|afternoons?|evenings?)\b|\d", span, re.I)
            is not None
        )
        any_day = re.match(r"any \w*day", span, re.I) is not None and not re.search(r"\bnot\b[^.]{0,12}$", before, re.I)
        if not (_FREE.search(before) or _WORKS.match(after) or again or any_day or alone):
            continue
        if re.fullmatch(r"(?:next |this |on )*(?:week|today|morning|afternoon|evening)", span, re.I) and not re.search(
            r"next week", span, re.I
        ):
            continue
        if re.search(r"\b(?:can'?t|cannot|not|unable to|won'?t)\b[^.,;]{0,25}$", before, re.I) and not re.search(
            r"\bcan (?:we )?(?:do|move)", before[-20:], re.I
        ):
            continue
        found += _split_slots(_with_any(before, span))
    return found


def _with_any(before: str, span: str) -> str:
    lead = re.search(r"\b(any)\s*$", before, re.I)
    return f"{lead.group(1)} {span}" if lead and not span.lower().startswith("any") else span


def _split_slots(span: str) -> list[str]:
    """Several slots, each with its own time or none with any; a shared time keeps them together."""
    span = re.sub(r"^(?:on|instead on|instead)\s+", "", span, flags=re.I)
    parts = [
        part.strip(" ,;")
        for part in re.split(r"\s*(?:,\s*or\b|,\s*and\b|,|;|\bor\b|\band\b|&|/)\s*", span, flags=re.I)
        if part.strip(" ,;")
    ]
    parts = [re.sub(r"^on ", "", part, flags=re.I) for part in parts]
    if not all(re.match(rf"(?:{_SLOT})$", part, re.I) for part in parts) or len(parts) == 1:
        return [span]
    timed = [
        bool(
            re.search(
                r"\d|\b(?:am|pm|arvo|any ?time|all day|noon|morning|afternoon|evening|lunch|after|before|mornings|"
                r"afternoons|evenings)\b",
                part,
                re.I,
            )
        )
        for part in parts
    ]
    return parts if all(timed) or not any(timed) else [span]


def deadline_of(text: str) -> str | None:
    """A date set by others."""
    for found in _DUE.finditer(text):
        lead = found.group().lower()
        if lead.startswith(("by ", "before ")) and not re.search(
            r"\b(?:letter|lor|reply|answer|wants? it|needs? it|want them|decision|respond|application|"
            r"submit|submission|form|abstract|need|reference|rank|eras|due|cv)\b",
            text[max(0, found.start() - 60) : found.end() + 20],
            re.I,
        ):
            continue
        span = found.group(1)
        lead_the = re.search(r"the $", text[: found.start(1)])
        return ("the " + span if lead_the and re.match(r"\d{1,2}(?:st|nd|rd|th)$", span) else span).strip()
    return None
