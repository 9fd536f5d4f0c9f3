"""What the screen says, from knowledge/replies.yaml: one place to read, mend and translate it."""

from __future__ import annotations

from pathlib import Path
from string import Template

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import LibraryError
from assistant.reading import first_fault, read_yaml

FILE = "replies.yaml"


class CrisisReplies(BaseModel):
    """The variants, each with $line; and one line in other languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    own: str = Field(alias="self", min_length=1)
    unsure: str = Field(min_length=1)
    other: str = Field(min_length=1)
    taken_back: str = Field(min_length=1)
    line: str = Field(min_length=1)
    line_unknown_country: str = Field(min_length=1)
    languages: dict[str, str]


class MistreatmentReplies(BaseModel):
    """For a message that tells of it, and for one that does so in passing, on the way to a request."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    told: str = Field(min_length=1)
    in_passing: str = Field(min_length=1)


class OutsideReplies(BaseModel):
    """Who to ask instead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    clinical: str = Field(min_length=1)
    legal: str = Field(min_length=1)
    visa: str = Field(min_length=1)


class IntegrityReplies(BaseModel):
    """One sentence that declines, and the honest alternative."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fabrication: str = Field(min_length=1)
    impersonation: str = Field(min_length=1)
    cruelty: str = Field(min_length=1)


class InjectionReplies(BaseModel):
    """For a message that is only an attack, and for one that also asks for something."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    only: str = Field(min_length=1)
    inside: str = Field(min_length=1)


class Replies(BaseModel):
    """All reply texts of the screen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    crisis: CrisisReplies
    mistreatment: MistreatmentReplies
    outside: OutsideReplies
    integrity: IntegrityReplies
    injection: InjectionReplies
    phi: str = Field(min_length=1)
    empty: str = Field(min_length=1)
    too_long: str = Field(min_length=1)


_NEEDED = {
    "crisis.self": {"line"},
    "crisis.unsure": {"line"},
    "crisis.other": {"line"},
    "crisis.taken_back": {"line"},
    "crisis.line": {"emergency", "lines"},
    "crisis.line_unknown_country": {"examples", "directory"},
    "phi": {"kinds"},
    "too_long": {"limit", "length"},
}


def load_replies(folder: Path) -> Replies:
    """Read the replies of a knowledge folder. Raises LibraryError naming the file and the field."""
    data = read_yaml(folder / FILE, without="the screen cannot answer without it")
    try:
        replies = Replies.model_validate(data)
    except ValidationError as error:
        raise first_fault(FILE, error) from None
    for field, names in _NEEDED.items():
        text = _text(data, field)
        found = set(Template(text).get_identifiers())
        if found != names:
            wanted = ", ".join(f"${name}" for name in sorted(names))
            raise LibraryError(FILE, field, f"must use exactly {wanted}")
    return replies


def fill(text: str, **values: object) -> str:
    """Fill $names in a reply."""
    return Template(text).substitute({name: str(value) for name, value in values.items()}).strip()


def _text(data: object, field: str) -> str:
    for part in field.split("."):
        data = data[part] if isinstance(data, dict) else ""
    return str(data)
