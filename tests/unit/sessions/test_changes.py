"""A change is as small as what is new, and puts back exactly what was there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sessions.changes import apply_changes, changes_between

values = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abset"), inner, max_size=4),
    max_leaves=12,
)


@given(values, values)
def test_what_was_changed_is_put_back_exactly(before: Any, after: Any) -> None:
    change = json.loads(json.dumps(changes_between(before, after)))
    assert repr_sorted(apply_changes(before, change)) == repr_sorted(after)
    assert (change is None) == (repr_sorted(before) == repr_sorted(after))


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ({"a": [1, 2], "b": 0}, {"a": [1, 2, 3], "b": 0}, {"set": {"a": {"keep": 2, "add": [3]}}, "drop": []}),
        ({"a": 1, "b": 2}, {"b": 2}, {"set": {}, "drop": ["a"]}),
        ([1, 2, 3], [1, 2], {"keep": 2, "add": []}),
        ({"keep": 1}, {"keep": [None]}, {"set": {"keep": [[None]]}, "drop": []}),
        ({"a": (1, 2)}, {"a": [1, 2]}, None),
        (True, 1, [1]),
    ],
)
def test_only_what_is_new_is_kept(before: Any, after: Any, change: Any) -> None:
    assert changes_between(before, after) == change


@pytest.mark.parametrize("change", [3, "x", {}, [], [1, 2], {"keep": 1}, {"set": {}}, {"set": 3, "drop": []}])
def test_what_is_no_change_is_refused(change: Any) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        apply_changes({"a": 1}, change)


def repr_sorted(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
