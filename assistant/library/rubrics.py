"""Rubric items, from knowledge/rubrics/*.yaml: what each says, how it is checked, which card teaches it.

    rubrics = load_rubrics(Path("knowledge"))
    rubrics["R03"].anchors[3]

A file is a list of items, each with id, name, check, definition, card and, where scored, anchors for 3, 1 and 0.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.errors import LibraryError
from assistant.reading import read_yaml

Check = Literal["auto", "judge", "turn", "session"]


class RubricItem(BaseModel):
    """One item. `anchors` maps a score to what earns it; None for items that pass or fail."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[A-Z]\d{2}$")
    name: str = Field(min_length=3, max_length=80)
    check: Check
    definition: str = Field(min_length=10)
    anchors: dict[int, str] | None = None
    card: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")

    @field_validator("anchors")
    @classmethod
    def _three_anchors(cls, value: dict[int, str] | None) -> dict[int, str] | None:
        if value is not None and set(value) != {3, 1, 0}:
            raise ValueError("needs a text for each of 3, 1 and 0")
        return value


def load_rubrics(folder: Path) -> dict[str, RubricItem]:
    """Read every file of `folder`/rubrics; returns the items by id, in the order of the files.

    Raises LibraryError with file, field and reason at the first bad item.
    """
    items: dict[str, RubricItem] = {}
    for path in sorted((folder / "rubrics").glob("*.yaml")):
        name = f"rubrics/{path.name}"
        for place, fields in enumerate(_read_list(path, name), 1):
            item = _parse(fields, name, place)
            if item.id in items:
                raise LibraryError(name, f"{item.id}.id", "stands twice among the rubrics")
            items[item.id] = item
    if not items:
        raise LibraryError("rubrics", "folder", f"no rubric found under '{folder / 'rubrics'}'")
    return items


def check_cards(rubrics: dict[str, RubricItem], cards: Collection[str]) -> None:
    """Refuse a rubric item whose card does not exist. Raises LibraryError naming the item."""
    for item in rubrics.values():
        if item.card not in cards:
            raise LibraryError("rubrics", f"{item.id}.card", f"'{item.card}' is not a card's id")


def _read_list(path: Path, name: str) -> list[Any]:
    data = read_yaml(path, name)
    if not isinstance(data, list):
        raise LibraryError(name, "file", "must be a list of items, each starting with '- id:'")
    return data


def _parse(fields: Any, name: str, place: int) -> RubricItem:
    if not isinstance(fields, dict):
        raise LibraryError(name, f"item {place}", "must be fields, each 'name: value'")
    try:
        return RubricItem.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "item"
        known = {"missing": "is missing", "extra_forbidden": "is not a field of a rubric item"}
        reason = known.get(first["type"], str(first["msg"]).removeprefix("Value error, "))
        raise LibraryError(name, f"{fields.get('id', f'item {place}')}.{field}", reason) from None
