"""Keyword search: stemmed, headings counted more than text, the same after saving."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.search.lexical import Keywords
from assistant.search.passages import Passage


def passage(number: int, title: str, text: str, section: str = "", keys: tuple[str, ...] = ()) -> Passage:
    return Passage(f"d{number}#0", f"d{number}", title, section, (), text, keys)


PASSAGES = [
    passage(0, "Letters", "Ask early for a recommendation.", keys=("reference from a surgeon",)),
    passage(1, "Meetings", "Letters are rarely the topic here; meeting is."),
    passage(2, "Feedback", "Receiving it well is learned.", section="Hearing hard things"),
]


@pytest.fixture(scope="module")
def keywords() -> Keywords:
    return Keywords.build(PASSAGES)


def test_there_is_one_score_for_each_passage(keywords: Keywords) -> None:
    scores = keywords.scores("letters")
    assert scores.shape == (3,)
    assert scores.dtype == np.float32


def test_a_word_in_a_title_counts_more_than_in_the_text(keywords: Keywords) -> None:
    scores = keywords.scores("letters")
    assert scores[0] > scores[1] > scores[2] == 0


@pytest.mark.parametrize(
    ("query", "found"), [("recommendations", 0), ("surgeons", 0), ("HEARING", 2), ("received", 2), ("learn", 2)]
)
def test_stems_keys_and_headings_are_found(keywords: Keywords, query: str, found: int) -> None:
    assert int(keywords.scores(query).argmax()) == found


@pytest.mark.parametrize("query", ["", "the of and", "tungsten", "!?", "日本"])
def test_a_query_without_a_known_word_scores_nothing(keywords: Keywords, query: str) -> None:
    assert not keywords.scores(query).any()


def test_stop_words_are_no_terms(keywords: Keywords) -> None:
    assert keywords.terms("How do I ask for the letters?") == ["ask", "letter"]


@pytest.mark.parametrize(
    ("query", "share"), [("letters", 1.0), ("letters tungsten", 0.5), ("tungsten", 0.0), ("", 0.0)]
)
def test_the_known_share_counts_the_terms_that_occur(keywords: Keywords, query: str, share: float) -> None:
    assert keywords.known_share(query) == share


def test_what_was_saved_scores_the_same_when_loaded(keywords: Keywords, tmp_path: Path) -> None:
    keywords.save(tmp_path)
    loaded = Keywords.load(tmp_path)
    for query in ("letters", "hearing feedback", "tungsten"):
        assert np.array_equal(loaded.scores(query), keywords.scores(query))


def test_loading_from_nowhere_is_an_error(tmp_path: Path) -> None:
    with pytest.raises((OSError, ValueError)):
        Keywords.load(tmp_path / "nothing")


def test_passages_without_any_word_can_be_indexed() -> None:
    keywords = Keywords.build([passage(0, "", "..."), passage(1, "Letters", "Ask.")])
    assert int(keywords.scores("letters").argmax()) == 1
