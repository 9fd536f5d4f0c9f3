"""sources.yaml: what a work must say of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.errors import LibraryError
from assistant.library.sources import MODERATE_KINDS, STRONG_KINDS, load_sources
from tests.small_library import SOURCES, write_sources


def changed(folder: Path, **fields: Any) -> Path:
    work = {**SOURCES["lee-2020"], **fields}
    return write_sources(folder, lee_2020={name: value for name, value in work.items() if value is not ...})


def test_every_work_is_read_under_its_id(tmp_path: Path) -> None:
    sources = load_sources(write_sources(tmp_path))
    assert list(sources) == list(SOURCES)
    assert sources["lee-2020"].verified
    assert sources["own-practice"].year is None


def test_a_work_is_cited_in_one_line_with_and_without_a_year(tmp_path: Path) -> None:
    sources = load_sources(write_sources(tmp_path))
    assert sources["cruz-2015"].cite() == "Cruz D (2015). Letters that help. Example Press."
    assert sources["own-practice"].cite() == "The authors of this library. Practice advice. this library."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "rumour"),
        ("year", 1815),
        ("year", ...),
        ("year", "last year"),
        ("verified", "perhaps"),
        ("authors", ""),
        ("title", ...),
        ("url", "http://example.org"),
        ("url", "https://example.org/a b"),
        ("pages", "1-9"),
    ],
)
def test_a_bad_field_is_refused_by_source_and_field(tmp_path: Path, field: str, value: Any) -> None:
    with pytest.raises(LibraryError) as caught:
        load_sources(changed(tmp_path, **{field: value}))
    assert caught.value.file == "sources.yaml"
    assert caught.value.field == f"lee-2020.{field}"


def test_a_verified_work_must_say_what_was_seen(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="'seen' must say what was seen") as caught:
        load_sources(changed(tmp_path, seen="  "))
    assert caught.value.field.startswith("lee-2020")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"sources\.yaml: field 'file': is missing"):
        load_sources(tmp_path / "sources.yaml")


@pytest.mark.parametrize("text", ["- a\n- b\n", "", "plain words"])
def test_a_file_that_maps_no_ids_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match="must map each source's id"):
        load_sources(path)


def test_broken_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text("lee-2020:\n  authors: [Lee\n", encoding="utf-8")
    with pytest.raises(LibraryError, match="cannot be read") as caught:
        load_sources(path)
    assert caught.value.line is not None


@pytest.mark.parametrize("fields", ["just words", ["a", "list"], None])
def test_a_source_without_fields_is_refused_by_its_id(tmp_path: Path, fields: Any) -> None:
    with pytest.raises(LibraryError, match="lee-2020"):
        load_sources(write_sources(tmp_path, lee_2020=fields))


def test_whatever_supports_strong_supports_moderate() -> None:
    assert STRONG_KINDS < MODERATE_KINDS
    assert "expert-opinion" not in MODERATE_KINDS
