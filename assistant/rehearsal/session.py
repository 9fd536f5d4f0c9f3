"""A whole transcript, read: the learner's turns with their labels, and what kind of line each answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import InputError
from assistant.language import is_english
from assistant.rehearsal.label import Labeller, Reading
from assistant.rehearsal.text import fold, sentences, words

# From this chance of abuse on, a boundary that the learner keeps settles the doubt.
DOUBTFUL = 0.25
_Form = TypeVar("_Form", bound=BaseModel)


class Line(BaseModel):
    """One turn of a transcript, as the contract gives it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: Literal["giver", "learner"]
    text: str = Field(max_length=20_000)


class DebriefInput(BaseModel):
    """One input line of `debrief`. `scenario` is the id of a scenario, or None."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    turns: tuple[Line, ...]
    scenario: str | None = None


class LabelInput(BaseModel):
    """One input line of `label`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    giver: str = Field(max_length=20_000)
    text: str = Field(max_length=20_000)


@dataclass(frozen=True)
class Seen:
    """One turn of the learner's. `turn` is its place among all turns, from 1."""

    turn: int
    text: str
    giver: str
    reading: Reading

    def has(self, item: str) -> bool:
        """Whether the item is shown in this turn."""
        return self.reading.labels.get(item) is True

    def broke(self, item: str) -> bool:
        """Whether R05, R06, R08 or R16 is broken in this turn."""
        return self.reading.labels.get(item) is False

    def quote(self, label: str) -> str:
        """The words behind a label; an exact substring of the turn."""
        return self.reading.spans.get(label) or self.opening

    @property
    def opening(self) -> str:
        """The first sentence of the turn."""
        found = sentences(self.text)
        return found[0].text if found else self.text.strip()

    @property
    def spoke(self) -> bool:
        """Whether there was a word in it that can be read; other languages than English cannot."""
        return bool(words(fold(self.text))) and is_english(self.text)

    @property
    def telling(self) -> bool:
        """Whether it shows or breaks anything, or promises something, be it vaguely."""
        if self.reading.minimal:
            return False
        promised = any(piece.chance("move:vague-plan") > 0.5 for piece in self.reading.evidence.pieces)
        kept = {"R05", "R06", "R08"}
        return promised or any(shown != (item in kept) for item, shown in self.reading.labels.items())


@dataclass(frozen=True)
class Session:
    """The learner's side of one conversation."""

    seen: tuple[Seen, ...]
    abusive: bool
    praise: bool
    asked_for_plan: bool
    opening: str = ""

    @property
    def spoken(self) -> tuple[Seen, ...]:
        """The turns with words in them."""
        return tuple(seen for seen in self.seen if seen.spoke)

    @property
    def too_little(self) -> bool:
        """Whether there is nothing that could be judged: silence, empty answers, the giver's own words."""
        return not any(seen.telling for seen in self.spoken)

    def first(self, item: str) -> Seen | None:
        """The first turn that shows the item."""
        return next((seen for seen in self.spoken if seen.has(item)), None)

    def breaks(self, item: str) -> list[Seen]:
        """The turns that break the item."""
        return [seen for seen in self.spoken if seen.broke(item)]


_ASKS_PLAN = re.compile(
    r"\bwhat (?:will|would|are) you (?:going to )?(?:do|change|try)|\bwhat'?s "
    r"(?:your|the) plan\b|\band now\?|\bso what\b"
)


def read_session(turns: Sequence[Line], labeller: Labeller) -> Session:
    """Label each learner's turn against the giver's lines before it."""
    seen: list[Seen] = []
    giver: list[str] = []
    said: list[str] = []
    abusive = False
    for place, line in enumerate(turns, 1):
        if line.who == "giver":
            giver.append(line.text)
            said.append(line.text)
            continue
        last = " ".join(giver) or (said[-1] if said else "")
        reading = labeller.read(last, line.text, abused=abusive)
        abusive = abusive or reading.abusive or _crossed(reading)
        seen.append(Seen(place, line.text, last, reading))
        giver = []
    praise = bool(said) and labeller.praises(said[0])
    asked = any(_ASKS_PLAN.search(fold(line)) for line in said)
    return Session(tuple(seen), abusive, praise, asked, said[0] if said else "")


def _crossed(reading: Reading) -> bool:
    """Whether a boundary was kept against a line that could be read as abuse: then it is the learner who knows."""
    return bool(reading.labels.get("R16")) and reading.evidence.giver_chances.get("abusive", 0.0) > DOUBTFUL


def parse_debrief(data: Any) -> DebriefInput:
    """Check one input line of `debrief`. Raises InputError naming the field and the value."""
    return _parse(DebriefInput, data)


def parse_label(data: Any) -> LabelInput:
    """Check one input line of `label`. Raises InputError naming the field and the value."""
    return _parse(LabelInput, data)


def _parse(form: type[_Form], data: Any) -> _Form:
    try:
        return form.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "line"
        if first["type"] == "missing":
            raise InputError(f"field '{field}' is missing") from None
        if first["type"] == "extra_forbidden":
            raise InputError(f"'{field}' is not a field of this line; remove it") from None
        raise InputError(f"field '{field}': '{str(first.get('input'))[:60]}': {first['msg']}") from None
