"""One turn as the contract's `converse` line, from the events of the coach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.coach import Coach
from assistant.events import Agenda, Conversation, Debrief, Done, Draft, Event, Findings, Notice, Screened, Turn


@dataclass(frozen=True)
class Said:
    """All events of one turn; the last is `Done`."""

    events: tuple[Event, ...]

    @property
    def done(self) -> Done:
        """The closing event."""
        last = self.events[-1]
        assert isinstance(last, Done)
        return last

    @property
    def turn(self) -> Turn:
        """The finished turn."""
        return self.done.turn


def take_turn(coach: Coach, conversation: Conversation, message: str) -> Said:
    """Play one turn to its end."""
    return Said(tuple(coach.reply(conversation, message)))


def as_line(session: str, said: Said) -> dict[str, Any]:
    """Return the turn in the form of contract.md's `converse`."""
    line: dict[str, Any] = {
        "session": session,
        "turn": said.turn.n,
        "task": said.turn.task,
        "text": said.turn.reply,
        "citations": [
            {"n": c.n, "card": c.card, "section": c.section, "quote": c.quote, "rows": list(c.rows)}
            for c in said.turn.citations
        ],
        "draft": None,
        "agenda": None,
        "debrief": None,
        "findings": [],
        "choices": list(said.turn.choices),
        "screen": None,
        "model": said.turn.model,
        "elapsed_ms": said.done.elapsed_ms,
    }
    notices = [event.text for event in said.events if isinstance(event, Notice)]
    if notices:
        line["text"] = "\n\n".join([*notices, line["text"]])
    for event in said.events:
        match event:
            case Draft(subject, body, blanks, follow_up):
                line["draft"] = {"subject": subject, "body": body, "blanks": list(blanks), "follow_up": follow_up}
            case Agenda(plan):
                line["agenda"] = dict(plan)
            case Debrief(report):
                line["debrief"] = dict(report)
            case Findings(findings):
                line["findings"] = [vars(finding) for finding in findings]
            case Screened(kind, reply):
                line["screen"] = {"kind": kind, "reply": reply}
    return line
