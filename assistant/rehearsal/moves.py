"""Example turns (knowledge/moves/*.yaml) and cue families (data/cues.yaml): the forms, the loaders.

A move is one thing a turn can do, with many examples. `shows` names rubric items that the examples show, `breaks`
those that they break; every other item is neither.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.errors import LibraryError
from assistant.phrases import compile_any
from assistant.reading import read_yaml
from assistant.rehearsal.text import fold

Side = Literal["receive", "give", "giver"]
_ITEM = re.compile(r"^(?:[RV]\d{2}|abusive)$")
_CUES = Path(__file__).with_name("data") / "cues.yaml"


class Example(BaseModel):
    """One example turn; `giver` is the line it answers, where the meaning needs it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1, max_length=400)
    giver: str = ""


class Move(BaseModel):
    """One move with its examples."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    move: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    side: Side
    what: str = Field(min_length=10)
    shows: tuple[str, ...]
    breaks: tuple[str, ...]
    examples: tuple[Example, ...] = Field(min_length=8)

    @field_validator("shows", "breaks")
    @classmethod
    def _items(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for item in value:
            if not _ITEM.match(item):
                raise ValueError(f"'{item}' is not a rubric item; use R01 to R16 or V01 to V14")
        return value

    @field_validator("examples", mode="before")
    @classmethod
    def _plain_text(cls, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return [{"text": entry} if isinstance(entry, str) else entry for entry in value]


class Cues:
    """Families of patterns; `read(folded)` says which fire."""

    def __init__(self, families: dict[str, re.Pattern[str]]) -> None:
        self.names = tuple(families)
        self.patterns = tuple(pattern.pattern for pattern in families.values())
        self._families = families

    def read(self, folded: str) -> frozenset[str]:
        """Return the names of the families that fire in a folded text."""
        return frozenset(name for name, pattern in self._families.items() if pattern.search(folded))

    def count(self, name: str, folded: str) -> int:
        """How often the family called `name` fires in a folded text."""
        return sum(1 for _ in self._families[name].finditer(folded))


def load_moves(folder: Path) -> tuple[Move, ...]:
    """Read every file of `folder` (knowledge/moves), in the order of their names.

    Raises LibraryError with file, field and reason at the first bad file, and when an example stands twice.
    """
    moves: list[Move] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        name = f"moves/{path.name}"
        move = _parse(read_yaml(path, name), name)
        if move.move != path.stem:
            raise LibraryError(name, "move", f"'{move.move}' must be the file's name")
        for example in move.examples:
            key = f"{move.side}: {fold(example.text)}"
            if key in seen:
                raise LibraryError(name, "examples", f"'{example.text[:60]}' stands already in {seen[key]}")
            seen[key] = name
        moves.append(move)
    if not moves:
        raise LibraryError("moves", "folder", f"no file of example turns under '{folder}'")
    return tuple(moves)


def load_cues(path: Path = _CUES) -> Cues:
    """Read the cue families. Raises LibraryError naming the family and the pattern that cannot be read."""
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise LibraryError(path.name, "file", "must map each family to patterns, one a line")
    families: dict[str, re.Pattern[str]] = {}
    for family, lines in data.items():
        if not isinstance(lines, str) or not lines.strip():
            raise LibraryError(path.name, str(family), "must be patterns, one a line")
        families[str(family)] = compile_any(lines.splitlines(), path.name, str(family))
    return Cues(families)


def refusal(error: ValidationError, name: str, model: str) -> LibraryError:
    """Turn a schema's first complaint into one line about file, field and reason."""
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"]) or model
    if first["type"] == "missing":
        return LibraryError(name, field, "is missing")
    if first["type"] == "extra_forbidden":
        return LibraryError(name, field, f"is not a field of a {model}")
    return LibraryError(name, field, str(first["msg"]).removeprefix("Value error, "))


def _parse(data: Any, name: str) -> Move:
    if not isinstance(data, dict):
        raise LibraryError(name, "file", "must be fields, each 'name: value'")
    try:
        return Move.model_validate(data)
    except ValidationError as error:
        raise refusal(error, name, "move") from None
