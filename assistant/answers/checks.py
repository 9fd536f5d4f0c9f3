"""Answer -> findings: what code can decide of rubric items G01 to G19, one function an item."""

from __future__ import annotations

import re

from assistant.answers.compose import MAX_STEPS, MAX_WORDS
from assistant.events import Citation, Finding
from assistant.library import Library
from assistant.search import card_document

_MARK = re.compile(r"\[(\d+)\]")
_ITEM = re.compile(r"^(?:\d+\.|-|>) (.+)$", re.MULTILINE)
_TAG = re.compile(r"<\s*/?\s*[a-zA-Z!]")


def every_advice_line_cited(text: str, citations: tuple[Citation, ...]) -> Finding:
    """G01: each bullet and step ends in the number of a citation that exists."""
    known = {citation.n for citation in citations}
    for line in _ITEM.findall(text):
        marks = {int(mark) for mark in _MARK.findall(line)}
        if not marks or not marks <= known:
            return Finding("G01", False, "fail", "an advice line has no citation that can be opened", line)
    return Finding("G01", True, "fail", "every advice line is cited")


def quotes_are_exact(citations: tuple[Citation, ...], library: Library) -> Finding:
    """G02: each quote stands word for word in the card and section that it names."""
    for citation in citations:
        card = library.cards.get(citation.card)
        section = (
            next((s for s in card_document(card).sections if s.heading == citation.section), None) if card else None
        )
        if section is None or citation.quote not in section.text:
            return Finding("G02", False, "fail", f"citation {citation.n} does not stand in '{citation.card}'")
    return Finding("G02", True, "fail", "every quote stands in its card")


def length(text: str) -> Finding:
    """G14: at most 200 words and five steps."""
    words = sum(any(c.isalpha() for c in word) for word in text.split())
    steps = len(re.findall(r"^\d+\. ", text, re.MULTILINE))
    passed = words <= MAX_WORDS and steps <= MAX_STEPS
    return Finding("G14", passed, "warn", f"{words} words, {steps} steps")


def no_live_markup(text: str) -> Finding:
    """G19: no HTML reaches the page."""
    found = _TAG.search(text)
    return Finding("G19", found is None, "fail", "no HTML in the reply", found.group() if found else None)


def check(text: str, citations: tuple[Citation, ...], library: Library) -> tuple[Finding, ...]:
    """Run every check on an answer that stands on the library."""
    return (
        every_advice_line_cited(text, citations),
        quotes_are_exact(citations, library),
        length(text),
        no_live_markup(text),
    )
