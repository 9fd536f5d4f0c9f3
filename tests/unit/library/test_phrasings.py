"""Phrasings: each stands in one place only, and a bad file is refused by name and card."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.embedding import PACKAGED
from assistant.errors import LibraryError
from assistant.library import load_library
from assistant.library.phrasings import MAX_LENGTH, load_phrasings
from assistant.search.learned import Learned, Lessons
from assistant.search.of_library import LEARNED, library_documents
from assistant.settings import PROJECT

KNOWLEDGE = PROJECT / "knowledge"
CARDS = load_library(KNOWLEDGE).cards


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_phrasings_are_read_by_card_and_what_no_card_answers_apart(tmp_path: Path) -> None:
    files = written(tmp_path, outreach="no-reply:\n  - Silence, again.\n", not_covered="- price of tomatoes\n")
    found = load_phrasings(files, CARDS)
    assert found.by_card == {"no-reply": ("Silence, again.",)}
    assert found.not_covered == ("price of tomatoes",)


def test_without_the_folder_there_are_none(tmp_path: Path) -> None:
    assert load_phrasings(tmp_path / "none", CARDS).by_card == {}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("outreach", "no-card:\n  - Silence?\n", "is not a card's id"),
        ("meetings", "no-reply:\n  - Silence?\n", "belongs into phrasings/outreach.yaml"),
        ("outreach", "no-reply:\n  - Silence?\n  - ' silence '\n", "stands already under 'no-reply'"),
        ("outreach", "no-reply:\n  - A sample.\nfirst-email:\n  - a sample\n", "stands already under 'no-reply'"),
        ("outreach", "no-reply:\n  - How do I write a first email to a possible mentor\n", "under 'first-email'"),
        ("outreach", "no-reply:\n  - 3\n", "is not text"),
        ("outreach", f"no-reply:\n  - {'x' * (MAX_LENGTH + 1)}\n", f"at most {MAX_LENGTH}"),
        ("outreach", "no-reply: Silence?\n", "must be a list"),
        ("outreach", "- Silence?\n", "must map each card's id"),
        ("outreach", "no-reply: [\n", "cannot be read"),
        ("not_covered", "no-reply:\n  - Silence?\n", "must be a list"),
    ],
)
def test_a_bad_file_is_refused_by_name(tmp_path: Path, name: str, text: str, reason: str) -> None:
    with pytest.raises(LibraryError) as refused:
        load_phrasings(written(tmp_path, **{name: text}), CARDS)
    assert f"phrasings/{name.replace('_', '-')}.yaml" in str(refused.value)
    assert reason in str(refused.value)


def test_every_card_has_phrasings() -> None:
    by_card = load_library(KNOWLEDGE).phrasings.by_card
    assert {card: len(by_card.get(card, ())) for card in CARDS if len(by_card.get(card, ())) < 15} == {}


def test_what_the_library_keeps_was_learned_from_its_own_phrasings() -> None:
    library = load_library(KNOWLEDGE)
    lessons = Lessons.of(library_documents(library), library.phrasings.not_covered)
    kept = Learned.load(KNOWLEDGE / LEARNED)
    assert lessons is not None and kept is not None
    assert kept.fingerprint == lessons.fingerprint(PACKAGED), "run: python ingest.py --keep-learned"
