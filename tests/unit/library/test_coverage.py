"""The real library: every row and framework has a card, nothing is claimed that was not seen."""

from __future__ import annotations

import re

import pytest

from assistant.library import Library, load_library
from assistant.library.library import unverified_statistics
from assistant.settings import PROJECT

FRAMEWORKS = [f"F{n}" for n in range(1, 51)]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(PROJECT / "knowledge")


def test_every_row_has_a_card(library: Library) -> None:
    assert len(library.rows) == 296
    assert [row for row, cards in library.by_row.items() if not cards] == []


def test_every_framework_has_a_card(library: Library) -> None:
    covered = {framework for card in library.cards.values() for framework in card.frameworks}
    assert [framework for framework in FRAMEWORKS if framework not in covered] == []


def test_there_are_120_to_160_cards_and_each_covers_a_row(library: Library) -> None:
    assert 120 <= len(library.cards) <= 160
    assert all(card.rows for card in library.cards.values())


def test_no_statistic_stands_without_a_source_that_was_seen_to_say_it(library: Library) -> None:
    found = {card.id: unverified_statistics(card, library.sources) for card in library.cards.values()}
    assert {card: numbers for card, numbers in found.items() if numbers} == {}


def test_words_to_try_serve_sixty_situations_in_both_roles(library: Library) -> None:
    said = [(card.id, words) for card in library.cards.values() for words in card.sections["Words to try"]]
    mentees = {card for card, words in said if words.startswith("Mentee:")}
    mentors = {card for card, words in said if words.startswith(("Mentor:", "Preceptor:"))}
    assert len(mentees) >= 60 and len(mentors) >= 60


def test_flagged_claims_are_not_repeated(library: Library) -> None:
    for card in library.cards.values():
        text = " ".join([card.answer, *(bullet for bullets in card.sections.values() for bullet in bullets)])
        assert not re.search(r"25 ?(?:%|per cent|percent)", text), card.id
        assert not re.search(r"\b1?-?\d{3}[- ]\d{3}[- ]\d{4}\b|\b988\b|\b116 ?123\b", text), (
            f"{card.id}: a helpline number"
        )


def test_no_card_title_is_stopped_as_anything_but_distress_or_mistreatment(library: Library) -> None:
    from assistant.safety import load_helplines, load_replies, screen

    folder = PROJECT / "knowledge"
    replies, helplines = load_replies(folder), load_helplines(folder)
    kinds = {
        card.title: screen(card.title, replies=replies, helplines=helplines).kind for card in library.cards.values()
    }
    assert {title for title, kind in kinds.items() if kind not in ("none", "crisis", "mistreatment")} == set()
