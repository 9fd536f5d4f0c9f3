"""The workbench: what the last turn made, its sources, and the library. It follows the task of the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Protocol
from urllib.parse import parse_qs

from markupsafe import Markup

from assistant.coach import Coach
from assistant.events import TaskName
from assistant.library.scenarios import Scenario, load_scenarios
from assistant.ui.chat import TASKS
from assistant.ui.desk import TABS, Action, Desk, Outcome, Shelf
from assistant.ui.library import LibraryPanel
from assistant.ui.sources import SourcesPanel
from assistant.ui.views import Views
from assistant.words import Words


class Panel(Protocol):
    """One part of the workbench."""

    def draw(self, desk: Desk) -> str:
        """Return the panel as HTML."""
        ...

    def act(self, desk: Desk, action: Action) -> Outcome:
        """Carry out one action; raises AssistantError with the reason, fit to be shown."""
        ...


class Bench:
    """Draws the workbench and hands each action to the panel it is for."""

    def __init__(self, coach: Coach, views: Views, words: Words, questions: tuple[str, ...]) -> None:
        self._coach = coach
        self._views = views
        self._words = words
        self._library = LibraryPanel(coach.library, coach.searcher, views, lambda: self.scenarios)
        self._sources = SourcesPanel(coach.library, views, questions)
        self._work: dict[TaskName, Panel] = {}

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The rehearsals of the library."""
        return load_scenarios(self._coach.settings.knowledge)

    def draw(self, desk: Desk) -> str:
        """Return the whole workbench."""
        tabs = TABS if desk.task != "ask" else ("sources", "library")
        tab = desk.tab if desk.tab in tabs else tabs[0]
        panel: Panel = {"sources": self._sources, "library": self._library}.get(tab) or self._work[desk.task]
        cited = desk.latest("citations")
        return self._views.render(
            "bench",
            tabs=tabs,
            tab=tab,
            task=desk.task,
            count=len(cited.citations) if cited else 0,
            view=f"{tab} {desk.task} {desk.shelf.card} {desk.sources}",
            panel=Markup(panel.draw(desk.changed(tab=tab))),
        )

    def act(self, desk: Desk, action: Action) -> Outcome:
        """Carry out one action of the workbench."""
        task = next((name for name in TASKS if name == action("task")), desk.task)
        match action.name.split(".")[0]:
            case "start":
                return Outcome(desk.changed(task=task, tab="sources" if task == "ask" else "work", form=True))
            case "tab":
                return Outcome(desk.changed(tab=next((tab for tab in TABS if tab == action("tab")), desk.tab)))
            case "work":
                return Outcome(desk.changed(task=task, tab="work"))
            case "sources":
                return self._sources.act(desk, action)
            case "library":
                return self._library.act(desk, action)
        return Outcome(desk)

    def arrive(self, desk: Desk, search: str) -> Outcome:
        """Open what a link names: a card, a scenario or a prepared brief."""
        asked = {name: values[0] for name, values in parse_qs(search.lstrip("?")).items()}
        if card := asked.get("card"):
            if card not in self._coach.library.cards:
                return Outcome(desk, told=self._words("no_such_card", card=card[:60]))
            return Outcome(desk.changed(tab="library", shelf=Shelf(card=card)))
        return Outcome(desk)
