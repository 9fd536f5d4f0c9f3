from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.outreach.bank import DATA, load_bank
from assistant.outreach.brief import KINDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def test_every_kind_has_its_texts() -> None:
    assert tuple(load_bank().kinds) == KINDS


def test_a_missing_kind_is_refused_by_file_and_field(folder: Path) -> None:
    path = folder / "kinds.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("\nending:", "\nparting:"), encoding="utf-8")
    with pytest.raises(LibraryError, match=r"kinds\.yaml: field 'ending'"):
        load_bank(folder)


def test_an_unknown_field_is_refused_by_file_and_field(folder: Path) -> None:
    with (folder / "coaching.yaml").open("a", encoding="utf-8") as file:
        file.write("mood: {x: y}\n")
    with pytest.raises(LibraryError, match=r"coaching\.yaml: field 'mood'"):
        load_bank(folder)


def test_a_file_that_is_no_yaml_is_refused(folder: Path) -> None:
    (folder / "lists.yaml").write_text("stop: [", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"lists\.yaml: field 'file': is not YAML"):
        load_bank(folder)


def test_no_template_states_a_name_a_number_or_a_date() -> None:
    for kind in load_bank().kinds.values():
        for text in (
            *kind.fill,
            *kind.linkedin,
            *(line for tones in kind.lines.values() for lines in tones.values() for line in lines),
        ):
            assert not any(char.isdigit() for char in text), text
