"""The plan under way in a conversation: brief, wishes and changes, as values that can be kept as JSON and
undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.agenda.bank import Bank
from assistant.agenda.brief import AgendaBrief
from assistant.agenda.compose import Wishes
from assistant.agenda.editing.edits import Edit, change_minutes, find_item, find_text, reorder
from assistant.agenda.plan import Mask, Planned, make_plan, usable_minutes
from assistant.agenda.planning.boxes import LEAST, most_to_give
from assistant.agenda.wording.phrases import tidy, title
from assistant.words import Words

_HISTORY = 10


@dataclass(frozen=True)
class Working:
    """One plan: its brief, what was wished, and the changes of minutes and order since it was composed."""

    brief: AgendaBrief
    wishes: Wishes = field(default_factory=Wishes)
    changes: tuple[Edit, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "brief": self.brief.model_dump(mode="json"),
            "omit": list(self.wishes.omit),
            "parked": list(self.wishes.parked),
            "order": list(self.wishes.order),
            "first_step": self.wishes.first_step,
            "changes": [[e.op, e.target, e.other, e.amount] for e in self.changes],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Working:
        """Read back what `as_json` gave."""
        wishes = Wishes(tuple(data["omit"]), tuple(data["parked"]), tuple(data["order"]), data["first_step"])
        return cls(
            AgendaBrief.model_validate(data["brief"]),
            wishes,
            tuple(Edit(*entry) for entry in data["changes"]),
        )


def planned(working: Working, library: Any, today: Any, bank: Bank, mask: Mask) -> Planned:
    """Plan it and make the changes again, each where it still can be made."""
    made = make_plan(working.brief, library, today, mask=mask, bank=bank, wishes=working.wishes)
    items = made.agenda["items"]
    for change in working.changes:
        done = _apply(items, change)
        items = done if isinstance(done, list) else items
    return made.with_items(items) if working.changes else made


def edit(working: Working, change: Edit, agenda: Mapping[str, Any], words: Words) -> tuple[Working, str]:
    """Return the plan after one edit and what to say; the same plan when the edit cannot be made."""
    brief, wishes = working.brief, working.wishes
    if change.op == "length":
        minutes, problems = usable_minutes(change.amount)
        told = " ".join([*problems, words("resized", minutes=minutes)])
        # Minutes moved by hand belong to the old length; an order made by hand stays.
        shown = [found[1] for item in agenda["items"] if (found := _source(working, item["title"]))]
        kept = replace(wishes, order=tuple(shown)) if working.changes else wishes
        return Working(brief.model_copy(update={"minutes": minutes}), kept), told
    if change.op == "add":
        return _added(working, change.target), words("added", title=title(change.target))
    if change.op == "unpark":
        return _unparked(working, change.target, words)
    place = find_item(change.target, agenda["items"])
    if change.op in ("park", "drop", "first") and place is None:
        return _elsewhere(working, change, words)
    if place is None:
        return working, words("not_found", target=change.target)
    item = agenda["items"][place]
    if change.op in ("park", "drop"):
        return _taken_out(working, change, item, agenda, words)
    if change.op in ("swap", "first", "last", "before", "after"):
        if reorder(agenda["items"], change) is None:
            return working, words("not_found", target=change.other)
        return replace(working, changes=(*working.changes, _by_title(change, agenda))), words("moved")
    amount = change.amount - item["minutes"] if change.op == "set" else change.amount
    if change.loose:
        most = most_to_give([other["minutes"] for other in agenda["items"]], place)
        amount = max(LEAST - item["minutes"], min(amount, most)) or amount
    done = change_minutes(agenda["items"], place, amount)
    if isinstance(done, str):
        return working, words("cannot", why=done)
    said = words("changed_minutes", title=item["title"], minutes=done[place]["minutes"], total=agenda["minutes"])
    return replace(working, changes=(*working.changes, Edit("minutes", item["title"], "", amount))), said


def remembered(history: list[Any], working: Working) -> list[Any]:
    """The plans to go back to, the latest last."""
    return [*history, working.as_json()][-_HISTORY:]


def _apply(items: list[dict[str, Any]], change: Edit) -> list[dict[str, Any]] | str | None:
    if change.op == "minutes":
        place = find_item(change.target, items)
        return change_minutes(items, place, change.amount) if place is not None else None
    return reorder(items, change)


def _by_title(change: Edit, agenda: Mapping[str, Any]) -> Edit:
    """The same change with items by their titles, so that it can be made again after others."""

    def named(words: str) -> str:
        place = find_item(words, agenda["items"]) if words else None
        return str(agenda["items"][place]["title"]) if place is not None else words

    return replace(change, target=named(change.target), other=named(change.other))


def _added(working: Working, text: str) -> Working:
    brief = working.brief
    return replace(working, brief=brief.model_copy(update={"topics": (*brief.topics, text)}))


def _source(working: Working, heading: str) -> tuple[str, str] | None:
    """The field and the text of the brief that an item's title came from."""
    for name in ("topics", "goals", "concerns"):
        for text in getattr(working.brief, name):
            if title(text) == heading or tidy(text).lower() == heading.lower():
                return name, text
    return None


def _taken_out(
    working: Working, change: Edit, item: Mapping[str, Any], agenda: Mapping[str, Any], words: Words
) -> tuple[Working, str]:
    if item["kind"] != "topic":
        return replace(working, wishes=replace(working.wishes, omit=(*working.wishes.omit, item["kind"]))), words(
            "dropped", title=item["title"]
        )
    source = _source(working, item["title"])
    if source is None or sum(i["kind"] == "topic" for i in agenda["items"]) + len(agenda["parked"]) < 2:
        return working, words("only_topic")
    name, text = source
    if change.op == "park" and name == "topics":
        return replace(working, wishes=replace(working.wishes, parked=(*working.wishes.parked, text))), words(
            "parked_now", title=item["title"]
        )
    return _without(working, name, text), words("dropped", title=item["title"])


def _elsewhere(working: Working, change: Edit, words: Words) -> tuple[Working, str]:
    """The edit speaks of something parked or in a note: a topic, a goal or a worry of the brief."""
    for name in ("topics", "goals", "concerns"):
        text = find_text(change.target, getattr(working.brief, name))
        if text is None:
            continue
        if change.op == "drop":
            return _without(working, name, text), words("dropped", title=title(text))
        if change.op == "first":
            return to_front(working, name, text), words("unparked", title=title(text))
        if name == "topics":
            return replace(working, wishes=replace(working.wishes, parked=(*working.wishes.parked, text))), words(
                "parked_now", title=title(text)
            )
    return working, words("not_found", target=change.target)


def _without(working: Working, name: str, text: str) -> Working:
    kept = tuple(t for t in getattr(working.brief, name) if t != text)
    wishes = replace(working.wishes, parked=tuple(t for t in working.wishes.parked if t != text))
    return replace(working, brief=working.brief.model_copy(update={name: kept}), wishes=wishes)


def to_front(working: Working, name: str, text: str) -> Working:
    """The plan with one text of the brief as its first topic."""
    brief = working.brief
    if name != "topics":
        brief = brief.model_copy(update={name: tuple(t for t in getattr(brief, name) if t != text)})
    topics = brief.topics if name == "topics" else (*brief.topics, text)
    order = (text, *(t for t in working.wishes.order if t != text))
    wishes = replace(working.wishes, parked=tuple(t for t in working.wishes.parked if t != text), order=order)
    return replace(working, brief=brief.model_copy(update={"topics": topics}), wishes=wishes)


def _unparked(working: Working, target: str, words: Words) -> tuple[Working, str]:
    text = find_text(target, (*working.wishes.parked, *working.brief.topics, *working.brief.goals))
    if text is None:
        return working, words("not_found", target=target)
    name = "goals" if text in working.brief.goals and text not in working.brief.topics else "topics"
    return to_front(working, name, text), words("unparked", title=title(text))
