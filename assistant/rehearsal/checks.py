"""Scores of R01 to R10, one small pure function an item: 0 to 3 with the words behind it, or not seen.

0: badly done, or plainly called for and absent. 1: partial or late. 2: good with a gap. 3: clear. None: not
applicable, or too little to judge. Where the giver was abusive, nothing is counted as absent.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.rehearsal.session import Seen, Session


@dataclass(frozen=True)
class Score:
    """One criterion. `quote` is an exact substring of turn `turn`; `why` names the comment that goes with it."""

    item: str
    score: int | None
    turn: int | None = None
    quote: str | None = None
    why: str = "not-seen"


def not_seen(item: str) -> Score:
    """No evidence, so no score (rubric D04)."""
    return Score(item, None)


def at(item: str, score: int, seen: Seen, label: str | None = None, why: str = "") -> Score:
    """A score with the words behind `label` in the turn `seen`."""
    return Score(
        item,
        score,
        seen.turn,
        seen.quote(label or item),
        why or {0: "poor", 1: "partial", 2: "good"}.get(score, "clear"),
    )


def absent(item: str, session: Session, seen: Seen | None = None, at_least: int = 2) -> Score:
    """Called for and absent: 0, when there was room for it and the giver had not forfeited it."""
    if session.abusive or len(session.spoken) < at_least:
        return not_seen(item)
    place = seen or session.spoken[0]
    return Score(item, 0, place.turn, place.opening, "absent")


def listens(session: Session) -> Score:
    """R01."""
    first, *rest = session.spoken
    if first.has("R01") and not first.broke("R05"):
        return at("R01", 3, first)
    if first.has("R02") and first.has("R04"):
        return at("R01", 2, first, "R04")
    late = next((seen for seen in rest if seen.has("R01") and not seen.broke("R05")), None)
    if late:
        return at("R01", 1, late, why="late")
    if first.has("R01"):
        return at("R01", 1, first)
    if first.has("R04") or (first.has("R02") and not first.broke("R05")):
        return at("R01", 1, first, "R04" if first.has("R04") else "R02")
    if first.broke("R05") and not session.abusive:
        return at("R01", 0, first, "not R05")
    return not_seen("R01") if session.praise else absent("R01", session)


def thanks(session: Session) -> Score:
    """R02."""
    sincere = [seen for seen in session.spoken if seen.has("R02") and not seen.broke("R05")]
    if sincere:
        return at("R02", 3 if len(sincere) < 5 else 2, sincere[0])
    taken_back = session.first("R02")
    if taken_back:
        return at("R02", 1, taken_back, why="taken-back")
    sour = next(
        (
            s
            for s in session.spoken
            if any("gratitude" in p.cues or "sneer" in p.cues for p in s.reading.evidence.pieces)
        ),
        None,
    )
    if sour and sour.broke("R05"):
        return at("R02", 0, sour, "not R05", "sour")
    return absent("R02", session)


def says_back(session: Session) -> Score:
    """R03."""
    found = session.first("R03")
    if not found:
        return not_seen("R03") if session.praise else absent("R03", session)
    place, count = session.spoken.index(found), len(session.spoken)
    if count >= 4 and place == count - 1:
        return at("R03", 1, found, why="late")
    checked = found.has("R04") or place == 0
    return at("R03", 3 if checked or place <= (count - 1) // 2 else 2, found)


def asks(session: Session) -> Score:
    """R04."""
    questions = [seen for seen in session.spoken if seen.has("R04")]
    open_ones = [seen for seen in questions if seen.reading.spans.get("R04") != seen.reading.spans.get("R03")]
    if open_ones:
        return at("R04", 3, open_ones[0])
    if questions:
        return at("R04", 2, questions[0], why="check-only")
    sharp = next(
        (
            s
            for s in session.spoken
            if any("question-mark" in p.cues for p in s.reading.evidence.pieces) and s.broke("R05")
        ),
        None,
    )
    if sharp and not session.abusive:
        return at("R04", 0, sharp, "not R05", "sharp")
    return absent("R04", session)


def without_defence(session: Session) -> Score:
    """R05."""
    return _clean(session, "R05", ("R01", "R02", "R03", "R07", "R11"))


def without_self_attack(session: Session) -> Score:
    """R06."""
    return _clean(session, "R06", ("R01", "R03", "R04", "R07", "R11"))


def what_not_who(session: Session) -> Score:
    """R08."""
    return _clean(session, "R08", ("R01", "R02", "R03", "R04", "R07", "R11"))


def owns(session: Session) -> Score:
    """R07."""
    owned = session.first("R07")
    blamed = session.breaks("R05")
    if owned:
        if owned.broke("R05"):
            return at("R07", 1, owned, why="excused")
        later = [seen for seen in blamed if seen.turn > owned.turn]
        return at("R07", 2 if later else 3, owned)
    if session.abusive or session.praise or session.first("R10"):
        return not_seen("R07")
    if blamed:
        return at("R07", 0, blamed[-1] if len(blamed) > 1 else blamed[0], "not R05", "blamed")
    return absent("R07", session)


def feeling(session: Session) -> Score:
    """R09: optional, so never counted against anybody."""
    found = session.first("R09")
    return at("R09", 3, found) if found else not_seen("R09")


def disagrees(session: Session) -> Score:
    """R10."""
    found = session.first("R10")
    if found:
        before = [seen for seen in session.spoken if seen.turn <= found.turn]
        understood = any(seen.has("R01") or seen.has("R03") for seen in before)
        return at("R10", 3 if understood else 2, found)
    flat = next((seen for seen in session.spoken if seen.broke("R10")), None)
    if flat and not session.abusive:
        return at("R10", 0, flat, "flat")
    return not_seen("R10")


def _clean(session: Session, item: str, recovery: tuple[str, ...]) -> Score:
    """An item that is kept by not being broken: one slip that was mended counts as partial."""
    broken = session.breaks(item)
    telling = [seen for seen in session.spoken if seen.telling]
    if not broken:
        if not telling:
            return not_seen(item)
        for seen in telling:
            shown = next((other for other in ("R16", *recovery) if seen.has(other)), None)
            if shown and not any(seen.broke(other) for other in ("R05", "R06", "R08")):
                return at(item, 3, seen, shown)
        # Nothing was done well instead: not a fault, and nothing to praise either.
        return at(item, 3, telling[0], item, "kept")
    last = broken[-1]
    mended = [seen for seen in session.spoken if seen.turn > last.turn and any(seen.has(other) for other in recovery)]
    share = len(broken) / len(session.spoken)
    if mended and len(broken) == 1 and len(session.spoken) >= 5:
        return at(item, 2, broken[0], f"not {item}", "mended")
    if mended and share <= 0.5:
        return at(item, 1, broken[0], f"not {item}", "mended")
    return at(item, 0, broken[0], f"not {item}")
