"""The stamp of an index: nothing is read again while no file changed, and everything is once one did."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.search import Document, IndexStore, Report
from assistant.search.passages import Section
from assistant.search.stamp import Stamp
from tests.hashing import HashEmbedder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "parking.md").write_text("Visitors park in the north garage.", encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path, folder: Path, hash_embedder: HashEmbedder) -> IndexStore:
    store = IndexStore(tmp_path / "data", "rules")
    text = (folder / "parking.md").read_text(encoding="utf-8")
    store.ingest([Document("parking", "Parking", (Section("", text),))], hash_embedder)
    look(folder).write(store)
    return store


def look(folder: Path) -> Stamp:
    return Stamp.of(folder, "hashed-words")


def test_an_unchanged_folder_is_reported_without_reading_it(store: IndexStore, folder: Path) -> None:
    build = store.live()
    assert build is not None
    assert look(folder).unchanged(store) == Report("rules", build, (), (), (), kept=1, embedded=0)


def test_a_changed_new_or_missing_file_is_seen(store: IndexStore, folder: Path) -> None:
    path = folder / "parking.md"
    path.write_text("Visitors park in the south garage.", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert look(folder).unchanged(store) is None
    look(folder).write(store)
    assert look(folder).unchanged(store) is not None
    (folder / "pagers.md").write_text("Collect a pager.", encoding="utf-8")
    assert look(folder).unchanged(store) is None
    (folder / "pagers.md").unlink()
    path.unlink()
    assert look(folder).unchanged(store) is None


def test_another_embedder_is_seen(store: IndexStore, folder: Path) -> None:
    assert Stamp.of(folder, "another").unchanged(store) is None


@pytest.mark.parametrize("name", ["passages.jsonl", "words.json", "manifest.json", "chroma/chroma.sqlite3"])
def test_a_build_that_lost_a_file_is_seen(store: IndexStore, folder: Path, name: str) -> None:
    (store.folder / str(store.live()) / name).unlink()
    assert look(folder).unchanged(store) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"inputs": 1}'])
def test_a_broken_stamp_only_costs_time(store: IndexStore, folder: Path, text: str) -> None:
    (store.folder / "stamp.json").write_text(text, encoding="utf-8")
    assert look(folder).unchanged(store) is None


def test_without_a_build_there_is_nothing_to_report(tmp_path: Path, folder: Path) -> None:
    store = IndexStore(tmp_path / "none", "rules")
    look(folder).write(store)
    assert look(folder).unchanged(store) is None
    assert not store.folder.exists()
