"""Folding and cutting of spoken turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rehearsal.text import MAX_SEGMENTS, fold, is_copy, key_segments, overlap, segments


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Thanks, but nobody showed me.", ["Thanks", "but nobody showed me."]),
        ("I see. Where did you lose it?", ["I see.", "Where did you lose it?"]),
        ("Dr. Lee said so at 8 a.m. on Monday.", ["Dr. Lee said so at 8 a.m. on Monday."]),
        ("ok", ["ok"]),
        ("   ", []),
    ],
)
def test_a_turn_is_cut_where_it_turns(text: str, pieces: list[str]) -> None:
    assert [segment.text for segment in segments(text)] == pieces


@given(st.text(max_size=300))
def test_every_segment_stands_in_the_turn_at_its_place(text: str) -> None:
    for segment in segments(text):
        assert text[segment.start : segment.start + len(segment.text)] == segment.text
        assert segment.folded == fold(segment.text)


def test_a_long_turn_keeps_its_opening_and_its_end() -> None:
    found = key_segments(segments(" ".join(f"Sentence number {n}." for n in range(200))))
    assert len(found) == MAX_SEGMENTS
    assert found[0].text == "Sentence number 0."
    assert found[-1].text == "Sentence number 199."


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("I\u2019m  OK", "i'm ok"),
        ("u didnt say", "you didn't say"),
        ("thx, will do tmrw", "thanks, will do tomorrow"),
        ("I wont, ill do it", "i wont, ill do it"),
    ],
)
def test_spelling_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_copy_is_nobody_s_own_words() -> None:
    line = fold("Your presentations wander. I lost the thread on both today.")
    assert is_copy(fold("I lost the thread on both today."), line)
    assert not is_copy(fold("So you could not follow either of them."), line)
    assert not is_copy(fold("ok"), line)


def test_overlap_is_the_share_of_ones_own_words() -> None:
    assert overlap(fold("I wander"), fold("Your presentations wander")) == 1.0
    assert overlap(fold("the"), fold("the")) == 0.0
