"""Counting the words of phrasings: which document a question's words ask for, kept and read again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.search.learned import Lessons
from assistant.search.wording import Wording

LESSONS = Lessons(
    ("letters", "meetings"),
    (
        "who writes a letter",
        "a letter in time",
        "my letter came late",
        "plan a meeting",
        "the meeting runs late",
        "tomatoes",
    ),
    (0, 0, 0, 1, 1, -1),
)


@pytest.mark.parametrize(("query", "best"), [("A LETTER?", 0), ("meeting", 1), ("plan it in tomatoes", 1)])
def test_the_document_whose_phrasings_hold_the_words_scores_highest(query: str, best: int) -> None:
    assert int(Wording.of(LESSONS).scores(query).argmax()) == best


def test_words_that_no_phrasing_of_a_document_holds_say_nothing() -> None:
    assert np.array_equal(Wording.of(LESSONS).scores("tomatoes, cabbage"), np.zeros(2, np.float32))


def test_a_pair_of_words_counts_where_it_was_seen_often_enough() -> None:
    often = Lessons(("one", "two"), ("no reply", "no reply yet", "no reply now", "reply no"), (0, 0, 0, 1))
    assert "no reply" in Wording.of(often).terms
    assert "reply no" not in Wording.of(often).terms


def test_scores_are_the_log_likelihoods_of_naive_bayes() -> None:
    found = Wording.of(Lessons(("one", "two"), ("late late", "early"), (0, 1)))
    assert found.terms == ("early", "late")
    expected = np.log([(2 + 0.1) / 0.1 / (2 + 0.2), 1 / (1 + 0.2)])
    assert found.scores("late") == pytest.approx(expected, abs=1e-5)


def test_what_was_counted_is_written_and_read(tmp_path: Path) -> None:
    one = Wording.of(LESSONS)
    one.save(tmp_path / "wording.npz")
    again = Wording.load(tmp_path / "wording.npz")
    assert again is not None
    assert again.terms == one.terms
    assert np.array_equal(again.scores("a late letter"), one.scores("a late letter"))


@pytest.mark.parametrize("content", [None, b"", b"PK not an archive"])
def test_a_file_that_cannot_be_read_is_none(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "wording.npz").write_bytes(content)
    assert Wording.load(tmp_path / "wording.npz") is None
