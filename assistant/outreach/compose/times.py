"""How long a talk is asked for and when the sender is free, as it stands in a message (rubric item E10)."""

from __future__ import annotations

import re

from assistant.outreach.bank import KindText
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.language.wording import day_words, lower_first


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


def time_sentence(brief: OutreachBrief, kind: KindText, ask: str) -> tuple[str, bool]:
    """When the sender is free, and that any other time or format is fine (E10)."""
    times = times_text(brief)
    if not times:
        return (kind.blank.get("time", ""), False)
    if times in ask:
        return "", True
    opening = times[0].upper() + times[1:]
    verb = "would suit me"
    tails = {
        "formal": "and any other time or format that is more convenient for you would be equally fine.",
        "warm": "and any other time or format that is easier for you is just as good.",
        "brief": "or any other time or format that suits you.",
    }
    if re.match(r"^(?:i|we|my)\b", times, re.I):
        return f"{opening}, {tails[brief.tone or 'warm']}", True
    return f"{opening} {verb}, {tails[brief.tone or 'warm']}", True
