"""Marked texts, as examples are written: `write to {rt Dr} {rn Osei}` is the text "write to Dr Osei" and two spans."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.adapted.chains import Span
from assistant.errors import LibraryError

_MARK = re.compile(r"\{([a-z]+) ")


def unmarked(line: str, codes: Collection[str], file: str, field: str) -> tuple[str, tuple[Span, ...]]:
    """Return the text of one marked line and its spans, in order.

    Raises LibraryError naming file and field for a mark that is unknown or not closed.
    """
    text, place = "", 0
    opened: list[tuple[str, int]] = []
    found: list[Span] = []
    while place < len(line):
        if mark := _MARK.match(line, place):
            opened.append((mark.group(1), len(text)))
            place = mark.end()
        elif line[place] == "}" and opened:
            code, start = opened.pop()
            found.append(Span(code, start, len(text), 1.0))
            place += 1
        else:
            text += line[place]
            place += 1
    if opened or not {span.code for span in found} <= set(codes):
        raise LibraryError(file, field, f"'{line[:60]}' has a mark that is unknown or not closed")
    return text, tuple(sorted(found, key=lambda span: (span.start, -span.end)))


def places(spans: Sequence[Span]) -> list[tuple[str, int, int]]:
    """Return what is marked, and where: what tells two markings of one text apart."""
    return [(span.code, span.start, span.end) for span in spans]


def fillers(texts: Sequence[tuple[str, tuple[Span, ...]]]) -> dict[str, list[str]]:
    """Return what stands in the spans of each code."""
    found: dict[str, list[str]] = {}
    for text, spans in texts:
        for span in spans:
            found.setdefault(span.code, []).append(text[span.start : span.end])
    return found


def exchanged(
    text: str,
    spans: Sequence[Span],
    others: Mapping[str, Sequence[str]],
    often: Mapping[str, float],
    rng: random.Random,
) -> tuple[str, tuple[Span, ...]]:
    """Return a text with other words of the same code in its spans, so that what is learned is the place and not the
    name; `often` is the chance by code. A span that holds others stays."""
    made, place = "", 0
    moved: list[tuple[int, int, int]] = []
    for span in spans:
        inner = any(other is not span and span.start <= other.start and other.end <= span.end for other in spans)
        if inner or span.start < place or rng.random() > often.get(span.code, 0.0):
            continue
        new = rng.choice(others[span.code])
        if text[span.start : span.end].islower() and rng.random() < 0.8:
            new = new.lower()
        made += text[place : span.start] + new
        moved.append((span.start, span.end, len(new)))
        place = span.end
    made += text[place:]

    def shifted(at: int) -> int:
        return at + sum(length - (end - start) for start, end, length in moved if end <= at)

    return made, tuple(replace(span, start=shifted(span.start), end=shifted(span.end)) for span in spans)
