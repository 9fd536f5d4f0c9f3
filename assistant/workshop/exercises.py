"""What a facilitator can give the room: every rehearsal scenario, and the tasks of data/exercises.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import LibraryError
from assistant.library import Library
from assistant.library.cards import Card
from assistant.reading import first_fault, read_yaml
from assistant.rehearsal import Room, list_scenarios, start_message

DATA = Path(__file__).with_name("data")
ExerciseTask = Literal["outreach", "agenda", "rehearsal"]
MOST_CARDS = 4


@dataclass(frozen=True)
class Phrase:
    """Words to try, from a card."""

    text: str
    card: str


@dataclass(frozen=True)
class Exercise:
    """One exercise. `say` is the message that starts it; `rubric` the items looked for in each turn, in order."""

    id: str
    task: ExerciseTask
    title: str
    setting: str
    goals: tuple[str, ...]
    say: str
    cards: tuple[Card, ...]
    rubric: tuple[str, ...] = ()
    warning: str | None = None

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Words to try from the exercise's cards."""
        return tuple(Phrase(text, card.title) for card in self.cards for text in card.sections.get("Words to try", ()))


class _Written(BaseModel):
    """An exercise of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    task: Literal["outreach", "agenda"]
    title: str = Field(min_length=5, max_length=80)
    setting: str = Field(min_length=20)
    goals: tuple[str, ...] = Field(min_length=1, max_length=4)
    say: str = Field(min_length=10)
    cards: tuple[str, ...] = Field(min_length=1, max_length=MOST_CARDS)


def load_exercises(library: Library, room: Room, path: Path = DATA / "exercises.yaml") -> dict[str, Exercise]:
    """Return all exercises by id. Raises LibraryError naming the file, the field and the reason."""
    found: dict[str, Exercise] = {}
    for card in list_scenarios(room):
        scenario = room.scenarios[card.id]
        ids = dict.fromkeys(room.rubrics[item].card for item in scenario.rubric if item in room.rubrics)
        found[card.id] = Exercise(
            id=card.id,
            task="rehearsal",
            title=card.title,
            setting=f"{card.setting} {card.persona}.",
            goals=card.goals,
            say=start_message(card),
            cards=tuple(library.cards[id] for id in ids if id in library.cards)[:MOST_CARDS],
            rubric=tuple(scenario.rubric),
            warning=card.warning,
        )
    for place, fields in enumerate(read_list(path), 1):
        written = _parse(fields, path.name, place)
        if written.id in found:
            raise LibraryError(path.name, f"{written.id}.id", "stands twice among the exercises")
        for id in written.cards:
            if id not in library.cards:
                raise LibraryError(path.name, f"{written.id}.cards", f"'{id}' is not a card's id")
        cards = tuple(library.cards[id] for id in written.cards)
        found[written.id] = Exercise(**{**written.model_dump(), "cards": cards})
    return found


def read_list(path: Path) -> list[Any]:
    """Return the list that a YAML file holds. Raises LibraryError."""
    data = read_yaml(path)
    if not isinstance(data, list):
        raise LibraryError(path.name, "file", "must be a list of entries, each starting with '- id:'")
    return data


def by_task(exercises: Mapping[str, Exercise]) -> dict[ExerciseTask, list[Exercise]]:
    """Return the exercises under their tasks."""
    grouped: dict[ExerciseTask, list[Exercise]] = {}
    for exercise in exercises.values():
        grouped.setdefault(exercise.task, []).append(exercise)
    return grouped


def _parse(fields: Any, name: str, place: int) -> _Written:
    try:
        return _Written.model_validate(fields)
    except ValidationError as error:
        raise first_fault(name, error, inside=f"entry {place}", whole="entry") from None
