"""Time boxes: whole minutes that sum exactly to the meeting (rubrics A01, A04, A05, A06, A22).

`fit` decides which kinds of item have a box and how many topics fit; what does not fit is folded into another
item's notes, or parked. `move` shifts minutes between boxes and keeps the sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.agenda.bank import Box, Kind

LEAST = 2
_CHECK_IN_SHARE = 0.15
_CHECK_IN_FROM = 15
# The first topic's share of the topics' time, then the second's ...
_WEIGHTS = {1: (1.0,), 2: (0.6, 0.4), 3: (0.45, 0.3, 0.25)}


@dataclass(frozen=True)
class Boxes:
    """Minutes of each kind of item that has a box, and of each topic in order.

    Together exactly the meeting.
    """

    fixed: dict[Kind, int]
    topics: tuple[int, ...]

    @property
    def total(self) -> int:
        """All minutes."""
        return sum(self.fixed.values()) + sum(self.topics)


def topics_that_fit(minutes: int, fixed_kinds: int) -> int:
    """The most main topics for a length: one below 20 minutes, three at 30, and slowly more (A04, A22)."""
    if minutes < 20:
        return 1
    if minutes < 30 or (minutes < 45 and fixed_kinds > 6):
        return 2
    if minutes < 75:
        return 3
    if minutes < 120:
        return 4
    return 5 if minutes < 165 else 6


def fit(minutes: int, wanted: Mapping[Kind, Box], spare: Sequence[Kind], topics: int) -> Boxes:
    """Return the boxes for `topics` topics (at least one) and the kinds that fit.

    `wanted` holds the kinds in the meeting's order without "topic"; `spare` says which to give up first.
    The first topic gets the biggest box of all.
    """
    kinds: dict[Kind, Box] = {kind: box for kind, box in wanted.items() if kind != "topic"}
    if minutes < _CHECK_IN_FROM:
        kinds.pop("check-in", None)
    # A first meeting spends its time on people and expectations, so it carries one topic fewer.
    room = topics_that_fit(minutes, len(kinds)) - ("introductions" in kinds)
    count = min(max(topics, 1), max(room, 1))
    order = [kind for kind in kinds if kind not in spare and kind != "next-steps"] + [
        kind for kind in spare if kind in kinds
    ]
    while True:
        fixed: dict[Kind, int] = {kind: _share(kind, box, minutes) for kind, box in kinds.items()}
        least = _least_for_topics(count, minutes)
        while sum(fixed.values()) + least > minutes and any(value > LEAST for value in fixed.values()):
            fixed[max(fixed, key=lambda kind: fixed[kind])] -= 1
        left = minutes - sum(fixed.values())
        if left >= least:
            return _shared_out(fixed, left, count)
        if count > 1 and len(order) <= 3:
            count -= 1
        elif order:
            del kinds[order.pop(0)]
        elif count > 1:
            count -= 1
        else:
            # Nothing left to give up: next steps keep two minutes and the topic takes the rest.
            return Boxes(fixed, (minutes - sum(fixed.values()),))


def move(minutes: Sequence[int], target: int, change: int, *, check_in: int | None = None) -> tuple[int, ...] | None:
    """Return the minutes with `change` more (or fewer) for box `target`, taken from or given to the others.

    The largest other boxes give first and none falls under two minutes; freed minutes go to the largest
    other box (not to the check-in, whose share is capped). None when it cannot be done.
    """
    boxes = list(minutes)
    others = [n for n in range(len(boxes)) if n != target]
    if boxes[target] + change < LEAST or not others:
        return None
    if change > 0:
        if sum(boxes[n] - LEAST for n in others) < change:
            return None
        for _ in range(change):
            giver = max(others, key=lambda n: (boxes[n], -n))
            boxes[giver] -= 1
    else:
        takers = [n for n in others if n != check_in] or others
        taker = max(takers, key=lambda n: (boxes[n], -n))
        boxes[taker] -= change
    boxes[target] += change
    if check_in is not None and boxes[check_in] > max(LEAST, int(sum(boxes) * _CHECK_IN_SHARE)):
        return None
    return tuple(boxes)


def most_to_give(minutes: Sequence[int], target: int) -> int:
    """How many minutes the other boxes can give to `target`."""
    return sum(value - LEAST for n, value in enumerate(minutes) if n != target)


def _share(kind: Kind, box: Box, minutes: int) -> int:
    value = max(LEAST, min(box.most or minutes, round(minutes * box.share)))
    return min(value, max(LEAST, int(minutes * _CHECK_IN_SHARE))) if kind == "check-in" else value


def _least_for_topics(count: int, minutes: int) -> int:
    if count == 1:
        return 3 if minutes < 15 else max(5, minutes * 3 // 10)
    return max(6 + 4 * (count - 1), minutes * 2 // 5)


def _shared_out(fixed: dict[Kind, int], left: int, count: int) -> Boxes:
    weights = _WEIGHTS.get(count) or tuple(0.72**n for n in range(count))
    whole = sum(weights)
    shares = [max(LEAST, int(left * weight / whole)) for weight in weights]
    shares[0] += left - sum(shares)
    # The first topic must be the biggest box: other topics give first, then the largest fixed box.
    while count > 1 and shares[0] <= max(shares[1:]) and max(shares[1:]) > LEAST:
        shares[shares.index(max(shares[1:]), 1)] -= 1
        shares[0] += 1
    while fixed and shares[0] <= max(fixed.values()) and max(fixed.values()) > LEAST:
        fixed[max(fixed, key=lambda kind: fixed[kind])] -= 1
        shares[0] += 1
    return Boxes(fixed, tuple(shares))
