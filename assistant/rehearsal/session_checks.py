"""Scores of R11 to R16, which belong to the conversation as a whole (see checks.py for the scale)."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.rehearsal.checks import (
    Score,
    absent,
    asks,
    at,
    disagrees,
    feeling,
    listens,
    not_seen,
    owns,
    says_back,
    thanks,
    what_not_who,
    without_defence,
    without_self_attack,
)
from assistant.rehearsal.session import Seen, Session
from assistant.rehearsal.text import fold

# A chance in between: something was meant in that direction.
_HALF = 0.25
_GRADE = re.compile(
    r"\b(?:grade|mark|score|honou?rs|transcript|appeal|first author|pass|points|"
    r"evaluation)\b.*\?|\bwill (?:this|it) (?:affect|count|go)\b"
)


def action(session: Session) -> Score:
    """R11."""
    found = [seen for seen in session.spoken if seen.has("R11")]
    timed = [seen for seen in found if _cue(seen, "R11", "when-where")]
    if timed:
        return at("R11", 3, timed[0])
    if found:
        return at("R11", 2, found[0], why="no-time")
    vague = _vague_plan(session)
    if session.abusive:
        return not_seen("R11")
    if vague:
        seen, quote = vague
        return Score("R11", 0, seen.turn, quote, "vague")
    half = _half(session, "R11")
    if half:
        seen, quote = half
        return Score("R11", 1, seen.turn, quote, "partial")
    return not_seen("R11") if session.praise else absent("R11", session, session.spoken[-1])


def check_back(session: Session) -> Score:
    """R12."""
    found = session.first("R12")
    if found:
        return at("R12", 3, found)
    half = _half(session, "R12")
    if half and not session.abusive:
        seen, quote = half
        return Score("R12", 1, seen.turn, quote, "partial")
    if session.praise:
        return not_seen("R12")
    return absent("R12", session, session.spoken[-1], 2 if session.first("R11") or session.asked_for_plan else 3)


def support(session: Session) -> Score:
    """R13: called for only where there is no clear plan."""
    found = session.first("R13")
    if found:
        return at("R13", 3, found)
    if session.praise or session.first("R11") or session.first("R10"):
        return not_seen("R13")
    return absent("R13", session, session.spoken[-1], 3)


def closes(session: Session) -> Score:
    """R14."""
    if len(session.spoken) < 2:
        only = session.spoken[-1]
        return at("R14", 3, only, "R11") if only.has("R14") else not_seen("R14")
    last, before = session.spoken[-1], session.spoken[-2]
    step = next((item for item in ("R12", "R11", "R13") if last.has(item)), None)
    step_before = next((item for item in ("R12", "R11", "R13") if before.has(item)), None)
    if last.broke("R05") or last.broke("R06") or last.broke("R08"):
        broken = next(item for item in ("R05", "R06", "R08") if last.broke(item))
        return not_seen("R14") if session.abusive else at("R14", 0, last, f"not {broken}")
    if last.has("R02") and (step or step_before):
        return at("R14", 3, last, "R02")
    if step and before.has("R02"):
        return at("R14", 2, last, step)
    if step:
        return at("R14", 1, last, step)
    if last.has("R02"):
        return at("R14", 1, last, "R02")
    return absent("R14", session, last)


def kind(session: Session) -> Score:
    """R15."""
    asked = session.first("R15")
    if asked:
        return at("R15", 3, asked)
    if session.abusive:
        return not_seen("R15")
    for_marks = next((seen for seen in session.spoken if _GRADE.search(fold(seen.text)) and not seen.has("R04")), None)
    planned, question = session.first("R11"), session.first("R04")
    if for_marks and not (planned or question):
        return at("R15", 0, for_marks, why="marks")
    if planned:
        return at("R15", 3, planned, "R11")
    if question:
        return at("R15", 2, question, "R04")
    refused = [*session.breaks("R05"), *session.breaks("R06"), *session.breaks("R08")]
    if refused and len(session.spoken) >= 2:
        broken = next(item for item in ("R05", "R06", "R08") if refused[0].broke(item))
        return at("R15", 0, refused[0], f"not {broken}", "verdict")
    return not_seen("R15")


def boundary(session: Session) -> Score:
    """R16: kept, or hit back. Silence and agreeing are never scored."""
    kept, hit = session.first("R16"), session.breaks("R16")
    if kept and hit:
        return at("R16", 1, hit[0], "hit", "partial")
    if kept:
        return at("R16", 3, kept)
    return at("R16", 0, hit[0], "hit") if hit else not_seen("R16")


CHECKS: dict[str, Callable[[Session], Score]] = {
    "R01": listens,
    "R02": thanks,
    "R03": says_back,
    "R04": asks,
    "R05": without_defence,
    "R06": without_self_attack,
    "R07": owns,
    "R08": what_not_who,
    "R09": feeling,
    "R10": disagrees,
    "R11": action,
    "R12": check_back,
    "R13": support,
    "R14": closes,
    "R15": kind,
    "R16": boundary,
}


def score_session(session: Session) -> tuple[Score, ...]:
    """Score every item; all are not seen where there is too little to judge."""
    if session.too_little:
        return tuple(not_seen(item) for item in CHECKS)
    scores = tuple(check(session) for check in CHECKS.values())
    if not session.abusive:
        return scores
    # Whoever is abused owes the giver nothing: only what was done well is counted, and hitting back.
    counted = {"R16", "R05", "R08"} if session.breaks("R16") else {"R16"}
    return tuple(s if s.score == 3 or s.item in counted else not_seen(s.item) for s in scores)


def _cue(seen: Seen, item: str, cue: str) -> bool:
    span = seen.reading.spans.get(item)
    pieces = seen.reading.evidence.pieces
    return any(cue in piece.cues for piece in pieces if piece.segment.text == span or item in ("R11",))


def _vague_plan(session: Session) -> tuple[Seen, str] | None:
    for seen in reversed(session.spoken):
        for piece in seen.reading.evidence.pieces:
            if "future" in piece.cues and "vague-act" in piece.cues and piece.chance("R11") < _HALF + 0.2:
                return seen, piece.segment.text
    return None


def _half(session: Session, item: str) -> tuple[Seen, str] | None:
    for seen in session.spoken:
        for piece in seen.reading.evidence.pieces:
            if piece.chance(item) > _HALF and not seen.broke("R05"):
                return seen, piece.segment.text
    return None
