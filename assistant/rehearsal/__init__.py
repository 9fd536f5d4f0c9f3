"""Rehearsals: hard feedback played in character, read turn by turn, and looked at afterwards."""

from assistant.library.scenarios import Sliders
from assistant.rehearsal.brief import Attempt, RehearsalBrief, parse_brief
from assistant.rehearsal.export import debrief_docx, debrief_markdown, transcript_docx, transcript_markdown
from assistant.rehearsal.room import Room, open_room
from assistant.rehearsal.task import RehearsalTask
from assistant.rehearsal.view import (
    RehearsalView,
    ScenarioCard,
    TrustPoint,
    list_scenarios,
    read_report,
    read_view,
    rehearsal_files,
    start_message,
)

__all__ = [
    "Attempt",
    "RehearsalBrief",
    "RehearsalTask",
    "RehearsalView",
    "Room",
    "ScenarioCard",
    "Sliders",
    "TrustPoint",
    "debrief_docx",
    "debrief_markdown",
    "list_scenarios",
    "open_room",
    "parse_brief",
    "read_report",
    "read_view",
    "rehearsal_files",
    "start_message",
    "transcript_docx",
    "transcript_markdown",
]
