"""Message -> findings on who writes, why and how: E05, E06, E07, E12, E15, E17, E25; one function a rubric item."""

from __future__ import annotations

import re

from assistant.events import Finding
from assistant.outreach.bank import any_word, patterns
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.checks.form import finding
from assistant.outreach.language.known import fold, known_words, stem
from assistant.outreach.letter import BLANK, Letter

STRANGERS = ("first-contact", "career-change", "research-request")

_GENERIC_PRAISE = re.compile(
    r"\byour (?:great|amazing|impressive|incredible|outstanding) (?:work|career|research|reputation|"
    r"achievements)\b|\badmire(?:d)? your (?:work|career)\b",
    re.I,
)

_NEGATED = re.compile(
    r"\b(?:not|no|never|without|can|could|would|happy to|glad to|if|shall i|may i|on request|n't)\b[^.;]{0,30}$", re.I
)


def e05_introduction(letter: Letter, brief: OutreachBrief) -> Finding:
    """E05 needs judgement; the message says what code can see."""
    present = brief.sender.name and fold(brief.sender.name.split()[0]) in {
        fold(w) for w in re.findall(r"[\w'-]+", letter.text)
    }
    return finding(
        "E05",
        True,
        "info",
        f"for you to judge: one sentence with your name, stage and "
        f"place{'' if present else ' (your name is not in it yet)'}",
    )


def e06_reason(letter: Letter, brief: OutreachBrief) -> Finding:
    """E06: one concrete thing of the person's own, or a blank; never praise alone. Judged further by the reader."""
    if brief.kind not in STRANGERS and brief.kind != "shadowing-request":
        return finding("E06", True, "info", "for you to judge: is it clear why you write to this person?")
    if BLANK.search(letter.core) or _shares(letter.core, brief.reason) or _shares(letter.core, brief.connection):
        return finding("E06", True, "warn", "one concrete reason, or a blank for it")
    praise = _GENERIC_PRAISE.search(letter.core)
    if not brief.reason and not brief.connection:
        return finding(
            "E06",
            praise is None,
            "warn",
            "say one concrete thing about this person instead of praise"
            if praise
            else "for you to judge: why this person?",
            praise.group() if praise else None,
            letter.text,
        )
    return finding(
        "E06",
        False,
        "warn",
        "the reason that you gave for writing to this person is not in the text",
        praise.group() if praise else None,
        letter.text,
    )


def e07_connection(letter: Letter, brief: OutreachBrief) -> Finding:
    """E07: the connection, where there is one, appears."""
    if not brief.connection:
        return finding("E07", True, "info", "no connection was given")
    passed = _shares(letter.core, brief.connection) or _shares(letter.subject or "", brief.connection)
    return finding(
        "E07",
        passed,
        "warn",
        "the connection is used" if passed else f"your connection ('{brief.connection[:60]}') is not in the text",
    )


def _shares(text: str, value: str | None) -> bool:
    if not value:
        return False
    skip = {
        "the",
        "and",
        "her",
        "his",
        "their",
        "with",
        "for",
        "was",
        "she",
        "our",
        "you",
        "your",
        "that",
        "this",
        "from",
        "have",
        "has",
    }
    wanted = {stem(word) for word in re.findall(r"[\w'-]{3,}", value) if fold(word) not in skip}
    there = {stem(word) for word in re.findall(r"[\w'-]{3,}", text)}
    return len(wanted & there) >= max(1, round(len(wanted) * 0.3))


def e12_offer(letter: Letter, brief: OutreachBrief) -> Finding:
    """E12 needs judgement."""
    used = _shares(letter.core, brief.offer) if brief.offer else True
    return finding(
        "E12",
        True,
        "info",
        "for you to judge: at most one true sentence on what you bring"
        + ("" if used else " (what you offer is not in the text)"),
    )


def e15_attachments(letter: Letter, brief: OutreachBrief) -> Finding:
    """E15: no attachment is claimed unless the person said so."""
    # A pasted draft is its own brief; that it claims an attachment does not mean that one was meant.
    told = [value for value in brief.texts() if value.strip() != letter.text.strip()]
    if re.search(r"\battach", " ".join(told), re.I):
        return finding("E15", True, "fail", "you said that you attach something")
    for pattern in patterns("attachment"):
        for match in pattern.finditer(letter.core + "\n" + letter.sign_off):
            before = (letter.core + "\n" + letter.sign_off)[max(0, match.start() - 45) : match.start()]
            if re.search(r"\b(?:emotionally|closely|strings) $", before, re.I) or (
                _NEGATED.search(before)
                and not re.search(r"\b(?:have|has|find|see|is|are|i've|i) (?:also )?$", before, re.I)
            ):
                continue
            return finding(
                "E15",
                False,
                "fail",
                "an attachment is claimed; offer it on request instead",
                match.group(),
                letter.text,
            )
    return finding("E15", True, "fail", "no attachment is claimed")


def e17_tone(letter: Letter, brief: OutreachBrief) -> Finding:
    """E17: at most one word of praise, no apology for writing, no entitlement, no guilt."""
    text = letter.core
    own = known_words(brief).tokens
    praise = [m for m in any_word("flattery").finditer(text) if fold(m.group()) not in own]
    strong = list(any_word("flattery_strong").finditer(text))
    if len({m.group().lower() for m in praise}) > 1 or strong:
        at = (strong or sorted(praise, key=lambda m: m.start()))[0]
        return finding(
            "E17", False, "warn", "praise is piled up; keep one concrete thing instead", at.group(), letter.text
        )
    for name, message in (
        ("apology", "an apology for writing; there is nothing to be sorry for, so cut it"),
        ("entitlement", "this sounds as if you were owed it; ask, and leave them free"),
        ("guilt", "this puts the reader under pressure; cut it"),
    ):
        for pattern in patterns(name):
            for match in pattern.finditer(text):
                if (
                    name == "apology"
                    and "sorry" in match.group().lower()
                    and brief.kind in ("reschedule", "ending", "decline-reply")
                    and not re.search(r"bother|disturb", match.group(), re.I)
                ):
                    continue
                return finding("E17", False, "warn", message, match.group(), letter.text)
    return finding("E17", True, "warn", "warm, without flattery or pressure")


def e25_fits_kind(letter: Letter, brief: OutreachBrief) -> Finding:
    """E25 needs judgement; for some kinds code can see what is missing."""
    low = letter.core.lower()
    hints = []
    if brief.kind == "letter-request":
        hints = [
            what
            for what, there in (
                ("ask for a strong letter", "strong" in low),
                ("give the deadline", bool(re.search(r"\b(?:due|deadline|by|closes|opens)\b", low))),
                (
                    "offer your materials",
                    bool(re.search(r"\b(?:cv|statement|resume|materials|send|provide|share)\b", low)),
                ),
            )
            if not there
        ]
    elif brief.kind == "reschedule" and not re.search(
        r"\b(?:instead|another time|reschedule|move|different|work)\b", low
    ):
        hints = ["offer a new time"]
    return finding(
        "E25",
        True,
        "info",
        "for you to judge: does it do what this kind of message should?"
        + (f" Perhaps {' and '.join(hints)}." if hints else ""),
    )
