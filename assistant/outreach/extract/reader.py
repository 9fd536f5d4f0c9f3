"""What the learned chains find in a message, as the values of a brief: only what is sure enough, and bare of its lead.

A value that two readings of the message would put differently is left for a question, so each kind of value has the
chance that it must reach, set by cross-validation over the examples (tests/evals/outreach_learning.py): about where
nine in ten are right. What is said, as against who and when, seldom is as sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.outreach.extract.tagger import Span

# By code: the field, the chance needed, and what is cut off in front.
_LEAD = r"(?:an?|the|my|our|in my|in)\s+"
_FIELDS: dict[str, tuple[str, float, str]] = {
    "rt": ("recipient.title", 0.9, ""),
    "rn": ("recipient.name", 0.9, ""),
    "rr": ("recipient.role", 0.85, _LEAD),
    "ri": ("recipient.institution", 0.9, r"the\s+"),
    "st": ("sender.title", 0.5, ""),
    "sn": ("sender.name", 0.7, ""),
    "sr": ("sender.role", 0.8, _LEAD),
    "ss": ("sender.stage", 0.5, _LEAD),
    "si": ("sender.institution", 0.7, r"the\s+"),
    "free": ("availability", 0.9, r"(?:i'?m |i am )?(?:(?:free|available|off|around)\b ?)?(?:on |at )?"),
    "due": ("deadline", 0.8, r".*\b(?:due|deadline|closes?|opens?|shuts|by|before|wants it|needed|is|on)\b:? "),
    "why": ("reason", 0.97, ""),
    "tie": ("connection", 0.95, ""),
    "goal": ("goal", 0.95, ""),
    "ask": ("ask", 0.97, r"(?:wanna|to)\s+"),
    "offer": ("offer", 0.85, r"(?:i can|can|i could|could|i'll|i will|will)\s+"),
}
_OF_RECIPIENT = ("rn", "rt", "rr", "ri")
_NAME = re.compile(r"[^\W\d_][^\W\d_.'-]*(?:[ .'-]+[^\W\d_]+){0,4}\.?")
# What tells who the sender is gives no reason, and "mentor" alone is no role.
_NOT = {
    "why": re.compile(r"(?:i'?m|i am|my name|name)\b", re.I),
    "tie": re.compile(r"(?:i'?m|i am|know of)\b", re.I),
    "rr": re.compile(r"mentor$", re.I),
    "ask": re.compile(r"\w+$|.*\b(?:is|are) (?:enough|all)\b", re.I),
}
# "From Brazil", "in Ankara" tell where somebody is, and no institution.
_WHERE_ONLY = re.compile(r"\b(?:from|in) $", re.I)
_TITLE_BEFORE = re.compile(r"\b((?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss)\b\.?) $", re.I)


def told(text: str, found: Sequence[Span]) -> dict[str, str | tuple[str, ...]]:
    """What a message tells by field name ("recipient.name"), from its spans; of two values for one field the surer."""
    recipient = [span for span in found if span.code == "rn" and span.chance >= _FIELDS["rn"][1]]
    best: dict[str, tuple[float, str]] = {}
    times: list[str] = []
    for span in found:
        field, needed, lead = _FIELDS.get(span.code, ("", 2.0, ""))
        value = _bare(text, span, lead)
        # A role or a place belongs to the recipient only where one is named, and where it is plain who.
        if span.chance < needed or not value or (span.code in _OF_RECIPIENT and len(recipient) != 1):
            continue
        if (span.code in _NOT and _NOT[span.code].match(value)) or (
            field.endswith("name") and not _NAME.fullmatch(value)
        ):
            continue
        if span.code == "si" and _WHERE_ONLY.search(text[: span.start]) and re.fullmatch(r"[A-Z][a-z]+", value):
            continue
        if span.code == "free":
            times.append(value)
        elif span.chance > best.get(field, (0.0, ""))[0]:
            best[field] = span.chance, value
    values: dict[str, str | tuple[str, ...]] = {field: value for field, (_, value) in best.items()}
    return {**values, "availability": tuple(times)} if times else values


def title_before(text: str, name: str) -> str | None:
    """The title that stands before a name."""
    found = _TITLE_BEFORE.search(text[: max(0, text.find(name))])
    return found.group(1) if found else None


def _bare(text: str, span: Span, lead: str) -> str:
    """The value without what leads to it and the signs around it; empty where half a bracket is left."""
    value = text[span.start : span.end].strip(" ,;:!?-")
    if not re.search(r"\b(?:Dr|Prof|St|Mr|Mrs|Ms)\.$|\b[A-Z]\.$", value):
        value = value.rstrip(".")
    if value.startswith("(") and ")" not in value:
        value = value[1:]
    if lead:
        value = re.sub(rf"^{lead}", "", value, flags=re.I)
    return value if value.count("(") == value.count(")") else ""
