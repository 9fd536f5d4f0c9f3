"""Quotes from a person's own documents: exact, short, and nothing in them is live."""

from __future__ import annotations

from assistant.answers.own_documents import MAX_PASSAGES, MAX_QUOTE_WORDS, quote_passages
from assistant.search import Hit, Passage, Result
from assistant.search.coverage import Evidence


def result(*texts: str, scores: tuple[float, ...] = (3.0, 2.5, 2.4)) -> Result:
    hits = [
        Hit(Passage(f"d{n}#0", f"d{n}", f"Rules {n}", "Part", (), text), score, score, 0.6, 1.0)
        for n, (text, score) in enumerate(zip(texts, scores, strict=False))
    ]
    return Result(tuple(hits), True, 0.9, Evidence(0.6, 1.0, 1.0, 0.2), True)


def test_the_best_passages_are_quoted_and_numbered_on() -> None:
    paragraphs, citations = quote_passages(result("Park north.", "Pay later.", "Third."), first_number=4)
    assert [citation.n for citation in citations] == [4, 5]
    assert len(paragraphs) == MAX_PASSAGES
    assert paragraphs[0] == "**Rules 0 \\> Part**\n\n> Park north. [4]"


def test_a_passage_far_below_the_best_is_left_out() -> None:
    _, citations = quote_passages(result("Park north.", "Unrelated.", scores=(3.0, 1.0)), 1)
    assert [citation.card for citation in citations] == ["d0"]


def test_a_long_passage_is_cut_at_a_word_and_stays_a_substring() -> None:
    text = "Visitors  park\nnorth. " * 60
    _, (citation,) = quote_passages(result(text), 1)
    assert citation.quote in text
    assert len(citation.quote.split()) == MAX_QUOTE_WORDS


def test_markup_in_a_document_is_shown_and_not_obeyed() -> None:
    paragraphs, (citation,) = quote_passages(result("<img src=x> [click](http://x) **now**\n# Head"), 1)
    assert "\\<img src=x\\> \\[click\\](http://x) \\*\\*now\\*\\* \\# Head" in paragraphs[0]
    assert citation.quote == "<img src=x> [click](http://x) **now**\n# Head"
