"""What is known of a rehearsal before it begins, and what is kept of it between turns."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import InputError
from assistant.library.scenarios import Sliders
from assistant.rehearsal.play import Play

Stage = Literal[
    "idle", "choose", "warn", "before", "play", "paused", "leaving", "rating", "after", "again", "own", "inbox"
]


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RehearsalBrief(_Value):
    """The choices for one rehearsal. `scenario` is an id, or None until one is chosen."""

    scenario: str | None = None
    sliders: Sliders | None = None
    seed: int = Field(default=0, ge=0)


class Attempt(_Value):
    """One finished attempt at a scenario, for the line over attempts."""

    scenario: str
    points: int
    most: int
    self_rating: int | None = None
    before: int | None = None
    after: int | None = None


class RehearsalState(_Value):
    """Everything that a conversation remembers of its rehearsals. JSON values only."""

    stage: Stage = "idle"
    brief: RehearsalBrief = RehearsalBrief()
    own: dict[str, Any] | None = None
    answers: dict[str, str] = {}
    play: Play | None = None
    before: int | None = None
    self_rating: int | None = None
    asked_again: bool = False
    debriefed: bool = False
    attempts: tuple[Attempt, ...] = ()
    offered: tuple[str, ...] = ()


def parse_brief(data: Any) -> RehearsalBrief:
    """Check a brief given as JSON. Raises InputError naming the field and the value."""
    try:
        return RehearsalBrief.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "brief"
        if first["type"] == "extra_forbidden":
            raise InputError(f"'{field}' is not a field of a rehearsal brief; use scenario, sliders or seed") from None
        raise InputError(f"field '{field}': '{str(first.get('input'))[:60]}': {first['msg']}") from None


def restore(state: Any) -> RehearsalState:
    """Read back what was remembered; what cannot be read starts afresh."""
    try:
        return RehearsalState.model_validate(dict(state)) if state else RehearsalState()
    except (ValidationError, TypeError, ValueError):
        return RehearsalState()


def changed(state: RehearsalState, **changes: object) -> RehearsalState:
    """Return the state with some of its fields changed."""
    return state.model_copy(update=changes)


def kept(state: RehearsalState) -> dict[str, Any]:
    """Return the state as JSON values, to be remembered."""
    return state.model_dump(mode="json")
