"""Logs are one JSON object a line, without anything that a person typed."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from assistant.logs import JsonLines


def line(record: logging.LogRecord, *, debug: bool = False) -> dict[str, object]:
    text = JsonLines(debug=debug).format(record)
    assert "\n" not in text
    return json.loads(text)  # type: ignore[no-any-return]


def failed(name: str = "assistant.coach") -> logging.LogRecord:
    try:
        raise KeyError("my patient Jane Doe")
    except KeyError:
        return logging.LogRecord(name, logging.ERROR, __file__, 1, "a turn failed", (), sys.exc_info())


def test_a_line_says_when_where_and_what() -> None:
    record = logging.LogRecord("assistant.door", logging.INFO, __file__, 1, "request", (), None)
    record.status = 429
    said = line(record)
    assert (said["level"], said["logger"], said["event"], said["status"]) == ("info", "assistant.door", "request", 429)
    assert str(said["time"]).endswith("+00:00")
    assert set(said) == {"time", "level", "logger", "event", "status"}


def test_an_error_names_its_kind_and_place_and_not_its_text() -> None:
    said = line(failed())
    assert said["error"] == "KeyError"
    assert any("test_logs.py" in place for place in said["where"])  # type: ignore[attr-defined]
    assert "Jane" not in json.dumps(said)


def test_a_debug_setting_shows_the_text() -> None:
    assert "Jane Doe" in str(line(failed(), debug=True)["error"])


@pytest.mark.parametrize(("debug", "event"), [(False, "got %s"), (True, "got my words")])
def test_what_other_packages_fill_into_their_lines_stays_out(debug: bool, event: str) -> None:
    record = logging.LogRecord("other", logging.WARNING, __file__, 1, "got %s", ("my words",), None)
    assert line(record, debug=debug)["event"] == event
