"""Whether words to send are wanted or advice, by which channel and in which tone: as a message says it."""

from __future__ import annotations

import re

from assistant.outreach.brief import Channel, Tone

WRITE = re.compile(
    r"\b(?:e-?mail(?:ing)? (?!me|length|tips|etiquette)|write (?:to|2|an?|something|smth|dr|prof|in)|"
    r"writing to|draft|compose|message to|msg|dm|connect w(?:ith|/)?|reach(?:ing)? out|"
    r"contact(?:ing)?|introduce myself|"
    r"linkedin (?:note|msg|message|dm)|message|note to|what (?:do|should|can) i say to|words for|help me "
    r"(?:email|write|contact|message|text|ask)|want to ask|like to ask|wanna ask|ask (?:dr|prof)|like "
    r"(?:to )?contact|want to (?:talk|speak) (?:to|with) (?:dr|prof)|(?:'d|would) (?:love|like) to (?:meet|"
    r"talk|speak|connect))\b",
    re.I,
)

QUESTION = re.compile(
    r"^\s*(?:so |and |ok |hi |hey )*(?:how (?:do|should|can|long|many|often|would|to|soon)|what (?:is|are|"
    r"does|should (?:i|a|the) (?!say)|do i (?!say)|makes)|why|when (?:do|should|is)|should i|is it|are "
    r"there|do i|does|can you explain|tell me (?:about|how))\b",
    re.I,
)


_ADVICE = re.compile(
    r"(?:^|[.!?;,:\n]\s*|\b(?:and|but|so) )(?:how|what|should i|is it|is that|am i|why|when|do i|"
    r"does|would it|any (?:advice|tips)|"
    r"where do i)\b[^?]*\?|\b(?:what|how) (?:should|do|can) i (?:do|handle|respond|react|deal)\b",
    re.I,
)
_WORDS_WANTED = re.compile(
    r"\b(?:help me|draft|compose|write|e-?mail|word (?:this|it|an?)|message|note|linkedin|reply|"
    r"say to|say no|tell (?:her|him|them)|"
    r"reschedule|cancel|thank|ask (?:her|him|them|dr|prof)|shadow|introduc|could we|can we)\b",
    re.I,
)


_OPENS_WITH_QUESTION = re.compile(
    r"^\W*(?:so |and |ok |hi |hey |hello )*(?:how|what|when|why|should|shud|is it|do i|does|would it)\b", re.I
)
_SPEAK_FOR_ME = re.compile(
    r"\b(?:help me|draft|compose|for me|say no)\b|\bsay\b[^?]{0,30}\bto (?:dr|prof|mr|ms|mrs|dean|him|her|them)\b|"
    r"\b(?:word|write|phrase|put)\b[^?]{0,40}\b(?:dr|prof|professor|mr|ms|mrs|dean)\b\.? \w",
    re.I,
)
_IN_GENERAL = re.compile(
    r"\bhow (?:do|should|can|would) (?:i|you|one) (?:write|word|phrase|start|open|"
    r"address) an? \w+",
    re.I,
)


def asks_for_advice(text: str) -> bool:
    """Whether a message asks what to do rather than for words to send."""
    if _OPENS_WITH_QUESTION.match(text) or _IN_GENERAL.search(text):
        return _SPEAK_FOR_ME.search(text) is None
    return _ADVICE.search(text) is not None and _WORDS_WANTED.search(text) is None


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
    r"\ban? \w+ e-?mail from\b|\b(?:said|says|told me|asked me)(?: to| i should)? e-?mail\b|"
    r"\be-?mailed\b",
    re.I,
)

_TONES: tuple[tuple[Tone, str], ...] = (
    ("formal", r"formal|professional"),
    ("warm", r"warm|friendly|informal|personal"),
    ("brief", r"brief|short|concise|to the point|short and sweet|quick and simple"),
)
_FEW_LINES = re.compile(r"\b(?:one|two|three|2|3|a couple of|a few) (?:sentences|lines)\b", re.I)


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
            # "Email, formal." and "keep it light and short": beside another wish.
            rf"\b(?:e-?mail|polite|light|simple|clear|friendly)(?:,| and| \+|,? but) (?:{word})(?=[.!?,;\n]|$)",
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
    return "brief" if _FEW_LINES.search(text) else None
