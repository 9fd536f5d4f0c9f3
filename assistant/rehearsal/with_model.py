"""A rehearsal with a model on: the persona's line in the model's voice, and one more way to say a turn.

The built-in play decides what the persona says next and what it gives away; the model only says it, and the gate sees
to it that it stays in the role. The debrief's judgements are never the model's.
"""

from __future__ import annotations

import copy
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any

from assistant.events import Conversation, Debrief, Event, Remember, TaskName, Text, WrittenBy
from assistant.library.scenarios import Scenario, load_rules
from assistant.models import faithful
from assistant.models.gate import Role, persona_fault
from assistant.models.wording import Wording, load_prompt
from assistant.rehearsal.brief import RehearsalState, restore
from assistant.rehearsal.play import Play
from assistant.rehearsal.task import RehearsalTask

# As much of the talk as a small model keeps in mind, in lines; the first ones stay so that the prompt's beginning does.
TALK = 24
# How near (cosine) the model's line is to the one that it says.
NEAR = 0.3
LINE_TOKENS = 80


class RehearsalWithModel:
    """The rehearsal task, spoken by the model where its lines pass the gate."""

    name: TaskName = "rehearsal"

    def __init__(self, task: RehearsalTask, wording: Wording) -> None:
        self._task = task
        self._wording = wording
        self._rules = load_rules()

    def turn(self, conversation: Conversation, message: str) -> Iterator[Event]:
        """Answer one message of a rehearsal."""
        before = restore(conversation.state("rehearsal"))
        events = list(self._task.turn(conversation, message))
        remembered = next((event for event in reversed(events) if isinstance(event, Remember)), None)
        after = restore(remembered.state) if remembered else before
        report = next((event.report for event in events if isinstance(event, Debrief)), None)
        if remembered and after.play and _has_answered(before.play, after.play):
            line = yield from self._line(after.play, self._task.scenario_of(after))
            if line is not None:
                events = [_spoken(event, after.play.turns[-1].reply, line) for event in events]
                events.append(WrittenBy(self._wording.name))
            yield from events
        elif report:
            yield from events
            yield from self._another_way(report, after)
        else:
            yield from events

    def _line(self, play: Play, scenario: Scenario) -> Generator[Event, None, str | None]:
        """Yield what happens; return the persona's line in the model's words, or None."""
        turn = play.turns[-1]
        place = f"lines.{turn.state}.any"
        hidden = (
            ""
            if turn.revealed or any(t.revealed for t in play.turns) or not scenario.holds_back
            else (f"{scenario.holds_back.what} {scenario.holds_back.reveals}")
        )
        talk = _talk(play, scenario)
        who = scenario.persona
        person = f"{who.title}. {who.relationship}. {scenario.setting} Manner: {who.style}."
        role = Role(
            known=" ".join([person, scenario.title, scenario.opening, talk, turn.reply]),
            hidden=hidden,
            complaint=lambda line: self._rules.complaint(place, line, scenario.role),
            user=tuple(t.text for t in play.turns),
        )

        def judge(text: str) -> str | None:
            return persona_fault(text, role) or self._says_it(text, turn.reply)

        values = {"person": person, "talk": talk, "line": turn.reply}
        text = yield from self._wording.ask(load_prompt("persona"), values, judge, max_tokens=LINE_TOKENS)
        return " ".join(text.split()).strip('"') if text else None

    def _says_it(self, text: str, line: str) -> str | None:
        """Say what of the line is lost or turned round, or None."""
        if missing := faithful.numbers(line) - faithful.numbers(text):
            return f"'{min(missing)}' of the line is left out"
        have = {word.lower() for word in faithful.tokens(text)}
        if name := next((name for name in faithful.names(line) if name.lower() not in have), None):
            return f"'{name}' of the line is left out"
        return None if self._wording.similar(text, line) >= NEAR else "it says something else than the line"

    def _another_way(self, report: Any, state: RehearsalState) -> Iterator[Event]:
        """Suggest one more wording of the turn that the debrief rewrites."""
        rewrite, change = report["rewrite"], report["change"]
        if not rewrite["suggestion"] or not rewrite["original"] or not state.play:
            return
        said = [line for turn in state.play.turns for line in (turn.reply, turn.text)]
        feedback = self._task.scenario_of(state).opening
        known = " ".join([feedback, *said, rewrite["suggestion"]])
        allowed = faithful.plain_words("ordinary", "courteous", "advising")

        def judge(text: str) -> str | None:
            if len(text.split()) > 60:
                return "it is longer than three sentences"
            role = Role(known=known, hidden="", complaint=lambda line: None)
            return persona_fault(text, role) or faithful.fault(text, known, allowed=allowed, dialogue=True)

        values = {
            "feedback": feedback,
            "answered": rewrite["original"],
            "better": change["comment"] or rewrite["suggestion"],
        }
        text = yield from self._wording.ask(load_prompt("rewrite"), values, judge, max_tokens=LINE_TOKENS)
        if text:
            shown = self._wording.another_way(f'"{" ".join(text.split()).strip(chr(34))}"')
            yield Text(f"\n\n{shown}")
            yield WrittenBy(self._wording.name)


def _has_answered(before: Play | None, after: Play) -> bool:
    """Whether the persona spoke in this turn, as an answer."""
    same = before is not None and before.scenario == after.scenario and before.seed == after.seed
    return same and before is not None and len(after.turns) == len(before.turns) + 1 and bool(after.turns[-1].reply)


def _talk(play: Play, scenario: Scenario) -> str:
    them = scenario.persona.title
    lines = [f"{them}: {scenario.opening}"]
    for turn in play.turns[:-1]:
        lines += [f"The other: {turn.text}", f"{them}: {turn.reply}"]
    lines.append(f"The other: {play.turns[-1].text}")
    return "\n".join(lines if len(lines) <= TALK else [*lines[:2], *lines[-(TALK - 2) :]])


def _spoken(event: Event, old: str, new: str) -> Event:
    """The event with the persona's line changed, where it holds it."""
    if isinstance(event, Text) and old in event.text:
        return replace(event, text=event.text.replace(old, new, 1))
    if isinstance(event, Remember):
        state = copy.deepcopy(dict(event.state))
        if state.get("play"):
            state["play"]["turns"][-1]["reply"] = new
        return Remember(state)
    return event
