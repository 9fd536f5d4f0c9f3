"""A value of the brief -> sentences of a slot, by the shape of each of its parts.

The words stay the person's own: shorthand is written out, the recipient becomes "you", and a frame makes the
phrase a sentence. Nothing is added and no part is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.outreach.bank import Bank, KindText
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.compose.address import you_form
from assistant.outreach.compose.shapes import fitted
from assistant.outreach.language.grammar import finite_verbs, words
from assistant.outreach.language.wording import expand_contractions, lower_first, sentence, split_sentences, tidy

MAX_VALUE_WORDS = 60
_LABEL = re.compile(
    r"^(?:reason|sorry|why|goals?|my goals?(?: is| are)?|connection|offer|ask|deadline|note|ps|p\.s\.|also|and|"
    r"so|well|basically|because i want to say that)\s*[:,-]\s+|^(?:and|so|also) (?=\w)|^(?:so )?sorry,? but (?=\w)",
    re.I,
)


def parts_of(value: str, brief: OutreachBrief, *, about: str | None = None) -> list[str]:
    """Split a value into tidied phrases that address the recipient as "you"."""
    parts: list[str] = []
    for line in re.split(r"\n+|\s*[•;]\s+|\s\|\s", value):
        for part in split_sentences(tidy(line)):
            part = _LABEL.sub("", part.strip(" .,;-*•")) if not part.endswith("?") else part
            whole = re.sub(r"^that (?=(?:i|you|we|she|he|they)\b)", "", you_form(part, brief, about=about), flags=re.I)
            whole = re.sub(r"^same (?=\w)", "the same ", whole, flags=re.I)
            parts += [piece for piece in _clauses_of(whole) if re.search(r"\w", piece)]
    return parts


_NEXT_CLAUSE = re.compile(
    r",? (?:and |so |but )(?=(?:i|we|i'm|i've)\b)|, (?=(?:i|we|she|he|they|you|it|this|nobody|"
    r"everyone|everybody|people|my|our|"
    r"that)(?:'\w+)?\b)",
    re.I,
)
_SUBORDINATE = re.compile(
    r"^(?:if|when|while|although|though|because|since|as|after|before|once|until|unless|whether|"
    r"how|what|where|given)\b",
    re.I,
)


def _clauses_of(part: str) -> list[str]:
    """Two full clauses that only a comma joins are two sentences; a list that ends in a clause is two parts."""
    for found in _NEXT_CLAUSE.finditer(part):
        left, right = part[: found.start()], part[found.end() :]
        joined = re.search(r"\w", found.group()) is not None
        whole = finite_verbs(left) or (words(left) and words(left)[0] in ("i", "you", "she", "he", "we", "they"))
        if _SUBORDINATE.match(left) or not finite_verbs(right) or len(left.split()) < 2 or len(right.split()) < 2:
            continue
        # "X and I do Y" reads well as one sentence where X is one too.
        if joined and (whole or re.match(r"^(?:met|saw|heard|read|spoke|did|had|got|took|was|am|have)\b", left, re.I)):
            continue
        return [left, *_clauses_of(right)]
    return [part]


def too_long(value: str | None) -> bool:
    """Whether a value is more than an email can hold."""
    return value is not None and len(value.split()) > MAX_VALUE_WORDS


def render(
    slot: str, value: str, brief: OutreachBrief, bank: Bank, kind: KindText, *, about: str | None = None
) -> list[str]:
    """Return the sentences for one value of the brief."""
    frames = frames_for(slot, bank, kind, brief)
    out = []
    for number, part in enumerate(parts_of(value, brief, about=about)):
        # Only the first part opens the slot; what follows it stands as a remark of its own.
        chosen: Mapping[str, str] = frames if number == 0 else bank.frames["note"]
        out.append(frame(part, chosen, slot, brief))
    formal = brief.tone == "formal"
    return [expand_contractions(text) if formal else text for text in out if text]


def frames_for(slot: str, bank: Bank, kind: KindText, brief: OutreachBrief) -> dict[str, str]:
    """The frames of a slot: the general ones, those of the tone, those of the kind."""
    frames = dict(bank.frames.get(slot, bank.frames["note"]))
    if brief.tone in (None, "warm"):
        frames.update(bank.frames.get(f"{slot}-warm", {}))
    if (slot == "reason" and not kind.asks) or brief.kind in ("reschedule", "check-in-request"):
        frames.update(bank.frames["reason-own"] if slot == "reason" else {})
    frames.update(kind.frames.get(slot, {}))
    return frames


def frame(part: str, frames: Mapping[str, str], slot: str, brief: OutreachBrief) -> str:
    """Fit one phrase into its frame."""
    part, shape = fitted(part, slot, brief)
    if slot == "connection" and shape == "you" and _STANDING.match(part) and "remember" in frames.get("you", ""):
        frames = {**frames, "you": "I turn to you because {x}."}
    template = frames.get(shape) or frames.get("any") or "{X}."
    capital = part[0].upper() + part[1:]
    if not template.startswith("{X}"):
        template = template.replace("{x}", lower_first(part))
    text = template.replace("{X}", capital)
    if text.startswith(("I ", "I'm ")):
        # "I failed my exam and not sure how to study" lacks its second verb.
        text = _LACKS_AM.sub(r"\1 am ", text)
    text = re.sub(r"\bI (?:recently|just|also) I\b", "I", text)
    text = text.replace("?.", "?")
    text = re.sub(r"\b(I am) (?:also |just )?(?:I am|am)\b", r"\1", text)
    return sentence(text)


# What somebody is, and is not remembered for.
_STANDING = re.compile(r"^you(?:'re|'ve| are| have| know| run| lead| teach| work)\b")
_LACKS_AM = re.compile(
    r"(\b(?:and|but)(?: still| now| also)?) (?=(?:not |very |so |really )?(?:sure|unsure|worried|"
    r"nervous|stuck|keen|eager|excited|anxious|"
    r"struggling|behind|overwhelmed|tired|interested|happy|hoping|thinking|free|available)\b)",
    re.I,
)
