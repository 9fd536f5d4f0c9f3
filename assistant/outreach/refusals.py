"""What is declined: to state what is not so, to write as somebody else, to wound. Always with the honest alternative.

The safety screen reads whole messages; a brief comes in pieces, so each of its values is read here too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from assistant.outreach.bank import load_bank
from assistant.outreach.brief import OutreachBrief
from assistant.safety.folding import fold
from assistant.safety.integrity import breach_of_integrity

Breach = Literal["fabrication", "impersonation", "cruelty"]

_PATTERNS: Mapping[Breach, re.Pattern[str]] = {
    "fabrication": re.compile(
        r"\b(?:say|claim|pretend|tell (?:her|him|them)|write|mention|imply|make it (?:sound|look)(?: "
        r"like)?|act like|add|put|state|list|include)\b[^.]{0,90}"
        r"\b(?:(?:even )?though|although|but|when|which) (?:i|we|it|that)(?:'ve| have)? (?:really |"
        r"actually )?(?:didn'?t|did not|never|haven'?t|have not|wasn'?t|was not|isn'?t|is not|hasn'?t|"
        r"don'?t|do not|not)\b"
        r"|\b(?:make up|making up|made[- ]up|invent|fabricate|fake|falsify|forge|bogus|"
        r"fictional)\b[^.]{0,30}\b(?:paper|publication|award|prize|experience|connection|story|excuse|"
        r"reason|research|score|grade|reference|letter|achievement|deadline|offer|meeting|credential|quote|"
        r"illness|emergency|something|some|things?|numbers?|hours|one)s?\b"
        r"|\b(?:lie|lying|a (?:white )?lie)\b[^.]{0,20}\b(?:about|to|that|and say)\b|^(?:please )?(?:just )?lie\b"
        r"|\bpretend (?:that )?(?:i|we|to have|we'?ve|i'?ve|i'?m|i am)\b(?! (?:i'?m|am) the (?:mentor|"
        r"attending))|\bsay (?:that )?i(?:'ve| have)? (?:read|published|won|attended|met|"
        r"worked)\b[^.]{0,60}\b(?:i haven'?t|never|not true|isn'?t true|didn'?t)\b"
        r"|\b(?:exaggerate|inflate|embellish)\b[^.]{0,30}\b(?:my|the|our)\b|\b(?:she|he|they)(?:'ll| "
        r"will)? (?:won'?t|never) (?:know|check|notice|find out)\b|\b(?:that|it|this) (?:isn'?t|is not|'s "
        r"not) true but\b|\bnot true but (?:say|put|write|mention)\b",
        re.I,
    ),
    "impersonation": re.compile(
        r"\b(?:write|send|sign|email|reply|draft)(?: it| this)?(?: as| from)? (?:if (?:it (?:is|were|was|"
        r"came)|from|i (?:am|was|were))|as if|as though|pretending to be|posing as|in the name of|on "
        r"behalf of (?:her|him|them) without)\b"
        r"|\b(?:pretend(?:ing)? to be|impersonat\w+|pos(?:e|ing) as|pass (?:myself )?(?:off )?as)\b(?! "
        r"(?:a patient|the patient))"
        r"|\bsign (?:it |this )?(?:as|with|using|in) (?:her|his|their|dr|prof|my (?:attending|mentor|"
        r"professor|supervisor|pi|dean|boss|friend|classmate|colleague)'?s?)\b|\b(?:from|using|with) "
        r"(?:her|his|their|my (?:attending|mentor|professor|boss|classmate|friend|dean)'?s|dr\.? \w+'s) "
        r"(?:account|e-?mail|login|address|signature|name)\b"
        r"|\bso (?:that )?(?:it|this) (?:looks|seems|sounds) like (?:it(?:'s| is| came)?|he|she|they|dr|"
        r"prof|my)\b[^.]{0,40}\b(?:wrote|from|sent|signed)\b",
        re.I,
    ),
    "cruelty": re.compile(
        r"\b(?:humiliate|embarrass|shame|insult|threaten|intimidate|blackmail|"
        r"mock(?! (?:interview|osce|exam|viva|test|code|trial|session|station|patient|presentation))|"
        r"ridicule|belittle|scare|"
        r"punish|get (?:back at|revenge|even)|destroy|ruin)\b[^.]{0,30}\b(?:her|him|them|you|the|my|this|"
        r"that|dr|prof|reputation|career|on)\b"
        r"|\bmake (?:her|him|them|you) (?:feel (?:bad|guilty|terrible|awful|small|stupid|ashamed|"
        r"worthless)|cry|suffer|regret|pay)\b|\btell (?:her|him|them|you) (?:that )?(?:she|he|they|"
        r"you)(?:'s|'re| is| are) (?:an? |so |such an? )?(?:idiot|stupid|pathetic|worthless|useless|loser|"
        r"joke|fraud|terrible|awful|moron|incompetent|disgusting)\b"
        r"|\b(?:as )?(?:nasty|cruel|vicious|hurtful|scathing|mean|brutal) as (?:you can|possible)\b|"
        r"\b(?:make it|be|something) (?:really |very |as )?(?:nasty|cruel|vicious|hurtful|scathing|"
        r"humiliating|threatening)\b|\bor (?:else )?i(?:'ll| will) (?:report|expose|tell everyone|post|"
        r"leak|make sure)\b",
        re.I,
    ),
}
_NEGATED = re.compile(
    r"\b(?:don'?t|do not|never|without|not|no|avoid|rather than|instead of|didn'?t|won'?t)(?: want(?:ing)? "
    r"to| to)?\s*(?:\w+\s){0,3}$",
    re.I,
)


def breach(brief: OutreachBrief) -> Breach | None:
    """Return what a brief asks for that is declined, or None."""
    for text in (brief.notes, brief.ask, brief.reason, brief.goal, brief.offer, brief.connection):
        if text and (found := breach_in(text)):
            return found
    return None


def breach_in(text: str) -> Breach | None:
    """Return what a text asks for that is declined, or None."""
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            if not _NEGATED.search(text[: match.start()]):
                return kind
    wanted = " ".join(
        part
        for part in re.split(r"(?<=[.!?])\s+|\n+", text)
        if not re.match(
            r"\W*(?:please |pls |but |and |just )*(?:don'?t|do not|never|no|without|i don'?t want (?:to|you to))\b",
            part,
            re.I,
        )
    )
    return breach_of_integrity(fold(wanted)) if wanted.strip() else None


def declined(brief: OutreachBrief) -> str | None:
    """The reply to a brief that is declined: one sentence and the honest alternative; None when all is well."""
    found = breach(brief)
    return load_bank().coaching.texts[f"declined_{found}"] if found else None
