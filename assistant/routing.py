"""Message -> task. A question about writing, meeting or feedback is answered; a wish to make something is made.

"How do I write a first email?" is a question. "Help me email Prof Lindqvist" is a task. A task that is under way
keeps the messages that belong to it. The phrases stand in routing.yaml.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from re import Pattern

from assistant.events import Conversation, TaskName
from assistant.phrases import load_phrases

# In this order: "rehearse the meeting" is a rehearsal, "an agenda and an email" is an agenda first.
_TASKS: tuple[TaskName, ...] = ("rehearsal", "agenda", "outreach")
# While the other side is played, or its scenario is set up, every message belongs to the rehearsal.
_IN_REHEARSAL = frozenset({"warn", "before", "play", "paused", "leaving", "rating", "after", "own", "inbox"})
# A question this short, asked in the middle of a task, is about the task: "why this line?"
_SHORT_QUESTION = 5
# A wish to plan a meeting must reach the first where no phrase tells of it, the second where one tells of a question
# or of a letter.
LIKELY, SURE = 0.75, 1.5
# A wish to write must reach this where a meeting seems to be planned, too.
SURE_OF_A_LETTER = 0.85


def route(
    message: str,
    conversation: Conversation | None = None,
    writes: Callable[[str], float] | None = None,
    plans: Callable[[str], float] | None = None,
) -> TaskName:
    """Return the task that this message belongs to; "ask" when it asks for none of the others.

    `writes` reads how surely a message wishes to write to somebody, from 0 to 1. It takes its time, so it is asked only
    where no phrase decided and somebody is named with a title. `plans` reads how surely a message wishes a meeting to
    be planned (above 0 it does); it is asked where no task is under way.
    """
    text = message.replace("\u2019", "'").lower().strip()
    somebody = _phrases()["somebody"].search(text)
    wishes_to_write = cache(lambda: writes(message) if writes and somebody else 0.0)
    task = _task(text, message, conversation, plans, wishes_to_write)
    return "outreach" if task == "ask" and wishes_to_write() else task


def _has_plan(conversation: Conversation | None) -> bool:
    """Whether a plan stood before the questions that were asked since."""
    tasks = [turn.task for turn in conversation.turns if turn.task != "ask"] if conversation else []
    return bool(tasks) and tasks[-1] == "agenda" and bool(conversation and conversation.state("agenda").get("working"))


def _task(
    text: str,
    message: str,
    conversation: Conversation | None,
    plans: Callable[[str], float] | None,
    writes: Callable[[], float],
) -> TaskName:
    phrases = _phrases()
    question = bool(phrases["question"].search(text))
    pasted = bool(phrases["pasted_email"].search(text))
    fits: list[TaskName] = [] if question else [task for task in _TASKS if phrases[task].search(text)]
    if pasted:
        fits = ["outreach"]
    last = conversation.turns[-1] if conversation and conversation.turns else None
    if last is None or last.task == "ask":
        if not question and _has_plan(conversation) and phrases["changes_plan"].search(text):
            return "agenda"
        if plans and "rehearsal" not in fits and not pasted:
            wish, planned = plans(message), "agenda" in fits
            needed = SURE if question or "outreach" in fits or writes() else 0.0 if planned else LIKELY
            if wish > needed and (planned or writes() < SURE_OF_A_LETTER):
                return "agenda"
            fits = [task for task in fits if task != "agenda"]
        return fits[0] if fits else "ask"
    if last.task == "rehearsal" and last.state.get("stage") in _IN_REHEARSAL:
        return "rehearsal"
    if last.task == "agenda" and last.state.get("handoff") and phrases["thanks_after_meeting"].search(text):
        return "outreach"
    if message.strip() in last.choices:
        return last.task
    if fits:
        return fits[0]
    if question and len(text.split()) > _SHORT_QUESTION:
        return "ask"
    return last.task


@cache
def _phrases() -> dict[str, Pattern[str]]:
    return load_phrases(Path(__file__).with_name("routing.yaml"))
