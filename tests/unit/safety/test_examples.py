"""The examples of the learned layer: a bad file is refused by name; the weights belong to the examples."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.adapted.reading import stamp
from assistant.errors import LibraryError
from assistant.safety import reader
from assistant.safety.examples import (
    FOLDER,
    LABELS,
    digest,
    load_examples,
    load_frames,
    told_of,
    without_patients,
)
from assistant.safety.learned import load_words
from assistant.safety.training import VOICED, mixtures
from tests.evals.retrieval import read_jsonl
from tests.evals.safety import DATA

SETS = ("crisis_explicit", "crisis_veiled", "crisis_inside", "mistreatment", "clinical", "injection", "integrity")


def test_both_models_were_made_from_these_examples() -> None:
    wanted = digest(load_examples(), load_frames())
    assert load_words().stamp == wanted, "run: python -m assistant.train"
    assert stamp(reader.FILE) == wanted, "run: python -m assistant.train"


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


def test_what_the_coach_is_told_is_ordinary_but_for_what_may_disclose_something(tmp_path: Path) -> None:
    (tmp_path / "asked.yaml").write_text("cards: []\nmessages: [He shouts at me]\npatients: [Thank Mrs Ode]\n")
    told = told_of(["Thank Dr Lee", "He shouts at me", "Thank Mrs Ode", "Plan 20 min", "Thank Dr Lee"], tmp_path)
    assert [(example.text, example.label) for example in told] == [
        ("Thank Dr Lee", "none"),
        ("Thank Mrs Ode", "none"),
        ("Plan 20 min", "none"),
    ]
    assert [example.text for example in without_patients(told, tmp_path)] == ["Thank Dr Lee", "Plan 20 min"]


def test_a_message_that_nobody_tells_is_refused_by_its_words(tmp_path: Path) -> None:
    (tmp_path / "asked.yaml").write_text("cards: []\nmessages: [He shouts at me]\npatients: []\n")
    with pytest.raises(LibraryError, match=r"asked\.yaml.*messages.*'He shouts at me'"):
        told_of(["Thank Dr Lee"], tmp_path)
    (tmp_path / "asked.yaml").write_text("cards: []\n")
    with pytest.raises(LibraryError, match=r"asked\.yaml.*messages.*missing"):
        told_of(["Thank Dr Lee"], tmp_path)


def test_mixtures_keep_the_label_and_come_out_the_same() -> None:
    examples, frames = load_examples(), load_frames()
    mixed = mixtures(examples, frames)
    assert mixed == mixtures(examples, frames)
    assert mixed[: len(examples)] == examples
    added = mixed[len(examples) :]
    assert sum(example.label == "none" for example in added) * 2 == len(added)


def test_only_a_crisis_and_what_sounds_like_one_are_spoken_in_another_voice() -> None:
    examples, frames = load_examples(), load_frames()
    voices = tuple(frame.split("{}")[0] for frame in frames.voiced if not frame.startswith("{}"))
    voiced = [e for e in mixtures(examples, frames)[len(examples) :] if e.text.startswith(voices)]
    assert {e.label for e in voiced} >= {"self", "other", "none"}
    assert {e.source for e in voiced} <= VOICED


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


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("talk: ['{} a']\n", "voiced"),
        ("talk: ['a']\nvoiced: ['{}']\n", "talk"),
        ("talk: ['{} {}']\nvoiced: ['{}']\n", "talk"),
    ],
)
def test_a_bad_frame_is_refused_by_field(folder: Path, text: str, field: str) -> None:
    (folder / "frames.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=field):
        load_frames(folder)
