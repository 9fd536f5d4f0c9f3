"""What a workshop remembers: values that can be kept as JSON. No name, no text but quotes that were agreed to."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quote(_Value):
    """What a participant said well, in their words, and the rubric item that it shows."""

    item: str
    text: str


class Progress(_Value):
    """One participant in one exercise.

    `turns` counts their messages in it. `moves` are the rubric items shown, `broken` those that a turn broke.
    `made` is true once there is a debrief, a draft or a plan; `points` of `most` are the debrief's.
    """

    turns: int = 0
    moves: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    made: bool = False
    points: int | None = None
    most: int | None = None

    @property
    def seen(self) -> frozenset[str]:
        """The items that were shown and not broken."""
        return self.moves - self.broken


class Participant(_Value):
    """Somebody in the room. `consent` lets quotes be kept for the wall; without it there are none."""

    handle: str
    consent: bool = False
    progress: dict[str, Progress] = Field(default_factory=dict)
    quotes: dict[str, tuple[Quote, ...]] = Field(default_factory=dict)


class State(_Value):
    """The room. `salt` makes seats that lead back to no browser; participants stand under their seats.

    `ends` (seconds since 1970) is when a running timer is over, `left` the seconds of one that stands still.
    """

    code: str
    salt: str
    exercise: str | None = None
    paused: bool = False
    ends: float | None = None
    left: float | None = None
    participants: dict[str, Participant] = Field(default_factory=dict)
