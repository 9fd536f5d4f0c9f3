"""Which part of the plan a message asks to see, and that part as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_ASKS = r"^(?:ok(?:ay)?,? |and |so |please |pls |hey |can you |could you |can i |remind me )*"
# The first that fits; each names a field of the agenda.
_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(_ASKS + pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "send_ahead",
            r"(?:what|which|anything|do i|should i|must i|show|list|tell).{0,30}\b(?:send|email|share)\b.{0,30}$",
        ),
        (
            "questions",
            r"(?:(?:what|which|show|list|give|see|tell|repeat).{0,30}\b(?:questions?|ask)\b.{0,25}|questions\??)$",
        ),
        (
            "prepare",
            r"(?:what|how|which|show|list|see).{0,30}\b(?:prepare|prep|bring|ready|do (?:before|beforehand|first))"
            r"(?! (?:it|this|that) up\b)\b.{0,30}$",
        ),
        (
            "actions",
            r"(?:what|who|which|show|list|see).{0,30}\b(?:actions?|next steps?|does what|do after|afterwards?|to-?dos?)"
            r"\b.{0,20}$",
        ),
        ("parked", r"(?:what|which|show|list|see).{0,20}\b(?:parked|left out|missing)\b.{0,20}$"),
        ("next_meeting", r"when.{0,20}\b(?:next meeting|meet again|meet next)\b.{0,20}$"),
        (
            "opening",
            r"(?:how|what).{0,20}\b(?:open|start|begin|say|bring (?:it|this|that) up|raise (?:it|this))\b.{0,25}$",
        ),
        ("export", r"(?:print|export|download|save|word|pdf|calendar|ics|docx)\b.{0,30}$"),
        ("plan", r"(?:show|see|repeat|give me) .{0,15}\b(?:plan|agenda|it)\b.{0,15}$"),
    )
)
_FINE = re.compile(
    r"^(?:(?:ok(?:ay)?|yes|great|good|perfect|nice|lovely|super|cool|thanks?|thank you|thx|ta|cheers|looks (?:good|"
    r"great|fine)|"
    r"that(?:'s| is) (?:good|great|fine|perfect|it|all|helpful)|all good|love it|done|brilliant|awesome|so much|"
    r"very much|"
    r"a lot|that works|works for me|this is (?:great|good|helpful))[ ,.!]*)+$",
    re.IGNORECASE,
)


def asked_part(message: str) -> str | None:
    """Return the part that a message asks for ("fine" for mere agreement), or None."""
    text = " ".join(message.replace("\u2019", "'").split()).strip()
    if _FINE.match(text):
        return "fine"
    if len(text.split()) > 14:
        return None
    bare = text.rstrip(" ?.!")
    return next((name for name, pattern in _PARTS if pattern.match(bare)), None)


def show_part(agenda: Mapping[str, Any], part: str) -> str:
    """Return one part of a plan as Markdown; empty where the plan has none."""
    if part == "actions":
        return "\n".join(f"- {a['owner']}: {a['what']}, {a['when']}" for a in agenda["actions"])
    if part == "opening":
        return str(next(item["notes"] for item in agenda["items"] if item["kind"] == "topic"))
    if part == "next_meeting":
        return str(agenda["next_meeting"])
    return "\n".join(f"- {line}" for line in agenda.get(part, ()))
