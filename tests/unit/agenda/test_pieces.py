from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from assistant.agenda.reading.pieces import pieces


def _cut(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in pieces(text)]


def test_a_piece_begins_where_something_new_may_begin() -> None:
    assert _cut("Want to talk about letters, my poster and whether to move; also rota") == [
        "Want to",
        "talk about",
        "letters",
        "my poster",
        "whether to move",
        "rota",
    ]


def test_a_day_and_a_length_stand_apart() -> None:
    found = pieces("thesis draft with Dr. Lee on Thursday at 3pm for 30 minutes")
    assert _cut("thesis draft with Dr. Lee on Thursday at 3pm for 30 minutes")[-3:] == [
        "on Thursday",
        "at 3pm",
        "for 30 minutes",
    ]
    assert [piece.when for piece in found][-3:] == [True, True, True]


def test_an_aside_is_one_piece_and_bullets_are_none() -> None:
    assert _cut("- open actions (poster, MPH form)\n2. rota") == ["open actions", "poster, MPH form", "rota"]
    assert [piece.joint for piece in pieces("a) thesis b) travel")] == ["bullet", "bullet"]


@given(st.text(alphabet="ab ,.;:-()/\n?!'123&", max_size=80))
def test_pieces_are_spans_in_order_whatever_is_written(text: str) -> None:
    found = pieces(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[piece.start : piece.end].strip() == text[piece.start : piece.end] for piece in found)
