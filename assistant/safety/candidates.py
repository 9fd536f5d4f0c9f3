"""What in a text could be an identifier, whoever's it is: names, initials, dates, numbers, places to be found at.

A candidate is only a span with a look; a text without any is not read further. Whose it is, tagger.py reads from the
company that it keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.safety.names import AFTER_A_GIVEN_NAME, CLINICAL, GIVEN, NOT_NAMES, TOKEN, name_at
from assistant.safety.patterns import load_patterns, read_mapping

_FILE = Path(__file__).with_name("data") / "candidates.yaml"
_DATA = read_mapping(_FILE, {"pieces", "patterns", "words_too"})
_LOOKS = load_patterns(_FILE, _DATA)
# Given names that are words as well: in small letters they are read as words.
_WORDS_TOO = frozenset(str(_DATA["words_too"]).split())
# In this order: what an earlier look takes, no later one reads. Names stand before the last.
_ORDER = ("email", "url", "file", "street", "date", "bed", "phone", "number", "name", "initials")
_SMALL = re.compile(r"[^\W\d_]{1,20}(?:['-][^\W\d_]{2,20})?")
_AGED = re.compile(r",? \(?\d{1,3} ?(?:y|m\b|f\b)")
_NO_PATIENT = re.compile(
    r"\b(?i:dr|prof|professor|doctor|attending|dean|i'?m|i am|my name is|this is)\b\.?,? (?:[A-Z][\w'-]*\.? )*$"
)
FEW_WORDS = 8
_OPENS = re.compile(r"(?:^|[.!?:\n])\s*\Z")
# Longer texts are read so far; the rest is left to the rules.
MOST = 400


@dataclass(frozen=True)
class Candidate:
    """A span that could be an identifier, and what it looks like."""

    start: int
    end: int
    look: str


def suspects(text: str, *, of_a_patient: bool = False) -> bool:
    """Whether somebody's identifier may stand in a normalised text: where a patient is spoken of; else where it holds a
    candidate other than initials, a date, or a name behind a doctor's title or "I am". A few words with a name in them
    ("Maya Chen, M1") tell nothing of a patient. In a part of a text that is `of_a_patient`, any candidate counts."""
    if CLINICAL.search(text):
        return True
    if of_a_patient:
        return bool(candidates(text))
    harmless = ("initials", "date", "name") if len(text.split()) < FEW_WORDS else ("initials", "date")
    return any(
        candidate.look not in harmless and not (candidate.look == "name" and _harmless(text, candidate))
        for candidate in candidates(text)
    )


def _harmless(text: str, name: Candidate) -> bool:
    """Whether a name stands behind a title or "I am", or is but the first word of a sentence or line."""
    before = text[max(0, name.start - 40) : name.start]
    opens = _OPENS.search(before) is not None and " " not in text[name.start : name.end]
    return opens or _NO_PATIENT.search(before) is not None


def candidates(text: str) -> list[Candidate]:
    """Return the candidates of a normalised text, in order, without overlaps, at most MOST."""
    taken = bytearray(len(text))
    found: list[Candidate] = []
    for look in _ORDER:
        for start, end in _names(text) if look == "name" else _spans(look, text):
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(Candidate(start, end, look))
    return sorted(found, key=lambda candidate: candidate.start)[:MOST]


def _spans(look: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield what has a look, but for what is too short or a known abbreviation."""
    for match in _LOOKS[look].finditer(text):
        own = match[0]
        known = look == "initials" and "." not in own and own.replace(" ", "") in NOT_NAMES
        digits, letters = sum(c.isdigit() for c in own), sum(c.isalpha() for c in own)
        if not known and not (look == "number" and digits < 3 and letters < 4):
            yield match.start(), match.end() - (own[-1] == "." and look in ("date", "street"))


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Yield what is written like a name: capitalised words, and small ones where a name is announced."""
    done = 0
    for token in TOKEN.finditer(text):
        if token.start() < done or text[max(0, token.start() - 1) : token.start()].isalnum():
            continue
        span = name_at(text, token.start())
        if span is not None:
            done = span[1]
            yield span
    for match in _SMALL.finditer(text):
        if match[0] in GIVEN and match[0] not in _WORDS_TOO and match[0].islower():
            second = _SMALL.match(text, match.end() + 1) if text[match.end() : match.end() + 1] == " " else None
            known = second is None or second[0] in AFTER_A_GIVEN_NAME or not second[0].islower()
            yield match.start(), match.end() if known or second is None else second.end()
    for match in _LOOKS["before_small"].finditer(text):
        word = _SMALL.match(text, match.end())
        if word is None or not word[0].islower() or word[0] in AFTER_A_GIVEN_NAME:
            continue
        second = _SMALL.match(text, word.end() + 1) if text[word.end() : word.end() + 1] == " " else None
        named = re.search(r"(?:named|called|name is|name was|:) $", match[0], re.IGNORECASE)
        titled = re.search(r"(?:mr|mrs|ms|miss)\.? $", match[0], re.IGNORECASE)
        aged = _AGED.match(text, word.end())
        if not (word[0] in GIVEN or titled or named or aged or (second and second[0] in GIVEN)):
            continue
        # Behind a title stands the surname alone.
        both = second is not None and second[0] not in AFTER_A_GIVEN_NAME and (not titled or word[0] in GIVEN)
        yield word.start(), second.end() if both and second is not None else word.end()
