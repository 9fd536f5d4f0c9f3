"""How long a talk is asked for and when the sender is free, as it stands in a message (rubric item E10)."""

from __future__ import annotations

import re

from assistant.outreach.bank import KindText
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.language.wording import DAY, MONTH, day_words, lower_first, sentence


def minutes_text(brief: OutreachBrief) -> str:
    """ "15 minutes", or a blank."""
    return f"{brief.minutes} minutes" if brief.minutes else "[ADD: how many minutes, 10 to 30]"


def times_text(brief: OutreachBrief) -> str:
    """The sender's times joined by "or", or ""."""
    items = [_time_words(item) for item in brief.availability if re.search(r"\w", item)]
    if len(items) > 2:
        return ", ".join(items[:-1]) + " or " + items[-1]
    return " or ".join(items)


def _time_words(item: str) -> str:
    item = day_words(item).strip(" .,;")
    item = re.sub(
        r"^(?:i'?m |i am )?(?:usually |generally |mostly )?(?:free|available|around|open)(?: on| at)?\s+",
        "",
        item,
        flags=re.I,
    )
    item = re.sub(r"^(?:i (?:can|could) (?:do|meet|make)|on)\s+", "", item, flags=re.I)
    return item if re.match(r"(?:[A-Z]\w*day|[A-Z]{2})", item) else lower_first(item)


_WHEN = re.compile(
    r"\b(?:(?:in|during|over|from|until|before|after|by|early|late|mid|end of|week of)[- ](?:the )?"
    r"(?:early |late |mid[- ])?"
    rf"(?:{MONTH}|(?:\w+ )?(?:spring|summer|autumn|fall|winter|easter|christmas)(?: (?:break|holidays?|term))?)"
    rf"|(?:next|this|the following|any|on) (?:week|month|term|semester|{DAY})|tomorrow"
    rf"|\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}}"
    rf"|{DAY} (?:morning|afternoon|evening|at \d|after \d|before \d))\b",
    re.I,
)
# Behind the sender's own times, with what joins it to them; and on its own.
_ANY_OTHER = {
    "formal": ("and", "any other time or format that is more convenient for you would be equally fine."),
    "warm": ("and", "any other time or format that is easier for you is just as good."),
    "brief": ("or", "any other time or format that suits you."),
}
_ANY_OTHER_ALONE = {tone: sentence(said) for tone, (_, said) in _ANY_OTHER.items()} | {
    "brief": "Any other time or format is fine too."
}
# What a request is about may name a time that is none of its own.
_ABOUT = re.compile(r"\b(?:about|how|what|why|which|whether|if|to (?:hear|learn|know|speak|talk|discuss))\b", re.I)


def asked_for_when(brief: OutreachBrief) -> bool:
    """Whether the request itself says when: "spend a week with her team in November"."""
    return brief.ask is not None and _WHEN.search(_ABOUT.split(brief.ask)[0]) is not None


def time_sentence(brief: OutreachBrief, kind: KindText, ask: str) -> tuple[str, bool]:
    """When the sender is free, and that any other time or format is fine (E10)."""
    times = times_text(brief)
    if not times:
        blank = kind.blank.get("time", "")
        return (_ANY_OTHER_ALONE[brief.tone or "warm"] if blank and asked_for_when(brief) else blank, False)
    if times in ask:
        return "", True
    opening = times[0].upper() + times[1:]
    tail = " ".join(_ANY_OTHER[brief.tone or "warm"])
    verb = "" if re.match(r"^(?:i|we|my)\b", times, re.I) else " would suit me"
    return f"{opening}{verb}, {tail}", True
