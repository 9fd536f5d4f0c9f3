"""Facts that a model finds in a message: taken only as spans of the message, and only where we found none."""

from __future__ import annotations

import re
from collections.abc import Generator

from assistant.events import Conversation, Event, Turn
from assistant.models import faithful
from assistant.models.wording import Wording, load_prompt
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.state import State
from assistant.outreach.talk.rewriting import looks_like_draft
from assistant.outreach.understand import understand

# What a model may fill in. Who and when is read well enough without it.
FIELDS = ("reason", "connection", "goal", "ask", "offer", "deadline")
# So many words that no field holds make it worth asking.
UNREAD = 5
LONGEST = 40
_LINE = re.compile(r"^\W*(" + "|".join(FIELDS) + r")\s*:\s*(.+?)\s*$", re.I | re.M)
_WORD = re.compile(r"\w+")


def read_with_model(conversation: Conversation, message: str, wording: Wording) -> Generator[Event, None, Conversation]:
    """Yield what happens; return the conversation, its brief filled with the spans that the model found."""
    state = State.read(conversation.state("outreach"))
    if state.composed or state.pasted or state.asking or looks_like_draft(message):
        return conversation
    found = understand(message)
    missing = [name for name in FIELDS if not getattr(found, name) and not getattr(state.brief, name)]
    if not missing or _unread(message, found) < UNREAD:
        return conversation
    text = yield from wording.listen(load_prompt("understand").fill(message=message), max_tokens=160, temperature=0.0)
    spans = spans_in(text or "", message, found)
    new = {name: words for name, words in spans.items() if name in missing}
    if not new:
        return conversation
    state_now = dict(conversation.state("outreach"))
    brief = state.brief.model_copy(update=new)
    turn = Turn(len(conversation.turns) + 1, "outreach", "", "", state={**state_now, "brief": brief.to_dict()})
    return conversation.add(turn)


def spans_in(text: str, message: str, found: OutreachBrief) -> dict[str, str]:
    """Return the fields of a model's reply whose words stand in the message, as the message writes them."""
    spans: dict[str, str] = {}
    taken = [value for value in found.texts()]
    for name, words in _LINE.findall(text):
        span = _span(words, message)
        if span is None or name.lower() in spans or not 2 <= len(_WORD.findall(span)) <= LONGEST:
            continue
        # What a field holds already is not told twice.
        if any(faithful.overlap(span, value) > 0.5 or _span(value, span) for value in taken):
            continue
        spans[name.lower()] = span
        taken.append(span)
    return spans


def _span(words: str, message: str) -> str | None:
    """The stretch of the message with exactly these words in a row, or None."""
    wanted = [word.lower() for word in _WORD.findall(words)]
    have = list(_WORD.finditer(message))
    for start in range(len(have) - len(wanted) + 1):
        if wanted and [match.group().lower() for match in have[start : start + len(wanted)]] == wanted:
            return message[have[start].start() : have[start + len(wanted) - 1].end()]
    return None


def _unread(message: str, found: OutreachBrief) -> int:
    """How many words of meaning no field holds."""
    held = frozenset[str]().union(*(faithful.stems(value) for value in found.texts()))
    return len(faithful.content_stems(message) - held)
