"""Message -> findings on the request: E08, E09, E10, E11, E18. One small function a rubric item."""

from __future__ import annotations

import re

from assistant.events import Finding
from assistant.outreach.bank import load_bank, patterns
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.checks.form import finding
from assistant.outreach.checks.tone import STRANGERS
from assistant.outreach.compose.asking import KIND_OF, one_request
from assistant.outreach.language.wording import split_sentences
from assistant.outreach.letter import BLANK, Letter

_REQUEST = re.compile(
    r"\b(?:would|could|can|will|might) you\b|\b(?:could|can|might|may|shall) (?:we|i)\b|\bwould it be "
    r"(?:possible|all right|okay|ok)\b|\bis it possible\b|\bwould (?:[\w:/-]+,? ){1,14}(?:be possible|work|"
    r"suit you|be all right)\b|"
    r"\bi (?:would|'d) also (?:like|love) to (?!thank|say|add|mention|tell|learn|know|understand)\w+|"
    r"\bi (?:would|'d) (?:also |really |very much )?(?:like|love|be (?:so |very |most )?(?:grateful|glad|"
    r"happy|thankful)) (?:for you to|you to|it if you|if you|to (?:ask|request|meet|join|shadow|work|speak|"
    r"talk|discuss|have|visit|set|schedule|observe|chat|invite))|"
    r"\bi (?:am|was)(?: also)? (?:writing to (?:ask|request)|asking|hoping|wondering|requesting)\b(?! you "
    r"because)|\bi(?:'m| am) (?:also )?(?:asking|hoping|wondering|requesting)\b(?! you because| because)|"
    r"\bi (?:hope|ask|request|want|need)(?: also)? (?:that )?(?:you|your|to (?:meet|ask|join|shadow|"
    r"request))\b|\bi wonder\b|"
    r"\bplease (?:also )?(?:introduce|send|write|review|read|help|give|share|forward|recommend|consider|"
    r"advise|tell me (?:how|what)|meet|call)\b|\bdo you (?:feel|have (?:time|a|any|\d)|think)\b|\bare you "
    r"(?:willing|available|able|open|free)\b|\bis there (?:any |a )?(?:chance|time|way|room)\b|\bany "
    r"chance\b|\bmay i ask\b|\bwhich \w+ should i\b|\b(?:how|what) (?:do|did|would|should) (?:you|i)\b|"
    r"\bcould you\b",
    re.I,
)

# Counts as the request only where nothing else does.
_SOFT = re.compile(
    r"\bi (?:would|'d) (?:be (?:\w+ )?(?:grateful|glad|happy|thankful) for|appreciate|value|welcome|love "
    r"(?:your|any|the))\b|\bi (?:hope|look forward) (?:to|for)\b[^.]{0,30}\b(?:advice|guidance|help|meet|"
    r"talk|speak)",
    re.I,
)

_NOT_PRIMARY = re.compile(
    r"^(?:if|should)\b|\bplease (?:feel free|let me know|name|tell me if|say|do not|don't|choose|pick|take|"
    r"accept|note)\b|\bthank",
    re.I,
)

_OFFER = re.compile(
    r"\bi (?:can|could|would be (?:glad|happy) to|am (?:glad|happy) to)\b(?! (?:ask|meet you|shadow|join))|"
    r"\bwould suit me\b|\bi would also be\b|\bi would gladly\b",
    re.I,
)

_CONDITION = re.compile(r"(?:^|[;,] )(?:and )?if [^;]*$", re.I)

_BIG = re.compile(
    r"\b(?:(?:an|one|two|three|four|five|several|a few|\d+)(?: full)? hours?|(?:the |a )?(?:whole|full|entire) (?:day|"
    r"morning|afternoon|week)|every (?:week|day|month)|each (?:week|month)|weekly|monthly|regular(?:ly)?|"
    r"all day|on a (?:weekly|monthly|regular) basis|a week\b(?= of)|long[- ]term)\b",
    re.I,
)

_MINUTES = re.compile(r"\b(\d{1,3})(?:\s?(?:-|to)\s?(\d{1,3}))?[- ]min", re.I)

_MINUTE_WORDS = re.compile(r"\b(thirty[- ]five|forty|forty[- ]five|fifty|sixty|ninety)[- ]minutes?\b", re.I)


def requests(letter: Letter) -> list[str]:
    """The sentences that ask for something, without conditions, offers and the way out."""
    found = []
    for sentence in split_sentences(BLANK.sub("this", letter.core.replace("\n", " "))):
        for clause in re.split(r";\s+", sentence):
            match = _REQUEST.search(clause)
            if not match or _NOT_PRIMARY.match(clause) or _CONDITION.search(clause[: match.start()]):
                continue
            if (
                re.search(r"\bplease (?:feel free|let me know|name|tell me if|say|do not|don't)\b", clause, re.I)
                and "?" not in clause
            ):
                continue
            if (offer := _OFFER.search(clause)) and offer.start() <= match.start() and "?" not in clause:
                continue
            found.append(clause)
    return found


def _types(clause: str) -> list[str]:
    return [name for name, pattern in KIND_OF if pattern.search(clause)]


def e08_one_ask(letter: Letter, brief: OutreachBrief) -> Finding:
    """E08: exactly one request, at most two question marks; a kind that asks for nothing may have none."""
    marks = BLANK.sub("", letter.core).count("?")
    asked = (
        requests(letter)
        or [part for part in split_sentences(letter.core.replace("\n", " ")) if part.endswith("?")]
        or [part for part in split_sentences(letter.core.replace("\n", " ")) if _SOFT.search(part)]
    )
    if marks > 2:
        return finding(
            "E08",
            False,
            "fail",
            f"{marks} questions; keep the one that matters most",
            asked[-1] if asked else None,
            letter.text,
        )
    wants = brief.kind is None or load_bank().text_of(brief).asks
    if not asked:
        return finding(
            "E08",
            not wants,
            "fail",
            "there is no clear request; ask one thing, as a question"
            if wants
            else "nothing is asked, and nothing needs to be",
        )
    seen: list[str] = []
    for clause in asked:
        kept = one_request(clause, brief)[1]
        if kept and _types(kept):
            return finding(
                "E08", False, "fail", "two requests in one sentence; keep one for a later message", clause, letter.text
            )
        types = _types(clause)
        kind = (
            types[0]
            if types
            else (
                "extra"
                if re.search(r"\b(?:also|too|as well|in addition|another|additionally)\b", clause, re.I) and seen
                else "other"
            )
        )
        if seen and kind not in seen and not {kind, *seen} <= {"meet", "other", "mentor"}:
            # A second sentence may say more of the first request.
            first = set(_types(asked[0]))
            compatible = bool(types) and bool(first) and (set(types) <= first or first <= set(types))
            if not compatible:
                return finding(
                    "E08", False, "fail", "more than one request; keep one for a later message", clause, letter.text
                )
        seen.append(kind)
    return finding("E08", True, "fail", "one clear request")


def e09_small(letter: Letter, brief: OutreachBrief) -> Finding:
    """E09: to somebody new, 10 to 30 minutes or one question."""
    if brief.kind not in STRANGERS:
        return finding("E09", True, "info", "no first contact")
    for clause in requests(letter):
        if re.search(r"\bhalf[- ](?:an )?hour\b", clause, re.I):
            continue
        if (found := _BIG.search(clause)) and not _of_the_sender(clause, found.start()):
            return finding(
                "E09",
                False,
                "warn",
                "too much for a first message; ask for 10 to 30 minutes, once, or one question",
                found.group(),
                letter.text,
            )
        for match in _MINUTES.finditer(clause):
            if int(match.group(2) or match.group(1)) > 30:
                return finding(
                    "E09",
                    False,
                    "warn",
                    "too long for a first conversation; ask for 10 to 30 minutes",
                    match.group(),
                    letter.text,
                )
        if match2 := _MINUTE_WORDS.search(clause):
            return finding(
                "E09",
                False,
                "warn",
                "too long for a first conversation; ask for 10 to 30 minutes",
                match2.group(),
                letter.text,
            )
    return finding("E09", True, "warn", "a small request")


def _of_the_sender(clause: str, at: int) -> bool:
    """Whether a length of time is what the sender would give ("volunteer five hours a week")."""
    return bool(re.search(r"\b(?:volunteer|help|work|give|offer|spend)\b", clause[:at], re.I)) and not re.search(
        r"\b(?:meet|talk|speak|call)", clause, re.I
    )


def e10_time(letter: Letter, brief: OutreachBrief) -> Finding:
    """E10 needs judgement: a window or two options, and that other times or formats are fine."""
    flexible = any(pattern.search(letter.core) for pattern in patterns("other_time"))
    return finding(
        "E10",
        True,
        "info",
        "for you to judge: a window or two times, and any other is fine"
        + ("" if flexible else " (I do not see the second half)"),
    )


def e11_way_out(letter: Letter, brief: OutreachBrief) -> Finding:
    """E11: where something is asked, one phrase makes a no comfortable."""
    if brief.kind and (not load_bank().text_of(brief).asks or brief.kind == "reschedule"):
        return finding("E11", True, "info", "nothing is asked that could be refused")
    if any(pattern.search(letter.core) for pattern in patterns("easy_out")):
        return finding("E11", True, "warn", "a no is made easy")
    return finding(
        "E11",
        False,
        "warn",
        "make a no comfortable: one phrase such as 'If this is not a good time, I understand completely'",
    )


def e18_not_mentor_yet(letter: Letter, brief: OutreachBrief) -> Finding:
    """E18: a first message does not ask "will you be my mentor?"."""
    if brief.kind not in (None, *STRANGERS):
        return finding("E18", True, "info", "no first contact")
    for pattern in patterns("mentor_ask"):
        if found := pattern.search(letter.text):
            return finding(
                "E18",
                False,
                "warn",
                "too big a question for a first message: ask for a short talk, and let the rest grow from it",
                found.group(),
                letter.text,
            )
    return finding("E18", True, "warn", "asks for a talk, not for a mentor")
