from __future__ import annotations

import pytest

from assistant.adapted.tokens import look, tokens


def test_a_name_is_one_word_and_its_ending_another() -> None:
    assert [word.text for word in tokens("Dr Kim’s talk, don't")] == ["Dr", "Kim", "'s", "talk", ",", "don't"]


def test_addresses_times_and_ranges_are_one_word_each() -> None:
    text = "ob/gyn 20-30 4:30 a.b@post.example O'Brien-Lee."
    assert [word.text for word in tokens(text)] == [*text[:-1].split(), "."]


@pytest.mark.parametrize(("some", "other"), [("a", "A"), ("A", "Ab"), ("Ab", "ABC"), ("12", "12a"), ("(", "a")])
def test_looks_differ(some: str, other: str) -> None:
    assert look(some) != look(other)
