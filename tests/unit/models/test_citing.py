"""Citations in a growing text: the same sentences however it is cut, and no number that does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.citing import CitationStream, CitedSentence

TEXT = (
    "First, ask for 15 minutes. [1] Then send an agenda [2][9]. See Dr. Lee, e.g. soon! [1, 2]\n\n1. Do this [3].\n"
    "2. **Bring** a plan (2).\nIs it fine? Yes [ADD: x] it is. Half a mark [1"
)


def read(pieces: Sequence[str], known: frozenset[int] = frozenset({1, 2})) -> list[CitedSentence]:
    stream = CitationStream(known)
    sentences = [sentence for piece in pieces for sentence in stream.feed(piece)]
    return [*sentences, *stream.finish()]


def test_sentences_come_with_the_citations_that_exist() -> None:
    assert read([TEXT]) == [
        CitedSentence("First, ask for 15 minutes.", (1,)),
        CitedSentence("Then send an agenda.", (2,)),
        CitedSentence("See Dr. Lee, e.g. soon!", (1, 2)),
        CitedSentence("Do this.", (), step=True),
        CitedSentence("Bring a plan.", (2,), step=True),
        CitedSentence("Is it fine?"),
        CitedSentence("Yes [ADD: x] it is."),
        CitedSentence("Half a mark"),
    ]


@given(st.lists(st.integers(0, len(TEXT)), max_size=30))
def test_the_cuts_between_the_pieces_change_nothing(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(TEXT)]
    assert read([TEXT[a:b] for a, b in pairwise(places)]) == read([TEXT])


@given(
    st.text(alphabet=st.sampled_from("ab A.!?[]()129 ,\n-*"), max_size=60),
    st.lists(st.integers(0, 60), max_size=12),
)
def test_no_text_and_no_cuts_change_what_is_read(text: str, cuts: list[int]) -> None:
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    whole = read([text])
    assert read([text[a:b] for a, b in pairwise(places)]) == whole
    assert all(n in (1, 2) for sentence in whole for n in sentence.ids)


@pytest.mark.parametrize("mark", ["[7]", "[12, 13]", "(9)", "[3][4]"])
def test_a_citation_of_nothing_is_dropped(mark: str) -> None:
    assert read([f"Ask early {mark}. Next."]) == [CitedSentence("Ask early."), CitedSentence("Next.")]


def test_a_sentence_comes_out_before_the_text_is_over() -> None:
    stream = CitationStream({1})
    assert list(stream.feed("Ask early. [")) == []
    assert list(stream.feed("1] ")) == []
    assert list(stream.feed("Then")) == [CitedSentence("Ask early.", (1,))]
