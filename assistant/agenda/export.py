"""A plan as Markdown, as a Word document of one printed page, and as a calendar file.

(folder / "agenda.ics").write_bytes(to_ics(agenda, start, "Europe/London", now))
"""

from __future__ import annotations

import datetime as dt
import io
import math
import uuid
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import docx
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Cm, Pt
from icalendar import Alarm, Calendar, Event

from assistant.errors import InputError

_PAGE_CM = (21.0, 29.7)
_MARGIN_CM = 1.5
# Letter paper is 1.8 cm shorter than A4; a plan must fit both.
_TEXT_CM = (18.0, 24.6)
# The mean width of a letter by its size, careful enough for the wide fonts that stand in where Arial is missing.
_LETTER = 0.51
_LAST_CUT = ("wellbeing", "last-actions")
_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
_NAMESPACE = uuid.UUID("6f1d7a52-2b3c-4c53-9a53-3d4d8f8f5a10")
_PRODUCT = "-//Mentoring coach//Agenda//EN"
_HEADINGS = {
    "prepare": "Before",
    "send_ahead": "Send ahead",
    "questions": "Questions to ask",
    "parked": "Parked",
}


def to_markdown(agenda: Mapping[str, Any], heading: str = "Meeting plan") -> str:
    """Return the plan as Markdown."""
    lines = [
        f"# {heading}",
        "",
        f"**Purpose:** {agenda['purpose']}",
        "",
        f"**Length:** {agenda['minutes']} minutes",
        "",
        "| From | Minutes | Item | Notes |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {clock} | {item['minutes']} | {_cell(item['title'])} | {_cell(item['notes'])} |"
        for clock, item in _clocked(agenda)
    ]
    for name, title in _HEADINGS.items():
        if agenda[name]:
            lines += ["", f"## {title}", "", *(f"- {line}" for line in agenda[name])]
    lines += ["", "## Who does what by when", "", "| What | Who | When |", "|---|---|---|"]
    lines += [f"| {_cell(a['what'])} | {_cell(a['owner'])} | {_cell(a['when'])} |" for a in agenda["actions"]]
    return "\n".join(
        [
            *lines,
            "",
            f"**Next meeting:** {agenda['next_meeting']}",
            "",
            f"**Thank-you:** {agenda['thanks']}",
            "",
        ]
    )


def to_docx(agenda: Mapping[str, Any], heading: str = "Meeting plan") -> bytes:
    """Return the plan as a Word document that prints on one page, A4 or Letter.

    The type gets smaller, down to 7.5 points, before anything is left out; then the longest notes are cut
    at a sentence.
    """
    shown, size = _fitted(agenda, heading)
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(_PAGE_CM[0]), Cm(_PAGE_CM[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(size)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    _bold(document.add_paragraph(), heading, size + 3)
    document.add_paragraph().add_run(f"Purpose: {shown['purpose']} ({shown['minutes']} minutes)").italic = True
    rows = [(f"{clock}  {item['minutes']} min", item["title"], item["notes"]) for clock, item in _clocked(shown)]
    _table(document, rows, (2.4, 4.1, 11.5))
    for name, title in _HEADINGS.items():
        if shown[name]:
            _bold(document.add_paragraph(), title, size)
            for line in shown[name]:
                document.add_paragraph(f"\u2022 {line}")
    _bold(document.add_paragraph(), "Who does what by when", size)
    _table(document, [(a["owner"], a["what"], a["when"]) for a in shown["actions"]], (3.2, 8.8, 6.0))
    document.add_paragraph(f"Next meeting: {shown['next_meeting']}")
    document.add_paragraph(f"Thank-you: {shown['thanks']}")
    document.core_properties.title = heading
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def to_ics(
    agenda: Mapping[str, Any],
    start: dt.datetime | dt.date,
    zone: str,
    now: dt.datetime,
    summary: str = "Mentoring meeting",
    place: str = "",
) -> bytes:
    """Return a calendar file with the agenda in its description and a reminder a day before.

    `start` is local wall time in `zone` (an IANA name), or only a day: then the entry lasts the day. `now`
    is aware. Raises InputError for an unknown zone.
    """
    try:
        local = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise InputError(f"'{zone}' is not a time zone; write it as 'Europe/London'") from None
    event = Event()
    identity = uuid.uuid5(_NAMESPACE, f"{start.isoformat()} {agenda['purpose']}")
    event.add("uid", f"{identity}@mentoring-coach")
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("summary", summary)
    if isinstance(start, dt.datetime):
        begins = start.replace(tzinfo=local)
        event.add("dtstart", begins)
        event.add("dtend", begins + dt.timedelta(minutes=agenda["minutes"]))
    else:
        event.add("dtstart", start)
        event.add("dtend", start + dt.timedelta(days=1))
    event.add("description", to_text(agenda))
    if place:
        event.add("location", place)
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", "Prepare the meeting")
    reminder.add("trigger", dt.timedelta(days=-1))
    event.add_component(reminder)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    # A year on either side: with the changes of all years some programs read the wrong one.
    year = dt.timedelta(366)
    calendar.add_missing_timezones(start - year, start + year)
    return bytes(calendar.to_ical())


def to_text(agenda: Mapping[str, Any]) -> str:
    """Return the plan as plain text, for a calendar entry."""
    lines = [f"Purpose: {agenda['purpose']}", ""]
    lines += [f"{clock} ({item['minutes']} min) {item['title']}" for clock, item in _clocked(agenda)]
    for name in ("parked", "questions", "prepare"):
        if agenda[name]:
            lines += ["", f"{_HEADINGS[name]}:", *(f"- {line}" for line in agenda[name])]
    return "\n".join(lines)


def _clocked(agenda: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Each item with the minute at which it begins, as 0:00."""
    at, found = 0, []
    for item in agenda["items"]:
        found.append((f"{at // 60}:{at % 60:02d}", item))
        at += item["minutes"]
    return found


def _fitted(agenda: Mapping[str, Any], heading: str) -> tuple[dict[str, Any], float]:
    """The plan and the type size at which it fits a page."""
    shown = {**agenda, "items": [dict(item) for item in agenda["items"]]}
    for size in _SIZES:
        if _height_cm(shown, size) <= _TEXT_CM[1]:
            return shown, size
    while _height_cm(shown, _SIZES[-1]) > _TEXT_CM[1]:
        # The route to help and what was agreed stay whole while anything else can be cut.
        longest = max(
            shown["items"],
            key=lambda item: (len(item["notes"]) > 60, item["kind"] not in _LAST_CUT, len(item["notes"])),
        )
        if len(longest["notes"]) > 60:
            longest["notes"] = _shorter(longest["notes"])
        elif len(shown["parked"]) > 6:
            more = len(shown["parked"]) - 5
            shown["parked"] = [*shown["parked"][:5], f"and {more} more, kept in the full plan"]
        else:
            break
    return shown, _SIZES[-1]


def _shorter(text: str) -> str:
    sentences = text.split(". ")
    return ". ".join(sentences[:-1]).rstrip(".") + "." if len(sentences) > 1 else text[:56].rsplit(" ", 1)[0] + " ..."


def _height_cm(agenda: Mapping[str, Any], size: float) -> float:
    """A careful estimate of the printed height."""
    line = size * 1.2 * 2.54 / 72

    def lines(text: str, width_cm: float) -> int:
        per_line = max(8, int(width_cm / (size * _LETTER * 2.54 / 72)))
        return sum(math.ceil(max(1, len(part)) / per_line) for part in text.split("\n"))

    total = lines(agenda["purpose"], 18) + 3.0
    total += sum(max(lines(item["notes"], 11.0), lines(item["title"], 3.7), 1) + 0.2 for item in agenda["items"])
    for name in _HEADINGS:
        if agenda[name]:
            total += 1.3 + sum(lines("\u2022 " + entry, 17.6) for entry in agenda[name])
    total += 1.3 + sum(
        max(lines(a["what"], 8.3), lines(a["when"], 5.6), lines(a["owner"], 2.8)) + 0.2 for a in agenda["actions"]
    )
    total += lines("Next meeting: " + agenda["next_meeting"], 17.6) + lines("Thank-you: " + agenda["thanks"], 17.6) + 1
    return total * line


def _table(document: Any, rows: list[tuple[str, str, str]], widths: tuple[float, float, float]) -> None:
    table = document.add_table(rows=0, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    # The grid too: a word processor may go by it and not by the cells.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in rows:
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Cm(width)
            cell.text = text
        cells[1].paragraphs[0].runs[0].bold = True if widths[2] > 10 else None


def _bold(paragraph: Any, text: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.bold = True
    run.font.size = Pt(size)
    paragraph.paragraph_format.space_before = Pt(3)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
