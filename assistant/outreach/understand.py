"""Message -> brief: each text value is a span of the person's own words; what is not plain is left out.

    understand("hey can u help me email prof lindqvist? im an M1").to_dict()
    -> {"kind": "first-contact", "channel": "email", "recipient": {"name": "lindqvist", "title": "prof"}, ...}

A wrong value is worse than a question: precision comes before recall everywhere here.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.outreach.brief import KINDS, Kind, OutreachBrief, clean
from assistant.outreach.extract.manner import asks_for_advice, channel_of, tone_of
from assistant.outreach.extract.reader import told
from assistant.outreach.extract.tagger import OTHER, Reading, message_reader
from assistant.outreach.extract.times import minutes_of
from assistant.outreach.language.wording import fold_quotes

MAX_CHARS = 6_000
# The chance that a kind must reach; a message that asks for nothing to be written tells none.
LIKELY = 0.5
# The chance that a message asks for one kind or another, from which it does, whichever it is.
SURE_OF_A_WISH = 0.9
# What such a message does not tell: a goal on the way to nothing, an offer that is but another time.
NOT_TOLD: dict[str, tuple[str, ...]] = {
    "reschedule": ("goal", "ask", "offer"),
    "thank-you": ("ask",),
    "ending": ("ask",),
}
# "I wrote to her two weeks ago about a chat, and heard nothing": the message that is followed up, what it was about
# and all.
_EARLIER = re.compile(
    r"\b(?:i|we) (?:already )?(?:wrote|e-?mailed|mailed|messaged|texted|asked|contacted)\b[^.;!?\n]{5,120}?"
    r"(?=,? (?:and|but|,)? ?(?:then |so far )?(?:i )?(?:heard|got|have (?:not|n't)|haven't|no\b|nothing|she|he|they|"
    r"still|never)|[.;!?\n]|$)",
    re.I,
)
# "I got a no from her, she has no room": somebody else's no, and its reason.
_A_NO = re.compile(
    r"\b(?:got|received|had) (?:an?|her|his|their|the) (?:\w+ )?(?:no|rejection|refusal)\b|"
    r"\b(?:turned me down|said no|rejected (?:me|my)|declined (?:me|my))\b",
    re.I,
)
_WHY_NO = re.compile(
    r"\b(?:she|he|they)(?:'s|'re| (?:has|have|had|is|are|was|were|can(?:no|')t|could(?: not|n't)|does(?: not|n't)|"
    r"do(?: not|n't)|will not|won't))\b[^.;!?,\n]{3,100}",
    re.I,
)
_TITLE_DOT = re.compile(r"\b(?:Dr|Prof|Mr|Mrs|Ms|St)\.", re.I)


def understand(message: str, known: OutreachBrief | None = None) -> OutreachBrief:
    """Read one message; what it tells is added to what is `known`, a later word on the same thing replacing it."""
    found = _read(message)
    return merge(known, found) if known else found


def wish_to_write(message: str) -> float:
    """How surely a message asks for something to be written, to whom it says; 0 where it does not.

    A question for advice does not. A wish to see somebody may be one for a plan of the meeting, and is never sure.
    """
    text = fold_quotes(clean(message))[:MAX_CHARS]
    if not text:
        return 0.0
    reading = message_reader()(text)
    found = _told(text, reading)
    if found.recipient.name is None:
        return 0.0
    # Who signs wants words to send, however the message opens: "how do I end it with Dr. Cole? Tara, PGY-2".
    if asks_for_advice(text) and not found.sender.name:
        return 0.0
    # Which kind it is may be in doubt where it is plain that something is to be written.
    if found.kind is None and reading.kinds[OTHER] > 1 - SURE_OF_A_WISH:
        return 0.0
    return max(reading.kinds[kind] for kind in KINDS if kind != "check-in-request")


def kind_of(text: str) -> Kind | None:
    """The kind of message that is wanted, where it is plain enough."""
    return _kind(message_reader()(fold_quotes(clean(text))[:MAX_CHARS]))


def _read(message: str) -> OutreachBrief:
    text = fold_quotes(clean(message))[:MAX_CHARS]
    return _told(text, message_reader()(text)) if text else OutreachBrief()


def _told(text: str, reading: Reading) -> OutreachBrief:
    """What a message tells, from one reading of it."""
    kind = _kind(reading)
    values: dict[str, Any] = {
        **told(text, reading.spans),
        "kind": kind,
        "channel": channel_of(text),
        "tone": tone_of(text),
        "minutes": minutes_of(text),
    }
    if kind == "follow-up" and (earlier := _earlier_message(text)):
        values["connection"] = earlier
        if (values.get("ask") or "") in earlier:
            values.pop("ask", None)
    if kind == "decline-reply" and not values.get("reason") and _A_NO.search(text) and (why := _WHY_NO.search(text)):
        values["reason"] = why.group().strip()
    for field in NOT_TOLD.get(kind or "", ()):
        values.pop(field, None)
    return OutreachBrief(**{name: value for name, value in values.items() if value})


def _earlier_message(text: str) -> str | None:
    """What was written before, in the person's own words."""
    found = _EARLIER.search(_TITLE_DOT.sub(lambda title: title.group()[:-1] + "_", text))
    return text[found.start() : found.end()].strip(" ,") if found else None


def _kind(reading: Reading) -> Kind | None:
    likely = max(KINDS, key=lambda kind: reading.kinds[kind])
    return likely if reading.kinds[likely] >= max(LIKELY, reading.kinds[OTHER]) else None


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
