from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
import vobject
from icalendar import Calendar
from pypdf import PdfReader

from assistant.agenda import export
from assistant.agenda.brief import parse_brief
from assistant.agenda.export import to_docx, to_ics, to_markdown, to_text
from assistant.agenda.plan import plan
from assistant.errors import InputError
from assistant.library import Library

_NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def agenda(library: Library, today: dt.date) -> dict[str, Any]:
    brief = parse_brief(
        {
            "topics": ["my poster | figures", "letters"],
            "minutes": 45,
            "mentor": "Dr Osei",
            "date": "2026-12-03",
        }
    )
    made: dict[str, Any] = plan(brief, library, today)["agenda"]
    return made


def test_markdown_holds_every_item_and_list(agenda: dict[str, Any]) -> None:
    text = to_markdown(agenda, "With Dr Osei")
    assert text.startswith("# With Dr Osei")
    assert all(line in text for line in (*agenda["questions"], *agenda["prepare"], agenda["thanks"]))
    assert "| 0:00 | 4 |" in text
    assert "My poster \\| figures" in text


def test_the_word_file_reads_back_with_every_minute(agenda: dict[str, Any]) -> None:
    document = docx.Document(io.BytesIO(to_docx(agenda, "With Dr Osei")))
    times = [row.cells[0].text for row in document.tables[0].rows]
    assert sum(int(time.split()[1]) for time in times) == 45
    assert document.core_properties.title == "With Dr Osei"
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert agenda["purpose"] in text
    assert all(question in text for question in agenda["questions"])


def test_a_full_plan_is_fitted_to_one_page(library: Library, today: dt.date) -> None:
    full = parse_brief(
        {
            "minutes": 180,
            "meeting": "review",
            "stage": "resident",
            "topics": [f"the long story of topic {n} and all that hangs on it" for n in range(20)],
            "concerns": ["pretty burnt out"],
            "last_actions": [{"what": f"do thing {n} for the group", "status": "not done"} for n in range(12)],
        }
    )
    made = plan(full, library, today)["agenda"]
    shown, size = export._fitted(made, "x")
    assert export._height_cm(shown, size) <= export._TEXT_CM[1]
    assert [item["title"] for item in shown["items"]] == [item["title"] for item in made["items"]]
    assert made["items"][1]["notes"].count("do thing") + made["items"][1]["notes"].count("Do thing") == 12


def test_the_calendar_entry_has_the_right_zone_length_and_agenda(agenda: dict[str, Any]) -> None:
    data = to_ics(agenda, dt.datetime(2026, 12, 3, 15, 0), "America/Chicago", _NOW, "Dr Osei")
    calendar = Calendar.from_ical(data)
    event = calendar.walk("VEVENT")[0]
    start = event.decoded("dtstart")
    assert start.utcoffset() == dt.timedelta(hours=-6)
    assert event.decoded("dtend") - start == dt.timedelta(minutes=45)
    assert "my poster" in str(event["description"]).lower()
    assert str(event["summary"]) == "Dr Osei"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["America/Chicago"]
    assert data == to_ics(agenda, dt.datetime(2026, 12, 3, 15, 0), "America/Chicago", _NOW, "Dr Osei")


def test_a_day_without_a_time_is_an_entry_for_the_day(agenda: dict[str, Any]) -> None:
    event = Calendar.from_ical(to_ics(agenda, dt.date(2026, 12, 3), "Europe/London", _NOW)).walk("VEVENT")[0]
    assert event.decoded("dtstart") == dt.date(2026, 12, 3)


def test_an_unknown_zone_is_refused_by_name(agenda: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="'Mars/Base'"):
        to_ics(agenda, dt.date(2026, 12, 3), "Mars/Base", _NOW)


def test_plain_text_runs_on_through_the_minutes(agenda: dict[str, Any]) -> None:
    assert "0:00 (4 min)" in to_text(agenda)


_OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(_OFFICE is None, reason="printing is tried with LibreOffice, which is not installed here")
def test_the_word_file_prints_on_one_page(library: Library, today: dt.date, tmp_path: Path) -> None:
    common = {"mentor": "Dr Osei", "date": "2026-12-03T14:30", "stage": "M3"}
    briefs = {
        "short": {**common, "minutes": 15, "topics": ["my discharge summaries keep getting bounced"]},
        "usual": {**common, "minutes": 30, "topics": ["letters", "my poster", "the rota"], "goals": ["present better"]},
        "review": {
            **common,
            "minutes": 60,
            "meeting": "review",
            "role": "mentor",
            "mentee": "Tahlia",
            "topics": ["her patient feedback surveys", "her after-hours load", "whether she's ready for the exam"],
            "concerns": ["she seems exhausted"],
            "last_actions": [{"what": "shadow the team", "status": "not yet"}, {"what": "read the guideline"}],
        },
        "full": {
            "minutes": 180,
            "meeting": "review",
            "topics": [f"the long story of topic {n} and all that hangs on it" for n in range(20)],
            "last_actions": [{"what": f"do thing {n} for the group", "status": "not done"} for n in range(12)],
        },
    }
    for name, brief in briefs.items():
        data = to_docx(plan(parse_brief(brief), library, today)["agenda"], "Meeting plan")
        (tmp_path / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = sorted(map(str, tmp_path.glob("*.docx")))
    convert = [str(_OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    assert {name: len(PdfReader(tmp_path / f"{name}.pdf").pages) for name in briefs} == dict.fromkeys(briefs, 1)


def test_another_library_reads_the_same_meeting_from_the_calendar_file(agenda: dict[str, Any]) -> None:
    data = to_ics(agenda, dt.datetime(2026, 12, 3, 15, 0), "Europe/London", _NOW, "Dr Osei")
    event = vobject.readOne(data.decode()).vevent
    assert event.dtstart.value.astimezone(dt.UTC) == dt.datetime(2026, 12, 3, 15, 0, tzinfo=dt.UTC)
    assert event.dtend.value - event.dtstart.value == dt.timedelta(minutes=45)
    assert agenda["purpose"] in event.description.value
    assert all(item["title"] in event.description.value for item in agenda["items"])
