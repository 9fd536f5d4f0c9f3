"""The plan for a follow-up, outside the draft, and the text for it (rubric item E21)."""

from __future__ import annotations

from assistant.outreach.bank import KindText
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.people import greeting_name, sender_name


def follow_up(brief: OutreachBrief, kind: KindText) -> str:
    """The plan, and below it the text where the kind needs one."""
    text = follow_up_text(brief, kind)
    return f"{kind.follow_up_plan}\n\nText for the follow-up:\n\n{text}" if text else kind.follow_up_plan


def follow_up_text(brief: OutreachBrief, kind: KindText) -> str:
    """The short second message, or "" for a kind that needs none."""
    if not kind.follow_up_text:
        return ""
    name = sender_name(brief.sender) or "[ADD: your full name]"
    return f"Dear {greeting_name(brief)},\n\n{kind.follow_up_text}\n\nKind regards,\n{name}"
