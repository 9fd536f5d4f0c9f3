"""Who meets whom: names as spans of the user's words, taken only where grammar makes it plain."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CAP = r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f'-]*"
_NOT_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november "
    "december step usmle i i'm dr prof professor the my a an and about on at for to from with next this "
    "tomorrow today in re is who she he they we it "
    "research mentor mentee zoom eras mcat osce who's whose me him her them us you what how when where why "
    "which first last new second regular monthly "
    "thu thurs tue tues wed fri mon sat sun want need so because but also tonight then after before by or "
    "of had have has was said says will again "
    "img pgy ms md phd uk us usa nhs gp er icu or er hi date time role who when where topics goals concerns length "
    "place agenda "
    "keeps never always gave told took wants thinks re: has our his their your if as that".split()
)
_TITLED = re.compile(
    rf"\b(?:(?i:dr|prof|professor|mr|ms|mrs|mx))\.? (?:(?:{_CAP}(?: {_CAP})*)|[a-z\u00df-\u024f'-]+"
    r"(?: [a-z\u00df-\u024f'-]+(?=[,)(\n]|\. |\.?$))?)"
)
_ROLE_MENTOR = (
    r"(?:mentor|supervisor|advis[oe]r|attending|preceptor|pi|programme director|program director|"
    r"clerkship director)"
)
_ROLE_MENTEE = r"(?:mentee|student|resident|intern|trainee|fellow|advisee|registrar|learner|supervisee)"
_NAMED_MENTOR = re.compile(
    rf"\b(?i:my|our|a|new) (?i:(?:\w+ )?{_ROLE_MENTOR})(?i:,? (?:named |called |is )?| \(){{1}}({_CAP}(?: "
    rf"{_CAP})?)"
)
_NAMED_MENTEE = re.compile(
    rf"\b(?i:my|our|a|new|one of my|the) (?i:(?:[\w-]+ ){{0,2}}{_ROLE_MENTEE}s?)(?i:,? (?:named |called |is "
    rf")?| \(){{1}}({_CAP}(?: {_CAP})?)"
)
_MENTOR_OF = re.compile(
    rf"\b(?i:mentor|adviser|advisor|supervisor|preceptor|supervision) (?i:of|to|for) ((?:(?i:dr|prof)\.? "
    rf")?{_CAP}(?: {_CAP})?)"
)
_PLAIN_MENTEE = re.compile(
    rf"\b(?i:mentee|student|trainee|registrar|resident|supervisee)(?i: is|:|,| =)? (?:(?i:called|named) "
    rf")?({_CAP}(?: {_CAP})?)"
)
_PLAIN_MENTOR = re.compile(
    rf"\b(?i:mentor|supervisor)(?i: is|:| =)? (?:(?i:called|named) )?((?:(?i:dr|prof)\.? )?{_CAP}(?: {_CAP})?)"
)
_APPOSED = re.compile(
    rf"\b(?i:one of (?:them|my \w+)),? ({_CAP})|\b(?i:an? (?:[\w-]+ ){{0,2}}(?:{_ROLE_MENTEE}|premed) "
    rf"(?:called|named)) ({_CAP})"
)
_WITH = re.compile(
    r"\b(?i:meet(?:ing|s)?(?: up)?(?: with)?|see(?:ing)?|with|call with|chat with|talk(?:ing)? to|"
    r"mentor(?:ing)?|mentee:|mentor:|precept(?:ing)?|supervis(?:e|ing)) (?i:my (?:\w+ )?(?:mentee|mentor|"
    rf"student|resident) )?({_CAP}(?: {_CAP})?)"
)
_LOWER_WITH = re.compile(
    r"\b(?:meet(?:ing)? with|meeting|1:1 with|chat with|call with) ([a-z]{3,14})(?= (?:on|at|for|tomorrow|"
    r"today|next|this|mon|tue|wed|thu|fri|sat|sun|to (?:talk|discuss))|,|$)",
    re.IGNORECASE,
)
_LOWER_STOP = _NOT_NAME | frozenset(
    "my mentor someone somebody people everyone agenda notes plan minutes hour half quick short link room "
    "length tips ideas times".split()
)


@dataclass(frozen=True)
class Names:
    """Names found. `other` is somebody met whose role the words do not tell."""

    mentor: str | None = None
    mentee: str | None = None
    other: str | None = None
    spans: tuple[tuple[int, int], ...] = ()


def read_names(text: str) -> Names:
    """Return the names of the two who meet."""
    spans: list[tuple[int, int]] = []
    mentor = _first(_NAMED_MENTOR, text, spans)
    mentee = _first(_NAMED_MENTEE, text, spans)
    mentee = mentee or _first(_MENTOR_OF, text, spans)
    if mentee is None and (apposed := _APPOSED.search(text)):
        mentee = apposed[1] or apposed[2]
        spans.append(apposed.span(1) if apposed[1] else apposed.span(2))
    mentee = mentee or _first(_PLAIN_MENTEE, text, spans)
    mentor = mentor or _first(_PLAIN_MENTOR, text, spans)
    other: str | None = None
    for found in _TITLED.finditer(text):
        name = _cut(found.group())
        if name:
            other = other or name
            spans.append((found.start(), found.start() + len(name)))
            break
    if mentor is None and mentee is None and other is None:
        other = _first(_WITH, text, spans)
        if other is None and (low := _LOWER_WITH.search(text)) and low[1].lower() not in _LOWER_STOP:
            other = low[1]
            spans.append(low.span(1))
    if (
        other
        and not mentor
        and re.match(r"(?i)(?:dr|prof)", other)
        and re.search(rf"(?i)\b{_ROLE_MENTOR}\b,? (?:is )?{re.escape(other)}", text)
    ):
        mentor, other = other, None
    return Names(mentor, mentee, other if other not in (mentor, mentee) else None, tuple(spans))


def _first(pattern: re.Pattern[str], text: str, spans: list[tuple[int, int]]) -> str | None:
    for found in pattern.finditer(text):
        name = _cut(found[1])
        if name:
            spans.append((found.start(1), found.start(1) + len(name)))
            return name
    return None


def _cut(name: str) -> str | None:
    """The name up to the first word that is none; None when nothing is left but a title."""
    words = name.split()
    titled = words[0].lower().rstrip(".") in ("dr", "prof", "professor", "mr", "ms", "mrs", "mx")
    kept = words[:1] if titled else []
    for word in words[len(kept) :]:
        bare = re.sub(r"'s$", "", word).strip(",.")
        if bare.lower() in _NOT_NAME or (len(kept) > (1 if titled else 0) and bare[:1].islower()):
            break
        kept.append(bare)
    return " ".join(kept) if len(kept) > (1 if titled else 0) else None
