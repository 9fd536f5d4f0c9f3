"""A value of the brief -> sentences of a slot, by the shape of each of its parts.

The words stay the person's own: shorthand is written out, the recipient becomes "you", and a frame makes the
phrase a sentence. Nothing is added and no part is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.outreach.address import you_form
from assistant.outreach.bank import Bank, KindText
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.grammar import Shape, shape_of, words
from assistant.outreach.people import names, shown_title
from assistant.outreach.wording import expand_contractions, lower_first, sentence, split_sentences, tidy

MAX_VALUE_WORDS = 60
_LABEL = re.compile(
    r"^(?:reason|why|goals?|my goals?(?: is| are)?|connection|offer|ask|deadline|note|ps|p\.s\.|also|and|"
    r"so|well|basically|because i want to say that)\s*[:,-]\s+|^(?:and|so|also) (?=\w)",
    re.I,
)
_COUNTABLE = frozenset(
    "chat call meeting conversation talk coffee visit slot career fellowship residency position spot job "
    "role place letter reference introduction project "
    "opportunity elective rotation placement appointment catch-up check-in reply answer question post "
    "mentor tour review emergency conflict shift wedding funeral interview "
    "delay zoom internship clerkship degree observership externship preceptorship fellow physician surgeon "
    "clinician researcher doctor specialist consultant word line look discussion day week morning "
    "afternoon".split()
)
_MY_HEADS = frozenset(
    "clerkship rotation sub-internship subinternship sub-i course class block seminar elective placement "
    "thesis project internship preceptorship".split()
)
_NO_ARTICLE = re.compile(
    r"^(?:the|an?|my|your|our|his|her|their|its|any|some|one|two|three|four|five|each|every|this|that|"
    r"these|those|no|more|another|whether|how|what|tomorrow|today|next|last|late|early|\d+(?!\S*\s*(?:-|"
    r"to)?\s*\d*[- ]?(?:min|minute|hour|day|week|month|year)))\b",
    re.I,
)


def parts_of(value: str, brief: OutreachBrief, *, about: str | None = None) -> list[str]:
    """Split a value into tidied phrases that address the recipient as "you"."""
    parts: list[str] = []
    for line in re.split(r"\n+|\s*[•;]\s+|\s\|\s", value):
        for part in split_sentences(tidy(line)):
            part = _LABEL.sub("", part.strip(" .,;-*•")) if not part.endswith("?") else part
            if re.search(r"\w", part):
                parts.append(you_form(part, brief, about=about))
    return parts


def too_long(value: str | None) -> bool:
    """Whether a value is more than an email can hold."""
    return value is not None and len(value.split()) > MAX_VALUE_WORDS


def with_article(text: str, article: str | None = None) -> str:
    """Give a bare singular noun phrase its article ("20 minute call" -> "a 20 minute call")."""
    tokens = re.split(
        r"\s+(?:of|in|at|for|with|on|to|about|from|and|or|before|after|between|during|by|over|under|where|"
        r"that|which|who|when|via|next|this)\s+|,|\(",
        text,
        maxsplit=1,
    )[0].split()
    if not tokens or _NO_ARTICLE.match(text):
        return text
    head = tokens[-1].lower()
    if head in ("possibility", "chance", "option") and not article and len(tokens) == 1:
        return f"the {lower_first(text)}"
    if head not in (_MY_HEADS if article else _COUNTABLE):
        return text
    vowel = re.match(
        r"^(?:[aeio]|un[^i]|um|us[^a-z]|8\D|11|18|hour|[FHLMNRSX]{1,2}[A-Z]|IM\b|[AEFHILMNORSX][A-Z]+\b)",
        text if text[:2].isupper() else text.lower(),
    )
    return f"{article or ('an' if vowel else 'a')} {text if not article else lower_first(text)}"


def render(
    slot: str, value: str, brief: OutreachBrief, bank: Bank, kind: KindText, *, about: str | None = None
) -> list[str]:
    """Return the sentences for one value of the brief."""
    frames = frames_for(slot, bank, kind, brief)
    out = []
    for number, part in enumerate(parts_of(value, brief, about=about)):
        # Only the first part opens the slot; what follows it stands as a remark of its own.
        chosen: Mapping[str, str] = frames if number == 0 else bank.frames["note"]
        out.append(frame(part, chosen, slot, brief, first=number == 0))
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


def frame(part: str, frames: Mapping[str, str], slot: str, brief: OutreachBrief, *, first: bool = True) -> str:
    """Fit one phrase into its frame."""
    part = part.rstrip(" .")
    shape: Shape = shape_of(part, prefer_verb=slot == "offer")
    if slot in ("goal", "offer"):
        part, shape = _unwrap_wish(part, shape)
    if shape == "theirs" and (slot in ("goal", "offer") or (slot == "connection" and words(part)[0] in _SHARED)):
        shape = "ours"
    if shape == "other" and (found := re.match(r"^(?:because|since|as)\s+(?!of\b)", part, re.I)):
        part = part[found.end() :]
        inner = shape_of(part)
        shape = inner if inner in ("i", "you") else "other"
    if (
        shape == "gerund"
        and re.match(
            r"^(?:thinking|considering|hoping|applying|planning|looking|trying|exploring|deciding|"
            r"preparing|working|switching|moving|interviewing|aiming|leaning|debating|struggling|wondering|"
            r"getting|starting|finishing|doing|going|leaving|taking|retiring|feeling|having|running)\b",
            part,
            re.I,
        )
        and slot in ("goal", "reason")
        and (slot == "goal" or brief.kind in _OWN_REASON)
    ):
        shape, part = "adj", part
    if slot == "connection":
        part, shape = _connection(part, shape)
        if shape == "you" and re.match(r"^you(?:'re| are|'ve| have)\b", part) and "remember" in frames.get("you", ""):
            frames = {**frames, "you": "I turn to you because {x}."}
    if slot == "offer":
        part, shape = _offer(part, shape, brief)
    if shape == "np" and slot in ("goal", "ask", "reason", "connection"):
        part = with_article(part, "my") if slot == "connection" else with_article(part)
    if shape == "wh" and slot == "goal" and part.endswith("?"):
        shape = "question"
    if (
        shape == "pp"
        and slot == "reason"
        and brief.kind in _OWN_REASON
        and re.match(r"^(?:on|in|at|out|under|off|away|between|behind)\b", part, re.I)
    ):
        shape = "adj"
    if shape == "other":
        part = with_the(part)
    template = frames.get(shape) or frames.get("any") or "{X}."
    if "{X}" in template and template.startswith("{X}"):
        text = template.replace("{X}", part[0].upper() + part[1:])
    else:
        text = template.replace("{x}", lower_first(part)).replace("{X}", part[0].upper() + part[1:])
    text = re.sub(r"\bI (?:recently|just|also) I\b", "I", text)
    text = text.replace("?.", "?")
    text = re.sub(r"\b(I am) (?:also |just )?(?:I am|am)\b", r"\1", text)
    return sentence(text)


_BARE = frozenset(
    "research medicine surgery work everyone everybody everything nothing something someone somebody "
    "nobody time life school family people patients both many most some none one it this that there these "
    "those if when while although health care money covid residency training".split()
)


def with_the(part: str) -> str:
    """Give a clause its article where it was typed without one ("rank list is due")."""
    first, _, rest = part.partition(" ")
    low = first.lower()
    verb = re.search(
        r"\b(is|was|has|got|gets|isn't|wasn't|hasn't|starts|ends|opens|closes|begins|runs|went|fell|"
        r"changed|conflicts|overlaps)\b",
        rest,
    )
    plain = (
        first.islower()
        and low not in _BARE
        and not _NO_ARTICLE.match(part)
        and not re.search(r"s$|ing$|ly$|n't$|\d", low)
        and low
        not in (
            "i",
            "we",
            "you",
            "she",
            "he",
            "they",
            "and",
            "but",
            "so",
            "not",
            "to",
            "in",
            "on",
            "at",
            "for",
            "with",
            "because",
            "since",
            "as",
            "after",
            "before",
            "since",
        )
    )
    return f"the {part}" if verb and plain and len(rest[: verb.start()].split()) <= 5 else part


_SHARED = (
    "worked",
    "moved",
    "studied",
    "trained",
    "switched",
    "was",
    "did",
    "spent",
    "presented",
    "taught",
    "started",
    "helped",
    "spoke",
)
_OWN_REASON = ("reschedule", "check-in-request", "progress-update", "decline-reply", "ending", "career-change")


def _unwrap_wish(part: str, shape: Shape) -> tuple[str, Shape]:
    """A wish typed without its subject ("can transcribe interviews") gets one."""
    if shape == "i" and re.match(r"^(?:can|could|will|would) ", part, re.I):
        return f"I {part[0].lower()}{part[1:]}", "i"
    return part, shape


def _connection(part: str, shape: Shape) -> tuple[str, Shape]:
    low = part.lower()
    if found := re.match(r"^(?:(?:our |a |my )?mutual (?:contact|friend|colleague)|mutual)s?(?: is|:|,)?\s+", low):
        return f"{part[found.end() :]} is our mutual contact", "other"
    if found := _THEIR_ROLE.match(part):
        lasting = re.search(
            r"\b(?:since|for (?:\w+ )?(?:years?|months?|two|three|four|five|\d+|the past|over))\b", part, re.I
        )
        owned = part if low.startswith("my ") else f"my {lower_first(part)}"
        return (f"you have been {owned}" if lasting else f"you were {owned}"), "other"
    if re.match(r"^(?:introduced|referred|recommended|sent|suggested|put in touch) (?:to you )?by\b", low):
        return f"I was {part[0].lower()}{part[1:]}" if not low.startswith(
            "suggested"
        ) else f"this was {part}", "i" if not low.startswith("suggested") else "other"
    if found := re.match(r"^(?:through|via) ", low):
        return f"I come to you {part[0].lower()}{part[1:]}", "i"
    if (
        re.fullmatch(r"(?:dr|prof|professor|dean|mr|ms|mrs)\.? [A-Z][\w'.-]*(?: [A-Z][\w'.-]*)*", part, re.I)
        and shape == "np"
    ):
        return f"we both know {part}", "i"
    if re.match(
        r"^(?:your |a )?(?:former |current |past )?(?:student|mentee|advisee|trainee|intern|resident|"
        r"fellow|member|subscriber)\b",
        low,
    ):
        return (part if low.startswith(("your", "a ")) else f"a {part}"), "adj"
    if shape in ("ours", "theirs") and re.match(
        r"^(?:worked|trained|studied|served|sat|volunteered|were|presented|spoke|talked|"
        r"chatted)\b.*\btogether\b|^(?:spoke|talked|chatted|corresponded) (?:at|in|on|after|during|last|"
        r"briefly)\b",
        low,
    ):
        return f"we {part[0].lower()}{part[1:]}", "i"
    if shape == "ours" and re.match(r"^met (?!you\b|your\b|him\b|her\b|them\b)", low):
        return f"we {part[0].lower()}{part[1:]}", "i"
    return part, shape


_THEIR_ROLE = re.compile(
    r"^(?:my )?(?:[\w-]+ ){0,3}?(?:mentor|advis[eo]r|preceptor|supervisor|attending|teacher|professor|pi|"
    r"coach|program director|clerkship director|chief resident|tutor|instructor)(?= (?:since|for|on|in|"
    r"during|at|from|throughout|over)\b|$)",
    re.I,
)
_MATERIAL = re.compile(
    r"\b(?:cv|resume|résumé|statement|transcript|draft|list|summary|summaries|materials|portfolio|slides|"
    r"form|evaluations?|abstract|poster|notes|score report|references?)\b",
    re.I,
)


def _offer(part: str, shape: Shape, brief: OutreachBrief) -> tuple[str, Shape]:
    low = part.lower()
    if re.match(r"^[\w-]+ (?:trained|certified|qualified)$", low):
        return part, "adj"
    if shape == "np" and _MATERIAL.search(part) and brief.kind != "decline-reply":
        owned = part if re.match(r"^(?:my|the|a|an|your|our)\b", low) else f"my {lower_first(part)}"
        return f"I can send you {owned} on request", "i"
    if shape == "np" and re.search(r"\b(?:ready|available|prepared)$", low):
        return part, shape
    if re.match(r"^can(?:'t)? ", low):
        return f"I {part[0].lower()}{part[1:]}", "i"
    if shape == "adj" and re.match(r"^(?:happy|glad|willing|keen) to ", low):
        return f"I would be {part[0].lower()}{part[1:]}", "i"
    return part, shape


def recipient_mentions(brief: OutreachBrief) -> str:
    """The recipient's name as it may stand in a subject or a follow-up."""
    found = names(brief.recipient)
    title = shown_title(brief.recipient)
    return f"{title} {found[0]}".strip() if found else ""
