"""Rehearsal scenarios, from knowledge/scenarios/*.yaml: who is played, how, and what moves them.

    scenarios = load_scenarios(Path("knowledge"))
    scenarios["wandering-presentation"].opening

Beside the scenarios stand the lines that any persona of one style may say (`Style`), so that ten turns never repeat
one. A persona speaks from these two only. Lines in which it would give in too early, or coach, are refused at load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from assistant.errors import LibraryError
from assistant.reading import read_yaml

State = Literal["guarded", "thawing", "open"]
Role = Literal["receive", "give"]
StyleName = Literal["blunt", "brisk", "warm", "formal", "learner"]
STATES: tuple[State, ...] = ("guarded", "thawing", "open")

# What a turn can do to the persona. `any` answers whatever has no line of its own.
RECEIVE_MOVES = frozenset(
    "thanked acknowledged summarised asked asked_vague owned planned check_back support vague_plan "
    "feeling kind disagreed_well "
    "boundary defended blamed attacked self_attacked sarcastic minimal echoed grade off_topic "
    "clinical abusive hurry leaving any".split()
)
GIVE_MOVES = frozenset(
    "asked_view permission specific impact intent praised standard reflected plan_asked follow_up "
    "private labelled biased dismissed "
    "lectured vague_praise told minimal off_topic clinical abusive hurry leaving any".split()
)
_SENTENCE_END = re.compile(r"[.!?\u2026](?:\s|$)")
Lines = Mapping[State, Mapping[str, tuple[str, ...]]]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Persona(_Form):
    """Who is played: a role without a name, what ties it to the user, the manner of speaking."""

    title: str = Field(min_length=5, max_length=80)
    relationship: str = Field(min_length=5)
    style: StyleName


class Sliders(_Form):
    """How the persona is set, 0 to 1.

    warmth: first trust and how much listening it takes. specificity: whether a first question already gets a
    fact. time: how many turns there are, and hurry. accuracy: below half, facts come in their mistaken form.
    """

    warmth: float = Field(default=0.5, ge=0, le=1)
    specificity: float = Field(default=0.5, ge=0, le=1)
    time: float = Field(default=0.5, ge=0, le=1)
    accuracy: float = Field(default=0.9, ge=0, le=1)


class Fact(_Form):
    """Something the persona knows. `about` is what a question must be near; `mistaken` is a wrong version."""

    about: str = Field(min_length=5)
    says: str = Field(min_length=2)
    mistaken: str | None = None


class HeldBack(_Form):
    """What the persona keeps to itself until it trusts, and the line in which it then comes out, once."""

    what: str = Field(min_length=5)
    reveals: str = Field(min_length=5)


class TrustMove(_Form):
    """What one kind of turn does to the persona's trust here, and why."""

    move: str
    by: int = Field(ge=1, le=4)
    reason: str = Field(min_length=5)


class TrustMoves(_Form):
    """The moves that raise or lower trust beside the usual ones."""

    raises: tuple[TrustMove, ...] = Field(default=(), alias="raise")
    lower: tuple[TrustMove, ...] = ()


class Scenario(_Form):
    """One rehearsal. `role` is the user's: to receive feedback, or to give it."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=5, max_length=80)
    role: Role
    summary: str = Field(min_length=10, max_length=160)
    persona: Persona
    setting: str = Field(min_length=20)
    opening: str = Field(min_length=2, max_length=400)
    goals: tuple[str, ...] = Field(min_length=2, max_length=4)
    rubric: tuple[str, ...] = Field(min_length=3)
    difficulty: int = Field(ge=1, le=3)
    content_warning: str | None
    sliders: Sliders
    facts: tuple[Fact, ...] = Field(min_length=1)
    holds_back: HeldBack | None
    trust_moves: TrustMoves
    lines: Lines

    @field_validator("rubric")
    @classmethod
    def _known_items(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for item in value:
            if not re.match(r"^[RV]\d{2}$", item):
                raise ValueError(f"'{item}' is not an item of R01 to R16 or V01 to V14")
        return value

    @model_validator(mode="after")
    def _fits_its_role(self) -> Scenario:
        letter = "R" if self.role == "receive" else "V"
        wrong = [item for item in self.rubric if item[0] != letter]
        if wrong:
            raise ValueError(f"rubric: '{wrong[0]}' does not fit the role '{self.role}'")
        if (self.persona.style == "learner") != (self.role == "give"):
            raise ValueError("persona: the style 'learner' goes with the role 'give', and only with it")
        moves = RECEIVE_MOVES if self.role == "receive" else GIVE_MOVES
        for state in STATES:
            if not self.lines.get(state, {}).get("any"):
                raise ValueError(f"lines.{state}: needs lines for 'any'")
            unknown = set(self.lines[state]) - moves
            if unknown:
                raise ValueError(f"lines.{state}: '{min(unknown)}' is not something a turn can do here")
        for move in (*self.trust_moves.raises, *self.trust_moves.lower):
            if move.move not in moves:
                raise ValueError(f"trust_moves: '{move.move}' is not something a turn can do here")
        return self

    def spoken(self) -> Iterator[tuple[str, str]]:
        """Every line that the persona can say, with the name of its place."""
        yield "opening", self.opening
        for place, fact in enumerate(self.facts):
            yield f"facts.{place}", fact.says
            if fact.mistaken:
                yield f"facts.{place}", fact.mistaken
        if self.holds_back:
            yield "holds_back.reveals", self.holds_back.reveals
        yield from spoken_lines(self.lines)


class Rules(_Form):
    """What no persona says: giving in before it is open, coaching in role, slurs."""

    concession: str
    coaching: str
    slur: str

    def complaint(self, place: str, line: str, role: Role = "receive") -> str | None:
        """Say what is wrong with a line at its place, or None. A learner who agrees does not give in."""
        folded = line.lower().replace("\u2019", "'")
        if len(_SENTENCE_END.findall(line)) > 3:
            return f"'{line[:50]}' is longer than three sentences"
        if _any(self.coaching, folded):
            return f"'{line[:50]}' coaches in role"
        if _any(self.slur, folded):
            return f"'{line[:50]}' is a slur"
        early = place.startswith(("lines.guarded", "lines.thawing", "opening", "facts"))
        if role == "receive" and early and _any(self.concession, folded):
            return f"'{line[:50]}' gives in before the persona is open"
        return None


def spoken_lines(lines: Lines) -> Iterator[tuple[str, str]]:
    """Every line of a table of lines, with the name of its place."""
    for state, moves in lines.items():
        for move, said in moves.items():
            for line in said:
                yield f"lines.{state}.{move}", line


def load_scenarios(folder: Path) -> dict[str, Scenario]:
    """Read every file of `folder`/scenarios; returns the scenarios by id, easiest first.

    Raises LibraryError with file, field and reason at the first bad file.
    """
    rules = load_rules()
    scenarios: dict[str, Scenario] = {}
    for path in sorted((folder / "scenarios").glob("*.yaml")):
        name = f"scenarios/{path.name}"
        scenario = parse_scenario(read_yaml(path, name), name, rules)
        if scenario.id != path.stem:
            raise LibraryError(name, "id", f"'{scenario.id}' must be the file's name")
        scenarios[scenario.id] = scenario
    if not scenarios:
        raise LibraryError("scenarios", "folder", f"no scenario found under '{folder / 'scenarios'}'")
    return dict(sorted(scenarios.items(), key=lambda pair: (pair[1].role == "give", pair[1].difficulty, pair[0])))


def parse_scenario(data: Any, name: str, rules: Rules) -> Scenario:
    """Check one scenario; `name` is what an error calls its file. Raises LibraryError."""
    if not isinstance(data, dict):
        raise LibraryError(name, "file", "must be fields, each 'name: value'")
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "scenario"
        known = {"missing": "is missing", "extra_forbidden": "is not a field of a scenario"}
        raise LibraryError(
            name, field, known.get(first["type"], str(first["msg"]).removeprefix("Value error, "))
        ) from None
    seen: set[str] = set()
    for place, line in scenario.spoken():
        complaint = rules.complaint(place, line, scenario.role)
        if complaint is None and line in seen:
            complaint = f"'{line[:50]}' stands twice"
        if complaint:
            raise LibraryError(name, place, complaint)
        seen.add(line)
    return scenario


def load_styles(path: Path | None = None) -> dict[str, Lines]:
    """Read the lines that any persona of one style may say. Raises LibraryError."""
    path = path or Path(__file__).parent.parent / "rehearsal" / "data" / "persona.yaml"
    data, rules = read_yaml(path), load_rules()
    styles: dict[str, Lines] = {}
    if not isinstance(data, dict):
        raise LibraryError(path.name, "file", "must map styles to lines")
    for style, states in data.items():
        moves = GIVE_MOVES if style == "learner" else RECEIVE_MOVES
        try:
            lines: Lines = {s: {m: tuple(said) for m, said in states[s].items()} for s in STATES}
        except (KeyError, TypeError, AttributeError):
            raise LibraryError(path.name, str(style), "needs lines by move for guarded, thawing and open") from None
        for place, line in spoken_lines(lines):
            if place.split(".")[2] not in moves:
                raise LibraryError(path.name, f"{style}.{place}", "is not something a turn can do")
            complaint = rules.complaint(place, line, "give" if style == "learner" else "receive")
            if complaint:
                raise LibraryError(path.name, f"{style}.{place}", complaint)
        styles[str(style)] = lines
    return styles


def load_rules(path: Path | None = None) -> Rules:
    """Read what no persona says. Raises LibraryError."""
    path = path or Path(__file__).parent.parent / "rehearsal" / "data" / "persona_rules.yaml"
    try:
        return Rules.model_validate(read_yaml(path))
    except ValidationError as error:
        raise LibraryError(path.name, "rules", str(error.errors()[0]["msg"])) from None


def _any(patterns: str, text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns.splitlines() if pattern)
