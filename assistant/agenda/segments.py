"""A message or pasted notes, cut into segments that each say one thing; every segment is a span of the text.

Cuts fall at line ends, bullets, sentence ends, semicolons, "also", "and then whether ...", and at the
commas of a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_BULLET = re.compile(r"^\s*(?:[-*\u2022\u2013\u2014>]|\(?\d{1,2}[.)]|\(?[a-e][.)])\s+")
_SENTENCE = re.compile(
    (
        r"(?<!\bdr)(?<!\bprof)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\betc)"
        r"(?<!\b[a-z]\.[a-z])[.!]+(?=\s|$)|\?+(?=\s|$)|;|\n"
    ),
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?<![\w:.])\(?\d{1,2}[.)] (?=[^\W\d])")
_STARTER = (
    r"(?:whether|how|what|when|where|which|why|if|to (?:talk|discuss|ask|go|plan|review|figure)|i(?:'m|m|"
    r"'ve|ve|'d| (?:am|have|need|want|would|feel|think|also|keep|don't|dont|can't|cant|never|was|failed|"
    r"got))?|i'?m|"
    r"who|maybe|honestly|also|ask|asking|discuss|talk about|go over|(?:advice|feedback|help|tips) "
    r"(?:about|on|with)|get|figure out|see if|then|finally|lastly|"
    r"my|the|an?|our|some|his|her|their|about)"
)
# " and " cuts only where a new thing plainly begins, never inside "between X and Y".
_JOIN = re.compile(
    r"\s*,\s*(?:and |plus |then |but )?(?:also )?(?=\S)|\s+(?:and also|and then|as well as|plus|oh and|but "
    rf"also)\s+|\s+also,?\s+(?=\S)|\s+and\s+(?={_STARTER}\b)|\s+(?:--?|\u2013|\u2014)\s+|\s+/\s+|"
    r"\s+but\s+(?=(?:honestly|also|i'?m|first)\b)",
    re.IGNORECASE,
)
# A piece that only adds to the one before it stays with it.
_TAIL = re.compile(
    r"^(?:which|because|bc|since|so|though|although|due|as (?:i|we|it|she|he)|given|especially|including|"
    r"like|such as|e\.g|ideally|preferably|"
    r"who|where|if possible|please|pls|thanks|thank you|even|unless|until|or|too|either|otherwise|etc|if "
    r"(?:i|we|it|there|that|so|not|time)|"
    r"keeps|has|is|was|wants|needs|seems|after|before|when|not sure (?:if|whether|how) (?:it|that|this))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Segment:
    """One piece of the text: its words, where it began, whether it was a bullet, and whether it began a
    sentence.
    """

    text: str
    start: int
    bullet: bool
    opens: bool


def segments(text: str) -> tuple[Segment, ...]:
    """Cut the text into segments."""
    found: list[Segment] = []
    offset = 0
    for line in _lines(text):
        bullet = _BULLET.match(line)
        begin = bullet.end() if bullet else 0
        found += _sentences(line, begin, offset, bool(bullet))
        offset += len(line)
    return tuple(found)


def _lines(text: str) -> list[str]:
    """Lines, also where a numbered list runs on in one line ("1) thesis 2) travel")."""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        marks = [m.start() for m in _NUMBERED.finditer(line)]
        cuts = [0, *(mark for mark in marks if mark), len(line)] if len(marks) > 1 else [0, len(line)]
        lines += [line[a:b] for a, b in pairwise(cuts)]
    return lines


def _sentences(line: str, begin: int, offset: int, bullet: bool) -> list[Segment]:
    made: list[Segment] = []
    start = begin
    for cut in [*_SENTENCE.finditer(line, begin), None]:
        # A question mark belongs to its question.
        end = len(line) if cut is None else cut.end() if cut.group().startswith("?") else cut.start()
        if line[start:end].strip():
            opens = start == begin or line[start - 1] != ";"
            made += [
                Segment(line[a:b], offset + a, bullet, n == 0 and opens)
                for n, (a, b) in enumerate(_pieces(line, start, end, bullet))
            ]
        start = len(line) if cut is None else cut.end()
    return made


def _pieces(line: str, start: int, end: int, bullet: bool) -> list[tuple[int, int]]:
    """Cut one sentence at its joints; a tail goes back to what it belongs to."""
    cuts = [start]
    ends = []
    between = re.search(r"\bbetween\b", line[start:end], re.IGNORECASE)
    for joint in _JOIN.finditer(line, start, end):
        after = line[joint.end() : end]
        if (
            joint.group().strip().lower() == "and"
            and between
            and start + between.end() < joint.start()
            and "," not in line[start + between.end() : joint.start()]
        ):
            continue
        tail = _TAIL.match(after) and not (after.startswith("who ") and "and" in joint.group())
        if tail or len(after.strip()) < 2 or (bullet and "," in joint.group() and len(after.split()) < 2):
            continue
        ends.append(joint.start())
        cuts.append(joint.end())
    ends.append(end)
    return [_trim(line, a, b) for a, b in zip(cuts, ends, strict=True) if line[a:b].strip()]


def _trim(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start] in " \t\n\r,;:.!-\u2013\u2014\"'\u201c\u2018(":
        start += 1
    while end > start and line[end - 1] in " \t\n\r,;:.!-\u2013\u2014\"'\u201d)":
        end -= 1
    return start, end
