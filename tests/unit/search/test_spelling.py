"""Mending slips: short forms written out, near words taken, names and known words left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.search.spelling import Speller, count_words, english, shorthand

SPELLER = Speller(
    count_words(["Letters of recommendation from a mentor.", "My mentor cancels the meeting.", "Mentors."])
)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("recomendation", "recommendation"),
        ("a reccomendation", "a recommendation"),
        ("my mentro cancels", "my mentor cancels"),
        ("meetng tmrw", "meeting tomorrow"),
        ("pls help w/ my LOR", "please help with my letter of recommendation"),
    ],
)
def test_slips_and_shorthand_are_mended(typed: str, mended: str) -> None:
    assert SPELLER.mend(typed) == mended


@pytest.mark.parametrize(
    "typed", ["my mentor cancels", "Dr Mentro said", "ECMO", "a", "", "2024!", "日本", "mentors cancelling", "<b>x</b>"]
)
def test_what_needs_no_mending_is_left_as_it_was(typed: str) -> None:
    assert SPELLER.mend(typed).lower() == typed.lower().replace("dr ", "doctor ")


@given(st.text(max_size=80))
def test_any_text_can_be_mended_and_mending_again_changes_nothing(text: str) -> None:
    once = SPELLER.mend(text)
    assert SPELLER.mend(once) == once


def test_words_are_counted_in_lower_case() -> None:
    assert SPELLER.mend("MENTOR") == "MENTOR"
    assert count_words(["Ask, ask; don't"]) == {"ask": 2, "don't": 1}


def test_common_english_is_known_and_short_forms_are_not_words_of_it() -> None:
    assert {"because", "surgeon", "hospital"} <= english()
    assert all(long.strip() and short == short.lower() for short, long in shorthand().items())
