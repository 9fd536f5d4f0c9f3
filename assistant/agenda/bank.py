"""The writing data of agendas (assistant/agenda/data/*.yaml), typed and checked.

bank = load_bank() bank.meetings["first"].purpose["mentee"].none
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from string import Template
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from assistant.agenda.brief import Meeting, Role
from assistant.errors import LibraryError
from assistant.reading import read_yaml

Kind = Literal[
    "check-in",
    "introductions",
    "expectations",
    "last-actions",
    "topic",
    "wellbeing",
    "feedback",
    "next-steps",
    "next-meeting",
    "thanks",
]
StageId = Literal["premed", "preclinical", "clinical", "resident", "fellow", "physician"]
ThemeId = str

_WORD = re.compile(r"[^\W_]+")
_FOLDER = Path(__file__).with_name("data")
# A question is open when it asks with one of these words; "Do you think" is not.
_OPEN = re.compile(r"\b(?:what|how|which|who|whom|whose|where|when|why)\b", re.IGNORECASE)


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ByRole(_Data):
    """One text for each role of the user."""

    mentee: str = Field(min_length=1)
    mentor: str = Field(min_length=1)

    def __getitem__(self, role: Role) -> str:
        return self.mentee if role == "mentee" else self.mentor


class Dated(_Data):
    """Something to do a number of days before or after the meeting."""

    days: int = Field(ge=0, le=60)
    text: str = Field(min_length=5)


class DatedByRole(_Data):
    """The same, for each role of the user."""

    days: int = Field(ge=0, le=60)
    mentee: str
    mentor: str

    def text(self, role: Role) -> str:
        """The text for one role."""
        return self.mentee if role == "mentee" else self.mentor


class Theme(_Data):
    """What a topic may be about, and what that calls for."""

    words: tuple[str, ...] = Field(min_length=1)
    noun: str
    evidence: str
    prepare: str
    send: str
    narrow: str
    step: str
    mentee: tuple[str, ...] = Field(min_length=2)
    first: tuple[str, ...] = Field(min_length=2)
    mentor: tuple[str, ...] = Field(min_length=2)

    @field_validator("words")
    @classmethod
    def _compiles(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for word in value:
            re.compile(word)
        return value

    @field_validator("mentee", "first", "mentor")
    @classmethod
    def _asks_openly(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _open_questions(value)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The theme's words as one expression; each must open a word."""
        return re.compile(_alternatives(self.words), re.IGNORECASE)


def _alternatives(words: tuple[str, ...]) -> str:
    return rf"\b(?:{'|'.join(words)})"


def _joined(themes: dict[str, Theme]) -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?P<{name}>{_alternatives(theme.words)})" for name, theme in themes.items()), re.IGNORECASE
    )


class Box(_Data):
    """How much of the meeting a kind of item takes; topics share the rest."""

    share: float = Field(default=0.0, ge=0, le=0.5)
    most: int = Field(default=0, ge=0, le=60)


class Purpose(_Data):
    """The purpose line with two topics, one, or none that fits."""

    two: str
    one: str
    none: str


class NextMeeting(_Data):
    """When and how to meet next: days from this meeting."""

    start: int = Field(ge=1)
    end: int = Field(ge=1)
    format: str
    keep: str


class CardUse(_Data):
    """Which bullet of which card stands behind the plan: the one most like `like`."""

    card: str
    section: str
    like: str


class MeetingData(_Data):
    """One kind of meeting."""

    name: str
    boxes: dict[Kind, Box]
    spare: tuple[Kind, ...]
    purpose: dict[Role, Purpose]
    default_topic: ByRole
    topic_notes: ByRole
    feedback: ByRole
    introductions: ByRole | None = None
    thanks: ByRole | None = None
    prepare: dict[Role, tuple[Dated, ...]]
    send: dict[Role, Dated]
    own_question: ByRole | None = None
    questions: dict[Role, tuple[str, ...]]
    next: NextMeeting
    cards: tuple[CardUse, ...]

    @field_validator("questions")
    @classmethod
    def _asks_openly(cls, value: dict[Role, tuple[str, ...]]) -> dict[Role, tuple[str, ...]]:
        return {role: _open_questions(questions) for role, questions in value.items()}


class Stage(_Data):
    """One stage of training."""

    label: str
    words: tuple[str, ...]
    focus: str
    difficult: str
    closing: str
    prepare: str
    question_mentee: str
    question_mentor: str
    route: str
    check_in: str


class PlanWords(_Data):
    """What all meetings share."""

    titles: dict[str, ByRole]
    notes: dict[str, Any]
    status: dict[str, str]
    questions: dict[str, ByRole]
    open_questions: dict[Role, tuple[str, ...]]
    prepare: dict[str, DatedByRole]
    send: dict[str, Any]
    actions: dict[str, DatedByRole]
    thanks: ByRole

    def note(self, name: str, role: Role | None = None) -> str:
        """Return one note, of a role where it differs by role."""
        found = self.notes[name]
        return str(found[role] if isinstance(found, dict) and role else found)

    def folded(self, name: str) -> str:
        """Return the note for an item that has no box of its own."""
        return str(self.notes["folded"][name])


class Bank(_Data):
    """All of it."""

    themes: dict[ThemeId, Theme]
    meetings: dict[Meeting, MeetingData]
    stages: dict[StageId, Stage]
    plan: PlanWords

    @cached_property
    def theme_words(self) -> re.Pattern[str]:
        """All themes but strain in one expression; the group that matched is the theme, the earliest in the
        text wins.
        """
        return _joined({name: theme for name, theme in self.themes.items() if name != "strain"})

    @cached_property
    def work_words(self) -> re.Pattern[str]:
        """The same for what is work, where strain may be the strain of something named."""
        return _joined(
            {name: theme for name, theme in self.themes.items() if name not in ("strain", "life", "confidence")}
        )

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of our own sentences, in lower case: what they name is nobody's invention."""
        return frozenset(word.lower() for text in _texts(self.model_dump()) for word in _WORD.findall(text))


@cache
def load_bank(folder: Path = _FOLDER) -> Bank:
    """Read and check the data. Raises LibraryError naming file, field and reason."""
    return Bank(
        themes=cast(dict[ThemeId, Theme], _read(folder / "themes.yaml", TypeAdapter(dict[ThemeId, Theme]))),
        meetings=cast(
            dict[Meeting, MeetingData],
            _read(folder / "meetings.yaml", TypeAdapter(dict[Meeting, MeetingData])),
        ),
        stages=cast(dict[StageId, Stage], _read(folder / "stages.yaml", TypeAdapter(dict[StageId, Stage]))),
        plan=cast(PlanWords, _read(folder / "plan.yaml", TypeAdapter(PlanWords))),
    )


def fill(text: str, values: dict[str, str]) -> str:
    """Fill `$name` slots; `$Mentee` is `$mentee` with a capital. Raises KeyError for a slot nobody fills."""
    more = {name.capitalize(): value[:1].upper() + value[1:] for name, value in values.items()}
    return Template(text).substitute({**more, **values})


def _read(path: Path, form: TypeAdapter[Any]) -> Any:
    try:
        return form.validate_python(read_yaml(path, without="agendas are written from it"))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"] if part != "[key]") or "file"
        raise LibraryError(path.name, field, str(first["msg"]).removeprefix("Value error, ")) from None


def _texts(data: Any) -> Iterator[str]:
    """Every text of the data that is shown; expressions that tell a theme or a stage are not."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            if name not in ("words", "like"):
                yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)


def _open_questions(questions: tuple[str, ...]) -> tuple[str, ...]:
    for question in questions:
        if not question.endswith("?") or not _OPEN.search(question):
            raise ValueError(f"'{question[:60]}' is not an open question")
    return questions
