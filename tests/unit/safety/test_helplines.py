"""Helplines are complete, dated and honest about what was seen; a broken file is refused by field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.errors import LibraryError
from assistant.safety import Helplines, load_helplines
from assistant.settings import PROJECT

COUNTRIES = "US CA GB IE AU NZ DE AT CH FR ES IT NL IN ZA".split()


def test_every_promised_country_is_there(helplines: Helplines) -> None:
    assert not set(COUNTRIES) - set(helplines.countries)


def test_every_line_says_what_was_seen_when_it_says_verified(helplines: Helplines) -> None:
    for country in helplines.countries.values():
        for line in country.lines:
            assert line.source
            assert bool(line.seen) == line.verified


def test_codes_are_read_in_any_case_and_uk_is_gb(helplines: Helplines) -> None:
    assert helplines.country("uk") == helplines.country("GB")
    assert helplines.country(" us ") == helplines.country("US")
    assert helplines.country(None) is None
    assert helplines.country("ZZ") is None


def test_a_line_says_how_it_is_reached(helplines: Helplines) -> None:
    assert helplines.countries["US"].lines[0].shown() == (
        "988 Suicide & Crisis Lifeline: call, text or chat 988 (24 hours)"
    )
    assert "text 0477 13 11 14" in helplines.countries["AU"].lines[0].shown()


def _line(data: dict[str, Any]) -> dict[str, Any]:
    line: dict[str, Any] = data["countries"]["GB"]["lines"][0]
    return line


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("number", "call us", "countries.GB.lines.0.number"),
        ("how", ["fax"], "countries.GB.lines.0.how.0"),
        ("seen", "", "countries.GB.lines.0"),
        ("checked", "soon", "countries.GB.lines.0.checked"),
        ("colour", "red", "countries.GB.lines.0.colour"),
    ],
)
def test_a_broken_line_names_its_field(tmp_path: Path, field: str, value: object, named: str) -> None:
    data = yaml.safe_load((PROJECT / "knowledge" / "helplines.yaml").read_text(encoding="utf-8"))
    _line(data)[field] = value
    (tmp_path / "helplines.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(LibraryError) as error:
        load_helplines(tmp_path)
    assert (error.value.file, error.value.field) == ("helplines.yaml", named)


def test_a_country_code_has_two_letters(tmp_path: Path) -> None:
    data = yaml.safe_load((PROJECT / "knowledge" / "helplines.yaml").read_text(encoding="utf-8"))
    data["countries"]["Utopia"] = data["countries"]["GB"]
    (tmp_path / "helplines.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(LibraryError, match="Utopia"):
        load_helplines(tmp_path)
