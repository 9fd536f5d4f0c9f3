"""What every step of a rehearsal shares: the persona's voice and the coach's, and what has been played so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.events import Choices, Event, Remember, Text
from assistant.library.scenarios import Scenario
from assistant.rehearsal import own
from assistant.rehearsal.brief import RehearsalState
from assistant.rehearsal.play import Play
from assistant.rehearsal.room import Room


class Voices:
    """Speaks for the persona and for the coach, who are never mixed."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._words = room.words

    @property
    def room(self) -> Room:
        """What all rehearsals share."""
        return self._room

    def _in_play(self, state: RehearsalState) -> Iterator[Event]:
        yield Choices(tuple(self._words(name) for name in ("choice_hint", "choice_pause", "choice_end")))
        yield Remember(kept(state))

    def _persona(self, scenario: Scenario, line: str) -> Text:
        return Text(self._words("persona", who=scenario.persona.title, line=line))

    def _say(
        self, name: str, state: RehearsalState, choices: tuple[str, ...] = (), **values: object
    ) -> Iterator[Event]:
        yield Text(self._words(name, **values))
        if choices:
            yield Choices(choices)
        yield Remember(kept(state))

    def _scenario(self, state: RehearsalState) -> Scenario:
        if state.own is not None:
            return own.rebuild(state.own, self._room.rules)
        return self._room.scenarios[state.brief.scenario or next(iter(self._room.scenarios))]

    def _played(self, state: RehearsalState) -> Play:
        return state.play or self._room.player.begin(
            self._scenario(state), sliders=state.brief.sliders, seed=state.brief.seed
        )

    def _pause_choices(self) -> tuple[str, ...]:
        return tuple(self._words(name) for name in ("choice_go_on", "choice_end", "choice_stop"))

    def _again_choices(self, state: RehearsalState, turn: int = 1) -> tuple[str, ...]:
        names = [self._words("choice_again")]
        if state.play and state.play.turns:
            names.append(self._words("choice_redo", turn=turn))
        return (*names, self._words("choice_another"))


def changed(state: RehearsalState, **changes: object) -> RehearsalState:
    """Return the state with some of its fields changed."""
    return state.model_copy(update=changes)


def kept(state: RehearsalState) -> dict[str, Any]:
    """Return the state as JSON values, to be remembered."""
    return state.model_dump(mode="json")
