"""Collecting what a turn says, so that it can be remembered."""

from __future__ import annotations

from assistant.events import (
    Agenda,
    Choices,
    Citation,
    Debrief,
    Draft,
    Event,
    Finding,
    Findings,
    Notice,
    Remember,
    TaskName,
    Text,
    Turn,
    WrittenBy,
)


class Collected:
    """What one turn has said so far. `user` is the masked message; `kept` is false for what must not be stored."""

    def __init__(self) -> None:
        self.task: TaskName = "ask"
        self.user = ""
        self.kept = True
        self._texts: list[str] = []
        self._citations: list[Citation] = []
        self.choices: tuple[str, ...] = ()
        self._model = "builtin"
        self._draft: Draft | None = None
        self._agenda: Agenda | None = None
        self._debrief: Debrief | None = None
        self._findings: tuple[Finding, ...] = ()
        self._notices: tuple[str, ...] = ()
        self._state: dict[str, object] = {}

    def take(self, event: Event) -> Event:
        """Note what the turn will remember of this event; return the event."""
        match event:
            case Text(text):
                self._texts.append(text)
            case Citation():
                self._citations.append(event)
            case Choices(choices):
                self.choices = choices
            case WrittenBy(model):
                self._model = model
            case Draft():
                self._draft = event
            case Agenda():
                self._agenda = event
            case Debrief():
                self._debrief = event
            case Findings(findings):
                self._findings = findings
            case Notice(text):
                self._notices = (*self._notices, text)
            case Remember(state):
                self._state = dict(state)
        return event

    def after_words(self, text: str) -> str:
        """Return `text` set off from what was said before it."""
        return f"\n\n{text}" if self._texts else text

    def turn(self, n: int) -> Turn:
        """Return the finished turn."""
        return Turn(
            n=n,
            task=self.task,
            user=self.user,
            reply="".join(self._texts),
            citations=tuple(self._citations),
            choices=self.choices,
            state=self._state,
            kept=self.kept,
            draft=self._draft,
            agenda=self._agenda,
            debrief=self._debrief,
            findings=self._findings,
            notices=self._notices,
            model=self._model,
        )
