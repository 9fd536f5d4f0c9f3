"""What a reading of a message (tagger.py) tells, as the values of a brief: only what is sure enough, bare of its lead.

A value that two readings of the message would put differently is left for a question, so each kind of value has the
chance that it must reach; set on the development messages.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.adapted import Span
from assistant.outreach.brief import Person
from assistant.outreach.language.wording import MONTH

_A = r"(?:an?|the|my|our)\s+"
_FREE_LEAD = r"(?:(?:i'?m|i am|im) )?(?:(?:free|available|off|around)\b ?)?(?:on |at )?"
_DUE_LEAD = r".*\b(?:due|deadline|closes?|opens?|shuts|by|before|wants it|needed|is|on)\b:? "
_SAID_LEAD = r"(?:because|bc|cuz|since|that|and|but|so)\s+"
_OFFER_LEAD = r"(?:i can|can|i could|could|i'll|i will|will)\s+"
_NOTE_LEAD = (
    r"(?:(?:please|pls|kindly|and|also|just|do)\s+)*"
    r"(?:(?:make sure|be sure|don'?t forget|remember)\s+(?:to\s+|that\s+)?)?"
    r"(?:(?:say|add|note|put in|make (?:it )?clear)\s+that|mention(?:\s+that)?)\s+"
)


@dataclass(frozen=True)
class _Field:
    """A field of the brief: the chance that its span must reach, and what is cut off in front."""

    name: str
    needed: float
    lead: str = ""


_FIELDS: dict[str, _Field] = {
    "rt": _Field("title", 0.6),
    "rn": _Field("name", 0.7),
    "rr": _Field("role", 0.7, _A),
    "rs": _Field("stage", 0.7, _A),
    "ri": _Field("institution", 0.8, r"the\s+"),
    "rp": _Field("pronouns", 0.6),
    "st": _Field("title", 0.6),
    "sn": _Field("name", 0.6),
    "sr": _Field("role", 0.7, _A),
    "ss": _Field("stage", 0.7, _A + r"|in my\s+"),
    "si": _Field("institution", 0.7, r"the\s+"),
    "sp": _Field("pronouns", 0.6),
    "free": _Field("availability", 0.7, _FREE_LEAD),
    "due": _Field("deadline", 0.6, _DUE_LEAD),
    "why": _Field("reason", 0.75, _SAID_LEAD),
    "tie": _Field("connection", 0.7, _SAID_LEAD),
    "goal": _Field("goal", 0.8, _SAID_LEAD),
    "ask": _Field("ask", 0.85, r"(?:wanna|to|for)\s+"),
    "offer": _Field("offer", 0.7, _OFFER_LEAD),
    "note": _Field("notes", 0.95, _NOTE_LEAD),
}
_CLAUSES = ("why", "tie", "goal", "ask", "offer", "note")
# A name: letters, with what joins the parts of one.
NAME = re.compile(r"[^\W\d_][^\W\d_.'-]*(?:[ .'-]+[^\W\d_]+){0,4}\.?")
# A word that leads on to what is not there any more: "15 minutes on the phone about which".
_LEADS_ON = re.compile(
    r"(?:(?:\s+(?:about|on|with|for|to|of|in|at))?\s+(?:which|what|whether|if|the|an?|my|and|or|but|because)){1,4}$",
    re.I,
)
# "... Dr. Garrity, the PICU attending who sat with me": what they did is told of them, whoever they are.
_WHO = re.compile(r"\bwho\s+$", re.I)
_DOTTED = re.compile(r"\b(?:Dr|Prof|St|Mr|Mrs|Ms|[A-Z])\.$", re.I)
# "From Ankara", "in Tucson" tell where somebody is, and no institution; so does the end of "KEM Hospital in Mumbai".
_WHERE = re.compile(r"\b(?:from|in|of) $", re.I)
_ONE_WORD = re.compile(r"[A-Z]?[a-z]+")
_WHERE_TAIL = re.compile(r"(?<=\w) in [A-Z][a-z]+$")
# A stage names no school, and does not tell whose month it was: "the MS4 from his ICU month".
_SCHOOL = re.compile(r"\b(?:school|university|college|hospital)\b", re.I)
_OF_THEIRS = re.compile(r"\s+(?:from|on|in|of) (?:his|her|their|your)\b.*$", re.I)
# A day that a hasty writer puts behind a name.
_DAY_TAIL = re.compile(r"(?:\s+(?:tmrw|tomorrow|today|(?:mon|tues?|wed|thur?s?|fri|sat|sun)(?:[a-z]*day)?))+$", re.I)
_TIME_TAIL = re.compile(
    r"\s+(?:works?(?: best)?|is (?:good|fine|ok)|ok(?:ay)?|best|only|thx|thanks|ty|pls|please)$", re.I
)
_NOTE_TAIL = re.compile(r"\s+(?:should|must|has to|have to|needs? to) be (?:mentioned|said|in (?:it|there))$", re.I)
_NUMBER = r"(?:\d+(?:\s?(?:-|to|or)\s?\d+)?|five|ten|fifteen|twenty|thirty|forty|half an|an?|one)"
_NO_ASK = re.compile(
    rf"\w+|(?:like |just |even |about )?{_NUMBER}[ -]?(?:min\w*|hours?)\b(?: of (?:his|her|their) time)?", re.I
)
_CLOCK = re.compile(r"\d|\b(?:am|pm|noon|midday|lunch|mornings?|afternoons?|evenings?|arvo|after|before)\b", re.I)
# The figures of a date are no time of day.
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:(?:st|nd|rd|th)\b(?: (?:of )?{MONTH})?| (?:of )?{MONTH})|\b{MONTH} \d{{1,2}}\b", re.I
)
# A first day before another that shares its month or time: "21 or 22 May after 15:00".
_DAY_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? ?(?:or|/) ?$", re.I)
_DAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\bweek(?:day|end)s?\b|\btomorrow\b", re.I)
_AND = re.compile(r"\s*(?:,|&|\band\b)\s*", re.I)
_TITLE = r"(?:dr|prof(?:essor)?|mrs?|ms|miss|dean)\b\.?"
_ADVISED = re.compile(
    r"\s*(?:suggested|recommended|told|said|advised|referred|introduced|mentioned|encouraged)\b", re.I
)
# Whose role it is, where it is that one's: "my preceptor Dr. Nakagaki told her about me".
_OF_THE_ADVISED = re.compile(rf",?\s+(?:(?i:{_TITLE})\s+)?(?:[A-Z][\w'.-]*\s+){{0,3}}[A-Z][\w'-]*{_ADVISED.pattern}")
# Whom one has it from is no tie to the one written to.
_HEARSAY = re.compile(r"according to\b", re.I)
_PRONOUNS = re.compile(r"\s*\(((?:she|he|they|xe|ze)\s?/\s?\w+(?:\s?/\s?\w+)?)\)", re.I)
# Said in so many words: "write to Dr. Amina Yusuf".
_WRITTEN_TO = re.compile(
    rf"\b(?i:write to|e-?mail|message|contact|thank) (?P<title>(?i:{_TITLE})) "
    r"(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3})"
)
# What stands before the one to whom it goes, of two who are named: "LinkedIn note to", "email".
_GOES_TO = re.compile(
    r"\b(?:(?:write|note|letter|message|mail|words?|reach out|dm|reply|update|thanks|thank you)(?: \w+)? to|"
    rf"e-?mail|message|contact|thank|tell)\s+(?:{_TITLE}\s+)?$",
    re.I,
)
# Between two to whom it goes alike.
_TOGETHER = re.compile(rf"\W*(?:,|and|&|or|/)\s*(?:{_TITLE}\s+)?", re.I)
# A title that took the given name with it.
_TITLED = re.compile(
    r"((?:associate |assistant |adjunct )?(?:prof(?:essor)?|dr|doctor|mrs?|ms|miss|mx|dean|sir|dame)\b\.?) (\S.*)", re.I
)
_OR = re.compile(r"\s*(?:or|/)\s*", re.I)
# Two spans of one sort are one where only this stands between them.
_JOINT = re.compile(r"[\s,]*(?:and|&|n|,)?\s*", re.I)


def told(text: str, found: Sequence[Span]) -> dict[str, Any]:
    """The values of a brief that the spans of a message tell, without kind, channel, tone and minutes."""
    sure = [span for span in found if span.cover >= _FIELDS[span.code].needed]
    sure = [span for span in sure if span.code != "rr" or not _OF_THE_ADVISED.match(text[span.end :])]
    names = [span for span in sure if span.code == "rn"]
    goes_to = {_surname(text[span.start : span.end]) for span in names if _GOES_TO.search(text[: span.start])}
    if goes_to and not any(_TOGETHER.fullmatch(text[a.end : b.start]) for a, b in itertools.pairwise(names)):
        names = [span for span in names if _surname(text[span.start : span.end]) in goes_to]
    # Of two persons, the one who "suggested" something is not the one written to.
    name = _recipient(text, [span for span in names if not _ADVISED.match(text[span.end :])] or names)
    if not name and (plain := _WRITTEN_TO.search(text)):
        names = [Span("rn", *plain.span("name"), 1.0)]
        name, sure = plain.group("name"), [*sure, *names, Span("rt", *plain.span("title"), 1.0)]
    values: dict[str, Any] = {
        "sender": _person(text, [span for span in sure if span.code[0] == "s"]),
        "recipient": _person(
            text, [span for span in sure if span.code[0] == "r" and (name or span.code != "rt")], name
        ),
    }
    if name and (stated := _PRONOUNS.match(text[text.find(name) + len(name) :])):
        values["recipient"] = values["recipient"].model_copy(update={"pronouns": stated.group(1)})
    for code in ("due", "why", "tie", "goal", "ask", "offer"):
        value = _value(text, _surest(text, [span for span in sure if span.code == code]))
        if value and not _HEARSAY.match(value):
            values[_FIELDS[code].name] = value
    times = [time for span in _with_shared_time(text, sure) for time in _times(_value(text, span))]
    if times := [time for time in times if time]:
        values["availability"] = tuple(dict.fromkeys(times))
    if "ask" in values and _NO_ASK.fullmatch(values["ask"]):
        # How long it takes is no request yet, and one word is half of one.
        del values["ask"]
    notes = [_NOTE_TAIL.sub("", _value(text, span)) for span in sure if span.code == "note"]
    if notes := [note for note in notes if note]:
        values["notes"] = "\n".join(dict.fromkeys(notes))
    return values


def _surname(name: str) -> str:
    return name.lower().split()[-1]


def _times(value: str) -> list[str]:
    """Several times in one span, each with its own day and all or none with a time of day."""
    parts = [_TIME_TAIL.sub("", part.strip()) for part in _AND.split(value)]
    timed = {bool(_CLOCK.search(part)) for part in parts}
    return parts if len(timed) == 1 and all(_DAY.search(part) for part in parts) else [_TIME_TAIL.sub("", value)]


def _with_shared_time(text: str, sure: Sequence[Span]) -> list[Span]:
    """The times that are offered; two days that share their time of day ("Tues or Thurs after 4") are one."""
    times: list[Span] = []
    for span in (span for span in sure if span.code == "free"):
        if times and _OR.fullmatch(text[times[-1].end : span.start]):
            first, second = (_DATE.sub("", text[time.start : time.end]) for time in (times[-1], span))
            if _CLOCK.search(second) and not _CLOCK.search(first):
                span = replace(span, start=times.pop().start)
        elif _DATE.match(text[span.start :]) and (before := _DAY_BEFORE.search(text[: span.start])):
            span = replace(span, start=before.start())
        times.append(span)
    return times


def _recipient(text: str, spans: Sequence[Span]) -> str:
    """The recipient's name in its longest form; empty where two persons could be meant."""
    names: dict[str, tuple[float, str]] = {}
    for span in spans:
        value = _DAY_TAIL.sub("", _value(text, span))
        if not NAME.fullmatch(value):
            continue
        key = _surname(value)
        known = names.get(key, (0.0, ""))
        names[key] = max(known[0], span.cover), max(known[1], value, key=len)
    # "Amara" and "Amara Lindqvist" are one person.
    for key in list(names):
        if any(key != other and key in longer.lower().split() for other, (_, longer) in names.items()):
            del names[key]
    ranked = sorted(names.values(), reverse=True)
    if len(ranked) > 1 and ranked[1][0] > 0.9:
        return ""
    return ranked[0][1] if ranked else ""


def _person(text: str, spans: Iterable[Span], name: str = "") -> Person:
    values: dict[str, str] = {"name": name} if name else {}
    chances: dict[str, float] = {"name": 2.0} if name else {}
    for span in spans:
        field = _FIELDS[span.code].name
        value = _value(text, span)
        if field == "name" and (span.code == "rn" or not NAME.fullmatch(value)):
            continue
        if field == "institution":
            value = (
                "" if _WHERE.search(text[: span.start]) and _ONE_WORD.fullmatch(value) else _WHERE_TAIL.sub("", value)
            )
        if field == "stage":
            value = "" if _SCHOOL.search(value) else _OF_THEIRS.sub("", value)
        if value and span.cover > chances.get(field, 0.0):
            values[field], chances[field] = value, span.cover
    if (titled := _TITLED.fullmatch(values.get("title", ""))) and f"{titled.group(2)} {values.get('name')}" in text:
        values |= {"title": titled.group(1), "name": f"{titled.group(2)} {values['name']}"}
    return Person(**values)


def _surest(text: str, spans: Sequence[Span]) -> Span | None:
    """The surest span, with those of its sort that it is joined to."""
    if not spans:
        return None
    best = max(spans, key=lambda span: span.cover)
    place = list(spans).index(best)
    start, end = best.start, best.end
    for span in spans[place + 1 :]:
        if not _JOINT.fullmatch(text[end : span.start]):
            break
        end = span.end
    for span in reversed(spans[:place]):
        if not _JOINT.fullmatch(text[span.end : start]):
            break
        start = span.start
    return Span(best.code, start, end, best.chance, best.cover)


def _value(text: str, span: Span | None) -> str:
    """The words of a span without what leads to them and the signs around; empty where half a bracket is left."""
    if span is None:
        return ""
    value = text[span.start : span.end].strip(" ,;:!?-")
    if text[span.end : span.end + 1] == "." and span.code in ("rt", "st"):
        value += "."
    if not _DOTTED.search(value) and span.code not in ("rt", "st"):
        value = value.rstrip(".")
    if value.startswith("(") and ")" not in value:
        value = value[1:]
    if lead := _FIELDS[span.code].lead:
        value = re.sub(rf"^(?:{lead})", "", value, flags=re.I)
    if span.code in _CLAUSES:
        value = _LEADS_ON.sub("", value)
    if span.code in ("why", "tie") and (who := _WHO.search(text[: span.start])):
        value = f"{who.group().strip()} {value}"
    return value if value.count("(") == value.count(")") else ""
