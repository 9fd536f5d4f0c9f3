"""The works that cards cite, from knowledge/sources.yaml, and what may be claimed on them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import LibraryError
from assistant.reading import first_fault, read_yaml

Kind = Literal[
    "meta-analysis",
    "systematic-review",
    "trial",
    "observational",
    "qualitative",
    "guideline",
    "expert-opinion",
    "vendor-data",
    "book",
    "law",
    "own",
]

# The rule for evidence labels (CONTRIBUTING.md): the label a card may carry at most, by its best source.
STRONG_KINDS: frozenset[str] = frozenset({"meta-analysis", "systematic-review", "trial"})
MODERATE_KINDS: frozenset[str] = STRONG_KINDS | {"observational", "qualitative"}


class Source(BaseModel):
    """One work. `verified` says that somebody saw the text say what `seen` reports."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    authors: str = Field(min_length=2)
    year: int | None = Field(ge=1900, le=2100)
    title: str = Field(min_length=3)
    where: str
    kind: Kind
    verified: bool
    seen: str
    url: str | None = Field(default=None, pattern=r"^https://\S+$")

    @model_validator(mode="after")
    def _verified_says_what_was_seen(self) -> Source:
        if self.verified and not self.seen.strip():
            raise ValueError("verified is true, so 'seen' must say what was seen and where")
        return self

    def cite(self) -> str:
        """One line for a reader: authors, year, title, where."""
        year = f" ({self.year})" if self.year else ""
        return f"{self.authors}{year}. {self.title}. {self.where}."


def load_sources(path: Path) -> dict[str, Source]:
    """Read sources.yaml. Raises LibraryError naming the source and the field."""
    data = read_yaml(path, without="every card cites it")
    if not isinstance(data, dict):
        raise LibraryError(path.name, "file", "must map each source's id to its fields")
    sources: dict[str, Source] = {}
    for source_id, fields in data.items():
        if not isinstance(fields, dict):
            raise LibraryError(path.name, str(source_id), "must have fields, each 'name: value'")
        try:
            sources[source_id] = Source.model_validate({"id": source_id, **fields})
        except ValidationError as error:
            raise first_fault(path.name, error, inside=str(source_id), whole="source") from None
    return sources
