"""Message -> brief: each text value is a span of the person's own words; what is not plain is left out.

    understand("hey can u help me email prof lindqvist? im an M1").to_dict()
    -> {"kind": "first-contact", "channel": "email", "recipient": {"name": "lindqvist", "title": "prof"}, ...}

A wrong value is worse than a question: precision comes before recall everywhere here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.outreach.brief import KINDS, Kind, OutreachBrief, clean, set_field
from assistant.outreach.extract.evidence import kind_of
from assistant.outreach.extract.facts import facts_of
from assistant.outreach.extract.kinds import load_kinds
from assistant.outreach.extract.manner import asks_for_advice, channel_of, is_question, tone_of
from assistant.outreach.extract.names import choose_recipient
from assistant.outreach.extract.people import recipient, sender
from assistant.outreach.extract.reader import title_before, told
from assistant.outreach.extract.tagger import Span, spans
from assistant.outreach.extract.times import availability_of, deadline_of, minutes_of
from assistant.outreach.language.wording import fold_quotes

MAX_CHARS = 6_000
# The chance that a learned kind must reach where the words say nothing, where they only say that somebody is written
# to, and where they say another kind ("he keeps cancelling"); and what a kind that the words say must have at least.
# Set by cross-validation over the examples.
LIKELY, SURE, CERTAIN, POSSIBLE = 0.4, 0.4, 0.8, 0.05
# What such a message does not tell: a goal on the way to nothing, an offer that is but another time.
NOT_TOLD: dict[str, tuple[str, ...]] = {
    "thank-you": ("goal", "ask"),
    "reschedule": ("goal", "ask", "offer"),
    "ending": ("goal", "ask"),
    "decline-reply": ("goal", "ask"),
    "progress-update": ("goal", "ask"),
}
# "I wrote to her two weeks ago about a chat, and heard nothing": the message that is followed up.
_EARLIER = re.compile(
    r"\b(?:i|we) (?:already )?(?:wrote|e-?mailed|mailed|messaged|texted|asked|contacted)\b[^.;!?\n]{5,120}?"
    r"(?=,? (?:and|but|,)? ?(?:then |so far )?(?:i )?(?:heard|got|have (?:not|n't)|haven't|no\b|nothing|she|he|they|"
    r"still|never)|[.;!?\n]|$)",
    re.I,
)
_TITLE_DOT = re.compile(r"\b(?:Dr|Prof|Mr|Mrs|Ms|St)\.", re.I)
_BEFORE_NOUN = frozenset("on in with to for of at about from into by".split())
WHOLE = ("sender.stage", "sender.institution", "recipient.institution", "sender.name")


def understand(message: str, known: OutreachBrief | None = None) -> OutreachBrief:
    """Read one message; what it tells is added to what is `known`, a later word on the same thing replacing it."""
    found = _read(message)
    return merge(known, found) if known else found


def is_wish(message: str) -> bool:
    """Whether a message asks for something to be written: it says what, and to whom; a question for advice does not."""
    text = fold_quotes(clean(message))[:MAX_CHARS]
    found = _read(text)
    # Who signs wants words to send, however the message opens: "how do I end it with Dr. Cole? Tara, PGY-2".
    if asks_for_advice(text) and not (found.sender.name and found.recipient.name):
        return False
    return found.kind is not None and found.recipient.name is not None


def _read(message: str) -> OutreachBrief:
    text = fold_quotes(clean(message))[:MAX_CHARS]
    if not text or (is_question(text) and not choose_recipient(text, None)[0]):
        return OutreachBrief()
    found = spans(text)
    kind = _kind(text, found)
    person, _ = choose_recipient(text, kind)
    if kind == "first-contact" and person is None and len(text.split()) < 9:
        # "Write an email for me" does not say yet what it should do.
        kind = None
    facts = facts_of(text, kind, person)
    values: dict[str, Any] = {
        "kind": kind,
        "channel": channel_of(text),
        "tone": tone_of(text),
        "sender": sender(text, person, kind),
        "recipient": recipient(text, person),
        "reason": facts.reason,
        "connection": facts.connection,
        "goal": facts.goal,
        "ask": facts.ask,
        "offer": facts.offer,
        "minutes": minutes_of(text),
        "availability": tuple(dict.fromkeys(availability_of(text, kind))),
        "deadline": deadline_of(text),
    }
    if kind == "follow-up" and not values["connection"]:
        values["connection"] = _earlier_message(text)
    if (offer := values["offer"]) and (offer.split()[-1].lower() in _BEFORE_NOUN or offer in (values["ask"] or "")):
        # "A part that I could work on" asks, and offers nothing.
        values["offer"] = None
    if (
        kind == "thank-you"
        and person
        and re.fullmatch(rf"for .{{0,12}}{re.escape(person.name)}", facts.reason or "", re.I)
    ):
        values["reason"] = None
    for field in NOT_TOLD.get(kind or "", ()):
        values[field] = None
    said = " ".join(fold_quotes(message).split()).lower()
    return _with_learned(OutreachBrief(**{name: value for name, value in values.items() if value}), text, said, found)


def _kind(text: str, found: Sequence[Span]) -> Kind | None:
    """What the plain words say; where they say no more than that somebody is written to, what is learned."""
    plain = kind_of(text)
    chances = load_kinds().chances(text, found)
    kinds = {kind: chances[kind] for kind in KINDS}
    likely = max(kinds, key=lambda kind: kinds[kind])
    needed = LIKELY if plain is None else SURE if plain == "first-contact" else CERTAIN
    if kinds[likely] >= needed:
        return likely
    return plain if plain and kinds[plain] >= POSSIBLE else None


def _earlier_message(text: str) -> str | None:
    """What was written before, in the person's own words."""
    found = _EARLIER.search(_TITLE_DOT.sub(lambda title: title.group()[:-1] + "_", text))
    return text[found.start() : found.end()].strip(" ,") if found else None


def _with_learned(brief: OutreachBrief, text: str, said: str, found: Sequence[Span]) -> OutreachBrief:
    """Add what the learned reader finds where the rules found nothing. Who is who stays as the rules have it."""
    learned = told(text, found)
    if brief.recipient.name:
        same = str(learned.get("recipient.name", "")).split()[-1:] == brief.recipient.name.split()[-1:]
        drop = {"recipient.name"} | (set() if same else {"recipient.title", "recipient.role", "recipient.institution"})
        learned = {field: value for field, value in learned.items() if field not in drop}
    if str(learned.get("sender.name", "")) in (brief.recipient.name, learned.get("recipient.name"), ""):
        learned.pop("sender.name", None)
    for field in NOT_TOLD.get(brief.kind or "", ()):
        learned.pop(field, None)
    if brief.recipient.name and re.match(
        rf"my .*{re.escape(brief.recipient.name)} knows", brief.connection or "", re.I
    ):
        # Whom the recipient knows is why they are asked, and no tie of the sender's own.
        brief = set_field(set_field(brief, "reason", brief.reason or brief.connection), "connection", None)
        learned.pop("connection", None)
    have = [value.lower() for value in brief.texts()]
    for field, value in learned.items():
        name, _, part = field.partition(".")
        known = getattr(getattr(brief, name), part) if part else getattr(brief, name)
        # A longer reading of the same words is the whole of them: "student", "final-year student".
        longer = field in WHOLE and isinstance(value, str) and known and f" {known.lower()}" in f" {value.lower()}"
        again = isinstance(value, str) and not part and any(value.lower() in old for old in have)
        if (not known or longer) and not again and all(one.lower() in said for one in _texts(value)):
            brief = set_field(brief, field, value)
    if brief.sender.name and not brief.sender.title:
        brief = set_field(brief, "sender.title", title_before(text, brief.sender.name))
    return brief


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def merge(known: OutreachBrief, found: OutreachBrief) -> OutreachBrief:
    """Add what a later message says to what is known; a later word on the same thing replaces the earlier."""
    update: dict[str, Any] = {}
    for name in OutreachBrief.model_fields:
        value = getattr(found, name)
        if name in ("sender", "recipient"):
            stated = {key: text for key, text in value.model_dump().items() if text}
            update[name] = getattr(known, name).model_copy(update=stated)
        elif value:
            update[name] = value
    return known.model_copy(update=update)
