"""A debrief as a reply: the coach's words, with a citation for each piece of advice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.events import Citation, Event, Text
from assistant.library import Library
from assistant.library.scenarios import Scenario
from assistant.rehearsal.brief import Attempt
from assistant.rehearsal.play import Play, PlayedTurn
from assistant.rehearsal.text import content_words, fold
from assistant.words import Words

_BAR = 12
_SECTION = "What to do"
# What a bullet must speak of to be the one that is quoted beside a change.
ABOUT = {
    "R01": "finish breathe listen first",
    "R02": "thank thanks once plainly",
    "R03": "say back own words main point right",
    "R04": "ask question saw example better looks",
    "R05": "reason reasons first defend explain pause",
    "R06": "behaviour one thing yourself worth",
    "R07": "own part without excuse",
    "R08": "person what said separate who",
    "R10": "fact question understand first",
    "R11": "name one change when",
    "R12": "date day check watch tell",
    "R13": "ask watch help observe",
    "R14": "thank close next change report",
    "R15": "kind ask which",
    "R16": "route ally answer report",
    "V01": "ask view first",
    "V03": "situation when where",
    "V04": "saw heard behaviour camera",
    "V05": "impact effect",
    "V06": "ask intent hoping",
    "V10": "name notice wait silence tears",
    "V11": "plan learner words ask",
    "V12": "date follow day",
    "V13": "same standard words work",
}


def show_debrief(
    report: Mapping[str, Any],
    scenario: Scenario,
    play: Play,
    attempts: Sequence[Attempt],
    words: Words,
    library: Library | None,
    otherwise: PlayedTurn | None,
) -> Iterator[Event]:
    """Yield the debrief as text and citations. `otherwise` is the branch in which the rewrite was said."""
    attempt = attempts[-1]
    judged = any(entry["score"] is not None for entry in report["criteria"])
    parts = [words("debrief_title", title=scenario.title)]
    if attempt.self_rating is not None:
        parts.append(words("self_rating", rating=attempt.self_rating))
    citations: list[Citation] = []
    if not judged:
        parts.append(words("too_little"))
    else:
        parts += _judgements(report, words, library, citations)
        parts += _rewrite(report, words, otherwise, play)
    if any(entry["item"] == "R16" and entry["score"] is not None for entry in report["criteria"]) or (
        "R16" in scenario.rubric
        and scenario.difficulty == 3
        and scenario.content_warning
        and scenario.rubric[-1] == "R16"
    ):
        parts.append(words("boundary_options"))
    parts += _trust(scenario, play, words)
    line = attempts_line(attempts, scenario.id, words)
    if line:
        parts.append(words("seen_before", line=line))
    parts += _feelings(attempt, words)
    yield Text("\n\n".join(parts))
    yield from citations


def attempts_line(attempts: Sequence[Attempt], scenario: str, words: Words) -> str:
    """The attempts at one scenario as small bars, oldest first; empty before the second."""
    of_this = [attempt for attempt in attempts if attempt.scenario == scenario and attempt.most]
    if len(of_this) < 2:
        return ""
    bars = []
    for attempt in of_this:
        full = round(_BAR * attempt.points / attempt.most)
        bars.append(
            words("attempt", bar="\u2588" * full + "\u2591" * (_BAR - full), points=attempt.points, most=attempt.most)
        )
    return " \u2192 ".join(bars)


def quoted_turn(report_turn: int | None) -> int:
    """The number among the person's own turns of a place in the transcript (persona and person take turns)."""
    return (report_turn or 0) // 2


def _judgements(
    report: Mapping[str, Any], words: Words, library: Library | None, citations: list[Citation]
) -> list[str]:
    parts: list[str] = []
    strengths = [
        words("strength", quote=_flat(entry["quote"]), turn=quoted_turn(entry["turn"]), comment=entry["comment"])
        for entry in report["strengths"]
    ]
    parts.append("\n".join([words("strengths"), "", *strengths]) if strengths else words("no_strengths"))
    change = report["change"]
    if change["item"] and change["score"] != 3:
        text = words(
            "change", quote=_flat(change["quote"]), turn=quoted_turn(change["turn"]), comment=change["comment"]
        )
    else:
        text = words("change_none", comment=change["comment"])
    citation = _cite(change, library, len(citations) + 1)
    if citation:
        citations.append(citation)
        text += " " + words("guidance", bullet=citation.quote, n=citation.n)
    parts.append(text)
    return parts


def _rewrite(report: Mapping[str, Any], words: Words, otherwise: PlayedTurn | None, play: Play) -> list[str]:
    rewrite = report["rewrite"]
    if not rewrite["suggestion"]:
        return []
    text = words("rewrite", suggestion=_flat(rewrite["suggestion"]))
    if otherwise:
        turn = quoted_turn(rewrite["turn"])
        before = play.turns[turn - 1].trust if 1 <= turn <= len(play.turns) else play.trust
        text += " " + words("branch_then", reply=otherwise.reply, trust=trust_words(otherwise.trust, before, words))
    return [text]


def trust_words(now: int, before: int, words: Words) -> str:
    """How trust would have stood, against how it stood."""
    return words("trust_same", now=now) if now == before else words("trust_up", now=now, before=before)


def _trust(scenario: Scenario, play: Play, words: Words) -> list[str]:
    if not play.turns:
        return []
    steps = []
    for number, turn in enumerate(play.turns, 1):
        reasons = " ".join(change.reason for change in turn.changes)
        if reasons:
            steps.append(f"turn {number} to {turn.trust} ({reasons.rstrip('.')})")
    parts = [words("trust_log", start=play.start_trust, steps="; ".join(steps) or "it did not move")]
    if scenario.holds_back and not any(turn.revealed for turn in play.turns):
        parts.append(words("held_back", what=scenario.holds_back.reveals))
    return parts


def _feelings(attempt: Attempt, words: Words) -> list[str]:
    parts = []
    if attempt.before is not None and attempt.after is not None:
        parts.append(words("feelings", before=attempt.before, after=attempt.after))
        if attempt.after >= attempt.before + 2:
            parts.append(words("feelings_worse"))
        elif attempt.after >= 8:
            parts.append(words("after_high"))
    elif attempt.after is not None and attempt.after >= 8:
        parts.append(words("after_high"))
    return parts


def _cite(change: Mapping[str, Any], library: Library | None, n: int) -> Citation | None:
    """The bullet of the card that is nearest to the comment; the first where none is near."""
    card = library.cards.get(change["card"]) if library and change["card"] else None
    if card is None:
        return None
    said = content_words(fold(f"{change['comment']} {ABOUT.get(change['item'], '')}"))
    quote = max(card.sections[_SECTION], key=lambda bullet: len(said & content_words(fold(bullet))))
    return Citation(n, card.id, _SECTION, quote, card.rows, card.title)


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())
