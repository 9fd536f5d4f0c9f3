"""The workbench: what the last turn made, its sources, and the library. It follows the task of the conversation."""

from __future__ import annotations

import json
from typing import Any, Protocol
from urllib.parse import parse_qs

from markupsafe import Markup

from assistant.agenda.brief import parse_brief as parse_agenda
from assistant.coach import Coach
from assistant.errors import InputError
from assistant.events import TaskName, Turn
from assistant.library.rubrics import load_rubrics
from assistant.outreach.brief import parse_brief
from assistant.safety import mask
from assistant.ui.agenda import AgendaPanel
from assistant.ui.chat import TASKS
from assistant.ui.desk import TABS, Action, Desk, File, Outcome, Shelf
from assistant.ui.draft import DraftPanel
from assistant.ui.library import LibraryPanel
from assistant.ui.rehearsal import RehearsalPanel
from assistant.ui.sources import SourcesPanel
from assistant.ui.views import Views


class Panel(Protocol):
    """One part of the workbench."""

    def draw(self, desk: Desk) -> str:
        """Return the panel as HTML."""
        ...

    def act(self, desk: Desk, action: Action) -> Outcome:
        """Carry out one action; raises AssistantError with the reason, fit to be shown."""
        ...


class WorkPanel(Panel, Protocol):
    """A part that makes files."""

    def file(self, desk: Desk, action: Action) -> File | None:
        """Return the file that is asked for; raises AssistantError when there is nothing to save."""
        ...


class Bench:
    """Draws the workbench and hands each action to the panel it is for."""

    def __init__(self, coach: Coach, views: Views) -> None:
        self._cards = coach.library.cards
        self._views = views
        self._words = views.words
        rubrics = load_rubrics(coach.settings.knowledge)
        self._draft = DraftPanel(coach.library, rubrics, views, mask)
        self._agenda = AgendaPanel(coach.library, rubrics, views, mask)
        self._rehearsal = RehearsalPanel(coach.library, views, coach.rehearsals)
        self._sources = SourcesPanel(coach.library, views)
        self._library = LibraryPanel(coach.library, coach.searcher, views, lambda: coach.rehearsals().scenarios)
        self._work: dict[TaskName, WorkPanel] = {
            "outreach": self._draft,
            "agenda": self._agenda,
            "rehearsal": self._rehearsal,
        }

    def draw(self, desk: Desk) -> str:
        """Return the whole workbench."""
        tabs = TABS if desk.task in self._work else ("sources", "library")
        tab = desk.tab if desk.tab in tabs else tabs[0]
        panel: Panel = self._work[desk.task] if tab == "work" else self._sources
        if tab == "library":
            panel = self._library
        cited = desk.latest("citations")
        return self._views.render(
            "bench",
            tabs=tabs,
            tab=tab,
            task=desk.task,
            count=len(cited.citations) if cited else 0,
            view=f"{tab} {desk.task} {desk.form} {desk.kind} {desk.scenario} {desk.shelf.card} {desk.sources}",
            panel=Markup(panel.draw(desk.changed(tab=tab))),
        )

    def act(self, desk: Desk, action: Action) -> Outcome:
        """Carry out one action of the workbench. Raises AssistantError with the reason, fit to be shown."""
        task = next((name for name in TASKS if name == action("task")), desk.task)
        match action.name.split(".")[0]:
            case "start":
                tab = "work" if task in self._work else "sources"
                return Outcome(desk.changed(task=task, tab=tab, form=True, kind="", scenario=""))
            case "tab":
                return Outcome(desk.changed(tab=next((tab for tab in TABS if tab == action("tab")), desk.tab)))
            case "work":
                return Outcome(desk.changed(task=task, tab="work", form=False, scenario=""))
            case "save":
                panel = self._work.get(desk.task)
                return Outcome(desk, file=panel.file(desk, action) if panel else None, quiet=True)
            case "draft":
                return self._draft.act(desk, action)
            case "agenda":
                return self._agenda.act(desk, action)
            case "rehearsal":
                return self._rehearsal.act(desk, action)
            case "sources":
                return self._sources.act(desk, action)
            case "library":
                return self._library.act(desk, action)
        return Outcome(desk)

    def make(self, desk: Desk, action: Action) -> Turn:
        """Make a turn beside the chat: a draft or a plan from its form, a thank-you from a plan.

        Raises AssistantError with the reason, fit to be shown.
        """
        match action.name:
            case "outreach.write":
                return self._draft.make(desk, action)
            case "agenda.write":
                return self._agenda.make(desk, action)
            case "agenda.thanks":
                return self._draft.write(desk, parse_brief(self._agenda.thanks(desk)))
        raise InputError(self._words("failed"))

    def arrive(self, desk: Desk, search: str) -> Outcome:
        """Open what a link names: a card, a scenario or a prepared brief."""
        asked = {name: values[0] for name, values in parse_qs(search.lstrip("?")).items()}
        if card := asked.get("card"):
            if card not in self._cards:
                return Outcome(desk, told=self._words("no_such_card", card=card[:60]))
            return Outcome(desk.changed(tab="library", shelf=Shelf(card=card)))
        if scenario := asked.get("scenario"):
            if not self._rehearsal.knows(scenario):
                return Outcome(desk, told=self._words("no_such_scenario", scenario=scenario[:60]))
            return Outcome(desk.changed(task="rehearsal", tab="work", scenario=scenario))
        if brief := asked.get("brief"):
            return self._prepared(desk, brief)
        return Outcome(desk)

    def _prepared(self, desk: Desk, text: str) -> Outcome:
        """A brief in a link, as JSON: it fills in the form, and the person reads it before anything is written."""
        try:
            data: Any = json.loads(text[:20_000])
        except json.JSONDecodeError:
            return Outcome(desk, told=self._words("bad_brief"))
        if isinstance(data, dict) and ("kind" in data or "recipient" in data):
            brief = parse_brief({"kind": "first-contact", **data})
            return Outcome(desk.changed(task="outreach", tab="work", form=True, prepared=brief.to_dict()))
        meeting = parse_agenda(data)
        return Outcome(desk.changed(task="agenda", tab="work", form=True, prepared=meeting.model_dump(mode="json")))
