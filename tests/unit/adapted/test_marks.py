from __future__ import annotations

import random

import pytest

from assistant.adapted.marks import exchanged, fillers, unmarked
from assistant.errors import LibraryError

CODES = ("rt", "rn", "tie", "why", "ri")


def test_marks_are_read_one_inside_the_other() -> None:
    text, spans = unmarked("{tie I met {rt Dr.} {rn Ann Lee} in May}.", CODES, "a.yaml", "thank-you")
    assert text == "I met Dr. Ann Lee in May."
    assert [(span.code, text[span.start : span.end]) for span in spans] == [
        ("tie", "I met Dr. Ann Lee in May"),
        ("rt", "Dr."),
        ("rn", "Ann Lee"),
    ]


@pytest.mark.parametrize("line", ["{xx what}", "{rn Lee", "{tie {rn Lee}"])
def test_a_bad_mark_is_refused_by_file_and_field(line: str) -> None:
    with pytest.raises(LibraryError, match=r"a\.yaml.*ending.*mark"):
        unmarked(line, CODES, "a.yaml", "ending")


def test_other_fillers_keep_the_marks_in_place() -> None:
    marked = [
        unmarked(line, CODES, "a.yaml", "first")
        for line in ("email {rt dr} {rn lee}, {why she runs {ri Mercy}'s lab}", "{rn Bo Larsen} at {ri St. Olaf}")
    ]
    others = fillers(marked)
    rng = random.Random(1)
    for _ in range(20):
        text, spans = exchanged(*marked[0], others, dict.fromkeys(CODES, 1.0), rng)
        found = {span.code: text[span.start : span.end] for span in spans}
        assert found["rn"].lower() in ("lee", "bo larsen")
        assert found["why"] == f"she runs {found['ri']}'s lab"
