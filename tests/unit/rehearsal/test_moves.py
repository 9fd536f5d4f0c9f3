"""Files of example turns and of cue families: what is refused, and by which name."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.errors import LibraryError
from assistant.rehearsal.moves import load_cues, load_moves
from assistant.settings import PROJECT

GOOD = {
    "move": "thanks",
    "side": "receive",
    "what": "A sincere word of thanks.",
    "shows": ["R02"],
    "breaks": [],
    "examples": [f"Thanks number {n}." for n in range(8)],
}


def _write(folder: Path, **changes: object) -> Path:
    (folder / "thanks.yaml").write_text(yaml.safe_dump({**GOOD, **changes}), encoding="utf-8")
    return folder


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (move,) = load_moves(_write(tmp_path))
    assert (move.move, move.shows, len(move.examples)) == ("thanks", ("R02",), 8)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"move": "gratitude"}, "move"),
        ({"side": "other"}, "side"),
        ({"shows": ["R99x"]}, "shows"),
        ({"examples": ["one"]}, "examples"),
        ({"colour": "red"}, "colour"),
        ({"examples": ["Same."] * 8}, "examples"),
        ({"examples": [{"text": "a", "giver": "b", "mood": "c"}] * 8}, "examples.0.mood"),
    ],
)
def test_a_bad_file_is_refused_by_file_and_field(tmp_path: Path, changes: dict[str, object], field: str) -> None:
    with pytest.raises(LibraryError) as caught:
        load_moves(_write(tmp_path, **changes))
    assert (caught.value.file, caught.value.field) == ("moves/thanks.yaml", field)


def test_a_folder_without_examples_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no file of example turns"):
        load_moves(tmp_path)


def test_every_item_that_a_turn_can_show_has_many_examples() -> None:
    moves = load_moves(PROJECT / "knowledge" / "moves")
    count: dict[str, int] = {}
    for move in moves:
        for item in (*move.shows, *(f"not {item}" for item in move.breaks)):
            count[item] = count.get(item, 0) + len(move.examples)
    wanted = ("R01", "R02", "R03", "R04", "not R05", "not R06", "R07", "not R08", "R11", "R12", "abusive")
    assert {item: count.get(item, 0) for item in wanted if count.get(item, 0) < 90} == {}


def test_a_pattern_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cues.yaml"
    path.write_text("thanks: |-\n  \\b(?:thanks\n", encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        load_cues(path)
    assert caught.value.field == "thanks"


def test_families_fire_and_are_counted() -> None:
    cues = load_cues()
    assert {"gratitude", "but"} <= cues.read("thank you") | cues.read("but no")
    assert cues.count("sorry", "sorry, sorry") == 2
