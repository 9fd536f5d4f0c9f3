"""A LinkedIn note: at most 300 characters and 60 words, so only what matters most (rubric item E01)."""

from __future__ import annotations

import re

from assistant.events import Draft
from assistant.outreach.bank import Bank, KindText
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.compose.fitting import Line, count_words
from assistant.outreach.compose.times import minutes_text, times_text
from assistant.outreach.language.wording import lower_first, sentence
from assistant.outreach.people import article, salutation, sender_name, stage_phrase

MAX_CHARS, MAX_WORDS = 300, 60


def linkedin_note(brief: OutreachBrief, bank: Bank, kind: KindText, lines: list[Line], ask: str) -> Draft:
    """Put in, in order of weight: who and why, the request, the way out, then whatever still fits."""
    chosen: dict[int, str] = {}
    opening = salutation(brief)
    short_ask, out = kind.linkedin[0], kind.linkedin[1] if len(kind.linkedin) > 1 else ""
    timed = brief.minutes and kind.asks and brief.kind not in ("reschedule", "letter-request", "follow-up")
    asked = _shorten(ask) if brief.ask or timed else _default(short_ask, brief)
    wanted: list[tuple[int, str]] = [(5, asked), (9, out)]
    reason = _first_fitting(lines, "reason")
    # A blank is worth its room only where nothing else says why.
    wanted += [(2, text) for text in reason if "[ADD" not in text or (kind.intro == "full" and not brief.connection)]
    wanted.append((1, _who(brief)))
    wanted += [(3, text) for text in _first_fitting(lines, "connection")]
    for order, slot in ((4, "goal"), (6, "time"), (7, "offer"), (8, "deadline"), (4, "notes")):
        wanted += [(order, line.text) for line in lines if line.slot == slot and line.own]
    for order, text in wanted:
        if text and _fits(opening, {**chosen, order: f"{chosen[order]} {text}" if order in chosen else text}):
            chosen[order] = f"{chosen[order]} {text}" if order in chosen else text
    body = _join(opening, chosen)
    name = sender_name(brief.sender)
    if (
        name
        and name not in body
        and len(body) + len(name) + 1 <= MAX_CHARS
        and count_words(f"{body} {name}") <= MAX_WORDS
    ):
        body = f"{body}\n{name}"
    return Draft(None, body)


def _default(text: str, brief: OutreachBrief) -> str:
    return text.replace("{times}", times_text(brief) or "[ADD: two new times]").replace(
        "{minutes}", minutes_text(brief) if brief.minutes else "[ADD: minutes]"
    )


def _first_fitting(lines: list[Line], slot: str) -> list[str]:
    own = [line.text for line in lines if line.slot == slot]
    return [_shorten(own[0]), *own[1:]] if own else []


def _shorten(text: str) -> str:
    """Cut a long sentence at a clause boundary, where what is left is still a sentence."""
    text = (
        text.replace("I am writing to you because you", "You")
        .replace("I thought of you because you", "You")
        .replace("I am writing because of ", "I am writing about ")
    )
    text = re.sub(
        r"\[ADD: the one thing about their work that made you choose them\]", "[ADD: one thing about their work]", text
    )
    if text.startswith("I am writing to you because [ADD"):
        text = "I am writing because " + text.split("because ", 1)[1]
    if len(text) <= 130:
        return text
    for mark in (r";\s", r",\s(?:which|and|so|but|because)\b", r"\s(?:because|which|and)\s"):
        found = list(re.finditer(mark, text))
        if found and 40 <= found[0].start() <= 130:
            cut = text[: found[0].start()].rstrip(",; ")
            return cut + ("?" if text.endswith("?") else ".")
    return text


def _who(brief: OutreachBrief) -> str:
    who = stage_phrase(brief.sender)
    if not who:
        return (
            "I am [ADD: your stage of training]."
            if brief.kind not in ("thank-you", "ending", "decline-reply", "reschedule")
            else ""
        )
    if brief.kind in ("ending", "decline-reply", "reschedule"):
        return ""
    place = brief.sender.institution
    return sentence(f"I am {article(who)}" + (f" at {place}" if place and len(place) < 30 else ""))


def _join(opening: str, chosen: dict[int, str]) -> str:
    return f"{opening} {lower_first(' '.join(text for _, text in sorted(chosen.items())))}".strip()


def _fits(opening: str, chosen: dict[int, str]) -> bool:
    text = _join(opening, chosen)
    return len(text) <= MAX_CHARS and count_words(text) <= MAX_WORDS
