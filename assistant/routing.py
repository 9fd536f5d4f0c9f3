"""Message -> task. A question about writing, meeting or feedback is answered; a wish to make something is made.

"How do I write a first email?" is a question. "Help me email Prof Lindqvist" is a task. The phrases stand in
routing.yaml; what a task under way keeps for itself is decided by that task.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from re import Pattern

from assistant.events import TaskName
from assistant.phrases import load_phrases

# In this order: "rehearse the meeting" is a rehearsal, "an agenda and an email" is an agenda first.
_TASKS: tuple[TaskName, ...] = ("rehearsal", "agenda", "outreach")


def route(message: str) -> TaskName:
    """Return the task that this message asks for; "ask" when it asks for none of the others."""
    text = message.replace("\u2019", "'").lower().strip()
    phrases = _phrases()
    if phrases["question"].search(text):
        return "ask"
    return next((task for task in _TASKS if phrases[task].search(text)), "ask")


@cache
def _phrases() -> dict[str, Pattern[str]]:
    return load_phrases(Path(__file__).with_name("routing.yaml"))
