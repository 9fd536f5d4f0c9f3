"""What a person told that the draft does not say: named beside it, so that nothing is dropped in silence.

    left_out("Help me tell Dr. Lee I failed step 1. I will retake it in March.", draft, brief)
    -> ("I will retake it in March",)

The reader takes only what it is sure of; a sentence that it passed over may belong in the message, or be meant for the
coach alone. The person decides.
"""

from __future__ import annotations

import re

from assistant.events import Conversation, Draft
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.language.grammar import finite_verbs
from assistant.outreach.language.known import is_vague, stem
from assistant.outreach.language.wording import lower_first, split_sentences
from assistant.outreach.sensitive import find_sensitive

MOST = 2
# Of a sentence that the draft says, at least this share of its telling words stands there.
_SAID = 0.34
_FEWEST_WORDS = 4
# What is said to the coach: what to write and how, and what to keep out.
_TO_THE_COACH = re.compile(
    r"\?\s*$|^(?:how|what|why|where|when|who|which|whether|if|dear|hi|hello)\b|"
    r"\b(?:you|u|ur|your|help|write|draft|compose|word(?:ing)?|e-?mail|message|text|linkedin|note|letter|tone|"
    r"sound|formal|warm|short|long|brief|mention|leave|keep|make|add|include|put|don'?t|do not|never|no need|not sure|"
    r"say|tell|thank|thanks|ask|reply|answer|respond|update|reschedule|move|cancel|please|pls|want|wanna|need|like to|"
    r"idea|nervous|awkward|embarrass\w*|scared|afraid|sorry|worried|hate|stress\w*)\b",
    re.I,
)
# A choice is a button: what is longer is added by a message.
_LONGEST_CHOICE = 80
_TELLING = re.compile(r"[^\W\d_]{4,}|\d+")
_BREAKS = re.compile(r"\n+|\s*[;•]\s+|\s+[-\u2013\u2014]\s+")


def told_so_far(conversation: Conversation, message: str) -> str:
    """Return what the person has said of this message, a line a turn."""
    turns = []
    for turn in reversed(conversation.turns):
        if turn.task != "outreach" or turn.draft:
            break
        turns.append(turn.user)
    return "\n".join([*reversed(turns), message])


def left_out(told: str, draft: Draft, brief: OutreachBrief) -> tuple[str, ...]:
    """Return the sentences of what was `told` that the draft does not say, at most MOST, as they were told."""
    said = {stem(word) for word in _TELLING.findall(" ".join([draft.subject or "", draft.body, *brief.texts()]))}
    found = []
    for line in _BREAKS.split(told):
        for sentence in split_sentences(line):
            words = [stem(word) for word in _TELLING.findall(sentence)]
            if (
                len(sentence.split()) >= _FEWEST_WORDS
                and words
                and sum(word in said for word in words) <= _SAID * len(words)
                and finite_verbs(sentence)
                and not (_TO_THE_COACH.search(sentence) or is_vague(sentence) or find_sensitive(sentence))
            ):
                found.append(sentence.strip(" .,;:"))
    return tuple(dict.fromkeys(found))[:MOST]


def to_add(left: tuple[str, ...]) -> tuple[str, ...]:
    """Return the choices that put such sentences in."""
    return tuple(f"Add that {lower_first(sentence)}" for sentence in left if len(sentence) <= _LONGEST_CHOICE)
