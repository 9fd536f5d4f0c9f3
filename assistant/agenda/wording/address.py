"""Turning a phrase about somebody into one said to them, and the user's "my" into "your".

`her missed deadlines`, said to her, is `your missed deadlines`; `she keeps cancelling` is `you keep
cancelling`.
"""

from __future__ import annotations

import re
from typing import Literal

Other = Literal["mentor", "mentee"]

_HAVE_BE = {
    "is": "are",
    "was": "were",
    "has": "have",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
    "does": "do",
    "goes": "go",
}
_ADVERB = r"(?:never|always|often|rarely|sometimes|still|only|just|really|usually|constantly|also)"
_MENTEE_WORDS = r"(?:mentee|student|resident|trainee|fellow|intern|learner|advisee|supervisee|registrar)"
_MENTOR_WORDS = (
    r"(?:mentor|supervisor|attending|advisor|adviser|preceptor|pi|boss|consultant|programme director|"
    r"program director)"
)
_OWN = {
    "my": "your",
    "mine": "yours",
    "me": "you",
    "myself": "yourself",
    "i": "you",
    "our": "your",
    "us": "you",
    "i'm": "you are",
    "i've": "you have",
    "i'd": "you would",
    "i'll": "you will",
}
_OWN_WORD = re.compile(r"\b(?:I'm|I've|I'd|I'll|I am|I was|I|myself|my|mine|me)\b", re.IGNORECASE)


def said_to(text: str, other: Other, names: tuple[str, ...]) -> str:
    """Return `text`, which the user wrote about the other person, as said to that person.

    `names` are the other person's names as the user wrote them. Without a name or a role word, a bare
    pronoun is taken to mean the other person, as there are two people in the meeting.
    """
    who = _who(other, names)
    subject = rf"(?:{who}|\b(?:she|he|they))"
    said = re.sub(rf"(?:{who})(?:'s|’s|s'(?= ))(?= \w)", "your", text, flags=re.IGNORECASE)
    said = re.sub(
        rf"{subject}(?:'s|’s)? ((?:{_ADVERB} )?)([a-z]+(?:n't)?)\b", _second_person, said, flags=re.IGNORECASE
    )
    said = re.sub(rf"(?:{who})\b", "you", said, flags=re.IGNORECASE)
    said = re.sub(r"\b(?:his|their)\b(?= \w)", "your", said, flags=re.IGNORECASE)
    said = re.sub(
        r"\bher\b(?= (?!and\b|or\b|to\b|with\b|on\b|in\b|about\b|at\b|for\b|from\b|when\b|if\b|is\b|that\b|"
        r"how\b|back\b|through\b|over\b|as\b|into\b|up\b|until\b|since\b|after\b(?!-)|before\b|more\b|better\b|"
        r"so\b|along\b|when\b|while\b|because\b|by\b)\w)",
        "your",
        said,
        flags=re.IGNORECASE,
    )
    said = re.sub(r"\b(?:him|her|them)\b", "you", said, flags=re.IGNORECASE)
    return re.sub(r"\b(?:himself|herself|themselves|themself)\b", "yourself", said, flags=re.IGNORECASE)


def to_reader(text: str) -> str:
    """Return the user's own phrase as said to the user: `my poster` -> `your poster`."""

    def turn(found: re.Match[str]) -> str:
        word = found.group().lower()
        if word in ("i am", "i was"):
            return "you are" if word == "i am" else "you were"
        return _OWN[word]

    return _OWN_WORD.sub(turn, text)


def to_third(text: str) -> str:
    """`your last two scores` -> `their last two scores`."""
    text = re.sub(
        r"\b(made|makes|let|help|helps|helped|cost|give|gave|tell|told|for|of|to|with|from) you\b", r"\1 them", text
    )
    for old, new in (("yourself", "themselves"), ("your", "their"), ("you", "they")):
        text = " ".join(_swap(word, old, new) for word in text.split(" "))
    return text


def _swap(word: str, old: str, new: str) -> str:
    bare = word.strip(",.;:'\"")
    return word.replace(bare, new) if bare == old else word


def _who(other: Other, names: tuple[str, ...]) -> str:
    role = _MENTOR_WORDS if other == "mentor" else _MENTEE_WORDS
    written = [re.escape(name) for name in names if name]
    short = [
        re.escape(name.split()[0]) for name in names if name and not re.match(r"(?i)(?:dr|prof|mr|ms|mrs)\b", name)
    ]
    surname = [rf"(?:dr|prof|professor)\.? {re.escape(name.split()[-1])}" for name in names if len(name.split()) > 1]
    parts = "|".join(dict.fromkeys([*written, *surname, *short]))
    return rf"\b(?:(?:my|our|the) {role}" + (f"|{parts})" if parts else ")")


def _second_person(found: re.Match[str]) -> str:
    adverb, verb = found[1], found[2]
    low = verb.lower()
    if found.group().lower().endswith(("'s " + adverb + verb).lower()):
        return f"you {'have' if low in ('been', 'had') or low.endswith('ed') else 'are'} {adverb}{verb}"
    if low in _HAVE_BE:
        verb = _HAVE_BE[low]
    elif low.endswith("ies") and len(low) > 4:
        verb = low[:-3] + "y"
    elif low.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        verb = low[:-2]
    elif low.endswith("s") and not low.endswith(("ss", "us", "is", "always")):
        verb = low[:-1]
    return f"you {adverb}{verb}"
