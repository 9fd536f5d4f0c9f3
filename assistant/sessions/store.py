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
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, func, insert, select, update

from assistant.errors import SessionError
from assistant.events import Conversation, Turn
from assistant.sessions.database import CONVERSATIONS, TURNS, make_engine
from assistant.sessions.markdown import as_markdown
from assistant.sessions.rows import Stored, Summary, common, read_turns, summary_of, write_turn
from assistant.sessions.text import folded, title_of, words_of
from assistant.sessions.transactions import Database
from assistant.settings import Settings

_log = logging.getLogger(__name__)

ID = re.compile(r"[A-Za-z0-9_-]{22}")
# A conversation that was begun and never used is no conversation.
EMPTY_KEPT = timedelta(days=1)
SWEEP_EVERY = timedelta(hours=1)

_C, _T = CONVERSATIONS.c, TURNS.c


@dataclass(frozen=True)
class Kept:
    """Where conversations are kept, and how many."""

    where: str
    conversations: int
    turns: int


class ConversationStore:
    """The conversations of all visitors; may be shared by threads, and by programs on one database."""

    def __init__(self, engine: Engine, retention: timedelta | None = None) -> None:
        self._database = Database(engine)
        self._retention = retention
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
        self._database.engine.dispose()

    def check(self) -> Kept:
        """Open the database, make what is missing, and count. Raises SessionError when it does not answer."""
        with self._database.reading() as connection:
            conversations = connection.scalar(select(func.count()).where(_C.turns > 0)) or 0
            turns = connection.scalar(select(func.count(_T.key))) or 0
        return Kept(self._database.where, conversations, turns)

    def create(self, visitor: str) -> str:
        """Begin a conversation and return its id: 128 random bits, of no use without `visitor`."""
        now = datetime.now(UTC)
        self._sweep_now_and_then(now)
        id = secrets.token_urlsafe(16)
        with self._database.writing() as connection:
            row = {"id": id, "visitor": _digest(visitor), "updated": now.timestamp()}
            connection.execute(insert(CONVERSATIONS).values(row))
        return id

    def list(self, visitor: str) -> tuple[Summary, ...]:
        """Return this visitor's conversations that hold a turn, newest first."""
        self._sweep_now_and_then(datetime.now(UTC))
        mine = select(CONVERSATIONS).where(_C.visitor == _digest(visitor), _C.turns > 0)
        with self._database.reading() as connection:
            rows = connection.execute(mine.order_by(_C.updated.desc(), _C.key.desc())).all()
        return tuple(summary_of(row) for row in rows)

    def load(self, visitor: str, id: str) -> Conversation:
        """Return a conversation, its turns numbered from 1."""
        return Conversation(self.read(visitor, id).turns)

    def read(self, visitor: str, id: str) -> Stored:
        """Return a conversation with its stamp."""
        with self._database.reading() as connection:
            rows = self._rows(connection, visitor, id)
        return Stored(read_turns(rows, id).turns, rows[0].updated)

    def stamp(self, visitor: str, id: str) -> float:
        """Return what changes whenever a conversation is written; one row is read, however long it is."""
        with self._database.reading() as connection:
            found = connection.execute(select(_C.updated).where(_mine(visitor, id))).first()
        return float(_found(found, id).updated)

    def append(self, visitor: str, id: str, turn: Turn) -> Turn:
        """Keep a turn at the end and return it as it was numbered; once this returns, the turn is on the disk.

        The place is given by the database: of two tabs that each add a turn, both are kept, in the order of arrival.
        Of a turn with `kept` false nothing is stored.
        """
        if not turn.kept:
            return turn
        with self._database.writing() as connection:
            held = self._hold(connection, visitor, id)
            self._write(connection, held, held.turns, (turn,), None)
        return replace(turn, n=held.turns + 1)

    def keep(self, visitor: str, id: str, known: Stored, turns: Sequence[Turn]) -> Stored:
        """Make the conversation hold `turns` where it held `known`, at once: either all of it is on the disk, or none.

        What both begin with stays, what followed is deleted, what is new is added. Where another tab has written since
        `known` was read, nothing is deleted: what is new goes to the end, and the stamp returned is None.
        """
        turns = tuple(turn for turn in turns if turn.kept)
        same = common(known.turns, turns)
        with self._database.writing() as connection:
            held = self._hold(connection, visitor, id)
            if held.updated == known.stamp or not (held.turns or known.turns):
                stamp = self._write(connection, held, same, turns[same:], turns[:same])
            else:
                stamp = None
                if turns[same:]:
                    self._write(connection, held, held.turns, turns[same:], None)
        if same < held.turns and stamp is not None:
            self._database.forget()
        return Stored(turns, stamp)

    def rename(self, visitor: str, id: str, title: str) -> None:
        """Give a conversation a title of one's own; an empty one brings back the first message."""
        title = title_of(title)
        with self._database.writing() as connection:
            if not title:
                turns = read_turns(self._rows(connection, visitor, id), id).turns
                title, named = (title_of(turns[0].user) if turns else ""), False
            else:
                named = True
            changed = update(CONVERSATIONS).where(_mine(visitor, id)).values(title=title, named=named)
            _found(connection.execute(changed.returning(_C.key)).first(), id)

    def delete(self, visitor: str, id: str) -> None:
        """Delete a conversation and every turn of it."""
        with self._database.writing() as connection:
            _found(connection.execute(delete(CONVERSATIONS).where(_mine(visitor, id)).returning(_C.key)).first(), id)
        self._database.forget()

    def delete_all(self, visitor: str) -> int:
        """Delete everything of this visitor; return how many conversations there were."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(CONVERSATIONS).where(_C.visitor == _digest(visitor))).rowcount
        self._database.forget()
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
        with self._database.reading() as connection:
            for row in connection.execute(mine):
                summary = summary_of(row)
                said.setdefault(summary, [folded(summary.title)]).append(folded(words_of(json.loads(row.body))))
        return tuple(found for found, parts in said.items() if all(w in "\n".join(parts) for w in wanted))

    def export(self, visitor: str, id: str) -> str:
        """Return a conversation as a Markdown document."""
        with self._database.reading() as connection:
            rows = self._rows(connection, visitor, id)
        return as_markdown(rows[0].title, read_turns(rows, id))

    def sweep(self, now: datetime) -> int:
        """Delete what was last used before the retention allows; return how many conversations that were.

        Conversations that were begun and never used go after a day.
        """
        old = (_C.turns == 0) & (_C.updated < (now - EMPTY_KEPT).timestamp())
        if self._retention is not None:
            old |= _C.updated < (now - self._retention).timestamp()
        with self._database.writing() as connection:
            gone = connection.execute(delete(CONVERSATIONS).where(old)).rowcount
        if gone:
            self._database.forget()
        return gone

    def _sweep_now_and_then(self, now: datetime) -> None:
        if self._swept is not None and now - self._swept < SWEEP_EVERY:
            return
        self._swept = now
        try:
            self.sweep(now)
        except SessionError as error:
            _log.warning("old conversations were not swept: %s", error)

    def _hold(self, connection: Connection, visitor: str, id: str) -> Row[Any]:
        """Find a conversation and lock it until the end of the transaction: nobody comes between."""
        locked = update(CONVERSATIONS).where(_mine(visitor, id)).values(turns=_C.turns).returning(CONVERSATIONS)
        return _found(connection.execute(locked).first(), id)

    def _write(
        self, connection: Connection, held: Row[Any], keep: int, new: Sequence[Turn], kept: Sequence[Turn] | None
    ) -> float:
        """Add turns after the first `keep` of a conversation and delete the others; return its new stamp.

        `kept` are the turns that stay, None where they are not known.
        """
        if keep < held.turns:
            connection.execute(delete(TURNS).where(_T.conversation == held.key, _T.n > keep))
        before = None if kept is None else [*kept]
        for n, turn in enumerate(new, keep + 1):
            row = {"conversation": held.key, "n": n, "task": turn.task, "body": write_turn(turn, before)}
            connection.execute(insert(TURNS).values(row))
            if before is not None:
                before.append(turn)
        last = [*(kept or ()), *new][-1:]
        if keep:
            title, task = held.title, last[0].task if last else held.task
        else:
            title, task = title_of(new[0].user) if new else "", last[0].task if last else None
        # Later than before, whatever the clock does: it is the stamp too.
        stamp = max(datetime.now(UTC).timestamp(), float(held.updated) + 1e-6)
        values = {
            "turns": keep + len(new),
            "task": task,
            "title": held.title if held.named else title,
            "updated": stamp,
        }
        connection.execute(update(CONVERSATIONS).where(_C.key == held.key).values(values))
        return stamp

    def _rows(self, connection: Connection, visitor: str, id: str) -> Sequence[Row[Any]]:
        """Return the conversation with each of its turns; one row without a body when it has none."""
        joined = CONVERSATIONS.outerjoin(TURNS, _T.conversation == _C.key)
        rows = connection.execute(
            select(_C.title, _C.updated, _T.n, _T.body).select_from(joined).where(_mine(visitor, id)).order_by(_T.n)
        ).all()
        _found(rows[0] if rows else None, id)
        return rows


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
