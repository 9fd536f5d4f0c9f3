"""The whole library: cards, sources and rows, with the checks that need more than one file.

library = load_library(Path("knowledge"))
library.cards["letter-request"].answer
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from assistant.errors import LibraryError
from assistant.library.cards import Card, parse_card
from assistant.library.phrasings import Phrasings, load_phrasings
from assistant.library.sources import MODERATE_KINDS, STRONG_KINDS, Source, load_sources

# Figures that claim something about the world: percentages, effect and study sizes. "20 minutes" is advice.
_STATISTIC = re.compile(
    r"\d[\d,.]*\s?(?:%|per cent|percent)|\b[dNn]\s?=\s?[\d.]+|\b\d[\d,]*(?:\.\d+)?\s(?:of|in)\s\d[\d,]*\b"
    r"|\b\d{1,3}(?:,\d{3})+\b"
    r"|\b\d{2,}\s(?:studies|articles|students|residents|faculty|mentors|evaluations|graduates|papers|trials)\b"
)
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True)
class Row:
    """One thing the guidance must cover (knowledge/rows.tsv)."""

    id: str
    group: str
    statement: str


@dataclass(frozen=True)
class Library:
    """Everything under knowledge/, typed and checked. Cards by id, in the order of their files.

    `phrasings` holds ways of asking beside those that stand in the cards, and questions that no card answers.
    """

    cards: dict[str, Card]
    sources: dict[str, Source]
    rows: dict[str, Row]
    phrasings: Phrasings = field(default_factory=Phrasings)

    @cached_property
    def by_row(self) -> dict[str, tuple[str, ...]]:
        """Ids of the cards that cover each row; a row without a card maps to ()."""
        found: dict[str, list[str]] = {row: [] for row in self.rows}
        for card in self.cards.values():
            for row in card.rows:
                found[row].append(card.id)
        return {row: tuple(ids) for row, ids in found.items()}


def load_library(folder: Path) -> Library:
    """Read and check the library under `folder`.

    Raises LibraryError at the first bad file, with file, line, field and reason: nothing is skipped.
    """
    rows = load_rows(folder / "rows.tsv")
    sources = load_sources(folder / "sources.yaml")
    cards: dict[str, Card] = {}
    for path in sorted((folder / "cards").glob("*/*.md")):
        name = str(path.relative_to(folder))
        card = parse_card(_read(path, name), name, path.parent.name)
        if card.id in cards:
            raise LibraryError(name, "id", f"'{card.id}' stands already in cards/{cards[card.id].group}")
        _check_references(card, name, rows, sources)
        cards[card.id] = card
    if not cards:
        raise LibraryError("cards", "folder", f"no card found under '{folder}'")
    for card in cards.values():
        for other in card.related:
            if other not in cards or other == card.id:
                name = f"cards/{card.group}/{card.id}.md"
                raise LibraryError(name, "related", f"'{other}' is not another card's id")
    return Library(cards, sources, rows, load_phrasings(folder / "phrasings", cards))


def load_rows(path: Path) -> dict[str, Row]:
    """Read rows.tsv (id, group, statement, ...). Raises LibraryError with the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise LibraryError(path.name, "file", "is missing; cards refer to its rows") from None
    except UnicodeDecodeError:
        raise LibraryError(path.name, "file", "is not UTF-8 text") from None
    rows: dict[str, Row] = {}
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) < 3 or not cells[0]:
            raise LibraryError(path.name, "row", "needs id, group and statement, tab-separated", number)
        if cells[0] in rows:
            raise LibraryError(path.name, "id", f"'{cells[0]}' stands twice", number)
        rows[cells[0]] = Row(cells[0], cells[1], cells[2])
    return rows


def unverified_statistics(card: Card, sources: dict[str, Source]) -> list[str]:
    """Return the statistics a card prints that no verified source of its own was seen to say."""
    seen = " ".join(sources[s].seen for s in card.sources if sources[s].verified)
    known = {number.replace(",", "") for number in _NUMBER.findall(seen)}
    texts = (card.answer, *(bullet for bullets in card.sections.values() for bullet in bullets))
    return [
        found.group()
        for text in texts
        for found in _STATISTIC.finditer(text)
        if not {number.replace(",", "") for number in _NUMBER.findall(found.group())} <= known
    ]


def _check_references(card: Card, name: str, rows: dict[str, Row], sources: dict[str, Source]) -> None:
    for row in card.rows:
        if row not in rows:
            raise LibraryError(name, "rows", f"'{row}' is not a row of rows.tsv")
    for source in card.sources:
        if source not in sources:
            raise LibraryError(name, "sources", f"'{source}' is not in sources.yaml; add it there first")
    kinds = {sources[source].kind for source in card.sources}
    if card.evidence == "strong" and not kinds & STRONG_KINDS:
        raise LibraryError(name, "evidence", "'strong' needs a trial, systematic review or meta-analysis in sources")
    if card.evidence == "moderate" and not kinds & MODERATE_KINDS:
        raise LibraryError(name, "evidence", "'moderate' needs an observational or qualitative study in sources")
    for statistic in unverified_statistics(card, sources):
        reason = f"'{statistic}' was not seen in a verified source of this card; remove the number or verify it"
        raise LibraryError(name, "sources", reason)


def _read(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise LibraryError(name, "file", "is not UTF-8 text") from None
