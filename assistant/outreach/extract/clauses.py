"""A message -> its clauses, each with the word that joins it to the one before.

clauses("she runs the EM group & gave a talk, im an M1") -> "she runs the EM group & gave a talk", "im an M1"
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from assistant.outreach.language.tagging import Word, tag

_ABBREVIATED = re.compile(
    r"\b(dr|prof|mr|ms|mrs|mx|st|univ|dept|assoc|asst|a\.m|p\.m|vs|sr|jr|no|(?<![\w.])[a-z])\.(?=[ \t])", re.I
)
_SENTENCE = re.compile(r"[^.!?;\n]+(?:[.!?](?=\w)[^.!?;\n]+)*[.!?;\n]*")
_BREAK = re.compile(r"[,:()]|\s-+\s|\s[\u2013\u2014]\s|\.{2,}")
_SUBJECT = frozenset(
    "i i'm im ive i've i'd id ill i'll we we're we've she he they shes hes she's he's theyre they're she'd he'd "
    "there there's it it's".split()
)
_CAUSE = frozenset("because bc since cuz coz as b/c".split())
_JOIN = frozenset("and but so & n plus then or while although though where yet also".split()) | _CAUSE
_HOLDS = frozenset(
    "if whether how what why when where which who whom whose that than until after before say said".split()
)
_WISH = re.compile(
    r"(?:i )?(?:just |also |really |only |would |wd )*(?:want(?:ed|s)?|wanna|like|love|hop(?:e|"
    r"ing)|need|looking|trying|"
    r"wish|ask(?:ing)?|can|could|please|pls|plz|kindly|free|available|due|deadline|keep|make it|happy to|glad to|"
    r"willing to|applying|interested|thinking|maybe|stuck|sick|called in|(?:heard|read|saw|loved|"
    r"liked|enjoyed|watched|attended)\b (?:her|his|him|their|them|your?)|(?:did|rotated|worked|"
    r"trained|shadowed|took|was)\b[^,]*\b(?:with|under) (?:her|him|them)|thanks|thx|tone|met|"
    r"emailed|know how|mornings?|afternoons?)\b",
    re.I,
)
_WISH_AFTER_AND = re.compile(
    r"(?:just |also |really |would )*(?:want(?:ed|s)?|wanna|would like|'d like|would love|hop(?:e|ing)|looking|asking|"
    r"can (?:help|give|send|do|offer)|could (?:help|give|send|do|offer)|happy to|am|i'm|need)\b",
    re.I,
)
_TRAIL = re.compile(
    r"[\s,;:&-]+$|\s+(?:and|so|but|or|pls|please|plz|thx|thanks|n|because|bc|cuz|also|instead|lol|haha|idk|"
    r"if (?:s?he|they) (?:has|have) time)$"
)
_LEAD = re.compile(
    r"^(?:and|but|so|&|n|also|plus|then|well|yo|hey|hi|hello|ok|okay|basically|actually|oh|or|yes|"
    r"because|bc|b/c|since|"
    r"cuz|coz|as|though|although|while|where|just so you know|fyi|btw)(?=[ ,!])[ ,!]*",
    re.I,
)


@dataclass(frozen=True)
class Clause:
    """One clause. `text` is a span of the message; `cause` says that "because" stands before it."""

    text: str
    start: int
    cause: bool
    sentence: int

    @property
    def end(self) -> int:
        """Where the clause ends in the message."""
        return self.start + len(self.text)


def clauses(text: str) -> list[Clause]:
    """Cut a message into clauses; none is lost, joining words aside."""
    marked = _ABBREVIATED.sub("\\1\u2024", text)
    found: list[Clause] = []
    for number, match in enumerate(_SENTENCE.finditer(marked)):
        for start, end in _cuts(match.group()):
            clause = _clause(text, match.start() + start, match.start() + end, number)
            if clause:
                found.append(clause)
    return found


def _cuts(sentence: str) -> list[tuple[int, int]]:
    """Where the clauses of a sentence begin and end."""
    words = tag(sentence)
    starts = [0]
    for at in range(1, len(words)):
        if _opens(sentence, words, at):
            starts.append(_with_join(words, at))
    edges = [*dict.fromkeys(starts), len(sentence)]
    return list(itertools.pairwise(edges))


def _with_join(words: tuple[Word, ...], at: int) -> int:
    """The place of the joining word before a clause, or of the clause itself."""
    while at and words[at - 1].low in _JOIN:
        at -= 1
    return words[at].start


def _opens(sentence: str, words: tuple[Word, ...], at: int) -> bool:
    """Whether a new clause opens with the word at `at`."""
    word, before = words[at], words[at - 1]
    gap = sentence[before.start + len(before.text) : word.start]
    comma = _BREAK.search(gap) is not None
    joined = before.low in _JOIN
    if not comma and not joined:
        # Typed without stops: "... last week im an M1".
        return word.text in ("im", "i'm", "I'm", "i") and before.low not in _HOLDS and _new_subject(words, at)
    if joined and not comma and at > 1 and words[at - 2].low in _HOLDS:
        return False
    rest = sentence[word.start :]
    if (comma or joined) and re.match(r"(?:my |our |the )?\w+'s (?:sick|ill|off|in|got|down|due|been)\b", rest, re.I):
        return True
    if word.text in ("IM", "ID", "ILL"):
        return False
    if before.low in ("as", "since") and not comma and at > 1:
        # "Same as I want", "every day since": only after a stop do they open a clause.
        earlier = words[at - 2]
        if not _BREAK.search(sentence[earlier.start + len(earlier.text) : before.start]):
            return False
    if word.low in _SUBJECT or word.low.startswith(("i'", "we'")):
        return True
    if comma and (_WISH.match(rest) or re.match(r"(?:an? )?(?:m[s]?-?\d|pgy-?\d|due|free)\b", rest, re.I)):
        return True
    if joined and _WISH_AFTER_AND.match(rest):
        return True
    return (before.low in _CAUSE | {"so", "but"} or comma or joined) and _noun_then_verb(words, at)


def _new_subject(words: tuple[Word, ...], at: int) -> bool:
    """Whether "i" without a stop before it opens a clause rather than a relative ("the talk i loved")."""
    before = words[at - 1]
    if words[at].low in ("im", "i'm"):
        return before.kind not in ("SCONJ",) and before.low not in ("that", "which", "and")
    return before.kind in ("NUM", "PROPN") and at + 1 < len(words) and words[at + 1].finite


def _noun_then_verb(words: tuple[Word, ...], at: int) -> bool:
    """Whether a noun phrase with its own finite verb stands here ("my small group got moved")."""
    if words[at].finite or words[at].kind in ("ADP", "ADV", "SCONJ", "PART"):
        return False
    for word in words[at : at + 7]:
        if word.low in _HOLDS or word.kind in ("CCONJ", "SCONJ"):
            return False
        if word.finite:
            return True
    return False


def _clause(text: str, start: int, end: int, sentence: int) -> Clause | None:
    span = text[start:end]
    cause = False
    while found := _LEAD.match(span.lstrip(" ,;:-\n()")):
        cause = cause or any(word in _CAUSE for word in found.group().lower().split())
        offset = len(span) - len(span.lstrip(" ,;:-\n()")) + found.end()
        start, span = start + offset, span[offset:]
    stripped = trim(span)
    if not stripped:
        return None
    start += span.find(stripped)
    return Clause(stripped, start, cause, sentence)


def trim(span: str) -> str:
    """Take joining words and punctuation off the ends of a span."""
    previous = None
    while span != previous:
        previous = span
        span = _TRAIL.sub("", span).strip(' .,;:!?"\n-')
        span = span.strip("()") if span.count("(") != span.count(")") else span
    return span
