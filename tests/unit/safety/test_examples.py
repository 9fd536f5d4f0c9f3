"""The examples of the learned layer: a bad file is refused by name; the weights belong to the examples."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.safety.examples import FOLDER, LABELS, digest, load_examples
from assistant.safety.learned import load_words
from assistant.safety.reader import stamp
from assistant.safety.training import with_neighbours
from tests.evals.retrieval import read_jsonl
from tests.evals.safety import DATA

SETS = ("crisis_explicit", "crisis_veiled", "mistreatment", "clinical", "injection", "integrity")


def test_both_models_were_made_from_these_examples() -> None:
    wanted = digest(load_examples())
    assert load_words().stamp == wanted, "run: python -m assistant.train"
    assert stamp() == wanted, "run: python -m assistant.train"


def test_every_label_has_examples_and_ordinary_ones_lead() -> None:
    examples = load_examples()
    counts = {label: sum(example.label == label for example in examples) for label in LABELS}
    assert min(counts.values()) >= 50
    assert counts["none"] >= 2000


def test_no_message_stands_twice() -> None:
    texts = [example.text.lower() for example in load_examples()]
    assert len(texts) == len(set(texts))


def test_no_held_case_is_among_the_examples() -> None:
    texts = {example.text.lower() for example in load_examples()}
    held = [row["text"] for name in SETS for row in read_jsonl(DATA / f"{name}_held.jsonl")]
    held += [row["text"] for path in DATA.glob("*_near_held.jsonl") for row in read_jsonl(path)]
    assert [text for text in held if text.lower() in texts] == []


def test_mixtures_keep_the_label_and_come_out_the_same() -> None:
    examples = load_examples()
    mixed = with_neighbours(examples)
    assert mixed == with_neighbours(examples)
    assert mixed[: len(examples)] == examples
    added = mixed[len(examples) :]
    assert sum(example.label == "none" for example in added) * 2 == len(added)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER, tmp_path / "examples")


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "crisis.yaml").unlink()
    with pytest.raises(LibraryError, match=r"crisis\.yaml.*missing"):
        load_examples(folder)


@pytest.mark.parametrize(
    ("text", "field"),
    [("self: []\n", "other"), ("self: []\nother: []\nelse: []\n", "else"), ("self: 3\nother: []\n", "self")],
)
def test_a_bad_file_is_refused_by_label(folder: Path, text: str, field: str) -> None:
    (folder / "crisis.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=field):
        load_examples(folder)


def test_a_group_that_is_no_list_of_messages_is_shown(folder: Path) -> None:
    (folder / "mistreatment.yaml").write_text("mistreatment:\n- just text\n", encoding="utf-8")
    with pytest.raises(LibraryError, match="'just text'"):
        load_examples(folder)
