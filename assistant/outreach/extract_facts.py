"""Reason, connection, goal, request and offer, as a message says them: spans of the person's own words.

The message is cut into clauses; a clause is taken for a field only where its form makes that plain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.outreach.brief import Kind
from assistant.outreach.extract_clauses import (
    ask_clause,
    because_clause,
    clause,
    clause_liked,
    cut_long,
    news_clause,
    ok,
    sentence_clause,
    trim,
)
from assistant.outreach.extract_names import Mention
from assistant.outreach.extract_patterns import (
    ABBREVIATED,
    ABOUT_THEM,
    APPLYING,
    ASKS,
    BECAUSE,
    CLASSMATE,
    FOR_DOING,
    GOAL,
    HE_COULD,
    I_LIKED,
    INTERESTED,
    MET,
    OFFER,
    ONLY,
    OWN_NEWS,
    SUGGESTED,
    SUPERVISED,
    THINKING,
    TIE,
    TOLD_BY,
    WHO_DID,
    WHO_HELPED,
    WROTE_ME,
)


@dataclass(frozen=True)
class Facts:
    """The free phrases of a message; None where not plain."""

    reason: str | None = None
    connection: str | None = None
    goal: str | None = None
    ask: str | None = None
    offer: str | None = None


def facts_of(text: str, kind: Kind | None, person: Mention | None) -> Facts:
    """Read the five phrases."""
    text = ABBREVIATED.sub("\\1\u2024", text)
    found = _facts(text, kind, person)
    return Facts(
        *(
            (value.replace("\u2024", ".") if value else None)
            for value in (found.reason, found.connection, found.goal, found.ask, found.offer)
        )
    )


def _facts(text: str, kind: Kind | None, person: Mention | None) -> Facts:
    connection = _connection(text, person)
    ask = _ask(text, kind)
    offer = _offer(text, kind)
    goal = _goal(text, kind, ask)
    reason = _reason(text, kind, person, (connection, goal, ask, offer))
    return Facts(reason, connection, goal, ask, offer)


def _overlaps(span: str, others: tuple[str | None, ...]) -> bool:
    return any(other and (span in other or other in span) for other in others)


def _connection(text: str, person: Mention | None) -> str | None:
    for pattern in (SUGGESTED, TOLD_BY, CLASSMATE):
        for found in pattern.finditer(text):
            span = sentence_clause(found.group(1))
            if (
                person
                and span.lower().startswith((f"{person.title} {person.name}".lower().strip(), person.name.lower()))
                and not re.search(r"\b(?:keep in touch)\b", span)
            ):
                continue
            if (
                pattern is SUGGESTED
                and re.match(r"my (?:\w+ )?(?:mentor|attending|pi)\b", span, re.I)
                and person
                and person.name in span
            ):
                continue
            if ok(span, 3):
                return span
    for found in SUPERVISED.finditer(text):
        span = clause(found.group(1))
        if re.match(r"(?:she|he|they)(?:'s|s)? ?(?:is|are) my\b", span, re.I) or ok(span, 3):
            return span
    for found in MET.finditer(text):
        span = clause(found.group(1))
        if (
            TIE.search(span)
            and not re.match(r"(?:i |we )?(?:had|did|took|spent|worked|was in) (?:not|never)\b", span, re.I)
            and not re.search(r"\b(?:talk|lecture|keynote|podcast|speak)\b", span.split(" with ")[0], re.I)
        ):
            if re.match(r"(?:spent|took|did|had|sat)\b", span, re.I) and not re.search(
                r"\b(?:with|under) (?:her|him|them|dr|prof)|(?:her|his|their) (?:class|course|seminar|"
                r"elective|tutorial)",
                span,
                re.I,
            ):
                continue
            return ok(span)
    return None


def _ask(text: str, kind: Kind | None) -> str | None:
    if kind in ("thank-you", "reschedule", "ending", "decline-reply", "letter-request"):
        return None
    for number, pattern in enumerate(ASKS):
        for found in pattern.finditer(text):
            span = ask_clause(found.group(1))
            before = text[max(0, found.start() - 22) : found.start()].lower()
            if re.search(r"\b(?:she|he|they|who)(?: has| had)? $", before) or re.match(
                r"(?:me|us|you|u)\b", span, re.I
            ):
                continue
            span = re.sub(r"^(?:for|about) (?=\w)", "", span, flags=re.I)
            if number in (0, 1) and (
                cut := re.match(r"(?:if|whether) (?:i|we) (?:can|could|may|might) (?=\w)", span, re.I)
            ):
                span = span[cut.end() :]
            if number in (0, 1) and (
                cut := re.match(
                    r"(?:if|whether) (?:she|he|they)(?:'d| would| could| can)(?: be (?:willing|able|open|"
                    r"happy) to)? (?=(?:review|read|write|introduce|look|meet|mentor|help|give|share|"
                    r"supervise|be|let|have|talk|advise)\b)",
                    span,
                    re.I,
                )
            ):
                span = span[cut.end() :]
            if re.fullmatch(r"(?:my )?(?:feedback|advice|help|it|this|that|time)", span, re.I) or re.match(
                r"\d+ minutes? to\b|(?:ten|fifteen|twenty|thirty|\d+) min\w*(?:$| on| to| about)|half an hour",
                span,
                re.I,
            ):
                continue
            if ok(span, 2):
                return span
    return None


def _goal(text: str, kind: Kind | None, ask: str | None) -> str | None:
    for pattern in (THINKING, GOAL):
        for found in pattern.finditer(text):
            span = trim(
                re.split(
                    r"[.!?;\n](?=\s|$)|,? (?:but|so|bc|because) |,? and (?:i|want|ask|wanna|would|hear)\b|"
                    r", (?:i|im|i'm|m\d|ms\d|free|can|could|he|she)\b",
                    found.group(1),
                    maxsplit=1,
                    flags=re.I,
                )[0]
            )
            if (ask and (ask in span or span in ask)) or re.search(r"\b(?:first letter|a letter|lor)\b", span):
                continue
            if (
                re.match(r"(?:do|hear|see|know|learn|do a|start) (?:research with|this|that|if|back|it)\b", span, re.I)
                and kind == "research-request"
            ):
                continue
            if ok(span):
                return span
    for pattern in (INTERESTED, APPLYING):
        if hit := pattern.search(text):
            if pattern is APPLYING and kind not in ("letter-request", "first-contact", None, "check-in-request"):
                continue
            span = trim(
                re.split(
                    r"[.!?;\n](?=\s|$)|,|\b(?:and|but|so|bc|because|can|could|free|due|im|i'm) ",
                    hit.group(1),
                    maxsplit=1,
                    flags=re.I,
                )[0]
            )
            if pattern is APPLYING and kind != "letter-request" and not re.search(r"\bto|for|into\b", span):
                continue
            if ok(span):
                return span
    return None


def _offer(text: str, kind: Kind | None) -> str | None:
    if kind == "decline-reply" and (found := HE_COULD.search(text)):
        return ok(trim(found.group(1)))
    for found in OFFER.finditer(text):
        span = trim(
            re.split(
                r"[.!?;\n](?=\s|$)|,? (?:but|so|bc|because) |,? and (?:i|want)\b|,\s(?:i|know|im|free|my|m\d)\b",
                next(group for group in found.groups() if group),
                maxsplit=1,
                flags=re.I,
            )[0]
        )
        before = text[max(0, found.start() - 24) : found.start(0) + 2].lower()
        if re.search(r"\b(?:if|whether|ask|asking|how|what) (?:i|we)?\s?$", before) or re.search(
            r"\b(?:if|whether|how|what|ask) $", text[max(0, found.start() - 10) : found.start()], re.I
        ):
            continue
        if re.search(r"\b(?:you|u) (?:can|could)\b", found.group(), re.I):
            continue
        if ok(span):
            return span
    return None


def _reason(text: str, kind: Kind | None, person: Mention | None, others: tuple[str | None, ...]) -> str | None:
    if kind == "thank-you":
        for pattern in (FOR_DOING, WHO_HELPED):
            if found := pattern.search(text):
                return ok(cut_long(found.group(1)))
        for pattern in (ABOUT_THEM, WROTE_ME):
            if found := pattern.search(text):
                span = cut_long(found.group(1))
                if not _overlaps(span, (others[0],)):
                    return ok(span)
        return None
    if kind in ("reschedule", "check-in-request", "ending", "decline-reply"):
        candidates = [found.group(1) for found in BECAUSE.finditer(text)] + [
            found.group(1) for found in OWN_NEWS.finditer(text)
        ]
        for candidate in candidates:
            span = news_clause(candidate, kind)
            if ok(span) and not _overlaps(span, others[1:]):
                return span
        return None
    if kind in ("follow-up", "progress-update"):
        return None
    for pattern in (ONLY, ABOUT_THEM, I_LIKED, WHO_DID, BECAUSE):
        for found in pattern.finditer(text):
            span = because_clause(found.group(1)) if pattern is not I_LIKED else clause_liked(found.group(1))
            if _overlaps(span, (others[0], others[2])) or re.search(
                r"\b(?:suggested|told me|said to|keep in touch)\b", span, re.I
            ):
                continue
            if pattern is ABOUT_THEM and re.match(
                r"(?:she|he|they)(?:'s|s)? (?:was|is|supervised|taught|mentored|precepted) (?:my|me)\b", span, re.I
            ):
                continue
            if re.search(
                r"\b(?:how|what|why|when|where|if|whether|which|until|after|before|that) $",
                text[: found.start(1)],
                re.I,
            ):
                continue
            if pattern is BECAUSE and kind is None:
                continue
            if ok(span, 3):
                return span
    if kind not in ("letter-request", "introduction-request") and (
        missed := re.search(r"(?:^|[.!?]\s+)(i missed [^.!?\n]*)", text, re.I)
    ):
        return ok(clause(missed.group(1)))
    return None
