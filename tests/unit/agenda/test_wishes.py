"""Whether a message wishes a meeting to be planned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.agenda.reading.wishes import WEIGHTS, features, load_wishes, wish_score
from assistant.errors import LibraryError
from tests.evals.agenda_wishes import fingerprint


def test_the_weights_were_learned_from_the_examples() -> None:
    assert json.loads(WEIGHTS.read_text(encoding="utf-8"))["learned_from"] == fingerprint()


def test_no_example_stands_on_both_sides() -> None:
    wishes = load_wishes()
    assert not {text.lower() for text in wishes.plan} & {text.lower() for text in wishes.other}


def test_examples_are_told_rightly() -> None:
    wishes = load_wishes()
    wrong = [text for text in wishes.plan if wish_score(text) <= 0] + [t for t in wishes.other if wish_score(t) > 0]
    assert len(wrong) <= 0.02 * (len(wishes.plan) + len(wishes.other)), wrong


@pytest.mark.parametrize("message", ["", "\x00", "🎉", "plan " * 9_000, "x" * 50_000])
def test_any_text_is_scored_and_little_of_it_is_read(message: str) -> None:
    assert len(features(message)) < 1_000
    assert wish_score(message) == wish_score(message)


def test_a_bad_file_of_examples_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "wishes.yaml"
    bad.write_text("classes: {A: a}\nplan: [x]\n", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"wishes\.yaml.*other"):
        load_wishes(bad)
