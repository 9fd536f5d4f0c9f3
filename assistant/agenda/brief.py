"""What is known of a meeting before it is planned, in the contract's field names.

parse_brief('{"meeting": "first", "minutes": 30, "topics": ["Step 1 timing"]}')
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.errors import InputError

Role = Literal["mentee", "mentor"]
Meeting = Literal["first", "regular", "difficult", "review", "career", "closing"]

DEFAULT_MINUTES = 30
MIN_MINUTES, MAX_MINUTES = 5, 180
MAX_LISTED, MAX_LENGTH = 40, 800

_KINDS = {
    "int": "a whole number",
    "string": "a text",
    "tuple": "a list",
    "list": "a list",
    "dict": "an object",
    "model": "an object",
}
# How an agreed action ended, in the words people use for it.
_DONE = ("done", "did", "complete", "completed", "finished", "submitted", "sent", "yes", "achieved", "met")
_NOT = (
    "not",
    "no",
    "n't",
    "never",
    "incomplete",
    "overdue",
    "missed",
    "pending",
    "todo",
    "to do",
    "outstanding",
    "open",
    "still to",
    "yet",
)
_PARTLY = (
    "part",
    "progress",
    "half",
    "some",
    "started",
    "ongoing",
    "draft",
    "almost",
    "nearly",
    "underway",
    "under way",
    "mostly",
)
_DROPPED = ("dropped", "abandoned", "cancelled", "canceled", "no longer", "stopped")
_NEGATED = re.compile(
    r"(?:\b(?:not|never|still to|to be|yet to)|n't)(?: \w+)? (?:" + "|".join((*_DONE, "start", "begun", "begin")) + ")"
)


class LastAction(BaseModel):
    """One thing agreed at the last meeting; `status` in the person's own words, or None."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str = Field(min_length=1, max_length=MAX_LENGTH)
    status: str | None = Field(default=None, max_length=MAX_LENGTH)

    @field_validator("what", "status")
    @classmethod
    def _one_line(cls, value: str | None) -> str | None:
        return " ".join(value.split()) if value else value


class AgendaBrief(BaseModel):
    """The brief of one meeting. Every text is the person's own; what is not known is absent.

    `minutes` and `date` may be unusable (0 minutes, 30 February): the plan then states what it used instead.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Role = "mentee"
    stage: str | None = Field(default=None, max_length=80)
    meeting: Meeting | None = None
    minutes: int | None = None
    topics: tuple[str, ...] = Field(default=(), max_length=MAX_LISTED)
    goals: tuple[str, ...] = Field(default=(), max_length=MAX_LISTED)
    concerns: tuple[str, ...] = Field(default=(), max_length=MAX_LISTED)
    last_actions: tuple[LastAction, ...] = Field(default=(), max_length=MAX_LISTED)
    date: str | None = Field(default=None, max_length=80)
    mentor: str | None = Field(default=None, max_length=120)
    mentee: str | None = Field(default=None, max_length=120)

    @field_validator("role", mode="before")
    @classmethod
    def _default_role(cls, value: Any) -> Any:
        return value or "mentee"

    @field_validator("topics", "goals", "concerns", "last_actions", mode="before")
    @classmethod
    def _absent_list(cls, value: Any) -> Any:
        return () if value is None else value

    @field_validator("topics", "goals", "concerns")
    @classmethod
    def _clean(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        """Drop empty texts and repeats; fold odd spaces.

        Raises ValueError for a text too long to be a point.
        """
        kept: dict[str, str] = {}
        for value in values:
            folded = " ".join(value.split())
            if len(folded) > MAX_LENGTH:
                raise ValueError(f"'{folded[:60]}...' has {len(folded)} characters; write at most {MAX_LENGTH}")
            if folded:
                kept.setdefault(folded.lower(), folded)
        return tuple(kept.values())

    @field_validator("stage", "date", "mentor", "mentee")
    @classmethod
    def _blank_is_absent(cls, value: str | None) -> str | None:
        return " ".join(value.split()) or None if value else None

    @property
    def kind(self) -> Meeting:
        """The kind of meeting; a regular one where none is named."""
        return self.meeting or "regular"


def parse_brief(line: str | Mapping[str, Any]) -> AgendaBrief:
    """Read one brief from JSON or from a mapping.

    Raises InputError naming the unknown field, or the field and its bad value in quotes.
    """
    data: Any = line
    if isinstance(line, str):
        try:
            data = json.loads(line)
        except json.JSONDecodeError:
            raise InputError('the agenda brief is not one JSON object; write it as {"minutes": 30, ...}') from None
    if not isinstance(data, Mapping):
        raise InputError(
            f"the agenda brief '{str(data)[:40]}' is not a JSON object; write it as {{\"minutes\": 30, ...}}"
        )
    try:
        return AgendaBrief.model_validate(dict(data))
    except ValidationError as error:
        raise InputError(_message(error.errors()[0])) from None


def _message(error: Any) -> str:
    field = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        known = ", ".join(LastAction.model_fields if "." in field else AgendaBrief.model_fields)
        return f"agenda brief: '{field}' is not a field; use {known}"
    if error["type"] == "missing":
        return f"agenda brief: field '{field}' is missing"
    shown = str(error["input"])[:60]
    if error["type"] == "literal_error":
        return f"agenda brief: field '{field}' cannot be '{shown}'; use {error['ctx']['expected']}"
    wanted = next((text for name, text in _KINDS.items() if error["type"].startswith(name)), None)
    if error["type"].endswith(("_type", "_parsing", "_from_float")) and wanted:
        return f"agenda brief: field '{field}' cannot be '{shown}'; write {wanted}"
    return f"agenda brief: field '{field}': {str(error['msg']).removeprefix('Value error, ')} (got '{shown}')"


def status_of(action: LastAction) -> str:
    """Return done, partly, not, dropped or unknown, from the user's own words about it."""
    status = f" {(action.status or '').lower()} "
    if not status.strip():
        return "unknown"
    done = any(_has_word(status, word) for word in _DONE)
    if _NEGATED.search(status):
        return "not"
    if done and any(_has_word(status, word) for word in ("no", "not", "pending", "yet")):
        # "sent, no reply": begun, and something is still open.
        return "partly"
    for name, words in (("dropped", _DROPPED), ("partly", _PARTLY), ("not", _NOT), ("done", _DONE)):
        if any(word in status if " " in word or word == "n't" else _has_word(status, word) for word in words):
            return name
    return "unknown"


def _has_word(text: str, word: str) -> bool:
    return any(
        part.startswith(word) if len(word) > 3 else part == word
        for part in text.replace("-", " ").replace("/", " ").split()
    )
