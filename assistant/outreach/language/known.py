"""The person's own words, in all the forms in which a text may write the same thing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.outreach.brief import OutreachBrief
from assistant.outreach.language.grammar import past_forms, third_forms
from assistant.outreach.language.wording import day_words, fold_quotes, tidy

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()

TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}

NUMBER_WORDS: dict[str, int] = {word: n for n, word in enumerate(UNITS)} | TENS

_GENERIC = frozenset(
    "she he they her his their is are was so very really great good nice amazing kind best awesome "
    "inspiring brilliant famous wonderful love like admire work career person doctor mentor teacher "
    "expert field because i im i'm the a an and to of in at my me what does do research interesting "
    "interested everything respected smart cool impressive a lot well "
    "known leader top researcher scientist physician surgeon clinician reputation "
    "working fan hear heard about".split()
)

_ORDINALS = {w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)}

_WORD = re.compile(r"[^\W\d_][\w'-]*|\d[\d.,:]*\d|\d")


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Case, accents and a possessive ending folded away."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", fold_quotes(word)) if not unicodedata.combining(c))
    return re.sub(r"'s?$", "", plain.casefold()).strip(".-'")


@dataclass(frozen=True)
class Known:
    """The person's own words, in the forms that a text may write them in."""

    tokens: frozenset[str]
    stems: frozenset[str]
    numbers: frozenset[str]
    initials: frozenset[str]
    text: str


@lru_cache(maxsize=64)
def known_words(brief: OutreachBrief) -> Known:
    """Collect the words, numbers and initials that a text may use."""
    texts = [
        *brief.texts(),
        *(tidy(text) for text in brief.texts()),
        *(day_words(text) for text in (*brief.availability, brief.deadline or "")),
    ]
    text = " \n ".join(texts)
    words = [fold(word) for word in _WORD.findall(text)]
    parts = [piece for word in words for piece in re.split(r"[-'/]", word)]
    tokens = {*words, *parts}
    numbers = {n.lstrip("0") or "0" for n in re.findall(r"\d+", text)}
    numbers |= {str(NUMBER_WORDS[word]) for word in parts if word in NUMBER_WORDS}
    numbers |= {str(_ORDINALS[word]) for word in parts if word in _ORDINALS}
    if re.search(r"half[- ](?:an[- ])?hour", text, re.I):
        numbers.add("30")
    if re.search(r"\b(?:quarter of an hour)\b", text, re.I):
        numbers.add("15")
    if re.search(r"\b(?:an|one|1) hour\b", text, re.I):
        numbers.add("60")
    numbers |= {str(int(n) + 12) for n in numbers if n.isdigit() and 1 <= int(n) <= 11} | {
        str(int(n) - 12) for n in numbers if n.isdigit() and 13 <= int(n) <= 23
    }
    months = "january february march april may june july august september october november december".split()
    for _, month, day in re.findall(r"\b(\d{4})-(\d\d)-(\d\d)\b", text):
        if 1 <= int(month) <= 12:
            tokens.add(months[int(month) - 1])
            numbers.add(str(int(day)))
    ordered = [fold(word) for word in _WORD.findall(" ".join(brief.texts()))]
    initials = {
        "".join(word[0] for word in ordered[i : i + n] if word)
        for n in (2, 3, 4, 5)
        for i in range(len(ordered) - n + 1)
    }
    small = {"of", "the", "and", "in", "for", "at"}
    big = [word for word in ordered if word not in small]
    initials |= {
        "".join(word[0] for word in big[i : i + n] if word) for n in (2, 3, 4, 5) for i in range(len(big) - n + 1)
    }
    return Known(
        frozenset(tokens), frozenset(stem(t) for t in tokens), frozenset(numbers), frozenset(initials), text.casefold()
    )


def stem(word: str) -> str:
    """A rough stem, so that forms of a word meet."""
    word = fold(word)
    word = past_forms().get(word, third_forms().get(word, word))
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "ly", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def is_vague(reason: str | None, least: int = 2) -> bool:
    """Whether a reason has fewer than `least` words that could not be said of anybody ("a great researcher")."""
    return len({fold(word) for word in re.findall(r"[\w']+", reason or "")} - _GENERIC - {""}) < least
