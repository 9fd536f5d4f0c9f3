"""Hints: about what is missing, and about what went wrong last."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.rehearsal import Room
from assistant.rehearsal.hints import Hints, load_hints
from tests.unit.rehearsal.test_play import DEFENDS, LISTENS, SCENARIO, _play


def test_a_hint_follows_what_has_been_done(room: Room) -> None:
    texts, scenario = load_hints()["receive"], room.scenarios[SCENARIO]
    hint = Hints().hint
    assert hint(_play(room, SCENARIO), scenario) == texts["summary"]
    assert hint(_play(room, SCENARIO, DEFENDS[0]), scenario) == texts["heat"]
    assert hint(_play(room, SCENARIO, DEFENDS[1]), scenario) == texts["unkind"]
    assert hint(_play(room, SCENARIO, "I'm terrible at this, I always fail."), scenario) == texts["self"]
    assert hint(_play(room, SCENARIO, *LISTENS), scenario) == texts["check"]


def test_a_missing_hint_is_named(tmp_path: Path) -> None:
    path = tmp_path / "hints.yaml"
    path.write_text("receive: {}\ngive: {}\n", encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        load_hints(path)
    assert caught.value.field.startswith("receive.")
