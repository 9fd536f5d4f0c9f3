"""Reading a YAML file: what is wrong with it is one line that names the file, the field and, where it can, the line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from assistant.errors import LibraryError
from assistant.reading import first_fault, read_yaml


class _Entry(BaseModel):
    title: str


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("one: [1, 2]\n", encoding="utf-8")
    assert read_yaml(path) == {"one": [1, 2]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "a.yaml: field 'file': is missing; nothing works without it"),
        (b"one: 1\n  two: 2\n", "a.yaml:2: field 'yaml': cannot be read: "),
        (b"one: \xff\n", "a.yaml: field 'file': is not UTF-8 text"),
    ],
)
def test_what_is_wrong_is_said_with_the_files_name(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "a.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LibraryError) as refused:
        read_yaml(path, without="nothing works without it")
    assert str(refused.value).startswith(said)


def test_the_first_fault_names_the_entry_and_its_field() -> None:
    with pytest.raises(ValidationError) as found:
        _Entry.model_validate({"title": 3})
    assert str(first_fault("a.yaml", found.value, inside="entry 2")).startswith("a.yaml: field 'entry 2.title': ")
    with pytest.raises(ValidationError) as found:
        _Entry.model_validate("no entry")
    assert str(first_fault("a.yaml", found.value, whole="entry")).startswith("a.yaml: field 'entry': ")
