"""The learned layer of the identifiers: made from its messages, and telling a patient's from a mentor's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.safety.examples import FOLDER, load_examples
from assistant.safety.marking import Messages, filled, load_messages, plain_texts, stamp
from assistant.safety.tagger import TAGS, load_tagger


def tags(text: str) -> dict[str, str]:
    return {text[start:end]: tag for start, end, tag in load_tagger().found(text)}


def test_it_was_made_from_these_messages() -> None:
    assert load_tagger().stamp == stamp(load_messages(), plain_texts(load_examples())), "run: python -m assistant.train"


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
    assert load_tagger().found(text) == load_tagger().found(text)


def test_a_filled_message_says_where_its_values_stand() -> None:
    messages = Messages({"surname": ("Okafor",), "record": ("####",)}, ("pt {last}, {record}, Dr {=last}",), ())
    (message,) = filled(messages, 1)
    (name, record) = message.spans
    assert message.text[name[0] : name[1]] == "Okafor"
    assert message.text[record[0] : record[1]].isdigit()
    assert {name[2], record[2]} <= set(TAGS)


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
