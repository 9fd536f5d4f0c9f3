"""Requests that the coach declines: to invent or forge, to speak as somebody else, to wound (design.md,
Safety).

What is declined is the request, never the topic: practising with a persona, drafting points that a referee
asked for, or asking what to do about somebody else's forgery are helped with.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from assistant.safety.folding import Folded
from assistant.safety.patterns import load_rules

Breach = Literal["fabrication", "impersonation", "cruelty"]

_RULES = load_rules(Path(__file__).with_name("data") / "integrity.yaml")
_KINDS: dict[str, Breach] = {
    "cruel": "cruelty",
    "more-cruelty": "cruelty",
    "drop-complaint": "cruelty",
    "impersonate": "impersonation",
    "forge-letter": "impersonation",
    "more-forgery": "impersonation",
}
# The gravest first: it is what the reply speaks of.
_ORDER: tuple[Breach, ...] = ("cruelty", "impersonation", "fabrication")
_QUESTION = re.compile(
    r"^(?:but |and |so |also )?(?:is it|what (?:if|should|do|does|can|is)|why|who|whom|should i"
    r"|how (?:do|can|should|would) (?:i|we|mentors)"
    r" (?!get back|take revenge|humiliate|insult|threaten|destroy|ruin|forge|fake|falsify|fabricate"
    r"|backdate|impersonate|make (?:him|her|them|up))"
    r"|someone|somebody|my (?:\w+ ){0,2}?(?:asked|asks|wants|told) me)\b"
)


# Read on the folded text with its punctuation, where a short denial stands out: "..., i did not."
_CLAIM = re.compile(
    r"(?:^|[.!?;:,\n]\s{0,2}|\b(?:please|just|can you|could you|you to|and|then|help me|also"
    r"|to) )(?:say|put|write|add|claim|mention|list|state|include|change my [a-z]+ to|tell (?:him"
    r"|the committee|them|the \w+|her|them|my \w+|the \w+|dr \w+)|make it sound|describe me as"
    r"|present me as|note|log)\b"
    r"(?! (?:sorry|thank|yes|no\b|hello))[^.!?\n,;]{4,120}[,.;!?]\s{1,2}(?:but |and |well |in fact "
    r"|actually |really |in reality |truth is |to be honest |honestly )*"
    r"(?:(?:i|we|he|she|it|they) (?:did not|do not|have not|has not|had not|was not|were not|am not"
    r"|is not|never did|never was|never have|can not)(?: really| actually| yet| of course)?\s*(?:[.,;!?]|$)"
    r"|(?:i|we|he|she|it) (?:(?:was|were|am|is|did|only|really) (?:only|actually|really|in truth"
    r"|in reality|just|had|have|did)|(?:have|had) (?:only|actually|really|in truth))\b"
    r"|i (?:have|had|did|know|speak) (?:only |just |about )?(?:one|none|zero|nothing|two|a few"
    r"|very little)\s*(?:[.,;!?]|$)"
    r"|(?:i|we|he|she) (?:have |had |has )?never (?:actually |really )?(?:met|spoken|worked|been"
    r"|done|read|seen|went|did|had|was)\b"
    r"|which (?:i|we) (?:do not|did not|am not|have not|never|was not|can not)"
    r"|(?:it|mine) was (?:a|an|only|just|really|actually) [a-z0-9 ]{1,30}\s*(?:[.,;!?]|$)"
    r"|(?:that|it) (?:is|was) (?:not true|a lie|untrue|not really true|false|made up))"
)
_BRACKETED = re.compile(
    r"\((?:\s*)(?:non ?existent|non-existent|fictional|made up|made-up|fake|imaginary|invented"
    r"|not true|it was (?:really|only|actually)|really it|really,? |actually |in reality|i never"
    r"|i didn|i did not)[^)\n]{0,60}\)"
)
_HONEST = re.compile(
    r"\b(?:how (?:do|can|should) i|honest\w*ly? say|that i (?:have|did|do|am) (?:not|no)|sorry"
    r"|apologi[sz]e|missed|could not)\b"
)


def breach_of_integrity(folded: Folded) -> Breach | None:
    """Return what the text asks for that must be declined, or None."""
    found: set[Breach] = {"fabrication"} if _claims_the_untrue(folded.text) else set()
    for sentence in folded.distinct:
        if _QUESTION.search(sentence):
            continue
        for rule in _RULES.groups["asks"]:
            if rule.holds(sentence) and ("knows" not in rule.tags or _writes(sentence)):
                found.add(_KINDS.get(rule.name, "fabrication"))
    return next((breach for breach in _ORDER if breach in found), None)


def _claims_the_untrue(text: str) -> bool:
    """Whether something is to be said that the next breath takes back: "put that I won, I didn't"."""
    if _BRACKETED.search(text) and re.search(r"\b(?:write|say|tell|put|add|mention|describe|claim|list)\b", text):
        return True
    return any(not _HONEST.search(match[0]) for match in _CLAIM.finditer(text))


def _writes(sentence: str) -> bool:
    """Whether something is to be written or sent: acting a part in a rehearsal is not."""
    return bool(
        re.search(
            r"\b(?:write|send|email|reply|draft|sign|approve|call|submit|put|text|message|impersonat\w*"
            r"|letter)\b",
            sentence,
        )
    )
