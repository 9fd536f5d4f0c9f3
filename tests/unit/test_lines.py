"""The contract's lines: read by field, refused by field."""

from __future__ import annotations

import pytest

from assistant.errors import InputError
from assistant.lines import CheckLine, DebriefLine, SearchLine, read_line, search


def test_a_line_is_read() -> None:
    assert read_line(SearchLine, {"id": "1", "text": "x"}).text == "x"
    assert read_line(DebriefLine, {"id": "1", "turns": []}).scenario is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"id": "1", "brief": {}}, "field 'text' is missing"),
        ({"id": "1", "brief": {}, "text": "x", "colour": 1}, "field 'colour' is not a field"),
        ({"id": "1", "brief": [], "text": "x"}, "field 'brief'"),
        (["id"], "field 'line'"),
    ],
)
def test_a_bad_line_is_refused_by_its_field(data: object, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_line(CheckLine, data)


def test_no_results_at_all_cannot_be_asked_for() -> None:
    with pytest.raises(InputError, match="1 or more"):
        search(None, "mentor", 0)  # type: ignore[arg-type]
