"""Documents become passages: short, whole, under their headings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library import ANSWER, SECTIONS, parse_card
from assistant.search.passages import WINDOW_WORDS, Document, Passage, Section, card_document, content_digest, split
from tests.small_library import card_text

CARD = parse_card(card_text(), "cards/meetings/how-often.md", "meetings")
SENTENCES = "Mentors differ in what they notice. Ask for one thing at a time. " * 20
DOCUMENT = Document("notes", "Notes", (Section("Asking", SENTENCES), Section("Writing", "Write briefly.")), ("Notes",))


def words(text: str) -> list[str]:
    return text.split()


def test_a_card_becomes_its_answer_then_its_sections() -> None:
    document = card_document(CARD)
    assert [section.heading for section in document.sections] == [ANSWER, *SECTIONS]
    assert document.keys == (CARD.title, *CARD.asked)
    assert document.rows == CARD.rows


def test_every_bullet_of_a_card_stands_whole_in_one_passage_of_its_section() -> None:
    passages = split(card_document(CARD))
    for section, bullets in CARD.sections.items():
        for bullet in bullets:
            assert [p for p in passages if p.section == section and bullet in p.text], bullet
    assert [p for p in passages if p.section == ANSWER and p.text == CARD.answer]


def test_passages_are_numbered_in_order_and_carry_their_document() -> None:
    passages = split(DOCUMENT)
    assert [p.id for p in passages] == [f"notes#{n}" for n in range(len(passages))]
    assert {p.document for p in passages} == {"notes"}
    assert [p.section for p in passages] == sorted((p.section for p in passages), key=["Asking", "Writing"].index)


def test_only_the_first_passage_has_the_keys() -> None:
    first, *others = split(DOCUMENT)
    assert first.keys == ("Notes",)
    assert not any(passage.keys for passage in others)


def test_windows_are_short_and_lose_no_word() -> None:
    passages = split(DOCUMENT)
    assert all(len(words(p.text)) <= WINDOW_WORDS for p in passages)
    assert words(" ".join(p.text for p in passages)) == words(SENTENCES + "Write briefly.")


def test_a_window_ends_where_a_sentence_ends() -> None:
    assert all(passage.text.endswith(".") for passage in split(DOCUMENT))


@given(
    st.lists(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs"), include_characters="\n-*"), max_size=400))
)
def test_no_text_is_lost_whatever_it_is(texts: list[str]) -> None:
    sections = tuple(Section(f"Part {n}", text) for n, text in enumerate(texts))
    passages = split(Document("any", "Any", sections))
    assert words(" ".join(p.text for p in passages)) == words(" ".join(texts))
    assert all(p.text.strip() for p in passages)


def test_a_document_without_text_has_no_passage() -> None:
    assert split(Document("empty", "Empty", (Section("", "  \n "),))) == []


def test_a_passage_is_embedded_under_its_title_and_heading_and_its_keys_alone() -> None:
    passage = Passage("d#0", "d", "Title", "Heading", (), "Text.", ("first key", "second key"))
    assert passage.embedded_texts == ("Title\nHeading\nText.", "first key", "second key")
    bare = Passage("d#1", "d", "Title", "", (), "Text.")
    assert bare.embedded_texts == ("Title\nText.",)


@pytest.mark.parametrize(
    "changed",
    [
        replace(DOCUMENT, title="Other"),
        replace(DOCUMENT, keys=("Notes", "more")),
        replace(DOCUMENT, rows=("A-1",)),
        replace(DOCUMENT, sections=DOCUMENT.sections[:1]),
        replace(DOCUMENT, sections=(DOCUMENT.sections[0], Section("Reading", "Write briefly."))),
    ],
)
def test_the_digest_changes_with_all_that_is_indexed(changed: Document) -> None:
    assert changed.digest != DOCUMENT.digest


def test_the_digest_is_blind_to_the_file_and_the_order() -> None:
    other = Document("other", "Other", (Section("", "Text."),))
    assert replace(DOCUMENT, origin="elsewhere.md").digest == DOCUMENT.digest
    assert content_digest([DOCUMENT, other]) == content_digest([other, DOCUMENT])
    assert content_digest([DOCUMENT]) != content_digest([DOCUMENT, other])
