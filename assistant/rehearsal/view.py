"""What a page shows of rehearsals: the scenarios to choose from, where one stands, its files.

    cards = list_scenarios(room)
    message = start_message(cards[0], Sliders(warmth=0.2))     # sent as the person's message, it starts that one
    view = read_view(room, conversation.state("rehearsal"))
    view.stage, view.trust, view.attempts
    report = read_report(room, conversation.state("rehearsal"))

Everything is computed from the remembered state; nothing here changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from assistant.library.scenarios import Role, Scenario, Sliders, State
from assistant.rehearsal import own
from assistant.rehearsal.brief import Attempt, RehearsalState, Stage, restore
from assistant.rehearsal.export import debrief_docx, debrief_markdown, transcript_docx, transcript_markdown
from assistant.rehearsal.play import Change, Play, most_turns
from assistant.rehearsal.room import Room
from assistant.rehearsal.session import Line

_File = TypeVar("_File", str, bytes)


@dataclass(frozen=True)
class ScenarioCard:
    """One scenario as it is offered. `warning` is None where none is needed; `difficulty` is 1 to 3."""

    id: str
    title: str
    role: Role
    summary: str
    persona: str
    relationship: str
    setting: str
    goals: tuple[str, ...]
    warning: str | None
    difficulty: int
    sliders: Sliders


@dataclass(frozen=True)
class TrustPoint:
    """The persona's trust (0 to 10) after one of the person's turns (from 1; 0 is the start), and why it moved."""

    turn: int
    trust: int
    mood: State
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class RehearsalView:
    """Where a conversation's rehearsal stands.

    `lines` is the play so far in the contract's form, who is "giver" or "learner". `mood` may be shown during the
    play; `trust` is hidden from the person until the debrief. `turns_left` is None before the play.
    """

    stage: Stage
    card: ScenarioCard | None
    sliders: Sliders | None
    lines: tuple[Line, ...]
    mood: State
    trust: tuple[TrustPoint, ...]
    turns_left: int | None
    feeling_before: int | None
    self_rating: int | None
    attempts: tuple[Attempt, ...]
    debriefed: bool


def list_scenarios(room: Room, role: Role | None = None) -> tuple[ScenarioCard, ...]:
    """The scenarios of one role, or of both; easiest first, those in which the person receives before the others."""
    return tuple(_card(scenario) for scenario in room.scenarios.values() if role in (None, scenario.role))


def start_message(card: ScenarioCard, sliders: Sliders | None = None) -> str:
    """The message that starts a scenario, with the sliders where they differ from its own."""
    own_values, wanted = card.sliders.model_dump(), (sliders or card.sliders).model_dump()
    parts = [f"{name} {value:.2g}" for name, value in wanted.items() if value != own_values[name]]
    return f"Rehearse: {card.title}" + (f" ({', '.join(parts)})" if parts else "")


def read_view(room: Room, remembered: Mapping[str, Any]) -> RehearsalView:
    """Read a conversation's remembered state; what cannot be read is an empty view."""
    state = restore(remembered)
    scenario, play = _scenario(room, state), state.play
    return RehearsalView(
        stage=state.stage,
        card=_card(scenario) if scenario else None,
        sliders=play.sliders if play else state.brief.sliders or (scenario.sliders if scenario else None),
        lines=_lines(play, scenario) if play and scenario else (),
        mood=play.turns[-1].state if play and play.turns else "guarded",
        trust=_history(play),
        turns_left=most_turns(play.sliders) - len(play.turns) if play else None,
        feeling_before=state.before,
        self_rating=state.self_rating,
        attempts=tuple(a for a in state.attempts if scenario and a.scenario == scenario.id),
        debriefed=state.debriefed,
    )


def read_report(room: Room, remembered: Mapping[str, Any]) -> dict[str, Any] | None:
    """The debrief of the rehearsal that has been looked at, in the contract's form; None before that."""
    state = restore(remembered)
    scenario = _scenario(room, state)
    if not state.debriefed or state.play is None or scenario is None:
        return None
    return room.report(_lines(state.play, scenario), scenario.role, scenario)


def rehearsal_files(room: Room, remembered: Mapping[str, Any]) -> dict[str, Callable[[], bytes]]:
    """The files to take away, by name, each made when it is called for: the transcript, and after the debrief the
    debrief; each as .md and .docx.
    """
    state = restore(remembered)
    scenario = _scenario(room, state)
    if state.play is None or scenario is None or not state.play.turns:
        return {}
    title, turns = scenario.title, state.play.transcript(scenario)
    mine = "learner" if scenario.role == "receive" else "giver"
    names = {who: "You" if who == mine else scenario.persona.title for who in ("giver", "learner")}
    files: dict[str, Callable[[], bytes]] = {
        "transcript.md": lambda: transcript_markdown(title, turns, names).encode(),
        "transcript.docx": lambda: transcript_docx(title, turns, names),
    }
    if state.debriefed:

        def told(write: Callable[..., _File]) -> _File:
            return write(title, read_report(room, remembered), room.rubrics, room.library, turns, names)

        files |= {"debrief.md": lambda: told(debrief_markdown).encode(), "debrief.docx": lambda: told(debrief_docx)}
    return files


def _scenario(room: Room, state: RehearsalState) -> Scenario | None:
    if state.own is not None:
        return own.rebuild(state.own, room.rules)
    return room.scenarios.get(state.brief.scenario or "")


def _lines(play: Play, scenario: Scenario) -> tuple[Line, ...]:
    return tuple(Line.model_validate(turn) for turn in play.transcript(scenario))


def _history(play: Play | None) -> tuple[TrustPoint, ...]:
    if play is None:
        return ()
    start = TrustPoint(0, play.start_trust, "guarded", ())
    return (start, *(TrustPoint(n, turn.trust, turn.state, turn.changes) for n, turn in enumerate(play.turns, 1)))


def _card(scenario: Scenario) -> ScenarioCard:
    return ScenarioCard(
        id=scenario.id,
        title=scenario.title,
        role=scenario.role,
        summary=scenario.summary,
        persona=scenario.persona.title,
        relationship=scenario.persona.relationship,
        setting=scenario.setting,
        goals=scenario.goals,
        warning=scenario.content_warning,
        difficulty=scenario.difficulty,
        sliders=scenario.sliders,
    )
