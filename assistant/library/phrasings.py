"""The ways in which people ask what the cards answer, and what people ask that no card answers.

    knowledge/phrasings/<group>.yaml         card id to phrasings
    knowledge/phrasings/not-covered.yaml     a list

Search learns from them which card a question is nearest to, and when none is; nobody, and no model, is shown them. The
ways that stand in a card itself (`asked`) are part of the card and count the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import LibraryError
from assistant.library.cards import Card
from assistant.reading import read_yaml

MAX_LENGTH = 400
_NOT_COVERED = "not-covered"


@dataclass(frozen=True)
class Phrasings:
    """`by_card` maps a card's id to ways of asking it; `not_covered` are questions that no card answers."""

    by_card: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_covered: tuple[str, ...] = ()

    def texts(self) -> tuple[str, ...]:
        """All of them, those of the cards first."""
        return (*(text for texts in self.by_card.values() for text in texts), *self.not_covered)


def load_phrasings(folder: Path, cards: Mapping[str, Card]) -> Phrasings:
    """Read every file of `folder`, which may be missing; each phrasing stands in one place only.

    Raises LibraryError naming file, card and reason.
    """
    by_card: dict[str, tuple[str, ...]] = {}
    not_covered: tuple[str, ...] = ()
    owners = {_folded(text): card.id for card in cards.values() for text in (card.title, *card.asked)}
    for path in sorted(folder.glob("*.yaml")):
        name = f"phrasings/{path.name}"
        data = read_yaml(path, name)
        if path.stem == _NOT_COVERED:
            not_covered = _texts(data, name, _NOT_COVERED, owners)
            continue
        if not isinstance(data, dict):
            raise LibraryError(name, "file", "must map each card's id to a list of phrasings")
        for card, texts in data.items():
            if card not in cards:
                raise LibraryError(name, str(card), "is not a card's id")
            if cards[card].group != path.stem:
                raise LibraryError(name, card, f"belongs into phrasings/{cards[card].group}.yaml")
            by_card[card] = _texts(texts, name, card, owners)
    return Phrasings(by_card, not_covered)


def _texts(texts: object, name: str, owner: str, owners: dict[str, str]) -> tuple[str, ...]:
    if not isinstance(texts, list):
        raise LibraryError(name, owner, "must be a list of phrasings")
    for text in texts:
        if not isinstance(text, str) or not text.strip():
            raise LibraryError(name, owner, f"'{text}' is not text")
        if len(text) > MAX_LENGTH:
            raise LibraryError(name, owner, f"'{text[:40]}' has {len(text)} characters; write at most {MAX_LENGTH}")
        folded = _folded(text)
        if folded in owners:
            raise LibraryError(name, owner, f"'{text[:60]}' stands already under '{owners[folded]}'")
        owners[folded] = owner
    return tuple(texts)


def _folded(text: str) -> str:
    return " ".join(text.lower().split()).strip(" ?.!")
