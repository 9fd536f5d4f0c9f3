"""The brief and the remembered state: strict on the way in, forgiving on the way back."""

from __future__ import annotations

import pytest

from assistant.errors import InputError
from assistant.rehearsal.brief import RehearsalState, parse_brief, restore


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"mood": 1}, "'mood' is not a field"),
        ({"sliders": {"warmth": 2}}, "sliders.warmth"),
        ({"seed": -1}, "seed"),
    ],
)
def test_a_bad_brief_is_refused_by_field(data: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_brief(data)


def test_a_good_brief_is_kept() -> None:
    assert parse_brief({"scenario": "late-notes", "sliders": {"warmth": 0.2}}).scenario == "late-notes"


@pytest.mark.parametrize("state", [None, {}, {"stage": "nowhere"}, {"play": 3}, [1, 2]])
def test_what_cannot_be_read_back_starts_afresh(state: object) -> None:
    assert restore(state) == RehearsalState()
