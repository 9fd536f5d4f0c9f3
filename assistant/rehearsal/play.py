"""The play itself: a state machine from one learner's turn to the persona's reply, with a log of trust.

    player = Player(...)
    play = player.begin(scenario, seed=1)
    play = player.step(play, "Thank you for telling me.")
    play.turns[-1].reply

A play is a value that can be kept as JSON. The same scenario, sliders, seed and turns give the same play (P08).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from assistant.embedding import Vectors
from assistant.errors import InputError, LibraryError
from assistant.library.scenarios import Scenario, Sliders, State
from assistant.reading import read_yaml
from assistant.rehearsal.acts import Acts, give_acts, receive_acts
from assistant.rehearsal.label import Labeller
from assistant.rehearsal.label_giving import GivingLabeller
from assistant.rehearsal.persona import Moment, Said, Speaker
from assistant.rehearsal.text import fold, is_copy

OPEN_TRUST, THAWING_TRUST = 7, 4
MOST_TRUST = 10
# Trust is lost faster than it is won.
MOST_RISE, MOST_FALL = 2, 3
# Listening moves before a persona gives in, by difficulty (rubric P02).
NEEDED = {1: 1, 2: 2, 3: 3}
_NOTHING: Vectors = np.zeros(0, dtype=np.float32)
_TRUST = Path(__file__).with_name("data") / "trust.yaml"


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Change(_Value):
    """One change of trust and its reason."""

    by: int
    reason: str


class PlayedTurn(_Value):
    """One exchange. `acts` is what the turn did, most pressing first; `trust` and `state` hold after it."""

    text: str
    reply: str
    lines: tuple[str, ...]
    acts: tuple[str, ...]
    listened: bool
    changes: tuple[Change, ...]
    trust: int
    state: State
    fact: int | None = None
    revealed: bool = False


class Play(_Value):
    """One play so far. `over` is true when the persona has left."""

    scenario: str
    sliders: Sliders
    seed: int = 0
    start_trust: int
    turns: tuple[PlayedTurn, ...] = ()
    over: bool = False

    @property
    def trust(self) -> int:
        """Trust now, 0 to 10."""
        return self.turns[-1].trust if self.turns else self.start_trust

    @property
    def listening(self) -> int:
        """How many turns have listened."""
        return sum(1 for turn in self.turns if turn.listened)

    @property
    def settled(self) -> bool:
        """Whether there is a step and a day to check it, and the persona is open."""
        acts = {act for turn in self.turns for act in turn.acts}
        return (
            bool(self.turns)
            and self.turns[-1].state == "open"
            and bool({"planned", "check_back"} <= acts or {"plan_asked", "follow_up"} <= acts)
        )

    def transcript(self, scenario: Scenario) -> list[dict[str, str]]:
        """The play as the contract's turns; who gives and who receives depends on the scenario's role."""
        persona, user = ("giver", "learner") if scenario.role == "receive" else ("learner", "giver")
        turns = [{"who": persona, "text": scenario.opening}]
        for turn in self.turns:
            turns.append({"who": user, "text": turn.text})
            if turn.reply:
                turns.append({"who": persona, "text": turn.reply})
        return turns


class Effect(_Value):
    """What one act usually does to trust."""

    by: int = Field(ge=-4, le=4)
    reason: str = Field(min_length=5)


class Player:
    """Plays scenarios. Holds what all plays share and nothing of any play."""

    def __init__(self, receive: Labeller, give: GivingLabeller, speaker: Speaker, path: Path = _TRUST) -> None:
        self._receive = receive
        self._give = give
        self._speaker = speaker
        self._effects = load_effects(path)

    def begin(self, scenario: Scenario, *, sliders: Sliders | None = None, seed: int = 0) -> Play:
        """Begin a play; nobody has answered the opening yet."""
        chosen = sliders or scenario.sliders
        start = round(4.4 - 0.7 * scenario.difficulty + 2.0 * (chosen.warmth - 0.5))
        return Play(scenario=scenario.id, sliders=chosen, seed=seed, start_trust=max(1, min(5, start)))

    def step(self, play: Play, scenario: Scenario, text: str) -> Play:
        """Answer one turn. Raises InputError when the play is over."""
        if play.over:
            raise InputError("the rehearsal is over; start it again or redo it from a turn")
        line = play.turns[-1].reply if play.turns else scenario.opening
        acts, vector = self._read(play, scenario, line, text)
        changes = self._changes(scenario, acts)
        trust = max(0, min(MOST_TRUST, play.trust + _bounded(sum(change.by for change in changes))))
        listening = play.listening + acts.listened
        state = _state(trust, listening, needed(scenario, play.sliders))
        used = frozenset(said for turn in play.turns for said in turn.lines) | {scenario.opening}
        moment = Moment(
            state=state,
            act=acts.first,
            used=used,
            told=frozenset(turn.fact for turn in play.turns if turn.fact is not None),
            revealed=any(turn.revealed for turn in play.turns),
            asks=sum(1 for turn in play.turns if "asked" in turn.acts),
            turn=len(play.turns) + 1,
            seed=play.seed,
            vector=vector,
            said=text,
        )
        over = len(play.turns) + 1 >= most_turns(play.sliders)
        said = self._speaker.leaving(scenario, moment) if over else self._speaker.reply(scenario, play.sliders, moment)
        turn = _turn(text, said, acts, changes, trust, state)
        return play.model_copy(update={"turns": (*play.turns, turn), "over": over})

    def back_to(self, play: Play, turn: int) -> Play:
        """Return the play as it stood before turn `turn` (from 1). Raises InputError when there is no such turn."""
        if not 1 <= turn <= len(play.turns):
            raise InputError(f"turn '{turn}' is not in this rehearsal; it has {len(play.turns)} turns")
        return play.model_copy(update={"turns": play.turns[: turn - 1], "over": False})

    def branch(self, play: Play, scenario: Scenario, turn: int, text: str) -> PlayedTurn:
        """What would have happened had turn `turn` been `text`; the play stays as it is."""
        return self.step(self.back_to(play, turn), scenario, text).turns[-1]

    def _read(self, play: Play, scenario: Scenario, line: str, text: str) -> tuple[Acts, Vectors]:
        earlier = tuple(turn.text for turn in play.turns)
        said_before = [scenario.opening, *(turn.reply for turn in play.turns)]
        if any(is_copy(fold(text), fold(said)) for said in said_before):
            return Acts("echoed" if scenario.role == "receive" else "minimal", ("minimal",), False), _NOTHING
        if scenario.role == "receive":
            reading = self._receive.read(line, text)
            near = self._speaker.nearness(scenario, reading.evidence.vector)
            return receive_acts(reading, line, earlier, near), reading.evidence.vector
        giving = self._give.read(line, text)
        near = self._speaker.nearness(scenario, giving.evidence.vector)
        return give_acts(giving, earlier, near), giving.evidence.vector

    def _changes(self, scenario: Scenario, acts: Acts) -> tuple[Change, ...]:
        own = {move.move: Change(by=move.by, reason=move.reason) for move in scenario.trust_moves.raises}
        own |= {move.move: Change(by=-move.by, reason=move.reason) for move in scenario.trust_moves.lower}
        usual = self._effects[scenario.role]
        found = [own.get(act) or usual.get(act) for act in acts.all]
        changes = [Change(by=c.by, reason=c.reason) for c in found if c is not None and c.by]
        if any(change.by < 0 for change in changes):
            # A thank-you in front of a blow does not soften it.
            changes = [change for change in changes if change.by < 0]
        return tuple(changes)


def needed(scenario: Scenario, sliders: Sliders) -> int:
    """Listening moves before this persona gives in: by difficulty, one more when it is set cold."""
    return NEEDED[scenario.difficulty] + (1 if sliders.warmth < 0.15 else 0)


def most_turns(sliders: Sliders) -> int:
    """After how many turns the persona has to leave."""
    return 10 + round(10 * sliders.time)


def load_effects(path: Path = _TRUST) -> Mapping[str, Mapping[str, Effect]]:
    """Read what acts usually do to trust. Raises LibraryError."""
    data = read_yaml(path)
    try:
        return {
            role: {act: Effect.model_validate(effect) for act, effect in data[role].items()}
            for role in ("receive", "give")
        }
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise LibraryError(path.name, "effects", str(error).splitlines()[0]) from None


def _state(trust: int, listening: int, wanted: int) -> State:
    if trust >= OPEN_TRUST and listening >= wanted:
        return "open"
    return "thawing" if trust >= THAWING_TRUST and listening else "guarded"


def _bounded(change: int) -> int:
    return max(-MOST_FALL, min(MOST_RISE, change))


def _turn(text: str, said: Said, acts: Acts, changes: tuple[Change, ...], trust: int, state: State) -> PlayedTurn:
    return PlayedTurn(
        text=text,
        reply=said.text,
        lines=said.lines,
        acts=acts.all,
        listened=acts.listened,
        changes=changes,
        trust=trust,
        state=state,
        fact=said.fact,
        revealed=said.revealed,
    )
