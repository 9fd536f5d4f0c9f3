"""Composing: the card's own sentences, cited, within length, with what to ask next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant import Coach
from assistant.answers import checks
from assistant.answers.compose import MAX_CHOICES, MAX_STEPS, Composer, count_words, evidence_line, next_questions
from assistant.library import Library, load_library
from assistant.search import card_document
from assistant.search.passages import split
from assistant.words import Words, load_words
from tests.small_library import ANSWER, SECTIONS, SOURCES, sections_text, write_card, write_library, write_sources

WORDS = load_words()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_library(tmp_path)


def composer(library: Library, card_id: str = "how-often", words: Words = WORDS) -> Composer:
    card = library.cards[card_id]
    return Composer(card, split(card_document(card)), library, words)


@pytest.fixture
def library(folder: Path) -> Library:
    return load_library(folder)


def items(text: str) -> list[str]:
    return [re.sub(r" \[\d+\]$", "", line) for line in re.findall(r"^(?:\d+\.|-) (.+)$", text, re.MULTILINE)]


def test_the_answer_is_the_direct_answer_then_every_step_in_order(library: Library) -> None:
    reply = composer(library).answer((), None)
    assert reply.text.startswith(f"**{ANSWER}** [1]")
    assert items(reply.text)[:4] == SECTIONS["What to do"]
    assert reply.card == "how-often"


def test_the_answer_ends_in_the_evidence_and_names_a_verified_work(library: Library) -> None:
    assert composer(library).answer((), None).paragraphs[-1] == "*Evidence: strong (trials or reviews). (Lee 2020.)*"


def test_the_answer_never_has_more_than_five_steps(folder: Path) -> None:
    steps = [f"Take step number {n} at the time that you agreed on." for n in range(8)]
    write_card(folder, "meetings", "how-often", body=sections_text(What_to_do=steps))
    reply = composer(load_library(folder)).answer((), None)
    assert len(re.findall(r"^\d+\. ", reply.text, re.MULTILINE)) == MAX_STEPS


def test_whoever_names_a_stage_reads_what_is_said_for_it(library: Library) -> None:
    assert SECTIONS["When it differs"][1] in composer(library).answer((), "premed").text
    assert SECTIONS["When it differs"][0] in composer(library).answer((), "resident").text


def test_a_stage_alone_gives_its_bullets_and_the_general_answer(library: Library) -> None:
    reply = composer(library).for_stage("resident")
    assert reply is not None
    assert items(reply.text) == [SECTIONS["When it differs"][0]]
    assert ANSWER in reply.text
    assert composer(library).for_stage("mentor") is None
    assert composer(library).for_stage("any") is None


def test_why_names_every_work_and_marks_what_was_not_verified(folder: Path) -> None:
    write_card(folder, "meetings", "how-often", sources=["lee-2020", "cruz-2015", "own-practice"])
    text = composer(load_library(folder)).why().text
    assert "Lee A, Bose C (2020). How often mentors and residents meet." in text
    assert "Cruz D (2015). Letters that help. Example Press. (details not verified)" in text
    assert "Practice advice" not in text
    assert all(bullet in text for bullet in SECTIONS["Watch out"])


def test_why_says_so_when_no_study_is_known(library: Library) -> None:
    reply = composer(library, "silence").why()
    assert WORDS("why_none") in reply.text


def test_examples_are_all_the_wordings(library: Library) -> None:
    assert items(composer(library).example().text) == SECTIONS["Words to try"]


def test_shorter_is_the_direct_answer_and_two_steps(library: Library) -> None:
    assert items(composer(library).shorter().text) == [ANSWER, *SECTIONS["What to do"][:2]]


def test_more_is_what_the_answer_may_have_left_out(library: Library) -> None:
    wanted = [*SECTIONS["Watch out"], *SECTIONS["When it differs"], *SECTIONS["Words to try"]]
    assert items(composer(library).more().text) == wanted


def test_next_questions_lead_to_other_cards_each_once(library: Library) -> None:
    titles = next_questions(library.cards["how-often"], (), library)
    assert titles == (library.cards["letters"].title, library.cards["silence"].title)


def test_evidence_names_verified_works_first_and_no_own_ones(folder: Path) -> None:
    write_card(folder, "meetings", "how-often", sources=["own-practice", "cruz-2015", "lee-2020"])
    library = load_library(folder)
    card = library.cards["how-often"]
    assert evidence_line(card, library.sources, WORDS, named=1).endswith("(Lee 2020.)")
    assert evidence_line(card, library.sources, WORDS).endswith("(Lee 2020; Cruz 2015.)")
    assert evidence_line(library.cards["silence"], library.sources, WORDS) == "Evidence: expert opinion."


@pytest.mark.parametrize(
    ("authors", "shown"), [("van der Berg A, Lee B", "van der Berg 2020"), ("Example Society", "Example Society 2020")]
)
def test_authors_are_shortened_to_a_surname_or_a_body(folder: Path, authors: str, shown: str) -> None:
    write_sources(folder, lee_2020=SOURCES["lee-2020"] | {"authors": authors})
    library = load_library(folder)
    assert shown in evidence_line(library.cards["how-often"], library.sources, WORDS)


def test_words_are_counted_without_marks_and_numbers() -> None:
    assert count_words(["1. **Ask** early. [1]", "- and *well* 2020"]) == 4


def test_every_card_of_the_library_composes_into_answers_that_pass_every_check(coach: Coach) -> None:
    for card_id, card in coach.library.cards.items():
        passages = coach.searcher.passages(card_id)
        for stage in (None, *card.stage):
            reply = Composer(card, passages, coach.library, coach.words).answer((), stage)
            failed = [f for f in checks.check(reply.text, reply.citations, coach.library) if not f.passed]
            assert not failed, f"{card_id} for {stage}: {failed}"
            assert 1 <= len(reply.choices) <= MAX_CHOICES


def test_every_card_of_the_library_composes_follow_ups_that_are_cited(coach: Coach) -> None:
    for card_id, card in coach.library.cards.items():
        passages = coach.searcher.passages(card_id)
        for kind in ("example", "shorter", "more"):
            reply = getattr(Composer(card, passages, coach.library, coach.words), kind)()
            cited = checks.every_advice_line_cited(reply.text, reply.citations)
            exact = checks.quotes_are_exact(reply.citations, coach.library)
            assert cited.passed and exact.passed, f"{card_id}, {kind}"
