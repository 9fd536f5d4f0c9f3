"""Markdown and Word: what is escaped, what cannot stand in a document, what is called how."""

from __future__ import annotations

import io

from docx import Document

from assistant.rehearsal import Room, debrief_docx, debrief_markdown, transcript_docx, transcript_markdown
from tests.unit.rehearsal.test_compose import GOOD, _report

TURNS = [{"who": "giver", "text": "A *star* <b>\x0b"}, {"who": "learner", "text": ""}]


def _text(document: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(document)).paragraphs)


def test_markup_in_what_was_said_stays_text() -> None:
    assert "A \\*star\\* \\<b\\>" in transcript_markdown("Talk", TURNS)
    assert "A *star* <b>" in _text(transcript_docx("Talk", TURNS))


def test_silence_is_written_as_silence() -> None:
    assert "(silence)" in transcript_markdown("Talk", TURNS)
    assert "(silence)" in _text(transcript_docx("Talk", TURNS))


def test_the_people_are_called_as_asked() -> None:
    assert "**Your attending:**" in transcript_markdown("Talk", TURNS, {"giver": "Your attending", "learner": "You"})


def test_a_debrief_says_what_worked_what_to_change_and_what_was_not_seen(room: Room) -> None:
    report = _report(room, *GOOD)
    for text in (
        debrief_markdown("Talk", report, room.rubrics, room.library),
        _text(debrief_docx("Talk", report, room.rubrics, room.library)),
    ):
        for heading in ("What worked", "One thing to change", "Each criterion, 0 to 3", "Not seen, so not scored"):
            assert heading in text
