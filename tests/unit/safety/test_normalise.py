"""What is hidden becomes visible or goes; every character knows where it came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.safety.normalise import normalise, normalised


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text\n\ttabbed", "plain text\n\ttabbed"),
        ("a\x00b\x07c", "abc"),
        ("ig\u200bno\u200dre\ufeff", "ignore"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u202eabc\u202c", "[U+202E]abc[U+202C]"),
        ("one\u00a0two\u3000three", "one two three"),
        ("line\r\nend\rend\u2028end", "line\nend\nend\nend"),
        ("e\u0301", "é"),
        ("\U000e0069\U000e0067\U000e006e", "ign"),
        ("\ud800x", "x"),
    ],
)
def test_each_kind_of_hidden_character_is_shown_or_dropped(text: str, shown: str) -> None:
    assert normalise(text) == shown


@pytest.mark.parametrize(
    "text", ["👩‍⚕️ hello", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "Zoë Müller", "日本語"]
)
def test_ordinary_writing_stays_as_it_is(text: str) -> None:
    assert normalise(text) == text


def test_a_span_of_the_normalised_text_is_found_in_the_original() -> None:
    original = "My\u200b patient e\u0301va\x00 Lopez cried"
    normal = normalised(original)
    start = normal.text.index("Lopez")
    begin, end = normal.original_span(start, start + 5)
    assert original[begin:end] == "Lopez"


def test_a_heap_of_marks_on_one_letter_is_cut() -> None:
    assert len(normalise("e" + "\u0301" * 40_000 + "x")) < 40


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing_and_leaves_no_control(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in once)


@given(st.text(max_size=200))
def test_every_origin_lies_in_the_original_and_in_order(text: str) -> None:
    normal = normalised(text)
    if normal.origins is not None:
        assert len(normal.origins) == len(normal.text)
        assert list(normal.origins) == sorted(normal.origins)
        assert all(0 <= origin < len(text) for origin in normal.origins)
