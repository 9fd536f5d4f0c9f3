"""Outreach: from a muddle to a message that could be sent, with nothing invented.

understand(message, brief)        what a message adds to what is known
parse_brief(data), set_field()    a brief from JSON values; one value put in or taken out
compose(brief).draft              the draft; its blanks and its follow-up stand beside it
check(brief, text)                findings by rubric item
State, write(state, library)      what is remembered between turns, and the draft with the person's edits kept
critique(state, text)             findings on a pasted draft, and one rewrite
"""

from assistant.outreach.brief import KINDS, OutreachBrief, Person, parse_brief, set_field
from assistant.outreach.checks import check, verdict
from assistant.outreach.compose import compose
from assistant.outreach.export import mailto, to_docx, to_eml, to_markdown, to_text
from assistant.outreach.refusals import declined
from assistant.outreach.state import State
from assistant.outreach.talk.coaching import fill_blank
from assistant.outreach.talk.critique import Critique, critique
from assistant.outreach.talk.writing import Written, write
from assistant.outreach.task import OutreachTask
from assistant.outreach.understand import understand, wish_to_write

__all__ = [
    "KINDS",
    "Critique",
    "OutreachBrief",
    "OutreachTask",
    "Person",
    "State",
    "Written",
    "check",
    "compose",
    "critique",
    "declined",
    "fill_blank",
    "mailto",
    "parse_brief",
    "set_field",
    "to_docx",
    "to_eml",
    "to_markdown",
    "to_text",
    "understand",
    "verdict",
    "wish_to_write",
    "write",
]
