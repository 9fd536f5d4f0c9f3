"""Rehearsals: hard feedback played in character, read turn by turn, and looked at afterwards."""

from assistant.rehearsal.brief import RehearsalBrief, parse_brief
from assistant.rehearsal.export import debrief_docx, debrief_markdown, transcript_docx, transcript_markdown
from assistant.rehearsal.room import Room, open_room
from assistant.rehearsal.task import RehearsalTask

__all__ = [
    "RehearsalBrief",
    "RehearsalTask",
    "Room",
    "debrief_docx",
    "debrief_markdown",
    "open_room",
    "parse_brief",
    "transcript_docx",
    "transcript_markdown",
]
