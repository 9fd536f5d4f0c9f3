"""Crisis lines by country, from knowledge/helplines.yaml. A number that nobody has seen in print is not in
the file."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import LibraryError
from assistant.reading import first_fault, read_yaml

FILE = "helplines.yaml"

How = Literal["call", "text", "chat", "email"]


class Line(BaseModel):
    """One helpline. `verified` says that somebody saw the number in a public text; `seen` says what and
    where."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=2)
    number: str = Field(pattern=r"^[+\d][\d ()\-]{1,20}$")
    how: tuple[How, ...] = Field(min_length=1)
    hours: str | None = None
    text_number: str | None = Field(default=None, pattern=r"^[\d ]{3,15}$")
    verified: bool
    source: str = Field(min_length=3)
    seen: str = ""
    checked: datetime.date

    @model_validator(mode="after")
    def _verified_says_what_was_seen(self) -> Line:
        if self.verified and not self.seen.strip():
            raise ValueError("verified is true, so 'seen' must say what was seen and where")
        return self

    def shown(self) -> str:
        """`988 Suicide & Crisis Lifeline: call, text or chat 988 (24 hours)`."""
        ways = [way for way in self.how if way != "text" or self.text_number is None]
        said = " or ".join([", ".join(ways[:-1]), ways[-1]] if len(ways) > 1 else ways)
        text = f", or text {self.text_number}" if self.text_number else ""
        hours = f" ({self.hours})" if self.hours else ""
        return f"{self.name}: {said} {self.number}{text}{hours}"


class Country(BaseModel):
    """The lines of one country, the most important first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=2)
    emergency: str = Field(pattern=r"^\d{2,5}$")
    emergency_seen: str = ""
    lines: tuple[Line, ...] = Field(min_length=1)


class Directory(BaseModel):
    """Where lines of other countries are listed; a name, never a live link."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=2)
    verified: bool
    source: str = Field(min_length=3)
    seen: str = ""
    checked: datetime.date


class Helplines(BaseModel):
    """All countries, by their two-letter code."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    international: Directory
    examples: tuple[str, ...] = Field(min_length=2, max_length=3)
    countries: dict[str, Country]

    def country(self, code: str | None) -> Country | None:
        """Return a country's lines, or None when it is not in the file."""
        code = (code or "").strip().upper()
        return self.countries.get("GB" if code == "UK" else code)


def load_helplines(folder: Path) -> Helplines:
    """Read the helplines of a knowledge folder. Raises LibraryError naming the file and the field."""
    data = read_yaml(folder / FILE, without="the screen cannot answer without it")
    try:
        helplines = Helplines.model_validate(data)
    except ValidationError as error:
        raise first_fault(FILE, error) from None
    for code in helplines.countries:
        if len(code) != 2 or not (code.isascii() and code.isalpha() and code.isupper()):
            raise LibraryError(FILE, f"countries.{code}", f"'{code}' is not a two-letter country code such as US")
    for code in helplines.examples:
        if code not in helplines.countries:
            raise LibraryError(FILE, "examples", f"'{code}' is not among the countries")
    return helplines
