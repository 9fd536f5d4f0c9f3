"""One finished turn of a participant -> what it adds to their progress in the room's exercise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from assistant.events import Turn
from assistant.library.scenarios import Role
from assistant.rehearsal import Room, read_view
from assistant.rehearsal.compose import total
from assistant.rehearsal.session import Line
from assistant.workshop.exercises import Exercise
from assistant.workshop.state import Progress, Quote

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
