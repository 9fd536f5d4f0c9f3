"""What a wish changes in the brief: another time, another value, or one value less."""

from __future__ import annotations

import re
from typing import Any

from assistant.outreach.brief import OutreachBrief, set_field
from assistant.outreach.extract.times import availability_of, deadline_of
from assistant.outreach.language.known import stem
from assistant.outreach.language.wording import day_words

PERSON_FIELDS = {
    "name": "name",
    "title": "title",
    "stage": "stage",
    "year": "stage",
    "school": "institution",
    "institution": "institution",
    "hospital": "institution",
}
_FIELD_WORDS = {
    "offer": "offer help what i bring",
    "deadline": "deadline due date",
    "connection": "connection contact how we met mutual",
    "goal": "goal aim plan",
    "availability": "times days availability",
    "reason": "reason why",
    "notes": "note notes detail extra",
    "minutes": "minutes length",
    "ask": "ask request question",
}


def new_times(text: str) -> list[str]:
    """The times named in a wish, without the one it speaks against."""
    text = re.sub(r"\b(?:not|instead of|rather than|except) (?:on )?\w+day\w*", " ", text, flags=re.I)
    found = availability_of(text, "reschedule")
    if not found and len(text.split()) <= 8:
        found = availability_of(f"i can do {text.strip(' ,;:')}", "reschedule")
    if found:
        return found
    marked = re.sub(
        r"\b(?:make it|change (?:it|the (?:day|time|date)s?|\w+day)(?: \w+)? to|use|move it to|switch to|rather|on)\b",
        "i can do",
        text,
        count=1,
        flags=re.I,
    )
    return availability_of(marked, "reschedule")


def without_times(brief: OutreachBrief, what: str) -> tuple[str, ...] | None:
    """The times that are left without the one named ("take out the wednesday"); None where none is named."""
    days = set(re.findall(r"[a-z]+day", day_words(what).lower()))
    parts = [part for item in brief.availability for part in re.split(r"\s+or\s+|\s*[,/]\s*|\s+and\s+", item) if part]
    left = tuple(part for part in parts if not days & set(re.findall(r"[a-z]+day", day_words(part).lower())))
    return left if days and left and len(left) < len(parts) else None


def dropped_field(what: str, brief: OutreachBrief) -> str | None:
    """The field of the brief that "drop the ..." means, by its name or by what it says."""
    if re.search(r"\b(?:last|first|second|final) (?:sentence|line|paragraph)\b", what, re.I):
        return None
    wanted = {stem(word) for word in re.findall(r"[\w']{3,}", what)} - {
        stem(w) for w in ("the", "part", "about", "that", "line", "sentence", "bit", "her", "his", "and")
    }
    if not wanted:
        return None
    for field, words in _FIELD_WORDS.items():
        if wanted <= {stem(word) for word in words.split()} and getattr(brief, field):
            return field
    best, score = None, 0.0
    for field in _FIELD_WORDS:
        value: Any = getattr(brief, field)
        text = day_words(" ".join(value)) if isinstance(value, tuple) else str(value or "")
        said = {stem(word) for word in re.findall(r"[\w']{3,}", text)}
        hit = len(wanted & said) / len(wanted)
        if hit > score:
            best, score = field, hit
    return best if score >= 0.6 else None


def corrected(brief: OutreachBrief, field: str, value: str) -> OutreachBrief:
    """Put a value into the brief that was named in talk ("her name is ...", "the deadline is ...")."""
    if field in ("email", "contact"):
        return brief.model_copy(update={"notes": f"{brief.notes}\n{value.strip()}" if brief.notes else value.strip()})
    value = value.strip(" .\"'")
    if field.startswith("recipient "):
        return set_field(brief, f"recipient.{PERSON_FIELDS[field.removeprefix('recipient ')]}", value)
    if field in PERSON_FIELDS:
        return set_field(brief, f"{'recipient' if field == 'title' else 'sender'}.{PERSON_FIELDS[field]}", value)
    if field in ("due date", "deadline"):
        return set_field(brief, "deadline", deadline_of(f"due {value}") or value)
    field = "ask" if field == "request" else field
    return set_field(brief, field, value) if field in ("ask", "reason", "connection", "goal", "offer") else brief
