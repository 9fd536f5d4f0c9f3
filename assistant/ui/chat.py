"""Conversation -> the chat as HTML. Drawn from the conversation alone: what a browser sends puts no words into it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.events import Conversation, TaskName, Turn
from assistant.ui.views import Views

TASKS: tuple[TaskName, ...] = ("ask", "outreach", "agenda", "rehearsal")
# A reply appears by so many words at a time; by more where it would take more steps than this to be whole.
WORDS_A_STEP = 5
MOST_STEPS = 24
_SPEAKER = re.compile(r"\A\*\*([^*:\n]{3,80}):\*\*\s+")


@dataclass(frozen=True)
class Voice:
    """One stretch of a reply. `who` is the persona that says it; "" is the coach."""

    who: str
    text: str


class Chat:
    """Draws turns."""

    def __init__(self, views: Views, questions: tuple[str, ...]) -> None:
        self._views = views
        self._questions = questions

    def welcome(self) -> str:
        """What stands in an empty chat: the four tasks and a few questions."""
        return self._views.render("welcome", tasks=TASKS, questions=self._questions)

    def log(self, conversation: Conversation, *, stopped: bool = False) -> str:
        """Return the whole chat; `stopped` says that its last reply was."""
        if not conversation.turns:
            return self.welcome()
        last = conversation.turns[-1]
        return "".join(self.turn(turn, last=turn is last, stopped=stopped) for turn in conversation.turns)

    def sent(self, turn: Turn, **how: Any) -> dict[str, Any]:
        """Return one turn as the script takes it: its number and its HTML."""
        return {"n": turn.n, "html": self.turn(turn, **how)}

    def turn(
        self,
        turn: Turn,
        *,
        last: bool = True,
        growing: bool = False,
        stopped: bool = False,
        status: str = "",
        masked: tuple[str, ...] = (),
    ) -> str:
        """Return one turn; `growing` while its reply is being written, `status` what is being done meanwhile.

        `masked` are the words of its message that were masked, for an undo.
        """
        return self._views.render(
            "turn",
            turn=turn,
            last=last,
            growing=growing,
            stopped=stopped and last,
            status=status,
            masked="\n".join(masked) if last else "",
            voices=list(voices(turn)),
            numbers=[citation.n for citation in turn.citations],
            title=made_title(turn),
        )


def voices(turn: Turn) -> Iterator[Voice]:
    """Split a reply into the coach's voice and, in a rehearsal, the persona's."""
    if turn.task != "rehearsal":
        if turn.reply:
            yield Voice("", turn.reply)
        return
    for paragraph in re.split(r"\n{2,}", turn.reply):
        said = _SPEAKER.match(paragraph)
        if said and not said.group(1).startswith("Debrief"):
            yield Voice(said.group(1), paragraph[said.end() :])
        elif paragraph.strip():
            yield Voice("", paragraph)


def made_title(turn: Turn) -> str:
    """One line that tells what a turn made."""
    if turn.draft:
        return turn.draft.subject or turn.draft.body.strip().split("\n")[0]
    if turn.agenda:
        return str(turn.agenda.plan["purpose"])
    return ""


def pieces(text: str) -> Iterator[str]:
    """Cut a text into the steps in which it appears, of a few words each, keeping every character."""
    begin = words = 0
    size = max(WORDS_A_STEP, math.ceil((text.count(" ") + 1) / MOST_STEPS))
    for place, char in enumerate(text):
        if char == " ":
            words += 1
            if words == size:
                yield text[begin:place]
                begin, words = place, 0
    yield text[begin:]
