"""By which channel and in which tone: as a message says it."""

from __future__ import annotations

import re

from assistant.outreach.brief import Channel, Tone
from assistant.outreach.extract_intent import QUESTION, WRITE

_LINKEDIN = re.compile(r"\blinked[- ]?in\b", re.I)

_PERSON = re.compile(
    r"\bin[- ]person\b(?! (?:meeting|or by|if))|\bface[- ]to[- ]face\b|\bout loud\b|\bwhen i (?:see|meet|"
    r"run into|bump into) (?:him|her|them|dr|prof)|\bwhat (?:do|should|can|could) i say to\b|\bwords to "
    r"say\b|\bin the (?:hallway|corridor)\b",
    re.I,
)

_EMAIL = re.compile(
    r"(?<!my )(?<!this )(?<!first )\be-?mail(?:ing)?\b(?! address|@|ed)|\b(?:write|writing|draft|"
    r"send|compose|word)\b[^.?!]{0,20}\bmail\b",
    re.I,
)

_NOT_EMAIL = re.compile(
    r"\b(?:my|the|this|his|her|their|a|first|last) (?:first |last |old |previous "
    r")?e-?mail\b[^.]{0,30}\b(?:about|from|feels|sounds|was|is|got)\b|\bmy e-?mail\b|\banswered my e-?mail|"
    r"\be-?mailed\b",
    re.I,
)

_TONES: tuple[tuple[Tone, str], ...] = (
    ("formal", r"formal|professional"),
    ("warm", r"warm|friendly|informal|personal"),
    ("brief", r"brief|short|concise|to the point|short and sweet|quick and simple"),
)


def channel_of(text: str) -> Channel | None:
    """The channel, where it is named."""
    if _LINKEDIN.search(text):
        return "linkedin"
    if _PERSON.search(text):
        return "in-person"
    plain = _NOT_EMAIL.sub(" ", text)
    if _EMAIL.search(plain) and not (QUESTION.search(text) and not WRITE.search(text)):
        return "email"
    return None


def tone_of(text: str) -> Tone | None:
    """The tone, where it is wished for."""
    for tone, word in _TONES:
        for pattern in (
            rf"\b(?:keep|make|want|wants|like|prefer|sound|sounding|be|tone|rather)\b(?: (?:it|this|the "
            rf"(?:tone|email|message)|to be|to sound|something|very|quite|really|pretty|fairly|more|a bit|"
            rf"and|warm|formal|friendly|short|brief|so i want it))* (?:{word})\b",
            rf"\b(?:an?|something|smth|really|very)(?: (?:very|quite|really|pretty|nice|polite|simple))? "
            rf"(?:{word})(?:,? (?:and |but )?\w+)? (?:e-?mail|note|message|msg|follow-?up|thank[- ]you|"
            rf"letter|text|reply|draft|to|by)\b",
            rf"\b(?:{word})(?: (?:and|but) \w+)? (?:tone|style|is (?:fine|ok|good)|please|pls)\b",
            rf"\bsomething (?:{word})\b",
            rf"(?:^|[.!?\n] ?)(?:{word}) (?:letter|e-?mail|message|note)\b",
            rf"(?:^|[.!?\n] ?)\W*(?:very |quite )?(?:{word})(?:,? (?:please|pls|tone))?(?=[.!?\n]|$)",
            rf"\b(?:tone|style)(?: is|:)? (?:{word})\b",
        ):
            found = re.search(pattern, text, re.I)
            if (
                found
                and not re.search(
                    r"\b(?:not|n't|don't|too|never|less)\s(?:\w+ ){0,3}$",
                    text[: found.end() - len(found.group().split()[-1])],
                    re.I,
                )
                and "not too" not in found.group().lower()
            ):
                return tone
    return None
