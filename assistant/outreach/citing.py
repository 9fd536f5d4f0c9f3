"""The guidance behind a draft: which bullets of which cards, word for word (rubric item E27)."""

from __future__ import annotations

from assistant.events import Citation
from assistant.library import ANSWER, Library
from assistant.outreach.bank import load_bank
from assistant.outreach.brief import OutreachBrief

CHANNEL_CARDS = {"linkedin": "linkedin-note", "in-person": "email-or-in-person"}


def card_ids(brief: OutreachBrief, *, mentor_asked: bool = False) -> list[str]:
    """The cards that the choices of a draft rest on, the most telling first."""
    kind = load_bank().text_of(brief)
    ids = [*kind.cards]
    if mentor_asked:
        ids.insert(1, "will-you-be-my-mentor")
    if brief.channel in CHANNEL_CARDS:
        ids.append(CHANNEL_CARDS[brief.channel])
    return list(dict.fromkeys(ids))


def citations_for(brief: OutreachBrief, library: Library, *, mentor_asked: bool = False) -> tuple[Citation, ...]:
    """Cite each card's answer and its first step; a card that the library does not hold is left out."""
    found: list[Citation] = []
    for card_id in card_ids(brief, mentor_asked=mentor_asked):
        card = library.cards.get(card_id)
        if card is None:
            continue
        for section, quote in ((ANSWER, card.answer), ("What to do", card.sections["What to do"][0])):
            found.append(Citation(len(found) + 1, card.id, section, quote, card.rows, card.title))
    return tuple(found)
