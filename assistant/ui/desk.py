"""What one visitor has before them: the conversation, and where on the page they are. A value, kept by the server."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from assistant.events import Conversation, TaskName, Turn
from assistant.sessions import Stored

Tab = Literal["work", "sources", "library"]
TABS: tuple[Tab, ...] = ("work", "sources", "library")


@dataclass(frozen=True)
class Shelf:
    """Where in the library somebody is: a card that is open, or a search and its filters."""

    card: str = ""
    query: str = ""
    audience: str = ""
    stage: str = ""
    task: str = ""


@dataclass(frozen=True)
class Desk:
    """The conversation and the view on it.

    `id` is where it is kept, "" while it is not; `stored` is what was kept there when it was last looked at. `task` is
    the task whose workbench is shown. `sources` is the turn whose sources are shown (0: the latest that has any),
    `open` the source that is open in it. `form` tells whether the brief is shown as a form, `kind` what is going to be
    written, `scenario` the rehearsal that is looked at before it begins, `prepared` a brief that a link brought.
    `revision` counts the program's changes to a text that the person can edit too.
    """

    conversation: Conversation = field(default_factory=Conversation)
    id: str = ""
    stored: Stored = field(default_factory=Stored)
    tab: Tab = "work"
    task: TaskName = "ask"
    sources: int = 0
    open: int = 0
    form: bool = False
    scenario: str = ""
    kind: str = ""
    shelf: Shelf = field(default_factory=Shelf)
    prepared: Mapping[str, Any] = field(default_factory=dict)
    revision: int = 0
    country: str | None = None

    def changed(self, **changes: Any) -> Desk:
        """Return this desk with some fields changed."""
        return replace(self, **changes)

    def after(self, turn: Turn) -> Desk:
        """Return the desk after a finished turn: the workbench follows the task."""
        tab: Tab = "work"
        if turn.task == "ask":
            tab = "sources" if turn.citations else self.tab
        return self.changed(
            conversation=self.conversation.add(turn),
            task=turn.task,
            tab=tab,
            sources=0,
            open=0,
            form=False,
            kind="",
            scenario="",
            prepared={},
            revision=self.revision + 1,
        )

    def with_turn(self, turn: Turn) -> Desk:
        """Return the desk with the turn of the same number replaced: what was edited beside the chat."""
        turns = tuple(turn if old.n == turn.n else old for old in self.conversation.turns)
        return self.changed(conversation=Conversation(turns))

    def latest(self, kind: Literal["draft", "agenda", "debrief", "citations"]) -> Turn | None:
        """Return the latest turn that made a draft, an agenda or a debrief, or that cites."""
        return next((turn for turn in reversed(self.conversation.turns) if getattr(turn, kind)), None)


@dataclass(frozen=True)
class Action:
    """What a person did on the page. Whatever the browser sent, a value is a text."""

    name: str
    values: dict[str, str]

    @classmethod
    def read(cls, data: Any) -> Action:
        """Read what the browser sent; what is not text is dropped, what is too long is cut."""
        given = data if isinstance(data, dict) else {}
        values = {
            str(key): str(value)[:60_000] for key, value in given.items() if isinstance(value, str | int | float | bool)
        }
        return cls(values.pop("act", ""), values)

    def __call__(self, name: str, default: str = "") -> str:
        """The text called `name`."""
        return self.values.get(name, default)

    def number(self, name: str, default: int = 0) -> int:
        """The whole number called `name`."""
        try:
            return int(float(self.values.get(name, default)))
        except (ValueError, OverflowError):
            return default


@dataclass(frozen=True)
class File:
    """A file for the person to keep. It is handed to the browser and stands on no disk of the server."""

    name: str
    kind: str
    content: bytes

    def sent(self) -> dict[str, str]:
        """The file as JSON values, for the script to hand over."""
        return {"name": self.name, "kind": self.kind, "data": base64.b64encode(self.content).decode()}


@dataclass(frozen=True)
class Outcome:
    """What an action led to. `say` is sent as the person's own message; `told` is a line for the status; `quiet` means
    that only the workbench shows it."""

    desk: Desk
    file: File | None = None
    say: str = ""
    told: str = ""
    quiet: bool = False
