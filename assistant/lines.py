"""The contract's lines: the form of what a command takes, and what it answers. The command line and the page's
endpoints are both made of these.

    line = read_line(SearchLine, {"id": "1", "text": "How often should we meet?"})
    search(searcher, line.text, 10)

An answer has no id; who asked puts it there.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.coach import Coach
from assistant.errors import InputError
from assistant.library import Library
from assistant.safety import mask
from assistant.search import Searcher

QUERY_LIMIT = 12_000


class SearchLine(BaseModel):
    """One question to search for."""

    model_config = ConfigDict(extra="forbid")
    id: str
    text: str


class ConverseLine(BaseModel):
    """One message of one conversation."""

    model_config = ConfigDict(extra="forbid")
    session: str
    text: str


class ScreenLine(SearchLine):
    """One text to screen."""


class BriefLine(BaseModel):
    """One brief; its fields are checked by the task."""

    model_config = ConfigDict(extra="forbid")
    id: str
    brief: dict[str, Any]


class CheckLine(BriefLine):
    """One message to check against a brief."""

    text: str


class LabelLine(BaseModel):
    """One learner turn and the line it answers."""

    model_config = ConfigDict(extra="forbid")
    id: str
    giver: str
    text: str


class DebriefLine(BaseModel):
    """One transcript."""

    model_config = ConfigDict(extra="forbid")
    id: str
    turns: list[dict[str, str]]
    scenario: str | None = None


Line = TypeVar("Line", bound=BaseModel)


def read_line(form: type[Line], data: object) -> Line:
    """Read one line. Raises InputError naming the field."""
    try:
        return form.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "line"
        reason = {"extra_forbidden": "is not a field of this command", "missing": "is missing"}.get(
            first["type"], str(first["msg"])
        )
        raise InputError(f"field '{field}' {reason}") from None


def search(searcher: Searcher, text: str, k: int) -> dict[str, Any]:
    """Search for one question: `{"covered", "results"}`. Raises InputError for `k` below 1."""
    if k < 1:
        raise InputError(f"--k '{k}' must be 1 or more")
    result = searcher.search(text[:QUERY_LIMIT], k)
    return {
        "covered": result.covered,
        "results": [
            {
                "passage": hit.passage.id,
                "card": hit.passage.document,
                "title": hit.passage.title,
                "section": hit.passage.section,
                "rows": list(hit.passage.rows),
                "score": round(hit.score, 4),
                "text": hit.passage.text,
            }
            for hit in result.hits
        ],
    }


def screen(coach: Coach, text: str) -> dict[str, Any]:
    """Screen one text: `{"kind", "masked", "reply"}`."""
    found = coach.screen(text)
    return {"kind": found.kind, "masked": found.masked, "reply": found.reply}


def agenda(library: Library, brief: Mapping[str, Any]) -> dict[str, Any]:
    """Plan one meeting: `{"agenda", "findings", "citations"}`. Raises InputError naming the field."""
    from assistant.agenda import parse_brief, plan

    return dict(plan(parse_brief(brief), library, datetime.date.today(), mask))
