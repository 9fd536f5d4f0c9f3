"""What a workshop remembers, as values without a name, and where it is kept over a restart: one row in the
conversations' database. Where that fails the room goes on and says so.
"""

from __future__ import annotations

import time

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Column, Engine, Float, MetaData, String, Table, Text, delete, insert, select
from sqlalchemy.schema import CreateTable

from assistant.errors import SessionError
from assistant.sessions.database import make_engine, make_private, told_plainly
from assistant.settings import Settings


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


_METADATA = MetaData()
ROOMS = Table(
    "workshop",
    _METADATA,
    Column("code", String(16), primary_key=True),
    Column("body", Text, nullable=False),
    Column("updated", Float, nullable=False),
)
# A workshop is over the next day; what is older is not found again and goes.
KEPT_SECONDS = 24 * 3600


class RoomStore:
    """Keeps the one room of this page. Every method raises SessionError, one line for a person."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, settings: Settings) -> RoomStore:
        """Return the store of the settings' database."""
        return cls(make_engine(settings))

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def load(self) -> State | None:
        """Return the room as it was left, or None where there is none of the last day."""
        with told_plainly(self._engine.url):
            make_private(self._engine.url)
            with self._engine.begin() as connection:
                connection.execute(CreateTable(ROOMS, if_not_exists=True))
                connection.execute(delete(ROOMS).where(ROOMS.c.updated < time.time() - KEPT_SECONDS))
                body = connection.scalar(select(ROOMS.c.body).order_by(ROOMS.c.updated.desc()))
        if body is None:
            return None
        try:
            return State.model_validate_json(body)
        except ValidationError:
            raise SessionError("the room was kept by another version; a new one is open") from None

    def save(self, state: State) -> None:
        """Keep the room in place of what was kept before."""
        row = {"code": state.code, "body": state.model_dump_json(), "updated": time.time()}
        with told_plainly(self._engine.url), self._engine.begin() as connection:
            connection.execute(CreateTable(ROOMS, if_not_exists=True))
            connection.execute(delete(ROOMS))
            connection.execute(insert(ROOMS).values(row))
