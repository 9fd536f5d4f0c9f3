"""Reading a spoken turn: folding its spelling, cutting it into the pieces that each do one thing.

A turn such as "Thanks, but nobody showed me" does two things, so it is read as two segments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})
# Typed without an apostrophe. "wont", "ill", "id" and "were" are words of their own and are left alone.
_CONTRACTIONS = re.compile(
    r"\b(?:(do|does|did|was|is|are|have|has|had|would|should|could|were)nt|(ca)nt|(i)(m|ve)|(you|they)(re|ve)|"
    r"(that|what|it|there)s(?= (?:a|an|the|not|so|what|why|how|my|your|on|it|because|ok|okay|fair|good|really)\b))\b",
)
_SHORTHAND = {
    "u": "you",
    "ur": "your",
    "r": "are",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "tx": "thanks",
    "ty": "thank you",
    "tysm": "thank you so much",
    "bc": "because",
    "cuz": "because",
    "cos": "because",
    "abt": "about",
    "w": "with",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "idk": "i don't know",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "dunno": "don't know",
    "yr": "your",
    "ppl": "people",
    "imo": "in my opinion",
    "ngl": "honestly",
    "tbh": "honestly",
}
_SHORT = re.compile(r"\b(?:" + "|".join(_SHORTHAND) + r")\b(?!')")
_SENTENCE = re.compile(r"(?<=[.!?\u2026])[\"')\]]*\s+|\n+|\s*;\s+")
# An initial, a title or "a.m." does not end a sentence.
_NO_END = re.compile(r"(?:\b(?:dr|mr|mrs|ms|prof|st|vs|e\.g|i\.e|etc|approx|no|a\.m|p\.m)|\b[A-Z])\.$", re.IGNORECASE)
_TURNING = re.compile(
    r",?\s+(?=(?:but|however|though|although|and (?:then )?(?:honestly|besides|anyway)|yet)\b)"
    r"|,\s+(?=(?:and|so) (?:could|can|would|shall|may|what|where|when|which|how)\b)"
    r"|,\s+(?=i'?(?:m|ll|d)\s|(?:and )?thank)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z0-9']+")
_STOP = frozenset(
    "a an the i me my mine myself you your yours we our us they them their he she his her it its "
    "this that these those is are was were be "
    "been being am do does did done have has had having will would shall should can could may might "
    "must to of in on at by for from with "
    "as and or but so if then than not no nor too very just also about into over up down out off "
    "again here there what which who when "
    "where why how all any some more most other own same s t don didn isn wasn aren".split()
)
MAX_SEGMENTS = 8


@dataclass(frozen=True)
class Segment:
    """One piece of a turn. `text` is an exact substring of the turn; `folded` is its lower-case, plain spelling."""

    text: str
    folded: str
    start: int


def fold(text: str) -> str:
    """Return `text` in lower case with straight quotes, usual apostrophes and no texting shorthand."""
    plain = " ".join(text.translate(_QUOTES).lower().split())
    plain = _CONTRACTIONS.sub(_apostrophe, plain)
    return _SHORT.sub(lambda found: _SHORTHAND[found.group()], plain)


def sentences(text: str) -> list[Segment]:
    """Cut a text into sentences; each keeps its place in the text."""
    return _cut(text, [(0, len(text))], _SENTENCE)


def segments(text: str) -> list[Segment]:
    """Cut a turn into sentences, and sentences where they turn ("thanks, | but ...").

    A piece of fewer than two words stays with its neighbour, unless it is all there is.
    """
    found: list[Segment] = []
    for sentence in sentences(text):
        pieces = _cut(text, [(sentence.start, sentence.start + len(sentence.text))], _TURNING)
        for piece in pieces:
            if found and pieces[0] is not piece and len(words(found[-1].folded)) < 2 and not _thanks(found[-1].folded):
                merged = text[found[-1].start : piece.start + len(piece.text)]
                found[-1] = Segment(merged, fold(merged), found[-1].start)
            else:
                found.append(piece)
    return found


def key_segments(found: list[Segment]) -> list[Segment]:
    """Return at most MAX_SEGMENTS segments of a long turn: its opening and its end, where moves are made."""
    if len(found) <= MAX_SEGMENTS:
        return found
    return [*found[: MAX_SEGMENTS - 3], *found[-3:]]


def words(folded: str) -> list[str]:
    """The words of a folded text, in order."""
    return _WORD.findall(folded)


def content_words(folded: str) -> frozenset[str]:
    """The words that carry meaning, roughly stemmed, so that "wandered" meets "wander"."""
    return frozenset(_stem(word) for word in words(folded) if word not in _STOP and len(word) > 1)


def overlap(turn: str, giver: str) -> float:
    """Share of the turn's content words that stand in the giver's line, 0 to 1 (both folded)."""
    mine, theirs = content_words(turn), content_words(giver)
    return len(mine & theirs) / len(mine) if mine else 0.0


def is_copy(turn: str, giver: str) -> bool:
    """Whether the turn merely repeats the giver's line (both folded): in nobody's own words."""
    mine, theirs = words(turn), words(giver)
    if len(mine) < 3 or len(theirs) < 3:
        return False
    joined = f" {' '.join(theirs)} "
    if f" {' '.join(mine)} " in joined:
        return True
    runs = sum(1 for i in range(len(mine) - 2) if f" {' '.join(mine[i : i + 3])} " in joined)
    return runs >= 0.7 * (len(mine) - 2)


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _apostrophe(found: re.Match[str]) -> str:
    text = found.group()
    if text.endswith("nt"):
        return text[:-2] + ("'t" if text == "cant" else "n't")
    for ending in ("ve", "re", "m", "s"):
        if text.endswith(ending):
            return f"{text.removesuffix(ending)}'{ending}"
    return text


def _thanks(folded: str) -> bool:
    return folded.startswith(("thank", "cheers", "ta ", "appreciated"))


def _cut(text: str, spans: list[tuple[int, int]], where: re.Pattern[str]) -> list[Segment]:
    found: list[Segment] = []
    for low, high in spans:
        begin = low
        for cut in where.finditer(text, low, high):
            if cut.start() == begin or _NO_END.search(text[begin : cut.start()]):
                continue
            found.append(_segment(text, begin, cut.start()))
            begin = cut.end()
        if begin < high:
            found.append(_segment(text, begin, high))
    return [segment for segment in found if segment.text]


def _segment(text: str, begin: int, end: int) -> Segment:
    piece = text[begin:end]
    lead = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Segment(piece, fold(piece), begin + lead)
