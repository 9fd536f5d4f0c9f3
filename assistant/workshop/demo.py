"""Demonstrations: a person's side of a whole task, sent message by message to the coach as a person would."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import LibraryError
from assistant.reading import first_fault
from assistant.workshop.exercises import DATA, read_list

# How long a reply stands before the next message: a calm reader's pace, with bounds.
WORDS_A_SECOND = 3.5
SHORTEST, LONGEST = 2.0, 20.0


class Demo(BaseModel):
    """One demonstration. The replies are not in the file: the coach gives them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=5, max_length=80)
    messages: tuple[str, ...] = Field(min_length=2, max_length=30)


def load_demos(path: Path = DATA / "demos.yaml") -> dict[str, Demo]:
    """Return the demonstrations by id. Raises LibraryError naming the file and the field."""
    found: dict[str, Demo] = {}
    for place, fields in enumerate(read_list(path), 1):
        try:
            demo = Demo.model_validate(fields)
        except ValidationError as error:
            raise first_fault(path.name, error, inside=f"entry {place}", whole="entry") from None
        if demo.id in found:
            raise LibraryError(path.name, f"{demo.id}.id", "stands twice among the demonstrations")
        found[demo.id] = demo
    return found


def reading_seconds(text: str) -> float:
    """Return how long a reply stands on the projector before the next message."""
    return min(max(len(text.split()) / WORDS_A_SECOND, SHORTEST), LONGEST)
