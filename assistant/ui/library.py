"""The workbench's library: every card by task, audience and stage, searched as one types, with all it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import get_args

from assistant.errors import AssistantError
from assistant.library import Card, Library
from assistant.library.cards import Audience, Stage, Task
from assistant.library.scenarios import Scenario
from assistant.search import Searcher
from assistant.ui.desk import Action, Desk, Outcome, Shelf
from assistant.ui.views import Views

FOUND_AT_MOST = 24
# A cosine below which two texts have nothing to do with each other.
NEAR = 0.3
MAX_QUERY = 200
FILTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("task", get_args(Task)),
    ("audience", get_args(Audience)),
    ("stage", tuple(stage for stage in get_args(Stage) if stage not in ("any", "mentor"))),
)


class LibraryPanel:
    """Browses the cards. `scenarios` is read when it is first needed."""

    def __init__(
        self,
        library: Library,
        searcher: Searcher,
        views: Views,
        scenarios: Callable[[], Mapping[str, Scenario]],
    ) -> None:
        self._library = library
        self._searcher = searcher
        self._views = views
        self._scenarios = scenarios

    def draw(self, desk: Desk) -> str:
        """Return the open card, or the cards that fit the search and its filters."""
        card = self._library.cards.get(desk.shelf.card)
        if card:
            return self._views.render(
                "library",
                card=card,
                works=[self._library.sources[name] for name in card.sources],
                related=[self._library.cards[name] for name in card.related],
                practise=self.practice(card),
            )
        cards = self.find(desk.shelf)
        groups = [("", cards)] if desk.shelf.query else [(g, list(c)) for g, c in groupby(cards, lambda c: c.group)]
        return self._views.render(
            "library",
            card=None,
            shelf=desk.shelf,
            filters=FILTERS,
            total=len(self._library.cards),
            found=len(cards),
            groups=[(name, found) for name, found in groups if found],
        )

    def find(self, shelf: Shelf) -> list[Card]:
        """Return the cards that pass the filters: all of them by group, or the best for a query, best first."""
        cards = [card for card in self._library.cards.values() if _passes(card, shelf)]
        query = " ".join(shelf.query.split())
        if not query:
            return sorted(cards, key=lambda card: card.group)
        words = query.lower().split()
        named = [card for card in cards if all(word in f"{card.title} {card.answer}".lower() for word in words)]
        allowed = {card.id: card for card in cards}
        try:
            hits = self._searcher.search(query, FOUND_AT_MOST, wait=False).hits
        except AssistantError:
            hits = ()
        hits = tuple(hit for hit in hits if hit.dense >= NEAR or hit.keyword > 0)
        near = [allowed[hit.passage.document] for hit in hits if hit.passage.document in allowed]
        return list({card.id: card for card in (*named, *near)}.values())[:FOUND_AT_MOST]

    def practice(self, card: Card) -> Scenario | None:
        """Return the rehearsal that fits a card best: in the same role, with most words of its title and answer."""
        if "rehearsal" not in card.tasks:
            return None
        said = _words(f"{card.title} {card.answer}")
        role = "give" if card.audience == ("mentor",) else "receive"
        fitting = [scenario for scenario in self._scenarios().values() if scenario.role == role]

        def near(scenario: Scenario) -> int:
            return len(said & _words(f"{scenario.title} {scenario.summary} {' '.join(scenario.goals)}"))

        return max(fitting, key=near, default=None)

    def act(self, desk: Desk, action: Action) -> Outcome:
        """Open a card, go back to the list, or search."""
        shelf = desk.shelf
        match action.name:
            case "library.open":
                shelf = replace(shelf, card=action("card"))
            case "library.back":
                shelf = replace(shelf, card="")
            case "library.find":
                shelf = Shelf(
                    query=action("query")[:MAX_QUERY],
                    audience=action("audience"),
                    stage=action("stage"),
                    task=action("task"),
                )
        return Outcome(desk.changed(tab="library", shelf=shelf))


def _passes(card: Card, shelf: Shelf) -> bool:
    return (
        (not shelf.audience or shelf.audience in card.audience)
        and (not shelf.stage or shelf.stage in card.stage or "any" in card.stage)
        and (not shelf.task or shelf.task in card.tasks)
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,;:?!'\"").lower()[:6] for word in text.split() if len(word) > 4)
