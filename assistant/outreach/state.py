"""What the outreach task remembers between turns, as JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.errors import InputError
from assistant.events import Conversation
from assistant.outreach.brief import OutreachBrief, parse_partial, set_field
from assistant.outreach.understand import understand

MAX_HISTORY = 8


@dataclass(frozen=True)
class State:
    """What this task remembers between turns."""

    brief: OutreachBrief = field(default_factory=OutreachBrief)
    asked: tuple[str, ...] = ()
    asking: str = ""
    composed: str = ""
    shown: str = ""
    subject: str | None = None
    own_subject: str = ""
    short: bool = False
    keep_sensitive: bool = False
    struck: tuple[str, ...] = ()
    pasted: bool = False
    history: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> State:
        """Read the remembered values; what cannot be read is forgotten rather than a fault."""
        try:
            brief = parse_partial(data.get("brief") or {})
        except InputError:
            brief = OutreachBrief()
        state = cls(brief=brief)
        texts = {name: str(data.get(name) or "") for name in ("asking", "composed", "shown")}
        edited = data.get("edited_body")
        if isinstance(edited, str) and edited.strip() and texts["shown"]:
            texts["shown"] = edited
        return replace(
            state,
            asking=texts["asking"],
            composed=texts["composed"],
            shown=texts["shown"],
            subject=data.get("subject") if isinstance(data.get("subject"), str) else None,
            own_subject=str(data.get("own_subject") or ""),
            asked=tuple(str(item) for item in data.get("asked") or ()),
            struck=tuple(str(item) for item in data.get("struck") or ()),
            short=bool(data.get("short")),
            keep_sensitive=bool(data.get("keep_sensitive")),
            pasted=bool(data.get("pasted")),
            history=tuple(item for item in data.get("history") or () if isinstance(item, Mapping)),
        )

    def to_json(self, *, with_history: bool = True) -> dict[str, Any]:
        """The state as JSON values."""
        found: dict[str, Any] = {
            "brief": self.brief.to_dict(),
            "asked": list(self.asked),
            "asking": self.asking,
            "composed": self.composed,
            "shown": self.shown,
            "subject": self.subject,
            "own_subject": self.own_subject,
            "short": self.short,
            "keep_sensitive": self.keep_sensitive,
            "struck": list(self.struck),
            "pasted": self.pasted,
        }
        if with_history:
            found["history"] = [dict(item) for item in self.history]
        return found

    def with_value(self, field: str, value: object) -> State:
        """Set one value of the brief (`"tone"`, `"recipient.name"`), or take it out (None); it can be undone.

        Raises InputError naming the unknown field or the bad value.
        """
        brief = set_field(self.brief, field, value)
        after = replace(self, brief=brief, asking="", history=self.remembered())
        if field == "channel":
            # Another channel is another text: edits of the old one do not fit it.
            after = replace(after, composed="", shown="", struck=())
        return after

    def with_body(self, body: str) -> State:
        """The draft as the person left it in the box."""
        return replace(self, shown=body)

    def remembered(self) -> tuple[Mapping[str, Any], ...]:
        """The history with the present state at its end."""
        return (*self.history, self.to_json(with_history=False))[-MAX_HISTORY:]


def after_meeting(conversation: Conversation, message: str) -> State | None:
    """The start of a thank-you asked for after a meeting, from the brief that the agenda handed over.

    None when the turn before was no meeting's, when something else is wanted, or when somebody else is to be thanked.
    """
    before = conversation.turns[-1] if conversation.turns else None
    handed = before.state.get("handoff") if before and before.task == "agenda" else None
    if not handed:
        return None
    wanted = understand(message)
    if wanted.kind not in ("thank-you", None):
        return None
    state = State.read({"brief": handed})
    other = wanted.recipient.name and wanted.recipient.name != state.brief.recipient.name
    return None if other else state
