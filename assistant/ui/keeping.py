"""Between the desk and the store: what is said is kept turn by turn, and a desk that fell behind catches up.

A conversation is found only with the visitor's secret. Where there is none (a browser that refuses cookies, a program),
or the database does not answer, the page goes on without keeping and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import SessionError
from assistant.events import Conversation, Turn
from assistant.sessions import ConversationStore, Stored, Summary, same_turns
from assistant.ui.desk import Desk


@dataclass(frozen=True)
class Listed:
    """The conversations to show at the left; `kept` is false where nothing can be kept, and `trouble` says why."""

    conversations: tuple[Summary, ...] = ()
    kept: bool = False
    trouble: str = ""


class Keeper:
    """Keeps desks' conversations. Holds nothing of any visitor."""

    def __init__(self, store: ConversationStore | None) -> None:
        self._store = store

    def listed(self, visitor: str, query: str = "") -> Listed:
        """Return the visitor's conversations, those that hold every word of `query` where there is one."""
        if self._store is None or not visitor:
            return Listed()
        try:
            found = self._store.search(visitor, query) if query.strip() else self._store.list(visitor)
        except SessionError as error:
            return Listed(trouble=str(error))
        return Listed(found, kept=True)

    def open(self, visitor: str, id: str, desk: Desk) -> Desk:
        """Return a desk with a stored conversation on it. Raises SessionError when it is not this visitor's."""
        return _opened(self._stored(visitor).read(visitor, id), id, desk)

    def current(self, visitor: str, desk: Desk, id: str = "") -> tuple[Desk, bool]:
        """Return the desk as it stands in the store, and whether that differs: another tab may have gone on with it.

        `id` is the conversation that the browser shows: after a restart the server's desk is empty, the browser's not.
        Where the store does not answer, the desk stays as it is; so it does where only the desk has gone on, because
        the store did not answer before. A conversation that nobody else wrote to is not read again.
        """
        wanted = desk.id or id
        if self._store is None or not visitor or not wanted:
            return desk, False
        try:
            if desk.id and desk.stored.stamp == self._store.stamp(visitor, wanted):
                return desk, False
            stored = self._store.read(visitor, wanted)
        except SessionError:
            return desk, False
        ours = (desk.stored.turns, _kept(desk.conversation.turns))
        if desk.id and any(same_turns(stored.turns, turns) for turns in ours):
            return desk.changed(stored=stored), False
        return _opened(stored, wanted, desk), bool(desk.id)

    def keep(self, visitor: str, desk: Desk) -> tuple[Desk, str]:
        """Store what is not stored yet of a desk's conversation; return the desk, and a line when that failed.

        What could not be stored is tried again with the next turn.
        """
        turns = _kept(desk.conversation.turns)
        if self._store is None or not visitor or same_turns(desk.stored.turns, turns):
            return desk, ""
        try:
            if not desk.id:
                desk = desk.changed(id=self._store.create(visitor), stored=Stored())
            return desk.changed(stored=self._store.keep(visitor, desk.id, desk.stored, turns)), ""
        except SessionError as error:
            return desk, str(error)

    def rename(self, visitor: str, id: str, title: str) -> None:
        """Raises SessionError."""
        self._stored(visitor).rename(visitor, id, title)

    def delete(self, visitor: str, id: str) -> None:
        """Raises SessionError."""
        self._stored(visitor).delete(visitor, id)

    def delete_all(self, visitor: str) -> int:
        """Delete everything of this visitor; return how many conversations there were. Raises SessionError."""
        return self._stored(visitor).delete_all(visitor)

    def export(self, visitor: str, id: str) -> bytes:
        """Return a conversation as a Markdown document. Raises SessionError."""
        return self._stored(visitor).export(visitor, id).encode()

    def _stored(self, visitor: str) -> ConversationStore:
        if self._store is None:
            raise SessionError("conversations are not kept here")
        return self._store


def _opened(stored: Stored, id: str, desk: Desk) -> Desk:
    """A desk with a stored conversation on it, for whoever sits at `desk`."""
    conversation = Conversation(stored.turns)
    last = conversation.last()
    return Desk(
        conversation=conversation, id=id, stored=stored, task=last.task if last else "ask", country=desk.country
    )


def _kept(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    return tuple(turn for turn in turns if turn.kept)
