"""Citations: numbered by first use, each an exact quote, never made up."""

from __future__ import annotations

import pytest

from assistant.search import CitationList, Passage

PASSAGES = [
    Passage("letters#0", "letters", "Letters", "Answer", ("LET-1",), "Ask early."),
    Passage("letters#1", "letters", "Letters", "What to do", ("LET-1",), "- Ask in person.\n- Give them a way out."),
    Passage("letters#2", "letters", "Letters", "Watch out", ("LET-1",), "- Ask in person.\n- Thank them."),
]


def test_numbers_run_from_one_in_order_of_first_use() -> None:
    cited = CitationList()
    assert cited.cite(PASSAGES, "Watch out", "Thank them.") == 1
    assert cited.cite(PASSAGES, "Answer", "Ask early.") == 2
    assert [citation.n for citation in cited.citations] == [1, 2]
    assert [citation.passage for citation in cited.citations] == ["letters#2", "letters#0"]


def test_a_passage_cited_again_keeps_its_number() -> None:
    cited = CitationList()
    first = cited.cite(PASSAGES, "What to do", "Ask in person.")
    assert cited.cite(PASSAGES, "What to do", "Give them a way out.") == first
    assert len(cited.citations) == 1


def test_a_citation_says_all_that_opens_it() -> None:
    cited = CitationList()
    cited.cite(PASSAGES, "What to do", "Ask in person.")
    (citation,) = cited.citations
    assert (citation.card, citation.section, citation.rows, citation.title) == (
        "letters",
        "What to do",
        ("LET-1",),
        "Letters",
    )
    assert citation.quote == PASSAGES[1].text


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("What to do", "Ask early."),
        ("Answer", "ask early."),
        ("Elsewhere", "Ask early."),
        ("Answer", "Ask early. Or late."),
    ],
)
def test_words_that_do_not_stand_in_the_section_are_never_cited(section: str, words: str) -> None:
    cited = CitationList()
    with pytest.raises(ValueError, match="does not stand in a passage"):
        cited.cite(PASSAGES, section, words)
    assert cited.citations == ()


def test_a_part_of_a_passage_can_be_quoted() -> None:
    cited = CitationList()
    assert cited.add(PASSAGES[1], "Ask in person.") == 1
    assert cited.citations[0].quote in PASSAGES[1].text
