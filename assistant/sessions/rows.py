"""Between rows and what they hold: lines of the list, turns, and what a turn's state adds to the one before it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from assistant.errors import SessionError
from assistant.events import Conversation, TaskName, Turn
from assistant.sessions.changes import apply_changes, changes_between

# What a turn that was kept by an earlier version may lack.
_BLANK = Turn(0, "ask", "", "").to_json()
# Stands in a row in the place of the whole state.
_CHANGES = "changes"


@dataclass(frozen=True)
class Summary:
    """A line of the list of conversations. `turns` counts the kept turns, `task` is that of the last one."""

    id: str
    title: str
    updated: datetime
    turns: int
    task: TaskName | None


@dataclass(frozen=True)
class Stored:
    """A conversation as the store held it when it was last read or written.

    `stamp` changes with each write; None where another wrote in between, so that it has to be read again.
    """

    turns: tuple[Turn, ...] = ()
    stamp: float | None = None


def summary_of(row: Row[Any]) -> Summary:
    """Read a row of the conversations."""
    return Summary(row.id, row.title, datetime.fromtimestamp(row.updated, UTC), row.turns, row.task)


def write_turn(turn: Turn, earlier: Sequence[Turn] | None) -> str:
    """Return the body of a turn's row; `earlier` are the turns of the rows before it, None where they are not known."""
    body = turn.to_json()
    before = next((old for old in reversed(earlier or ()) if old.task == turn.task), None)
    if before is not None:
        body[_CHANGES] = changes_between(before.state, body.pop("state"))
    return json.dumps(body)


def read_turns(rows: Sequence[Row[Any]], id: str) -> Conversation:
    """Read all rows of a conversation. Raises SessionError naming the turn that cannot be read."""
    turns: list[Turn] = []
    states: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        if row.body is None:
            continue
        try:
            body = {**_BLANK, **json.loads(row.body), "n": row.n}
            if _CHANGES in body:
                body["state"] = apply_changes(states[body["task"]], body.pop(_CHANGES))
            turn = Turn.read(body)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise SessionError(f"turn {row.n} of conversation '{id}' was not kept by this version; delete it") from None
        states[turn.task] = turn.state
        turns.append(turn)
    return Conversation(tuple(turns))


def common(one: Sequence[Turn], other: Sequence[Turn]) -> int:
    """Return how many turns both begin with; their numbers differ where a turn between them was not kept."""
    pairs = zip(one, other, strict=False)
    differs = (n for n, (a, b) in enumerate(pairs) if a is not b and a.to_json() | {"n": 0} != b.to_json() | {"n": 0})
    return next(differs, min(len(one), len(other)))


def same_turns(one: Sequence[Turn], other: Sequence[Turn]) -> bool:
    """Return whether two runs of turns say the same."""
    return common(one, other) == len(one) == len(other)
