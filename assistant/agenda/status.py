"""How an agreed action ended, read from the user's own word on it ("submitted it", "not yet", "halfway")."""

from __future__ import annotations

import re

from assistant.agenda.brief import LastAction

_DONE = ("done", "did", "complete", "completed", "finished", "submitted", "sent", "yes", "achieved", "met")
_NOT = (
    "not",
    "no",
    "n't",
    "never",
    "incomplete",
    "overdue",
    "missed",
    "pending",
    "todo",
    "to do",
    "outstanding",
    "open",
    "still to",
    "yet",
)
_PARTLY = (
    "part",
    "progress",
    "half",
    "some",
    "started",
    "ongoing",
    "draft",
    "almost",
    "nearly",
    "underway",
    "under way",
    "mostly",
)
_DROPPED = ("dropped", "abandoned", "cancelled", "canceled", "no longer", "stopped")
_NEGATED = re.compile(
    r"(?:\b(?:not|never|still to|to be|yet to)|n't)(?: \w+)? (?:" + "|".join((*_DONE, "start", "begun", "begin")) + ")"
)


def status_of(action: LastAction) -> str:
    """Return done, partly, not, dropped or unknown, from the user's own words about it."""
    status = f" {(action.status or '').lower()} "
    if not status.strip():
        return "unknown"
    done = any(_has_word(status, word) for word in _DONE)
    if _NEGATED.search(status):
        return "not"
    if done and any(_has_word(status, word) for word in ("no", "not", "pending", "yet")):
        # "sent, no reply": begun, and something is still open.
        return "partly"
    for name, words in (("dropped", _DROPPED), ("partly", _PARTLY), ("not", _NOT), ("done", _DONE)):
        if any(word in status if " " in word or word == "n't" else _has_word(status, word) for word in words):
            return name
    return "unknown"


def _has_word(text: str, word: str) -> bool:
    return any(
        part.startswith(word) if len(word) > 3 else part == word
        for part in text.replace("-", " ").replace("/", " ").split()
    )
