"""The subject line (rubric item E03): three to nine words, at most sixty characters, the purpose or the topic."""

from __future__ import annotations

import re

from assistant.outreach.bank import KindText
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.compose.articles import with_article
from assistant.outreach.compose.phrases import parts_of
from assistant.outreach.compose.slots import target_of
from assistant.outreach.language.grammar import shape_of
from assistant.outreach.language.wording import lower_first
from assistant.outreach.people import shown_title, stage_phrase

MIN_WORDS, MAX_WORDS, MAX_CHARS = 3, 9, 60
_RELATIVE = re.compile(r",? (?:which|who|that|because|when|where|and)\b.*$")


def subject_line(brief: OutreachBrief, kind: KindText) -> str:
    """The first template whose parts the brief has and whose length is right; the last one always fits."""
    slots = {
        "reason": _topic(brief.reason, brief, ("your", "the", "our")),
        "goal": _topic(brief.goal, brief, None),
        "ask": _topic(brief.ask, brief, None),
        "stage": _stage(brief),
        "target": _target(brief),
    }
    for template in kind.subjects:
        if any(f"{{{name}}}" in template and not text for name, text in slots.items()):
            continue
        text = template
        for name, value in slots.items():
            text = text.replace(f"{{{name}}}", value)
        text = text[0].upper() + text[1:]
        if MIN_WORDS <= len(text.split()) <= MAX_WORDS and len(text) <= MAX_CHARS:
            return text
    return kind.subjects[-1]


def _topic(value: str | None, brief: OutreachBrief, starts: tuple[str, ...] | None) -> str:
    if not value or "[ADD" in value:
        return ""
    parts = parts_of(value, brief)
    if not parts:
        return ""
    part = re.sub(r"^for (?=your |\w+ing\b)", "", parts[0])
    shape = shape_of(part)
    if brief.kind == "letter-request" and shape == "gerund":
        part = re.sub(r"^(?:applying|hoping|planning|trying) (?:to|for) ", "", part)
        shape = shape_of(part)
    if shape == "np":
        part = _RELATIVE.sub("", part)
        if starts and part.split()[0].lower() not in starts:
            return ""
        return (
            lower_first(with_article(part) if brief.kind != "letter-request" else part)
            if not re.search(r"\bI\b|\bmy\b", part)
            else ""
        )
    if shape == "gerund" and brief.kind in ("career-change", "thank-you", "follow-up", "research-request"):
        part = re.sub(r"^(?:thinking (?:of|about)|considering) ", "", part)
        return lower_first(part) if not re.search(r"\bI\b", part) and not part.startswith("meeting") else ""
    if shape == "adj" and (found := re.match(r"^interested in (.+)$", part)):
        return found.group(1)
    return ""


def _stage(brief: OutreachBrief) -> str:
    text = stage_phrase(brief.sender)
    return "" if len(text) > 28 or brief.kind == "reschedule" else text


def _target(brief: OutreachBrief) -> str:
    return target_of(brief) or ""


__all__ = ["shown_title", "subject_line"]
