"""A reply's sentences and the citations in them, while it is still being written.

    parser = CitationStream(known={1, 2})
    for piece in pieces:
        for sentence in parser.feed(piece): ...
    for sentence in parser.finish(): ...

A sentence comes out when it is certain where it ends, so the same text gives the same sentences however it is cut into
pieces. Marks are taken out of the text; the number of a citation that does not exist is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

_MARK = re.compile(r"[ \t]*[\[(]\s*(\d+(?:\s*(?:,|and|&|-)\s*\d+)*)\s*[\])]")
_MARKS = r"(?:[ \t]*[\[(]\s*\d+(?:\s*(?:,|and|&|-)\s*\d+)*\s*[\])])*"
# A sentence ends at its stop, any closing quotes and citations, and white space in front of something that is neither
# white space nor an opening bracket; or at the end of a line.
_END = re.compile(
    r"(?<![ (][A-Za-z])(?<!\bDr)(?<!\bProf)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\betc)"
    r"(?<!^\d)(?<!^\d\d)(?<!\n\d)(?<!\n\d\d)"
    rf"[.!?]+[\"'\u201d\u2019)*]*{_MARKS}[.]?[ \t]+(?=[^\s\[(])|[^\S\n]*\n+"
)
# Without one of these no sentence ends, so that most pieces need no closer look.
_STOP = re.compile(r"[.!?\n]")
_BULLET = re.compile(r"^\s*(?:[-*\u2022]|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|^#+\s*")


@dataclass(frozen=True)
class CitedSentence:
    """One sentence without its marks; `ids` are the citations that it names and that exist. `step`: a list item."""

    text: str
    ids: tuple[int, ...] = ()
    step: bool = False


class CitationStream:
    """Cuts a growing text into cited sentences. `known` are the numbers that may be cited."""

    def __init__(self, known: Set[int]) -> None:
        self._known = frozenset(known)
        self._text = ""
        self._at = 0
        self._stop: int | None = None

    def feed(self, piece: str) -> Iterator[CitedSentence]:
        """Add the next words; yield each sentence that they complete."""
        if self._stop is None and (stop := _STOP.search(piece)):
            self._stop = len(self._text) + stop.start()
        self._text += piece
        while self._stop is not None and (found := _END.search(self._text, self._stop)):
            if found.group().endswith("\n") and found.end() == len(self._text):
                # More line ends may follow, and they belong to this one.
                return
            yield from self._sentence(self._text[self._at : found.end()])
            self._at = found.end()
            stop = _STOP.search(self._text, self._at)
            self._stop = stop.start() if stop else None

    def finish(self) -> Iterator[CitedSentence]:
        """Yield what is left when the text is over; a mark that was never closed is dropped."""
        rest = re.sub(r"[\[(]\s*[\d,\s]*$", "", self._text[self._at :])
        self._at = len(self._text)
        for line in rest.splitlines():
            yield from self._sentence(line)

    def _sentence(self, raw: str) -> Iterator[CitedSentence]:
        ids = [int(n) for mark in _MARK.finditer(raw) for n in re.findall(r"\d+", mark.group(1))]
        step = bool(_BULLET.match(raw))
        text = _EMPHASIS.sub("", _MARK.sub("", _BULLET.sub("", raw.strip()))).strip()
        text = re.sub(r"\s+", " ", text)
        text = re.sub(r"\s+([.,;!?])", r"\1", text)
        if re.search(r"\w", text):
            yield CitedSentence(text, tuple(dict.fromkeys(n for n in ids if n in self._known)), step)
