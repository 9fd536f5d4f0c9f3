"""Answers from a person's own documents: the passages themselves, quoted, beside the library's answer."""

from __future__ import annotations

import re

from assistant.events import Citation
from assistant.search import Result

MAX_PASSAGES = 2
MAX_QUOTE_WORDS = 70
# A passage further than this below the best one (fused z-score) is not worth a reader's time.
_FAR_BELOW = 1.5

_SPACE = re.compile(r"\s+")


def quote_passages(result: Result, first_number: int) -> tuple[list[str], list[Citation]]:
    """Return paragraphs that quote the best passages of a covered result, and their citations.

    Numbers begin at `first_number`. Each citation's quote is an exact substring of its passage.
    """
    best = result.hits[0].score
    paragraphs: list[str] = []
    citations: list[Citation] = []
    for hit in result.hits[:MAX_PASSAGES]:
        if best - hit.score > _FAR_BELOW:
            break
        passage = hit.passage
        quote = _shorten(passage.text)
        n = first_number + len(citations)
        heading = " > ".join(part for part in (passage.title, passage.section) if part)
        paragraphs.append(f"**{_plain(heading)}**\n\n> {_plain(quote)} [{n}]")
        citations.append(Citation(n, passage.document, passage.section, quote, passage.rows, passage.title, passage.id))
    return paragraphs, citations


def _shorten(text: str) -> str:
    """Cut a long passage at a word; what is left is still a substring of it."""
    words = list(re.finditer(r"\S+", text))
    return text if len(words) <= MAX_QUOTE_WORDS else text[: words[MAX_QUOTE_WORDS - 1].end()]


def _plain(text: str) -> str:
    """One line, with nothing in it that Markdown or HTML would act on."""
    return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", _SPACE.sub(" ", text))
