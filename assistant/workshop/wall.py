"""The wall: what the group does, counted. It names nobody, and shows words only of those who agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.library.rubrics import RubricItem
from assistant.workshop.exercises import Exercise
from assistant.workshop.state import Participant, Progress, Quote

CLARIFYING = "R04"
# Of one or two people everybody knows whose words these are.
QUOTES_FROM = 3
MOST_QUOTES = 8


@dataclass(frozen=True)
class Move:
    """A rubric item and how many of the group showed it."""

    item: str
    name: str
    count: int


@dataclass(frozen=True)
class Wall:
    """The group's progress in the exercise. Numbers count participants.

    `asked` counts those who asked a clarifying question, None where the exercise does not look for one. `moves` is
    empty where none are looked for.
    """

    joined: int = 0
    playing: int = 0
    made: int = 0
    asked: int | None = None
    moves: tuple[Move, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()


def build_wall(
    participants: Mapping[str, Participant], exercise: Exercise | None, rubrics: Mapping[str, RubricItem]
) -> Wall:
    """Count what the participants did in one exercise."""
    if exercise is None:
        return Wall(joined=len(participants))
    every = [p.progress.get(exercise.id, Progress()) for p in participants.values()]
    seen = [progress.seen for progress in every]
    moves = tuple(Move(item, rubrics[item].name, sum(item in s for s in seen)) for item in exercise.rubric)
    return Wall(
        joined=len(participants),
        playing=sum(progress.turns > 0 for progress in every),
        made=sum(progress.made for progress in every),
        asked=sum(CLARIFYING in s for s in seen) if CLARIFYING in exercise.rubric else None,
        moves=moves,
        quotes=_quotes(participants, exercise, rubrics),
    )


def _quotes(
    participants: Mapping[str, Participant], exercise: Exercise, rubrics: Mapping[str, RubricItem]
) -> tuple[tuple[str, str], ...]:
    if len(participants) < QUOTES_FROM:
        return ()
    found = [quote for p in participants.values() if p.consent for quote in p.quotes.get(exercise.id, ())]
    # By their words, so that the order says nothing of who came when.
    found.sort(key=lambda quote: quote.text)
    return tuple((_name(quote, rubrics), quote.text) for quote in found[:MOST_QUOTES])


def _name(quote: Quote, rubrics: Mapping[str, RubricItem]) -> str:
    return rubrics[quote.item].name if quote.item in rubrics else ""
