"""The setting of a meeting, as a message tells it: its kind, the user's role, the stage of training."""

from __future__ import annotations

from assistant.agenda import cues
from assistant.agenda.bank import Bank
from assistant.agenda.brief import Meeting, Role
from assistant.agenda.themes import stage_of


def read_kind(text: str) -> Meeting | None:
    """Return the kind of meeting that the words name, or None."""
    for kind, pattern in cues.KINDS:
        if pattern.search(text):
            return kind
    return "regular" if cues.EXPLICIT.search(text) else None


def read_role(text: str) -> Role | None:
    """Return the user's role where the words tell it; the first plain sign wins."""
    mentor, mentee = cues.MENTOR_ROLE.search(text), cues.MENTEE_ROLE.search(text)
    if mentor and mentee:
        return "mentor" if mentor.start() < mentee.start() else "mentee"
    return "mentor" if mentor else "mentee" if mentee else None


def read_stage(text: str, role: Role | None, bank: Bank) -> str | None:
    """The span that tells the mentee's stage: the user's own, or for a mentor the stage of the one they
    meet.
    """
    own = cues.OWN_STAGE.search(text)
    if role == "mentor":
        rest = text[: own.start()] + " " * (own.end() - own.start()) + text[own.end() :] if own else text
        other = cues.OTHER_STAGE.search(rest)
        if other and stage_of(other["other"], bank):
            return other["other"]
        found = cues.STAGE.search(rest)
        return found.group() if found and stage_of(found.group(), bank) else None
    if own and stage_of(own["own"], bank):
        return own["own"]
    plain = next((m for m in cues.CODE_STAGE.finditer(text) if stage_of(m.group(), bank)), None)
    if plain:
        return plain.group()
    aside = cues.ASIDE_STAGE.search(text)
    return aside["stage"] if aside and stage_of(aside["stage"], bank) else None
