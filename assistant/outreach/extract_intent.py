"""Whether a message wants words to send, or advice."""

from __future__ import annotations

import re

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
    r"^\W*(?:so |and |ok |hi |hey |hello )*(?:how|what|when|why|should|is it|do i|does|would it)\b", re.I
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


def is_question(text: str) -> bool:
    """Whether the message asks for guidance rather than for a draft."""
    wish = re.search(
        r"\b(?:help me|can (?:you|u)|could (?:you|u)|draft|compose|for me|write (?:to|an?|me|"
        r"something))\b",
        text,
        re.I,
    )
    return bool(QUESTION.search(text)) and not wish
