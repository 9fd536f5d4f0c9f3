"""How a finding and a changed text are put to the person."""

from __future__ import annotations

import re

from assistant.events import Finding
from assistant.outreach.bank import load_bank
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.language.wording import sentence, tidy
from assistant.outreach.state import State


def as_told(item: Finding) -> str:
    """One finding as a person reads it: what, and where."""
    message = item.message[0].upper() + item.message[1:]
    quote = " ".join((item.quote or "").split())
    shown = quote if len(quote) <= 120 else quote[:117] + "..."
    return f'{message}: "{shown}"' if shown and shown not in message else f"{message}"


def with_minutes(brief: OutreachBrief, minutes: int) -> OutreachBrief:
    """A new length, also where the request names the old one."""
    ask = re.sub(r"\b\d{1,3}(?:\s?-\s?\d{1,3})?(?=[ -]?min)", str(minutes), brief.ask) if brief.ask else brief.ask
    return brief.model_copy(update={"minutes": max(1, min(minutes, 480)), "ask": ask})


def add_sentence(body: str, words: str) -> str:
    """Put a sentence before the sign-off."""
    parts = body.rstrip().split("\n\n")
    text = sentence(tidy(words))
    if len(parts) > 3:
        # After what was told, before the request is closed.
        return "\n\n".join([parts[0], f"{parts[1]} {text}", *parts[2:]])
    at = max(len(parts) - 1, 1)
    if at == len(parts) and parts:
        return f"{body.rstrip()} {text}"
    return (
        "\n\n".join([*parts[: at - 1], f"{parts[at - 1]} {text}", *parts[at:]])
        if at > 1
        else "\n\n".join([*parts[:1], text, *parts[1:]])
    )


def choices_for(state: State) -> tuple[str, ...]:
    """The changes that are offered as buttons below a draft."""
    found = ["Make it shorter", "Make it warmer" if state.brief.tone in ("formal", "brief") else "More formal"]
    found.append("Make it LinkedIn" if state.brief.channel in (None, "email") else "Make it an email")
    if state.brief.kind and load_bank().text_of(state.brief).follow_up_text:
        found.append("Show the follow-up")
    return (*found, "Show the sources")
