"""Editing a plan by talking: what a message asks for, and the plan after it.

The sum of the boxes never changes.

"give anatomy ten more minutes", "swap 1 and 2", "make it 20 minutes", "drop feedback", "add the poster",
"undo".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.agenda.editing import commands
from assistant.agenda.editing.commands import Op
from assistant.agenda.planning.boxes import most_to_give, move
from assistant.agenda.reading.lengths import read_length
from assistant.agenda.wording.themes import content_words


@dataclass(frozen=True)
class Edit:
    """What a message asks to change.

    `target` and `other` are the user's words for items; `amount` is in minutes, and `loose` where none were named
    ("less time for leave"): then it may be fewer.
    """

    op: Op
    target: str = ""
    other: str = ""
    amount: int = 0
    loose: bool = False


def read_edit(message: str) -> Edit | None:
    """Return the edit that a message asks for, or None when it asks for none."""
    text = " ".join(message.replace("\u2019", "'").split()).strip()
    length = read_length(text)
    if length and commands.LENGTH.match(text) and len(text.split()) < 16:
        lead = commands.LENGTH.match(text)
        if lead and length.start <= lead.end() + 12:
            return Edit("length", amount=length.minutes)
    if length and re.fullmatch(
        rf"(?:{re.escape(length.span)})(?: (?:instead|only|please|now|total|in total))*[.!]?",
        text,
        re.IGNORECASE,
    ):
        return Edit("length", amount=length.minutes)
    for op, sign, pattern in commands.RULES:
        if found := pattern.match(text):
            groups = found.groupdict()
            target = next((groups[name] for name in ("t", "t2", "t3", "t4") if groups.get(name)), "")
            number = groups.get("n") or groups.get("n2")
            amount = _amount(number) if number else 5
            if op == "set":
                return Edit(op, _bare(target), amount=amount)
            if op == "add":
                return Edit(op, target.strip(' .,!"'))
            change = sign * amount if op == "minutes" else 0
            return Edit(op, _bare(target), _bare(groups.get("u") or ""), change, op == "minutes" and not number)
    return None


def find_item(words: str, items: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the place of the item that the words mean: its number, its kind, or the title with most words
    in common.
    """
    exact = next((n for n, item in enumerate(items) if item["title"] == words), None)
    if exact is not None:
        return exact
    if found := commands.PLACE.match(words.strip()):
        place = int(found["n"]) if (found["n"] or "").isdigit() else commands.NUMBER.get((found["n"] or "").lower(), 0)
        place = place or commands.ORDINALS[(found["o"] or "first").lower()]
        place = len(items) if place == -1 else place
        return place - 1 if 1 <= place <= len(items) else None
    for kind, pattern in commands.KIND_PATTERNS:
        if pattern.match(words.strip()):
            return next((n for n, item in enumerate(items) if item["kind"] == kind), None)
    wanted = content_words(words) or frozenset(words.lower().split())
    scores = [
        (
            _overlap(wanted, f"{item['title']} {item['notes'] if item['kind'] == 'topic' else ''}", item["title"]),
            -n,
        )
        for n, item in enumerate(items)
    ]
    best, place = max(scores)
    return -place if best > 0 else None


def find_text(words: str, texts: Sequence[str]) -> str | None:
    """Return the text (a topic, a goal, a parked point) that the words mean."""
    wanted = content_words(words)
    scored = [(len(wanted & content_words(text)), -n) for n, text in enumerate(texts)]
    if not scored or max(scored)[0] == 0:
        low = words.lower()
        return next((text for text in texts if low and (low in text.lower() or text.lower() in low)), None)
    return texts[-max(scored)[1]]


def change_minutes(items: Sequence[Mapping[str, Any]], place: int, change: int) -> list[dict[str, Any]] | str:
    """Return the items with `change` minutes more or fewer for one, or why it cannot be."""
    minutes = [item["minutes"] for item in items]
    check_in = next((n for n, item in enumerate(items) if item["kind"] == "check-in"), None)
    moved = move(minutes, place, change, check_in=check_in)
    if moved is None:
        if change > 0 and place == check_in:
            return "A check-in stays within 15% of the time, so that the topics keep theirs."
        if change > 0:
            most = most_to_give(minutes, place)
            return (
                f"The other items can give {most} minute{'s' if most != 1 else ''} at most and keep two each."
                if most
                else "The other items have only two minutes each; lengthen the meeting or drop one."
            )
        name = items[place]["title"].lower()
        return f"That would leave it under two minutes. Say 'drop {name}' to take it out."
    return [{**item, "minutes": value} for item, value in zip(items, moved, strict=True)]


def reorder(items: Sequence[Mapping[str, Any]], edit: Edit) -> list[dict[str, Any]] | None:
    """Return the items in the order asked for; None when an item is not found.

    Minutes stay with their items.
    """
    order = [dict(item) for item in items]
    place = find_item(edit.target, order)
    if place is None:
        return None
    if edit.op == "swap":
        other = find_item(edit.other, order)
        if other is None or other == place:
            return None
        order[place], order[other] = order[other], order[place]
        return order
    moved = order.pop(place)
    if edit.op in ("before", "after"):
        other = find_item(edit.other, order)
        if other is None:
            return None
        order.insert(other + (edit.op == "after"), moved)
    elif edit.op == "first":
        # "First" among the topics; the check-in still opens the meeting.
        first = (
            next((n for n, item in enumerate(order) if item["kind"] == "topic"), 0) if moved["kind"] == "topic" else 0
        )
        order.insert(first, moved)
    else:
        last = (
            max((n for n, item in enumerate(order) if item["kind"] == "topic"), default=len(order) - 1)
            if moved["kind"] == "topic"
            else len(order) - 1
        )
        order.insert(last + 1, moved)
    return order


def _overlap(wanted: frozenset[str], text: str, heading: str) -> float:
    if not wanted:
        return 0.0
    in_title = len({word[:4] for word in wanted} & {word[:4] for word in content_words(heading)})
    return in_title + 0.1 * len(wanted & content_words(text))


def _amount(text: str) -> int:
    return int(text) if text.isdigit() else commands.NUMBER[text.lower()]


def _bare(text: str) -> str:
    return re.sub(r"^(?:the |my |our )?(?:item |topic )?(?=\S)", "", text.strip(" .,!?'\"")).strip()
