"""A plan that is changed by hand: minutes, order, what is parked. What a page builds on.

    planner = Planner(library, mask=mask)
    working = Working.from_json(turn.state["working"])
    working = planner.set_minutes(working, item=2, minutes=12)
    planner.plan(working).agenda["items"]

Items and parked lines are counted from 0, as they stand in the agenda. Each change gives a new `Working`; the minutes
always sum to the meeting, and a change that cannot be made raises InputError with the reason, fit to be shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.agenda.bank import Bank, load_bank
from assistant.agenda.brief import AgendaBrief, LastAction
from assistant.agenda.editing.edits import Edit, change_minutes
from assistant.agenda.editing.working import Working, edit, planned, to_front
from assistant.agenda.plan import Mask, Planned, unmasked
from assistant.agenda.reading.dates import read_iso
from assistant.agenda.understand import Understood, understand
from assistant.agenda.wording.phrases import tidy
from assistant.errors import InputError
from assistant.words import Words, load_words

if TYPE_CHECKING:
    from assistant.library import Library

REPLIES = Path(__file__).with_name("data") / "replies.yaml"


class Equipped:
    """What plans are made with. `today` tells the day, `mask` takes patients' details out of every text."""

    def __init__(
        self,
        library: Library,
        words: Words | None = None,
        bank: Bank | None = None,
        *,
        today: Callable[[], dt.date] = dt.date.today,
        mask: Mask = unmasked,
    ) -> None:
        self._library = library
        self._words = words or load_words(REPLIES)
        self._bank = bank or load_bank()
        self._today = today
        self._mask = mask


class Planner(Equipped):
    """Plans and changes plans."""

    def read(self, message: str, before: AgendaBrief | None = None) -> Understood:
        """Read a message or pasted notes into a brief, adding to what was known `before`."""
        return understand(self._mask(message), self._today(), self._bank, before)

    def plan(self, working: Working) -> Planned:
        """Return the plan with the changes made so far, its findings and its citations."""
        return planned(working, self._library, self._today(), self._bank, self._mask)

    def set_minutes(self, working: Working, item: int, minutes: int) -> Working:
        """Give one item this many minutes; the others give or take the difference.

        Raises InputError when the others cannot, or when the item is not there.
        """
        items = self._items(working)
        here = self._at(items, item)
        done = change_minutes(items, item, minutes - here["minutes"])
        if isinstance(done, str):
            raise InputError(done)
        change = Edit("minutes", here["title"], "", minutes - here["minutes"])
        return replace(working, changes=(*working.changes, change)) if change.amount else working

    def set_length(self, working: Working, minutes: int) -> Working:
        """Fit the plan to another length; minutes given by hand belong to the old one and are let go.

        Raises InputError for a length that cannot be planned.
        """
        changed, said = edit(working, Edit("length", amount=minutes), self.plan(working).agenda, self._words)
        if changed.brief.minutes != minutes:
            raise InputError(said)
        return changed

    def move(self, working: Working, item: int, to: int) -> Working:
        """Put one item at another place; the minutes stay with their items.

        Raises InputError when a place is not there.
        """
        items = self._items(working)
        here, there = self._at(items, item), self._at(items, to)
        if item == to:
            return working
        change = Edit("after" if to > item else "before", here["title"], there["title"])
        return replace(working, changes=(*working.changes, change))

    def park(self, working: Working, item: int) -> Working:
        """Set one topic aside for another meeting; its minutes go to the others.

        Raises InputError when it is no topic, or the only one.
        """
        agenda = self.plan(working).agenda
        here = self._at(agenda["items"], item)
        if here["kind"] != "topic":
            raise InputError(f"'{here['title']}' is no topic, and only topics can be parked; drop it instead")
        return self._changed(working, Edit("park", here["title"]), agenda)

    def drop(self, working: Working, item: int) -> Working:
        """Take one item out for good. Raises InputError when it is the only topic or not there."""
        agenda = self.plan(working).agenda
        return self._changed(working, Edit("drop", self._at(agenda["items"], item)["title"]), agenda)

    def unpark(self, working: Working, line: int) -> Working:
        """Bring one parked line back, as the first topic. Raises InputError when there is no such line."""
        parked = self.plan(working).agenda["parked"]
        if not 0 <= line < len(parked):
            raise InputError(f"there is no parked point '{line + 1}'; the plan has {len(parked)}")
        shown = parked[line].lower()
        texts = [
            (len(tidy(text)), name, text)
            for name in ("topics", "goals", "concerns")
            for text in getattr(working.brief, name)
            if shown.startswith(tidy(text).lower())
        ]
        if not texts:
            raise InputError(f"'{parked[line]}' cannot be brought back; add it as a topic instead")
        _, name, text = max(texts)
        return to_front(working, name, text)

    def add(self, working: Working, topic: str) -> Working:
        """Add a topic, in the user's words. Raises InputError when it is empty or stands there already."""
        brief = working.brief
        text = " ".join(topic.split())
        if not text or text.lower() in (known.lower() for known in brief.topics):
            raise InputError("that topic stands there already" if text else "the topic is empty; write what it is")
        return replace(working, brief=brief.model_copy(update={"topics": (*brief.topics, text)}))

    def start(self, working: Working) -> dt.datetime | dt.date | None:
        """The meeting's day, with its time where one is known, for a calendar file; None without a usable day."""
        when = read_iso(working.brief.date, self._today()) if working.brief.date else None
        if when is None or when.date is None or when.problem:
            return None
        return dt.datetime.combine(when.date, when.time) if when.time else when.date

    def _changed(self, working: Working, change: Edit, agenda: dict[str, Any]) -> Working:
        changed, said = edit(working, change, agenda, self._words)
        if changed == working:
            raise InputError(said)
        return changed

    def _items(self, working: Working) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.plan(working).agenda["items"]
        return items

    def _at(self, items: list[dict[str, Any]], place: int) -> dict[str, Any]:
        if not 0 <= place < len(items):
            raise InputError(f"there is no item '{place + 1}'; the plan has {len(items)}")
        return items[place]


def carry_over(brief: AgendaBrief, earlier: Iterable[LastAction]) -> AgendaBrief:
    """The brief with the actions agreed before, where it names none of its own."""
    actions = tuple(earlier)
    return brief if brief.last_actions else brief.model_copy(update={"last_actions": actions})
