"""The learned layer of the identifiers: made from its messages, and telling a patient's from a mentor's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.adapted.reading import stamp
from assistant.errors import LibraryError
from assistant.safety import marking
from assistant.safety.examples import FOLDER, load_examples
from assistant.safety.marking import PLAIN, Messages, filled, lessons, load_messages, load_patients
from assistant.safety.tagger import FILE, KIND_OF_CODE, tagger


def tags(text: str) -> dict[str, str]:
    return {text[span.start : span.end]: KIND_OF_CODE[span.code] for span in tagger().found([(0, text)])}


def test_it_was_made_from_these_messages() -> None:
    assert stamp(FILE) == marking.stamp(load_patients(), load_messages()), "run: python -m assistant.train identifiers"


@pytest.mark.parametrize(
    ("patients", "others"),
    [
        ("I sutured Ottilie Brandt badly", "Ottilie Brandt taught me to suture"),
        ("Nobody told Yusuf Demir's wife about the tumour", "Nobody told me that Dr Yusuf Demir is on leave"),
        ("the NOK is Ottilie Brandt, her daughter", "the programme coordinator is Ottilie Brandt"),
    ],
)
def test_the_same_name_is_read_by_its_company(patients: str, others: str) -> None:
    assert "PATIENT NAME" in tags(patients).values()
    assert tags(others) == {}


def test_the_same_text_gives_the_same_spans() -> None:
    text = "Bed 4, Ana Souza, MRN 4482913, fell on 3 May. Dr Lim was kind."
    assert tagger().found([(0, text)]) == tagger().found([(0, text)])


def test_a_filled_message_says_where_its_values_stand() -> None:
    messages = Messages({"surname": ("Okafor",), "record": ("####",)}, ("pt {last}, {record}, Dr {=last}",), ())
    ((text, (name, record)),) = filled(messages)
    assert text[name.start : name.end] == "Okafor"
    assert text[record.start : record.end].isdigit()
    assert (name.code, record.code) == ("name", "mrn")


def test_it_is_taught_marked_filled_and_ordinary_messages() -> None:
    patients, messages = load_patients(), load_messages()
    taught = lessons(patients, messages, load_examples())
    assert len(taught) == 2 * len(patients) + len(messages.masked) + len(messages.clean) + PLAIN
    for lesson in taught:
        assert all(lesson.text[span.start : span.end].strip() for span in lesson.spans or ())


def test_bad_patients_are_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "examples")
    (folder / "patients.yaml").write_text("messages: |\n  I saw {who Ann}\n", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"patients\.yaml.*messages.*mark"):
        load_patients(folder)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("values: {surname: A}\nmasked: []\n", "clean"),
        ("values: {surname: A}\nmasked: ['{nobody}']\nclean: []\n", "nobody"),
        ("values: {surname: A}\nmasked: []\nclean: ['{last}']\n", "would be masked"),
    ],
)
def test_bad_messages_are_refused(tmp_path: Path, text: str, field: str) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "examples")
    (folder / "marked.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=field):
        load_messages(folder)
