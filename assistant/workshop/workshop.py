"""The room itself: who is in it, what they are given, how long, and what came of it. One object, for many threads.

A participant is known by a seat: a hash of their browser's secret with the room's salt, so that what is kept leads to
no browser and no conversation. State is replaced whole, under a lock; it is kept after every change.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.coach import Coach
from assistant.door.limits import Allowance
from assistant.errors import InputError, SessionError, SettingsError
from assistant.events import Turn
from assistant.library.rubrics import RubricItem
from assistant.settings import Settings
from assistant.words import Words, load_words
from assistant.workshop.exercises import Exercise, load_exercises
from assistant.workshop.joining import PASSCODE_LETTERS, Handles, Tries, folded, new_code, same
from assistant.workshop.progress import Wall, build_wall, read_progress, read_quotes
from assistant.workshop.state import Participant, Progress, RoomStore, State

_log = logging.getLogger(__name__)
DATA = Path(__file__).with_name("data")
MOST_PARTICIPANTS = 200
SHORTEST_PASSCODE = 6
LONGEST_MINUTES = 180
# A whole room sits behind one address. One browser tries a few times; an address gains one try a second.
JOIN_ONE, JOIN_ADDRESS = Allowance(burst=8, rate=1 / 10), Allowance(burst=MOST_PARTICIPANTS, rate=1)
# Each browser has its own tries for the passcode, so that the room cannot lock its facilitator out.
PASS_ONE, PASS_ADDRESS = Allowance(burst=8, rate=1 / 10), Allowance(burst=60, rate=1 / 2)


@dataclass(frozen=True)
class Clock:
    """The room's timer: seconds left, and whether they run. `left` is None where no timer is set."""

    left: float | None
    running: bool


class Workshop:
    """One room. Whoever holds it may be a participant or the facilitator: the page asks `unlock` who is who."""

    def __init__(
        self,
        coach: Coach,
        store: RoomStore | None,
        passcode: str,
        words: Words,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Find the room of the last day again, or open a new one. Without a store nothing outlives this object."""
        self.words = words
        self._passcode = passcode
        self._coach = coach
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._handles = Handles.load()
        self._joins, self._passes = Tries(JOIN_ONE, JOIN_ADDRESS), Tries(PASS_ONE, PASS_ADDRESS)
        self._trouble = ""
        self._state = self._found() or _new_state()
        # From the start, so that a code that was printed or shown is still right after a restart.
        self._keep()

    @classmethod
    def open(cls, settings: Settings, coach: Coach, passcode: str | None = None) -> tuple[Workshop, str]:
        """Open the room with the passcode that is given, set, or made anew; return it and what to say of the passcode.

        Only one that was made anew is said, once. Raises SettingsError for a short one.
        """
        given = passcode or (settings.workshop_passcode.get_secret_value() if settings.workshop_passcode else "")
        if given and len(folded(given)) < SHORTEST_PASSCODE:
            raise SettingsError(f"the passcode is too short; use {SHORTEST_PASSCODE} letters or figures, or more")
        words = load_words(DATA / "words.yaml")
        made = given or new_code(PASSCODE_LETTERS)
        room = cls(coach, RoomStore.open(settings), made, words)
        return room, words("open", code=room.code, passcode=words("as_set") if given else made)

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        """What the facilitator can choose from; read when first asked for. Raises LibraryError."""
        return load_exercises(self._coach.library, self._coach.rehearsals())

    @property
    def rubrics(self) -> Mapping[str, RubricItem]:
        """What is looked for, by item."""
        return self._coach.rehearsals().rubrics

    # Anybody

    @property
    def code(self) -> str:
        """The join code."""
        return self._state.code

    @property
    def exercise(self) -> Exercise | None:
        """What the room works on."""
        return self.exercises.get(self._state.exercise or "")

    @property
    def paused(self) -> bool:
        """Whether the facilitator holds the room."""
        return self._state.paused

    @property
    def timer(self) -> Clock:
        """The timer as it stands."""
        state = self._state
        if state.ends is not None:
            return Clock(max(state.ends - self._clock(), 0.0), running=True)
        return Clock(state.left, running=False)

    # Participants

    def join(self, visitor: str, address: str, code: str) -> Participant:
        """Take a seat under a handle drawn at random. Raises InputError, kindly, for a wrong code or a full room."""
        if not visitor:
            raise InputError(self.words("no_browser"))
        self._count(self._joins, visitor, address)
        if not same(folded(code), self.code):
            raise InputError(self.words("wrong_code", code=code.strip()[:12] or " "))
        with self._lock:
            seat, there = self._seat(visitor), self._state.participants
            if seat in there:
                return there[seat]
            if len(there) >= MOST_PARTICIPANTS:
                raise InputError(self.words("full", count=MOST_PARTICIPANTS))
            new = Participant(handle=self._handles.draw({p.handle for p in there.values()}))
            self._change(participants={**there, seat: new})
        return new

    def participant(self, visitor: str) -> Participant | None:
        """Return who somebody is in this room, or None."""
        return self._state.participants.get(self._seat(visitor)) if visitor else None

    def leave(self, visitor: str) -> None:
        """Give the seat back; everything that stood under it is forgotten."""
        with self._lock:
            seat = self._seat(visitor)
            self._change(participants={s: p for s, p in self._state.participants.items() if s != seat})

    def consent(self, visitor: str, agreed: bool) -> None:
        """Let what is said well from now on stand on the wall, without a name; or take all of it back at once."""
        self._update(visitor, lambda p: p.model_copy(update={"consent": agreed, "quotes": p.quotes if agreed else {}}))

    def held(self, visitor: str) -> str:
        """Return why a participant's message waits, or ""."""
        return self.words("paused") if self.paused and self.participant(visitor) else ""

    def saw(self, visitor: str, turn: Turn) -> None:
        """Take note of a finished turn. A turn that must not be stored leaves no trace here either."""
        exercise, somebody = self.exercise, self.participant(visitor)
        if exercise is None or somebody is None or not turn.kept:
            return
        before = somebody.progress.get(exercise.id, Progress())
        after = read_progress(turn, exercise, before, self._coach.rehearsals())
        if after is None:
            return
        quotes = tuple(quote for quote in read_quotes(turn) if somebody.consent and self._harmless(quote.text))

        def changed(p: Participant) -> Participant:
            kept = p.quotes if not (quotes and p.consent) else {**p.quotes, exercise.id: quotes}
            return p.model_copy(update={"progress": {**p.progress, exercise.id: after}, "quotes": kept})

        self._update(visitor, changed)

    # The facilitator

    def unlock(self, visitor: str, address: str, passcode: str) -> None:
        """Let the facilitator in. Raises InputError for a wrong passcode, and for one tried too often."""
        self._count(self._passes, visitor or address, address)
        if not same(folded(passcode), folded(self._passcode)):
            raise InputError(self.words("wrong_passcode"))

    def choose(self, exercise: str) -> None:
        """Give the room an exercise; "" takes it away. Raises InputError for one that is not there."""
        if exercise and exercise not in self.exercises:
            raise InputError(self.words("no_exercise", exercise=exercise[:60]))
        with self._lock:
            self._change(exercise=exercise or None)

    def start_timer(self, minutes: float) -> None:
        """Start a timer; in a paused room it waits. Raises InputError for what is no length of an exercise."""
        if not 1 <= minutes <= LONGEST_MINUTES:
            raise InputError(self.words("minutes", minutes=f"{minutes:g}"))
        seconds = minutes * 60
        with self._lock:
            if self._state.paused:
                self._change(ends=None, left=seconds)
            else:
                self._change(ends=self._clock() + seconds, left=None)

    def stop_timer(self) -> None:
        """Take the timer away."""
        with self._lock:
            self._change(ends=None, left=None)

    def pause(self, paused: bool) -> None:
        """Hold the room and its timer, or let both go on."""
        with self._lock:
            timer = self.timer
            if paused == self._state.paused:
                return
            if paused:
                self._change(paused=True, ends=None, left=timer.left)
            else:
                ends = self._clock() + timer.left if timer.left is not None else None
                self._change(paused=False, ends=ends, left=None)

    def reset(self) -> None:
        """Empty the room and begin with a new code: all seats, counts and quotes are forgotten."""
        with self._lock:
            self._state = _new_state()
            self._keep()

    def wall(self) -> Wall:
        """Return the group's progress in the exercise."""
        return build_wall(self._state.participants, self.exercise, self.rubrics)

    @property
    def participants(self) -> Mapping[str, Participant]:
        """Everybody in the room, by seat."""
        return self._state.participants

    @property
    def trouble(self) -> str:
        """Why a restart would lose the room, or ""."""
        return self._trouble

    def _count(self, tries: Tries, who: str, address: str) -> None:
        wait = tries.wait(who, address)
        if wait:
            raise InputError(self.words("try_later", seconds=wait))

    def _seat(self, visitor: str) -> str:
        return hmac.new(self._state.salt.encode(), visitor.encode(), hashlib.sha256).hexdigest()[:32]

    def _harmless(self, text: str) -> bool:
        screening = self._coach.screen(text)
        return screening.kind == "none" and screening.masked == text

    def _update(self, visitor: str, change: Callable[[Participant], Participant]) -> None:
        with self._lock:
            seat, there = self._seat(visitor), self._state.participants
            if seat in there:
                self._change(participants={**there, seat: change(there[seat])})

    def _change(self, **fields: Any) -> None:
        self._state = self._state.model_copy(update=fields)
        self._keep()

    def _keep(self) -> None:
        if self._store is None:
            return
        try:
            self._store.save(self._state)
            self._trouble = ""
        except SessionError as error:
            self._troubled(error)

    def _found(self) -> State | None:
        try:
            return self._store.load() if self._store else None
        except SessionError as error:
            self._troubled(error)
            return None

    def _troubled(self, error: SessionError) -> None:
        if not self._trouble:
            _log.warning("the workshop is not kept: %s", error)
        self._trouble = self.words("not_kept", reason=str(error))


def _new_state() -> State:
    return State(code=new_code(), salt=secrets.token_hex(16))
