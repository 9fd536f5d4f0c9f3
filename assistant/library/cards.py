"""Guidance cards: the form, the parser, the checks that one card must pass alone.

A card is a Markdown file: YAML front matter and four sections of bullets. Each bullet must stand alone,
because answers quote bullets word for word.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.errors import LibraryError

SECTIONS = ("What to do", "Words to try", "Watch out", "When it differs")
ANSWER = "Answer"
MIN_WORDS, MAX_WORDS = 120, 260

Audience = Literal["mentee", "mentor"]
Stage = Literal["premed", "preclinical", "clinical", "resident", "fellow", "physician", "mentor", "any"]
Task = Literal["ask", "outreach", "agenda", "rehearsal"]
Evidence = Literal["strong", "moderate", "opinion"]

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_SPEAKER = re.compile(r"^[A-Z][a-z]+: \".+\"$")
_LABEL = re.compile(r"^[A-Z][^:]{1,40}: \S")
_FRAMEWORK = re.compile(r"^F([1-9]|[1-4]\d|50)$")


class Card(BaseModel):
    """One question and its guidance. `sections` maps each of SECTIONS to its bullets."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=10, max_length=120)
    audience: tuple[Audience, ...] = Field(min_length=1)
    stage: tuple[Stage, ...] = Field(min_length=1)
    tasks: tuple[Task, ...] = Field(min_length=1)
    rows: tuple[str, ...] = Field(min_length=1)
    frameworks: tuple[str, ...]
    evidence: Evidence
    sources: tuple[str, ...] = Field(min_length=1)
    reviewed: datetime.date
    asked: tuple[str, ...] = Field(min_length=4, max_length=20)
    related: tuple[str, ...] = Field(min_length=2, max_length=3)
    answer: str
    sections: dict[str, tuple[str, ...]]
    group: str

    @field_validator("frameworks")
    @classmethod
    def _known_frameworks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not _FRAMEWORK.match(name):
                raise ValueError(f"'{name}' is not a framework; use F1 to F50")
        return value

    @field_validator("reviewed")
    @classmethod
    def _reviewed_by_today(cls, value: datetime.date) -> datetime.date:
        if value > datetime.date.today():
            raise ValueError(f"'{value}' lies in the future; give the day of the last review")
        return value

    @field_validator("answer")
    @classmethod
    def _answer_is_short(cls, value: str) -> str:
        words = len(value.split())
        if not 12 <= words <= 50:
            raise ValueError(f"the direct answer has {words} words; write 12 to 50")
        return " ".join(value.split())

    @property
    def words(self) -> int:
        """Length of the direct answer and the sections, in words."""
        bullets = (bullet for section in self.sections.values() for bullet in section)
        return len(self.answer.split()) + sum(len(bullet.split()) for bullet in bullets)


def parse_card(text: str, file: str, group: str) -> Card:
    """Parse and check one card.

    `file` is the name that an error shows; `group` is the folder's name. Raises LibraryError with the
    file, the line where it can be told, the field and the reason.
    """
    match = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    if not match:
        raise LibraryError(file, "front matter", "must open with '---', YAML fields and '---'", 1)
    front, body = match.groups()
    fields = _read_front_matter(front, file)
    body_line = text[: match.start(2)].count("\n") + 1
    fields["sections"] = _read_sections(body, file, body_line)
    fields["group"] = group
    try:
        card = Card.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else "card"
        raise LibraryError(file, field, _reason(first), _line_of(text, field)) from None
    if card.id != Path(file).stem:
        raise LibraryError(file, "id", f"'{card.id}' must be the file's name", _line_of(text, "id"))
    if not MIN_WORDS <= card.words <= MAX_WORDS:
        reason = f"the card has {card.words} words; write {MIN_WORDS} to {MAX_WORDS}"
        raise LibraryError(file, "sections", reason, body_line)
    _refuse_instructions(card, text, file)
    return card


def _read_front_matter(front: str, file: str) -> dict[str, Any]:
    try:
        fields = yaml.load(front, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "is not YAML"
        raise LibraryError(file, "front matter", str(problem), mark.line + 2 if mark else 1) from None
    if not isinstance(fields, dict):
        raise LibraryError(file, "front matter", "must be fields, each 'name: value'", 1)
    for reserved in ("sections", "group"):
        if reserved in fields:
            raise LibraryError(file, reserved, "is not a field of the front matter", _line_of(front, reserved))
    return fields


def _read_sections(body: str, file: str, body_line: int) -> dict[str, tuple[str, ...]]:
    """Read the four sections, each a list of bullets; anything else is refused."""
    parts = _HEADING.split(body)
    names = parts[1::2]
    for name in SECTIONS:
        if name not in names:
            raise LibraryError(file, name, f"the section '## {name}' is missing", body_line)
    if tuple(names) != SECTIONS or parts[0].strip():
        wanted = ", ".join(SECTIONS)
        raise LibraryError(file, "sections", f"must be exactly, in this order: {wanted}", body_line)
    sections: dict[str, tuple[str, ...]] = {}
    for name, content in zip(names, parts[2::2], strict=True):
        bullets = _read_bullets(content, file, name, body_line)
        for bullet in bullets:
            if name == "Words to try" and not _SPEAKER.match(bullet):
                raise LibraryError(file, name, f"'{bullet[:40]}' must read: Speaker: \"words\"", body_line)
            if name == "When it differs" and not _LABEL.match(bullet):
                raise LibraryError(file, name, f"'{bullet[:40]}' must open with a label and a colon", body_line)
        sections[name] = bullets
    return sections


def _read_bullets(content: str, file: str, section: str, body_line: int) -> tuple[str, ...]:
    bullets: list[str] = []
    for line in content.splitlines():
        if line.startswith("- "):
            bullets.append(line[2:].strip())
        elif line.startswith("  ") and line.strip() and bullets:
            bullets[-1] += " " + line.strip()
        elif line.strip():
            raise LibraryError(file, section, f"'{line.strip()[:40]}' is not a bullet; start it with '- '", body_line)
    if not bullets:
        raise LibraryError(file, section, "has no bullet", body_line)
    return tuple(bullets)


def _refuse_instructions(card: Card, text: str, file: str) -> None:
    """A card is data: text that speaks to the assistant is refused, not indexed (rubric G12, G13)."""
    # Imported here: the screen takes long to make ready, and an ingest that reads no card needs none.
    from assistant.safety.injection import addresses_the_assistant

    pieces = {"title": (card.title,), "answer": (card.answer,), "asked": card.asked, **card.sections}
    for field, values in pieces.items():
        for value in values:
            if addresses_the_assistant(value):
                reason = f"'{value[:60]}' speaks to the assistant; guidance speaks to people"
                raise LibraryError(file, field, reason, _line_of(text, field))


def _reason(error: Any) -> str:
    if error["type"] == "missing":
        return "is missing"
    if error["type"] == "extra_forbidden":
        return "is not a field of a card"
    shown = str(error.get("input"))[:60]
    message = str(error["msg"]).removeprefix("Value error, ")
    return message if shown in message else f"{message} (got '{shown}')"


def _line_of(text: str, field: str) -> int | None:
    """The line (from 1) where a field or a section begins."""
    opens = (f"{field}:", f"## {field}")
    return next((n for n, line in enumerate(text.splitlines(), 1) if line.startswith(opens)), None)
