"""What of a JSON value is new against an earlier one, so that a row keeps only that.

A task's state is handed on from turn to turn and grows: a rehearsal's holds all that was played. Written whole into
every row it would make a conversation grow with the square of its length.

    changes = changes_between(before, after)      None: nothing changed
    apply_changes(before, changes)                equal to `after`

A change is `[value]` for a value that is put in the place of another, `{"set": {key: change}, "drop": [key]}` within
an object, and `{"keep": n, "add": [value]}` for a list that goes on after its first n values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Change = list[Any] | dict[str, Any] | None


def changes_between(before: Any, after: Any) -> Change:
    """Return what turns `before` into `after`; None where they are the same."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return _of_objects(before, after)
    if isinstance(before, list | tuple) and isinstance(after, list | tuple):
        return _of_lists(before, after)
    # In JSON, true and 1 and 1.0 are three values.
    return None if type(before) is type(after) and before == after else [after]


def apply_changes(before: Any, change: Change) -> Any:
    """Return what `changes_between` was given. Raises KeyError, TypeError or ValueError for what it did not make."""
    if change is None:
        return before
    if isinstance(change, list):
        (value,) = change
        return value
    if "keep" in change:
        return [*before[: change["keep"]], *change["add"]]
    put = {key: apply_changes(before.get(key), inner) for key, inner in change["set"].items()}
    return {key: value for key, value in before.items() if key not in change["drop"]} | put


def _of_objects(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    found = {key: changes_between(before[key], value) if key in before else [value] for key, value in after.items()}
    put = {key: change for key, change in found.items() if change is not None}
    drop = [key for key in before if key not in after]
    return {"set": put, "drop": drop} if put or drop else None


def _of_lists(before: Sequence[Any], after: Sequence[Any]) -> Change:
    pairs = zip(before, after, strict=False)
    same = next((n for n, (old, new) in enumerate(pairs) if changes_between(old, new) is not None), None)
    keep = min(len(before), len(after)) if same is None else same
    if keep == len(before) == len(after):
        return None
    return {"keep": keep, "add": list(after[keep:])} if keep else [list(after)]
