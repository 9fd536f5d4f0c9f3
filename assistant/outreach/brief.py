"""The outreach brief: what is known so far of one message that a person wants to write.

    brief = parse_brief({"kind": "thank-you", "recipient": {"name": "Osei", "title": "Dr."}})

The field names are those of the command line. Everything but `kind` may be missing; what is missing becomes a
visible blank in the draft, never an invention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.errors import InputError

Kind = Literal[
    "first-contact",
    "follow-up",
    "thank-you",
    "letter-request",
    "research-request",
    "shadowing-request",
    "introduction-request",
    "reschedule",
    "progress-update",
    "check-in-request",
    "career-change",
    "decline-reply",
    "ending",
]
Channel = Literal["email", "linkedin", "in-person"]
Tone = Literal["formal", "warm", "brief"]

KINDS: tuple[Kind, ...] = get_args(Kind)
MAX_MINUTES = 480

_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,300}>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")


def clean(text: str) -> str:
    """Drop markup, control and invisible characters, and fold spaces; the words stay as they were."""
    text = _CONTROL.sub("", _TAG.sub(" ", _SCRIPT.sub(" ", text)))
    lines = (_SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _cleaned(cls, value: Any) -> Any:
        """An empty value is a missing one; text loses markup."""
        if isinstance(value, str):
            return clean(value) or None
        return value


class Person(_Part):
    """The sender or the recipient. `name` carries no title."""

    name: str | None = None
    title: str | None = None
    role: str | None = None
    stage: str | None = None
    institution: str | None = None
    pronouns: str | None = None


class OutreachBrief(_Part):
    """What is known of one message. `kind` may be missing only while a conversation is still finding it out."""

    kind: Kind | None = None
    channel: Channel | None = None
    tone: Tone | None = None
    sender: Person = Field(default_factory=Person)
    recipient: Person = Field(default_factory=Person)
    reason: str | None = None
    connection: str | None = None
    goal: str | None = None
    ask: str | None = None
    minutes: int | None = Field(default=None, ge=1, le=MAX_MINUTES)
    availability: tuple[str, ...] = ()
    offer: str | None = None
    deadline: str | None = None
    notes: str | None = None

    @field_validator("sender", "recipient", mode="before")
    @classmethod
    def _no_person(cls, value: Any) -> Any:
        return {} if value is None else value

    @field_validator("availability", mode="before")
    @classmethod
    def _a_list(cls, value: Any) -> Any:
        if value is None:
            return ()
        if isinstance(value, str):
            value = [value]
        if isinstance(value, list | tuple):
            return tuple(clean(item) if isinstance(item, str) else item for item in value if item not in ("", None))
        return value

    @field_validator("minutes", mode="before")
    @classmethod
    def _whole_minutes(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise ValueError("must be a whole number of minutes")
        if isinstance(value, str):
            found = re.fullmatch(r"\s*(\d{1,3})\s*(?:min(?:ute)?s?)?\s*", value)
            return int(found.group(1)) if found else value
        return value

    def texts(self) -> Iterator[str]:
        """Every text value that the person gave, in the order of the fields."""
        for person in (self.sender, self.recipient):
            yield from (text for text in person.model_dump().values() if text)
        for text in (self.reason, self.connection, self.goal, self.ask):
            if text:
                yield text
        if self.minutes:
            yield f"{self.minutes} minutes"
        yield from self.availability
        yield from (text for text in (self.offer, self.deadline, self.notes) if text)

    def to_dict(self) -> dict[str, Any]:
        """The brief as JSON values, without what is missing."""
        found: dict[str, Any] = {}
        for name, value in self.model_dump(mode="json").items():
            if isinstance(value, dict):
                value = {key: text for key, text in value.items() if text}
            if value not in (None, {}, [], ""):
                found[name] = value
        return found


def parse_brief(data: object) -> OutreachBrief:
    """Read a brief from JSON values.

    Raises InputError naming the unknown field or the bad value, and what to do.
    """
    if not isinstance(data, Mapping):
        raise InputError(f"'brief' must be an object with fields, not '{_short(data)}'")
    brief = _validate(data)
    if brief.kind is None:
        raise InputError(f"brief field 'kind' is missing; give one of {', '.join(KINDS)}")
    return brief


def parse_partial(data: Mapping[str, Any]) -> OutreachBrief:
    """Read what a conversation remembered of a brief; `kind` may still be unknown. Raises InputError."""
    return _validate(data)


def set_field(brief: OutreachBrief, field: str, value: object) -> OutreachBrief:
    """Put one value in, or take it out (None or ""). `field` is a name of the brief, or "recipient.name" and the like.

    Raises InputError naming the unknown field or the bad value.
    """
    data = brief.model_dump()
    name, _, part = field.partition(".")
    if part:
        if not isinstance(data.get(name), dict):
            raise InputError(
                f"brief field '{field}' is unknown; the fields are {', '.join(OutreachBrief.model_fields)}"
            )
        data[name][part] = value
    else:
        data[name] = value
    return _validate(data)


def _validate(data: Mapping[str, Any]) -> OutreachBrief:
    try:
        return OutreachBrief.model_validate(dict(data))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "brief"
        if first["type"] == "extra_forbidden":
            known = Person if len(first["loc"]) > 1 else OutreachBrief
            raise InputError(
                f"brief field '{field}' is unknown; the fields are {', '.join(known.model_fields)}"
            ) from None
        message = str(first["msg"]).removeprefix("Value error, ").removeprefix("Input ")
        raise InputError(f"brief field '{field}' {message}; '{_short(first.get('input'))}' was given") from None


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."
