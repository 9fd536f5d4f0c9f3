"""The article that a phrase was typed without: "20 minute call" -> "a 20 minute call", "rank list is due"."""

from __future__ import annotations

import re

from assistant.outreach.language.tagging import tag
from assistant.outreach.language.wording import lower_first

_COUNTABLE = frozenset(
    "chat call meeting conversation talk coffee visit slot career fellowship residency position spot job "
    "role place letter reference introduction project "
    "opportunity elective rotation placement appointment catch-up check-in reply answer question post "
    "mentor tour review emergency conflict shift wedding funeral interview "
    "delay zoom internship clerkship degree observership externship preceptorship fellow physician surgeon "
    "msc mph phd mba masters degree intro blurb clinician researcher "
    "doctor specialist consultant word line look discussion day week morning "
    "afternoon".split()
)
_MY_HEADS = frozenset(
    "clerkship rotation sub-internship subinternship sub-i course class block seminar elective placement "
    "thesis project internship preceptorship".split()
)
_NO_ARTICLE = re.compile(
    r"^(?:the|an?|my|your|our|his|her|their|its|any|some|one|two|three|four|five|each|every|this|that|"
    r"these|those|no|more|another|whether|how|what|tomorrow|today|next|last|late|early|\d+(?!\S*\s*(?:-|"
    r"to)?\s*\d*[- ]?(?:min|minute|hour|day|week|month|year)))\b",
    re.I,
)


def with_article(text: str, article: str | None = None) -> str:
    """Give a bare singular noun phrase its article ("20 minute call" -> "a 20 minute call")."""
    tokens = re.split(
        r"\s+(?:of|in|at|for|with|on|to|about|from|and|or|before|after|between|during|by|over|under|where|"
        r"that|which|who|when|via|next|this)\s+|,|\(",
        text,
        maxsplit=1,
    )[0].split()
    if not tokens or _NO_ARTICLE.match(text):
        return text
    head = tokens[-1].lower()
    if head in ("possibility", "chance", "option") and not article and len(tokens) == 1:
        return f"the {lower_first(text)}"
    if head not in (_MY_HEADS if article else _COUNTABLE):
        return text
    vowel = re.match(
        r"^(?:[aeio]|un[^i]|um|us[^a-z]|8\D|11|18|hour|[FHLMNRSX]{1,2}[A-Z]|IM\b|[AEFHILMNORSX][A-Z]+\b)",
        text if text[:2].isupper() else text.lower(),
    )
    return f"{article or ('an' if vowel else 'a')} {text if not article else lower_first(text)}"


# Whose it is needs no telling: "kid has chickenpox", "car broke down".
_MINE = frozenset(
    "kid child baby son daughter wife husband partner mum mom mother dad father brother sister grandmother grandfather "
    "grandma grandpa nan family dog cat car bike bus train flight landlord roommate flatmate laptop phone".split()
)


def with_the(part: str) -> str:
    """Give a clause its article where it was typed without one ("rank list is due")."""
    tagged = tag(part)
    if len(tagged) < 2 or not tagged[0].text.islower() or tagged[0].kind != "NOUN" or _NO_ARTICLE.match(part):
        return part
    verb = next((at for at, word in enumerate(tagged) if at and word.finite), 0)
    singular = not re.search(r"(?:s|ing)$|\d", tagged[verb - 1].low) and tagged[verb].low in _SINGULAR
    plain = tagged[0].low not in _UNCOUNTED and all(word.kind in ("NOUN", "ADJ") for word in tagged[:verb])
    article = "my" if tagged[verb - 1].low in _MINE else "the"
    return f"{article} {part}" if verb and singular and plain and verb <= 4 else part


_SINGULAR = frozenset(
    "is was has got gets isn't wasn't hasn't starts ends opens closes begins runs went fell changed conflicts".split()
)
_UNCOUNTED = frozenset(
    "research medicine surgery work everyone everybody everything nothing "
    "something someone somebody nobody time life school "
    "family people health care money covid residency training".split()
)
