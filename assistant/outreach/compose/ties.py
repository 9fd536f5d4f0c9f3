"""A connection or an offer, typed in any form, as the clause that its frame takes."""

from __future__ import annotations

import re

from assistant.outreach.brief import OutreachBrief
from assistant.outreach.language.grammar import Shape
from assistant.outreach.language.wording import lower_first
from assistant.outreach.people import article


def connection_phrase(part: str, shape: Shape) -> tuple[str, Shape]:
    """A connection as a clause: "attending for 6 weeks" is "you were my attending for 6 weeks"."""
    part = re.sub(
        r"^((?:I )?(?:first )?(?:emailed|messaged|contacted|called)) (?!you\b|your\b)(?=on\b|in\b|"
        r"about\b|last\b|re\b|two\b|a\b|\d)",
        r"\1 you ",
        part,
    )
    part = re.sub(
        r"^((?:I )?(?:first )?wrote) (?!to you\b|you\b)(?=on\b|in\b|about\b|last\b|re\b|two\b|\d)", r"\1 to you ", part
    )
    low = part.lower()
    if found := re.match(r"^(?:(?:our |a |my )?mutual (?:contact|friend|colleague)|mutual)s?(?: is|:|,)?\s+", low):
        return f"{part[found.end() :]} is our mutual contact", "other"
    if found := re.match(r"^(was|were|is|are|has been|have been) (?=(?:my|our|one of)\b)", part, re.I):
        verb = {"was": "were", "is": "are", "has been": "have been"}.get(found.group(1).lower(), found.group(1))
        return f"you {verb} {part[found.end() :]}", "other"
    if re.match(
        r"^(?:an? )?(?:[\w-]+ ){0,2}(?:assistant|student|intern|scribe|volunteer|technician|"
        r"coordinator|advisee|mentee|trainee|clerk|tutee)"
        r" (?:in|on|with|at|for|under|of) (?:you|your|the|our)\b",
        low,
    ):
        return f"I was {part if low.startswith(('a ', 'an ')) else article(part)}", "i"
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
    if _OTHERS.match(part):
        return part, "other"
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


# A sentence about somebody else: "two of my teachers trained under you".
_OTHERS = re.compile(
    r"^(?:(?:one|two|three|four|five|some|several|many|most|both|all) of )?(?:my|our) (?:\w+ ){1,3}?"
    r"(?:and (?:my )?\w+ )?"
    r"(?:trained|studied|worked|knows?|knew|met|told|said|took|did|spoke|saw|had|has|sent|gave|is|are|was|were)\b",
    re.I,
)
_THEIR_ROLE = re.compile(
    r"^(?!(?:you|i|we|she|he|they)\b)"
    r"(?:my )?(?:[\w-]+ ){0,3}?(?:mentor|advis[eo]r|preceptor|supervisor|attending|teacher|professor|pi|"
    r"coach|program director|clerkship director|chief resident|tutor|instructor)(?= (?:since|for|on|in|"
    r"during|at|from|throughout|over)\b|$)",
    re.I,
)
_MATERIAL = re.compile(
    r"\b(?:cv|resume|résumé|statement|transcript|draft|list|summary|summaries|materials|portfolio|slides|"
    r"form|evaluations?|abstract|poster|notes|score report|references?)\b",
    re.I,
)


def offer_phrase(part: str, shape: Shape, brief: OutreachBrief) -> tuple[str, Shape]:
    """An offer as a clause: a CV is sent on request, never attached (E15)."""
    low = part.lower()
    if shape == "ours" and re.match(
        r"^(?:updated|completed|revised|finished|edited|drafted) (?:cv|resume|statement|form|draft|"
        r"\w+,)",
        low,
    ):
        shape = "np"
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
