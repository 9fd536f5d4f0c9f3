"""A phrase as its slot takes it: what it is (a noun phrase, what somebody did, a clause ...), and worded to fit.

The shape that the grammar sees is mended by what the slot and the kind of message tell: in a thank-you "let me close
the skin" is what they did, and in a move "kid has chickenpox" is the sender's news.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from assistant.outreach.brief import OutreachBrief
from assistant.outreach.compose.articles import with_article, with_the
from assistant.outreach.compose.ties import connection_phrase, offer_phrase
from assistant.outreach.language.grammar import Shape, is_whereabouts, shape_of, third_forms, words
from assistant.outreach.language.wording import lower_first

Fitted = tuple[str, Shape]

_SHARED = frozenset("worked moved studied trained switched was did spent presented taught started helped spoke".split())
# Kinds whose reason tells of the recipient; there "left medicine in 2020" is what the recipient did ...
_ABOUT_THEM = ("first-contact", "career-change", "research-request", "shadowing-request", "letter-request", "thank-you")
# ... unless the verb is one that says how the sender came to know of them.
_OF_SENDER = re.compile(
    r"^(?:\w+ly |just |also )*(?:saw|heard|read|met|watched|loved|liked|enjoyed|attended|listened|"
    r"found|came across|followed|learned|learnt|"
    r"admired?|want|wanted|love|hope|need|grew up|rotated|shadowed|worked with|worked on your|"
    r"used|cited|noticed|discovered|remember|went to|"
    r"was (?:struck|moved|inspired|impressed)|\w+ (?:you|your)\b)",
    re.I,
)
# What somebody gives: "thank you for advice" wants "your".
_GIVEN = re.compile(
    r"^(?:\w+ )?(?:advice|help|support|feedback|guidance|time|kindness|encouragement|teaching|"
    r"comments?|patience|mentoring|mentorship)\b",
    re.I,
)
# Words that are nouns or present tense elsewhere, and a wish as a goal: "switch from psych", "know how she chose it".
_GOAL_VERB = re.compile(
    r"^(?:know (?:how|what|why|whether|if|more)|(?:switch|move|change|transfer) (?:from|to|into|out of))\b", re.I
)
_OWN_REASON = ("reschedule", "check-in-request", "progress-update", "decline-reply", "ending", "career-change")
# "Put a flyer up": what they did, not what one is about to do.
_SAME_IN_THE_PAST = re.compile(r"(?:put|set|let|cut|split|spread|cast)\b", re.I)
# What they did who gave the no that is answered, and why they can introduce somebody.
_ANSWERED = re.compile(r"(?:said|told|turned|declined|answered|replied|wrote)\b", re.I)
_KNOWS = re.compile(r"knows? (?:everyone|everybody|all|half|so many|many|most|lots|people|the)\b", re.I)
# What got in the way, and too much of what.
_CAUSE = re.compile(r"(?:owing to|due to|because of|on account of|as a result of|thanks to) ", re.I)
_AMOUNT = re.compile(r"(?:no|too much|too many|not enough)\b", re.I)
# What a letter is for takes no article: "a letter for residency".
_TRAINING = re.compile(r"\b(?:residency|fellowship|training)$", re.I)
# What somebody is doing as they write: "I am thinking of ...". "Getting into residency" is a wish, not yet a fact.
_UNDER_WAY = re.compile(
    r"^(?:still |also |now |currently |just )?(?:thinking|considering|hoping|applying|planning|"
    r"going (?:for|into)|heading (?:for|into|towards?)|"
    r"looking|trying|exploring|deciding|"
    r"preparing|aiming|leaning|debating|wondering|working on)\b",
    re.I,
)
_GOING_ON = re.compile(
    rf"{_UNDER_WAY.pattern}|^(?:still |also |now |currently |just )?(?:working|switching|moving|"
    rf"interviewing|struggling|getting|starting|"
    r"finishing|doing|going|leaving|taking|retiring|feeling|having|running|covering|stuck|"
    r"travelling|traveling|presenting|changing)\b",
    re.I,
)


def fitted(part: str, slot: str, brief: OutreachBrief) -> Fitted:
    """Return a phrase as it stands in a slot, and its shape."""
    part = part.rstrip(" .")
    shape = shape_of(part, prefer_verb=slot == "offer")
    if slot in _WHOSE:
        part, shape = _WHOSE[slot](part, shape, brief)
    if shape == "other" and (found := re.match(r"^(?:because|since|as)\s+(?!of\b)", part, re.I)):
        part = part[found.end() :]
        inner = shape_of(part)
        shape = inner if inner in ("i", "you") else "other"
    if slot in _WORDED:
        part, shape = _WORDED[slot](part, shape, brief)
    elif slot == "ask" and shape == "np":
        part = with_article(part)
    if shape == "theirs" and words(part)[0] in third_forms():
        part = f"{third_forms()[words(part)[0]]} {part.split(' ', 1)[1]}"
    return (with_the(part), shape) if shape == "other" else (part, shape)


def _whose_goal(part: str, shape: Shape, brief: OutreachBrief) -> Fitted:
    return _whose_offer(part, "base" if _GOAL_VERB.match(part) else shape, brief)


def _whose_offer(part: str, shape: Shape, brief: OutreachBrief) -> Fitted:
    if shape == "i" and re.match(r"^(?:can|could|will|would) ", part, re.I):
        # A wish typed without its subject: "can transcribe interviews".
        part = f"I {part[0].lower()}{part[1:]}"
    return part, "ours" if shape == "theirs" else shape


def _whose_tie(part: str, shape: Shape, brief: OutreachBrief) -> Fitted:
    ours = shape == "theirs" and (brief.kind == "follow-up" or words(part)[0] in _SHARED)
    return part, "ours" if ours else shape


def _whose_reason(part: str, shape: Shape, brief: OutreachBrief) -> Fitted:
    if brief.kind in _ABOUT_THEM:
        theirs = not _OF_SENDER.match(part) if shape == "ours" else shape == "base" and _SAME_IN_THE_PAST.match(part)
        shape = "theirs" if theirs else shape
    if brief.kind == "decline-reply" and _ANSWERED.match(part):
        shape = "theirs"
    if brief.kind == "introduction-request" and _KNOWS.match(part):
        part, shape = f"you {re.sub(r'^knows', 'know', part, flags=re.I)}", "you"
    if _CAUSE.match(part):
        # "Owing to a bereavement I shall be in Lagos" is a sentence, "owing to a bereavement" the opening of one.
        shape = "other" if re.search(r" (?:i|we)\b", part, re.I) else "pp"
    if shape == "np" and brief.kind in _OWN_REASON and _AMOUNT.match(part):
        part, shape = f"I have {lower_first(part)}", "i"
    return part, shape


def _worded_goal(part: str, shape: Shape, brief: OutreachBrief) -> Fitted:
    if shape == "gerund" and _UNDER_WAY.match(part):
        return part, "adj"
    if shape == "np" and not (brief.kind == "letter-request" and _TRAINING.search(part)):
        return with_article(part), shape
    return part, "question" if shape == "wh" and part.endswith("?") else shape


def _worded_offer(part: str, shape: Shape, brief: OutreachBrief) -> Fitted:
    part, shape = offer_phrase(part, shape, brief)
    return with_article(part) if shape == "np" else part, shape


def _worded_tie(part: str, shape: Shape, brief: OutreachBrief) -> Fitted:
    part, shape = connection_phrase(part, shape)
    return with_article(part, "my") if shape == "np" else part, shape


def _worded_reason(part: str, shape: Shape, brief: OutreachBrief) -> Fitted:
    own = brief.kind in _OWN_REASON
    if shape == "gerund" and (_GOING_ON if own else _UNDER_WAY).match(part):
        return part, "adj"
    if shape == "np" and brief.kind == "thank-you" and _GIVEN.match(part):
        part = re.sub(r"^(?:(?:the|his|her|their|your|some|all the|an?) )?", "your ", lower_first(part), count=1)
    if shape == "np":
        part = with_article(part)
    return part, "adj" if own and shape in ("pp", "np") and is_whereabouts(part) else shape


# Whose a phrase is, and what it becomes, by slot.
_WHOSE: Mapping[str, Callable[[str, Shape, OutreachBrief], Fitted]] = {
    "goal": _whose_goal,
    "offer": _whose_offer,
    "connection": _whose_tie,
    "reason": _whose_reason,
}
_WORDED: Mapping[str, Callable[[str, Shape, OutreachBrief], Fitted]] = {
    "goal": _worded_goal,
    "offer": _worded_offer,
    "connection": _worded_tie,
    "reason": _worded_reason,
}
