"""What a turn can say. Everything a person sees is one of these values.

A task yields events; `Coach` passes them on and closes the turn with `Done`. The page, the command line
and the tests read the same events, so no task knows where its words are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

TaskName = Literal["ask", "outreach", "agenda", "rehearsal"]
Severity = Literal["fail", "warn", "info"]


@dataclass(frozen=True)
class Status:
    """What is being done now, for a status line; never part of the reply."""

    text: str


@dataclass(frozen=True)
class Text:
    """A piece of the reply, in order; the whole reply is the pieces joined. Markdown without HTML."""

    text: str


@dataclass(frozen=True)
class Citation:
    """One numbered citation: `quote` is an exact substring of the passage it names."""

    n: int
    card: str
    section: str
    quote: str
    rows: tuple[str, ...] = ()
    title: str = ""
    passage: str = ""


@dataclass(frozen=True)
class Finding:
    """The verdict on one rubric item; `quote` is an exact substring of the checked text, or None."""

    item: str
    passed: bool
    severity: Severity
    message: str
    quote: str | None = None


@dataclass(frozen=True)
class Findings:
    """The verdicts on a draft or a plan."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Draft:
    """An outreach draft. `blanks` lists each `[ADD: ...]` of the text, word for word."""

    subject: str | None
    body: str
    blanks: tuple[str, ...] = ()
    follow_up: str = ""


@dataclass(frozen=True)
class Agenda:
    """A meeting plan in the contract's form (`agenda` of the command line)."""

    plan: Mapping[str, Any]


@dataclass(frozen=True)
class Debrief:
    """A rehearsal's debrief in the contract's form (`debrief` of the command line)."""

    report: Mapping[str, Any]


@dataclass(frozen=True)
class Choices:
    """Replies offered as buttons; each is sent as the person's own message when pressed."""

    choices: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """A line beside the reply: what was masked, which writer answered, what is kept."""

    text: str


@dataclass(frozen=True)
class WrittenBy:
    """Whose words this turn shows: the full name of a model; without this event the built-in coach's."""

    model: str


@dataclass(frozen=True)
class Screened:
    """The safety screen found something; `reply` is what it says about it."""

    kind: str
    reply: str


@dataclass(frozen=True)
class Masked:
    """What was masked in this message, as (kind, the words), so that the person who typed it can undo a wrong mask.

    For this turn only: neither stored nor logged. `text` is the message without them, as it is remembered.
    """

    spans: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True)
class Remember:
    """What the task wants to know at its next turn (JSON values). Kept with the turn, never shown."""

    state: Mapping[str, Any]


@dataclass(frozen=True)
class Turn:
    """One finished exchange: what was said, what was answered, what each task remembers.

    `user` is the masked text. `state` is what `task` asked to remember. `kept` is false for a turn that
    must not be stored (a crisis). `draft`, `agenda`, `debrief` and `findings` are what the turn made, `notices`
    the lines beside the reply. `model` is who wrote it.
    """

    n: int
    task: TaskName
    user: str
    reply: str
    citations: tuple[Citation, ...] = ()
    choices: tuple[str, ...] = ()
    state: Mapping[str, Any] = field(default_factory=dict)
    kept: bool = True
    draft: Draft | None = None
    agenda: Agenda | None = None
    debrief: Debrief | None = None
    findings: tuple[Finding, ...] = ()
    notices: tuple[str, ...] = ()
    model: str = "builtin"

    def to_json(self) -> dict[str, Any]:
        """The turn as JSON values, as it is stored."""
        return asdict(self)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Turn:
        """Read what `to_json` wrote. Raises TypeError or KeyError where it is something else."""
        draft, agenda, debrief = data["draft"], data["agenda"], data["debrief"]
        return cls(
            **{
                **data,
                "citations": tuple(Citation(**{**c, "rows": tuple(c["rows"])}) for c in data["citations"]),
                "choices": tuple(data["choices"]),
                "draft": draft and Draft(**{**draft, "blanks": tuple(draft["blanks"])}),
                "agenda": agenda and Agenda(**agenda),
                "debrief": debrief and Debrief(**debrief),
                "findings": tuple(Finding(**finding) for finding in data["findings"]),
                "notices": tuple(data["notices"]),
            }
        )


@dataclass(frozen=True)
class Done:
    """The turn is over. Always the last event, and there is exactly one."""

    turn: Turn
    elapsed_ms: int


Event = (
    Status
    | Text
    | Citation
    | Findings
    | Draft
    | Agenda
    | Debrief
    | Choices
    | Notice
    | WrittenBy
    | Screened
    | Masked
    | Remember
    | Done
)


@dataclass(frozen=True)
class Conversation:
    """The turns so far. A value: adding a turn makes a new conversation."""

    turns: tuple[Turn, ...] = ()

    def add(self, turn: Turn) -> Conversation:
        """Return this conversation with `turn` at its end."""
        return Conversation((*self.turns, turn))

    def last(self, task: TaskName | None = None) -> Turn | None:
        """Return the latest turn, of `task` where one is given."""
        return next((turn for turn in reversed(self.turns) if task is None or turn.task == task), None)

    def state(self, task: TaskName) -> Mapping[str, Any]:
        """Return what `task` remembered last, or an empty mapping."""
        turn = self.last(task)
        return turn.state if turn else {}
