"""What the group does: each finished turn read into one participant's progress, and all of it counted for the wall.

The wall names nobody, and shows words only of those who agreed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from assistant.events import Turn
from assistant.library.rubrics import RubricItem
from assistant.library.scenarios import Role
from assistant.rehearsal import Room, read_view
from assistant.rehearsal.compose import total
from assistant.rehearsal.session import Line
from assistant.workshop.exercises import Exercise
from assistant.workshop.state import Participant, Progress, Quote

# Items that are shown by nothing being wrong: a turn that breaks one takes it back. Of the others, false in one turn
# only says that this turn did not show it.
BREAKABLE = frozenset({"R05", "R06", "R08", "R16", "V07", "V13"})
QUOTE_WORDS, QUOTE_LENGTH = 3, 240


def read_progress(turn: Turn, exercise: Exercise, before: Progress, room: Room) -> Progress | None:
    """Return the progress after `turn`, or None where the turn is not of this exercise."""
    if turn.task != exercise.task:
        return None
    if exercise.task != "rehearsal":
        made = before.made or turn.draft is not None or turn.agenda is not None
        return before.model_copy(update={"turns": before.turns + 1, "made": made})
    view = read_view(room, turn.state)
    if view.card is None or view.card.id != exercise.id:
        return None
    labels = _labels(turn, view.lines, view.card.role, room)
    moves = before.moves | {item for item, shown in labels.items() if shown}
    broken = before.broken | {item for item, shown in labels.items() if not shown and item in BREAKABLE}
    changes: dict[str, Any] = {"turns": before.turns + 1, "moves": moves, "broken": broken}
    if turn.debrief is not None:
        points, most = total(turn.debrief.report)
        changes |= {"made": True, "points": points, "most": most}
    return before.model_copy(update=changes)


def read_quotes(turn: Turn) -> Iterator[Quote]:
    """Yield what the debrief of a turn found well said, in the participant's words (patients are masked in them)."""
    for entry in turn.debrief.report["strengths"] if turn.debrief else ():
        text = str(entry["quote"]).strip()
        if len(text.split()) >= QUOTE_WORDS and len(text) <= QUOTE_LENGTH:
            yield Quote(item=str(entry["item"]), text=text)


def _labels(turn: Turn, lines: tuple[Line, ...], role: Role, room: Room) -> Mapping[str, bool]:
    """The labels of the participant's line that this turn added; none where it added none."""
    mine = "learner" if role == "receive" else "giver"
    place = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].who == mine), None)
    if place is None or lines[place].text.strip() != turn.user.strip():
        return {}
    other = takewhile(lambda line: line.who != mine, reversed(lines[:place]))
    answered = " ".join(reversed([line.text for line in other]))
    if role == "give":
        return room.giving.read(answered, lines[place].text).labels
    return room.labeller.label(answered, lines[place].text)


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
