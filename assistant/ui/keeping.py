"""Between the desk and the store: what is said is kept turn by turn, and a desk that fell behind catches up.

A conversation is found only with the visitor's secret. Where there is none (a browser that refuses cookies, a program),
or the database does not answer, the page goes on without keeping and says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.errors import SessionError
from assistant.events import Conversation, Turn
from assistant.sessions import ConversationStore, Summary
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
        return _opened(self._stored(visitor).load(visitor, id), id, desk)

    def current(self, visitor: str, desk: Desk, id: str = "") -> tuple[Desk, bool]:
        """Return the desk as it stands in the store, and whether that differs: another tab may have gone on with it.

        `id` is the conversation that the browser shows: after a restart the server's desk is empty, the browser's not.
        Where the store does not answer, the desk stays as it is.
        """
        wanted = desk.id or id
        if self._store is None or not visitor or not wanted:
            return desk, False
        try:
            stored = self._store.load(visitor, wanted)
        except SessionError:
            return desk, False
        if desk.id and _alike(stored.turns, _kept(desk.conversation.turns)):
            return desk, False
        return _opened(stored, wanted, desk), bool(desk.id)

    def keep(self, visitor: str, before: Desk, after: Desk) -> tuple[Desk, str]:
        """Store what changed between two desks of one conversation; return the desk and a line when that failed."""
        if self._store is None or not visitor or before.conversation == after.conversation:
            return after, ""
        old, new = before.conversation.turns, after.conversation.turns
        same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        added = _kept(new[same:])
        try:
            id = after.id
            if not id:
                if not added:
                    return after, ""
                id = self._store.create(visitor)
                added = _kept(new)
            elif same < len(old):
                self._store.truncate(visitor, id, len(_kept(new[:same])))
            for turn in added:
                self._store.append(visitor, id, turn)
        except SessionError as error:
            return after, str(error)
        return after.changed(id=id), ""

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


def _opened(conversation: Conversation, id: str, desk: Desk) -> Desk:
    """A desk with a stored conversation on it, for whoever sits at `desk`."""
    last = conversation.last()
    return Desk(conversation=conversation, id=id, task=last.task if last else "ask", country=desk.country)


def _kept(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    return tuple(turn for turn in turns if turn.kept)


def _alike(stored: tuple[Turn, ...], known: tuple[Turn, ...]) -> bool:
    """Whether two runs of turns say the same; their numbers differ where a turn between them was not kept."""
    return [_told(turn) for turn in stored] == [_told(turn) for turn in known]


def _told(turn: Turn) -> object:
    return replace(turn, n=0).to_json()
