"""Outreach: from a muddle to a message that could be sent, with nothing invented."""

from assistant.outreach.brief import OutreachBrief, Person, parse_brief
from assistant.outreach.checks import check_text, verdict
from assistant.outreach.commands import check, draft, extract
from assistant.outreach.compose import compose
from assistant.outreach.keeping import keep_edits
from assistant.outreach.task import OutreachTask
from assistant.outreach.understand import understand

__all__ = [
    "OutreachBrief",
    "OutreachTask",
    "Person",
    "check",
    "check_text",
    "compose",
    "draft",
    "extract",
    "keep_edits",
    "parse_brief",
    "understand",
    "verdict",
]
