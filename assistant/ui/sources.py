"""The workbench's sources: each citation opens to its passage, its card, the evidence and the works behind it."""

from __future__ import annotations

from assistant.library import Library
from assistant.ui.desk import Action, Desk, Outcome
from assistant.ui.views import Views


class SourcesPanel:
    """The sources of one answer."""

    def __init__(self, library: Library, views: Views) -> None:
        self._library = library
        self._views = views

    def draw(self, desk: Desk) -> str:
        """Return the sources of the turn that was asked for, or of the latest that has any."""
        turn = next((t for t in desk.conversation.turns if t.n == desk.sources), None) or desk.latest("citations")
        found = []
        for citation in turn.citations if turn else ():
            card = self._library.cards.get(citation.card)
            works = [self._library.sources[name] for name in card.sources] if card else []
            found.append({"citation": citation, "card": card, "works": works})
        return self._views.render("sources", turn=turn, sources=found, opened=desk.open)

    def act(self, desk: Desk, action: Action) -> Outcome:
        """Show the sources of a turn, or open one of them."""
        opened = action.number("n") if action.name == "sources.open" else 0
        return Outcome(desk.changed(tab="sources", sources=action.number("turn"), open=opened))
