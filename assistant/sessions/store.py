"""Conversations, one row a turn, each found only with the secret of the browser that began it.

    store = ConversationStore.open(settings)
    id = store.create(visitor)
    store.append(visitor, id, turn)
    conversation = store.load(visitor, id)

Every method takes `visitor`, the secret; a conversation of somebody else is answered like one that never was. Each
raises SessionError, one line for a person, when the database is locked, full, read-only, damaged or down; a later call
tries again, so a coach goes on without keeping and resumes when the database is back.
"""

from __future__ import annotations

import builtins
import hashlib
import json
import logging
import re
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, case, delete, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import SessionError
from assistant.events import Conversation, TaskName, Turn
from assistant.sessions.database import (
    CONVERSATIONS,
    TURNS,
    make_engine,
    make_private,
    make_tables,
    place,
    told_plainly,
)
from assistant.sessions.markdown import as_markdown
from assistant.sessions.text import folded, title_of, words_of
from assistant.settings import Settings

_log = logging.getLogger(__name__)

ID = re.compile(r"[A-Za-z0-9_-]{22}")
# A conversation that was begun and never used is no conversation.
EMPTY_KEPT = timedelta(days=1)
SWEEP_EVERY = timedelta(hours=1)
# How long a database that could not be opened is taken to be down.
RETRY_SECONDS = 2.0
# What a turn that was kept by an earlier version may lack.
_BLANK = Turn(0, "ask", "", "").to_json()

_C, _T = CONVERSATIONS.c, TURNS.c


@dataclass(frozen=True)
class Summary:
    """A line of the list of conversations. `turns` counts the kept turns, `task` is that of the last one."""

    id: str
    title: str
    updated: datetime
    turns: int
    task: TaskName | None


@dataclass(frozen=True)
class Kept:
    """Where conversations are kept, and how many."""

    where: str
    conversations: int
    turns: int


class ConversationStore:
    """The conversations of all visitors; may be shared by threads, and by programs on one database."""

    def __init__(self, engine: Engine, retention: timedelta | None = None) -> None:
        self._engine = engine
        self._retention = retention
        self._lock = threading.Lock()
        self._ready = False
        self._down_until, self._down = 0.0, ""
        self._swept: datetime | None = None

    @classmethod
    def open(cls, settings: Settings) -> ConversationStore:
        """Return the store of the settings' database; it is first touched when first used, see `check`.

        Raises SessionError when MENTOR_DATABASE_URL cannot be used at all.
        """
        days = settings.retention_days
        return cls(make_engine(settings), timedelta(days=days) if days else None)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def check(self) -> Kept:
        """Open the database, make what is missing, and count. Raises SessionError when it does not answer."""
        with self._begin() as connection:
            conversations = connection.scalar(select(func.count()).where(_C.turns > 0)) or 0
            turns = connection.scalar(select(func.count(_T.key))) or 0
        return Kept(place(self._engine.url), conversations, turns)

    def create(self, visitor: str) -> str:
        """Begin a conversation and return its id: 128 random bits, of no use without `visitor`."""
        now = datetime.now(UTC)
        self._sweep_now_and_then(now)
        id = secrets.token_urlsafe(16)
        with self._begin() as connection:
            row = {"id": id, "visitor": _digest(visitor), "updated": now.timestamp()}
            connection.execute(insert(CONVERSATIONS).values(row))
        return id

    def list(self, visitor: str) -> tuple[Summary, ...]:
        """Return this visitor's conversations that hold a turn, newest first."""
        mine = select(CONVERSATIONS).where(_C.visitor == _digest(visitor), _C.turns > 0)
        with self._begin() as connection:
            rows = connection.execute(mine.order_by(_C.updated.desc(), _C.key.desc())).all()
        return tuple(_summary(row) for row in rows)

    def load(self, visitor: str, id: str) -> Conversation:
        """Return a conversation, its turns numbered from 1."""
        with self._begin() as connection:
            return _read(self._rows(connection, visitor, id), id)

    def append(self, visitor: str, id: str, turn: Turn) -> Turn:
        """Keep a turn at the end and return it as it was numbered; once this returns, the turn is on the disk.

        The place is given by the database: of two tabs that each add a turn, both are kept, in the order of arrival.
        Of a turn with `kept` false nothing is stored.
        """
        if not turn.kept:
            return turn
        titled = case((_C.turns == 0, title_of(turn.user)), else_=_C.title)
        with self._begin() as connection:
            # One statement that finds, checks, locks and counts: nobody comes between.
            counted = (
                update(CONVERSATIONS)
                .where(_mine(visitor, id))
                .values(
                    turns=_C.turns + 1,
                    task=turn.task,
                    title=case((_C.named, _C.title), else_=titled),
                    updated=datetime.now(UTC).timestamp(),
                )
                .returning(_C.key, _C.turns)
            )
            key, n = _found(connection.execute(counted).first(), id)
            turn = replace(turn, n=n)
            row = {"conversation": key, "n": n, "task": turn.task, "body": json.dumps(turn.to_json())}
            connection.execute(insert(TURNS).values(row))
        return turn

    def truncate(self, visitor: str, id: str, turns: int) -> None:
        """Keep only the first `turns` stored turns (a turn that was not kept does not count); the rest is deleted."""
        last = select(_T.task).where(_T.conversation == _C.key, _T.n == turns).scalar_subquery()
        untitled = case((_C.named, _C.title), else_="") if turns <= 0 else _C.title
        with self._begin() as connection:
            cut = update(CONVERSATIONS).where(_mine(visitor, id)).returning(_C.key)
            fewer = case((_C.turns > turns, max(turns, 0)), else_=_C.turns)
            found = connection.execute(cut.values(turns=fewer, title=untitled)).first()
            key = _found(found, id).key
            gone = connection.execute(delete(TURNS).where(_T.conversation == key, _T.n > turns)).rowcount
            if gone:
                connection.execute(update(CONVERSATIONS).where(_C.key == key).values(task=last))
        if gone:
            self._forget()

    def rename(self, visitor: str, id: str, title: str) -> None:
        """Give a conversation a title of one's own; an empty one brings back the first message."""
        title = title_of(title)
        with self._begin() as connection:
            if not title:
                turns = _read(self._rows(connection, visitor, id), id).turns
                title, named = (title_of(turns[0].user) if turns else ""), False
            else:
                named = True
            changed = update(CONVERSATIONS).where(_mine(visitor, id)).values(title=title, named=named)
            _found(connection.execute(changed.returning(_C.key)).first(), id)

    def delete(self, visitor: str, id: str) -> None:
        """Delete a conversation and every turn of it."""
        with self._begin() as connection:
            _found(connection.execute(delete(CONVERSATIONS).where(_mine(visitor, id)).returning(_C.key)).first(), id)
        self._forget()

    def delete_all(self, visitor: str) -> int:
        """Delete everything of this visitor; return how many conversations there were."""
        with self._begin() as connection:
            gone = connection.execute(delete(CONVERSATIONS).where(_C.visitor == _digest(visitor))).rowcount
        self._forget()
        return gone

    def search(self, visitor: str, text: str) -> tuple[Summary, ...]:
        """Return this visitor's conversations that hold every word of `text`, in any case, newest first."""
        wanted = folded(text).split()
        if not wanted:
            return self.list(visitor)
        mine = (
            select(CONVERSATIONS, _T.body)
            .join(TURNS, _T.conversation == _C.key)
            .where(_C.visitor == _digest(visitor))
            .order_by(_C.updated.desc(), _C.key.desc(), _T.n)
        )
        said: dict[Summary, builtins.list[str]] = {}
        with self._begin() as connection:
            for row in connection.execute(mine):
                summary = _summary(row)
                said.setdefault(summary, [folded(summary.title)]).append(folded(words_of(json.loads(row.body))))
        return tuple(found for found, parts in said.items() if all(w in "\n".join(parts) for w in wanted))

    def export(self, visitor: str, id: str) -> str:
        """Return a conversation as a Markdown document."""
        with self._begin() as connection:
            rows = self._rows(connection, visitor, id)
        return as_markdown(rows[0].title, _read(rows, id))

    def sweep(self, now: datetime) -> int:
        """Delete what was last used before the retention allows; return how many conversations that were.

        Conversations that were begun and never used go after a day.
        """
        old = (_C.turns == 0) & (_C.updated < (now - EMPTY_KEPT).timestamp())
        if self._retention is not None:
            old |= _C.updated < (now - self._retention).timestamp()
        with self._begin() as connection:
            gone = connection.execute(delete(CONVERSATIONS).where(old)).rowcount
        if gone:
            self._forget()
        return gone

    def _sweep_now_and_then(self, now: datetime) -> None:
        with self._lock:
            if self._swept is not None and now - self._swept < SWEEP_EVERY:
                return
            self._swept = now
        try:
            self.sweep(now)
        except SessionError as error:
            _log.warning("old conversations were not swept: %s", error)

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        """Open one transaction on a database whose tables are there. Raises SessionError."""
        self._prepare()
        with told_plainly(self._engine.url):
            try:
                with self._engine.begin() as connection:
                    yield connection
            except SQLAlchemyError:
                # The file may have been moved or emptied: the next call opens it anew.
                self._ready = False
                self._engine.dispose()
                raise

    def _prepare(self) -> None:
        """Make what is missing. While the database is down, callers are told so at once and do not queue up to wait."""
        with self._lock:
            if self._ready:
                return
            if time.monotonic() < self._down_until:
                raise SessionError(self._down)
            try:
                with told_plainly(self._engine.url):
                    make_private(self._engine.url)
                    make_tables(self._engine)
                    self._ready = True
            except SessionError as error:
                self._down_until, self._down = time.monotonic() + RETRY_SECONDS, str(error)
                raise

    def _rows(self, connection: Connection, visitor: str, id: str) -> Sequence[Row[Any]]:
        """Return the conversation with each of its turns; one row without a body when it has none."""
        joined = CONVERSATIONS.outerjoin(TURNS, _T.conversation == _C.key)
        rows = connection.execute(
            select(_C.title, _T.n, _T.body).select_from(joined).where(_mine(visitor, id)).order_by(_T.n)
        ).all()
        _found(rows[0] if rows else None, id)
        return rows

    def _forget(self) -> None:
        """Empty SQLite's log, in which deleted text would stay readable until it is overwritten."""
        if self._engine.dialect.name != "sqlite":
            return
        with told_plainly(self._engine.url), self._engine.connect() as connection:
            busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).first()
            if busy and busy[0]:
                _log.warning("deleted text stays in the log of '%s' until it is next emptied", place(self._engine.url))


def _digest(visitor: str) -> str:
    """Hash the secret. It holds 256 random bits, so that a plain hash cannot be turned back."""
    if not visitor:
        raise SessionError("no browser to keep this for; allow cookies for this page and reload it")
    return hashlib.sha256(visitor.encode("utf-8", "surrogatepass")).hexdigest()


def _mine(visitor: str, id: str) -> ColumnElement[bool]:
    """The one condition by which a conversation is found. Raises SessionError for an id of another form."""
    if not isinstance(id, str) or not ID.fullmatch(id):
        raise _not_found(id)
    return (_C.id == id) & (_C.visitor == _digest(visitor))


def _found(row: Row[Any] | None, id: str) -> Row[Any]:
    if row is None:
        raise _not_found(id)
    return row


def _not_found(id: object) -> SessionError:
    shown = title_of(str(id))
    return SessionError(
        f"there is no conversation '{shown}' here; it may have been deleted, or begun in another browser"
    )


def _summary(row: Row[Any]) -> Summary:
    return Summary(row.id, row.title, datetime.fromtimestamp(row.updated, UTC), row.turns, row.task)


def _read(rows: Sequence[Row[Any]], id: str) -> Conversation:
    turns = []
    for row in rows:
        if row.body is None:
            continue
        try:
            turns.append(Turn.read({**_BLANK, **json.loads(row.body), "n": row.n}))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise SessionError(f"turn {row.n} of conversation '{id}' was not kept by this version; delete it") from None
    return Conversation(tuple(turns))
