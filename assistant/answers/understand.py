"""Message -> question: what is asked, and what of the conversation it leans on.

"and for a resident?", "yes", "why?" mean nothing alone; each is resolved against the last answer before
anything is searched.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from assistant.answers.brief import Intent, Question
from assistant.events import Conversation
from assistant.library.cards import Stage
from assistant.phrases import load_phrases

_EDGE = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_COMMA = re.compile(r"[,;!]+")
_SPACE = re.compile(r"\s+")

_ORDINAL = re.compile(r"(the )?(second|third|2nd|3rd|2|3|last)( one)?( please)?")
_POINTS_BACK = re.compile(r"\b(it|that|this|those|these|they|them|she|he|her|him|one|there)\b")
_STANDS_ALONE = re.compile(
    r"\b(mentor|mentee|attending|professor|resident|supervisor|feedback|email|letter|meeting)s?\b"
)

_STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    ("premed", re.compile(r"\b(pre-?med(ical)?s?|undergrad(uate)?s?|college|high school|gap year)\b")),
    ("preclinical", re.compile(r"\b(pre-?clinical|m1s?|m2s?|ms1s?|ms2s?|(first|second|1st|2nd)[- ]years?)\b")),
    (
        "clinical",
        re.compile(
            r"\b(clinical students?|clerks?|clerkships?|m3s?|m4s?|ms3s?|ms4s?|(third|fourth|3rd|4th)[- ]years?)\b"
        ),
    ),
    ("resident", re.compile(r"\b(residents?|interns?|pgy-? ?\d|registrars?|house officers?|junior doctors?)\b")),
    ("fellow", re.compile(r"\b(fellows?)\b")),
    ("physician", re.compile(r"\b(attendings?|physicians?|consultants?|practi[sc]ing doctors?)\b")),
    ("mentor", re.compile(r"\b(mentors?|faculty|preceptors?|teachers?|supervisors?)\b")),
)
# A message of so few words that names no matter of its own leans on the answer before.
FEW_WORDS = 9
# "I am an M3", "for a resident", "as a premed": the person's own stage, not somebody they speak of.
_OWN_STAGE = (
    r"\b(?:i am|i'm|im|as|for|being|when you are|if you are|if i am|if i'm)(?: just| only| still)? (?:an? |the )?{}"
)


def understand(message: str, conversation: Conversation) -> Question:
    """Return the message as a question that stands alone."""
    last = conversation.last("ask")
    state = last.state if last else {}
    card = state.get("card")
    query_before = str(state.get("query", ""))
    short = _fold(message)
    if last and last.choices and (chosen := _chosen(short, last.choices)):
        return Question(intent="question", query=chosen)
    phrases = _phrases()
    opening: tuple[Intent, ...] = ("greeting", "thanks", "goodbye")
    for intent in opening:
        if phrases[intent].fullmatch(short):
            return Question(intent=intent, query=message)
    about_last: tuple[Intent, ...] = ("why", "example", "shorter", "more")
    for intent in about_last:
        if phrases[intent].fullmatch(short):
            return Question(intent=intent, query=query_before or message, card=card, follow_up=True)
    if query_before and len(short.split()) <= FEW_WORDS and not _STANDS_ALONE.search(short):
        within: tuple[Intent, ...] = ("example", "shorter")
        for intent in within:
            if phrases[f"{intent}_within"].search(short):
                return Question(intent=intent, query=query_before, card=card, follow_up=True)
    stage = own_stage(short)
    if query_before and _leans_back(short):
        named = stage or _any_stage(short)
        words_left = [w for w in short.split() if w not in _FILLER]
        if named and len(words_left) <= 3:
            return Question(intent="stage", query=f"{query_before} {message}", card=card, stage=named, follow_up=True)
        return Question(intent="question", query=f"{message} {query_before}", card=card, stage=stage, follow_up=True)
    return Question(intent="question", query=message, stage=stage)


def own_stage(folded: str) -> Stage | None:
    """Return the stage of training that the person says is theirs, or None."""
    for stage, pattern in _STAGES:
        if re.search(_OWN_STAGE.format(pattern.pattern.removeprefix(r"\b")), folded):
            return stage
    return None


_FILLER = frozenset(
    ("and but so or what how about for if i am i'm im a an the as same then also is it ok you are").split()
)


def _any_stage(folded: str) -> Stage | None:
    return next((stage for stage, pattern in _STAGES if pattern.search(folded)), None)


def _leans_back(folded: str) -> bool:
    """Whether the message needs the one before it: it opens like a continuation, or only points at something."""
    words = folded.split()
    if len(words) > 14:
        return False
    if _phrases()["leans"].match(folded):
        return True
    if len(words) <= 3 and folded.startswith(("for ", "as ", "by ", "in ", "on ", "with ", "if ")):
        return True
    return len(words) <= 8 and bool(_POINTS_BACK.search(folded)) and not _STANDS_ALONE.search(folded)


def _chosen(folded: str, choices: tuple[str, ...]) -> str | None:
    """The offered question that the person took: by saying yes, by its place, or by its words."""
    if _phrases()["yes"].fullmatch(folded):
        return choices[0]
    if match := _ORDINAL.fullmatch(folded):
        place = {"second": 1, "2nd": 1, "2": 1, "third": 2, "3rd": 2, "3": 2, "last": -1}[match.group(2)]
        return choices[place] if place < len(choices) else None
    return next((choice for choice in choices if _fold(choice) == folded), None)


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    return load_phrases(Path(__file__).with_name("phrases.yaml"))


def _fold(text: str) -> str:
    return _SPACE.sub(" ", _COMMA.sub(" ", _EDGE.sub("", text.replace("\u2019", "'").lower())))
