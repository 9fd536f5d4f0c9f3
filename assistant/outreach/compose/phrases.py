"""A value of the brief -> sentences of a slot, by the shape of each of its parts.

The words stay the person's own: shorthand is written out, the recipient becomes "you", and a frame makes the
phrase a sentence. Nothing is added and no part is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.outreach.bank import Bank, KindText
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.compose.address import you_form
from assistant.outreach.compose.ties import connection_phrase, offer_phrase
from assistant.outreach.language.grammar import Shape, finite_verbs, is_whereabouts, shape_of, third_forms, words
from assistant.outreach.language.tagging import tag
from assistant.outreach.language.wording import expand_contractions, lower_first, sentence, split_sentences, tidy

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
    "msc mph phd mba masters degree intro blurb clinician researcher "
    "doctor specialist consultant word line look discussion day week morning "
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
            whole = re.sub(r"^that (?=(?:i|you|we|she|he|they)\b)", "", you_form(part, brief, about=about), flags=re.I)
            whole = re.sub(r"^same (?=\w)", "the same ", whole, flags=re.I)
            parts += [piece for piece in _clauses_of(whole) if re.search(r"\w", piece)]
    return parts


_NEXT_CLAUSE = re.compile(
    r",? (?:and |so |but )(?=(?:i|we|i'm|i've)\b)|, (?=(?:i|we|she|he|they|you|it|this|nobody|"
    r"everyone|everybody|people|my|our|"
    r"that)(?:'\w+)?\b)",
    re.I,
)
_SUBORDINATE = re.compile(
    r"^(?:if|when|while|although|though|because|since|as|after|before|once|until|unless|whether|"
    r"how|what|where|given)\b",
    re.I,
)


def _clauses_of(part: str) -> list[str]:
    """Two full clauses that only a comma joins are two sentences; a list that ends in a clause is two parts."""
    for found in _NEXT_CLAUSE.finditer(part):
        left, right = part[: found.start()], part[found.end() :]
        joined = re.search(r"\w", found.group()) is not None
        whole = finite_verbs(left) or (words(left) and words(left)[0] in ("i", "you", "she", "he", "we", "they"))
        if _SUBORDINATE.match(left) or not finite_verbs(right) or len(left.split()) < 2 or len(right.split()) < 2:
            continue
        # "X and I do Y" reads well as one sentence where X is one too.
        if joined and (whole or re.match(r"^(?:met|saw|heard|read|spoke|did|had|got|took|was|am|have)\b", left, re.I)):
            continue
        return [left, *_clauses_of(right)]
    return [part]


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


# "Put a flyer up": what they did, not what one is about to do.
_SAME_IN_THE_PAST = re.compile(r"(?:put|set|let|cut|split|spread|cast)\b", re.I)


def frame(part: str, frames: Mapping[str, str], slot: str, brief: OutreachBrief, *, first: bool = True) -> str:
    """Fit one phrase into its frame."""
    part = part.rstrip(" .")
    shape: Shape = shape_of(part, prefer_verb=slot == "offer")
    if slot in ("goal", "offer"):
        part, shape = _unwrap_wish(part, shape)
    if slot == "goal" and _GOAL_VERB.match(part):
        shape = "base"
    if slot == "reason" and brief.kind in _ABOUT_THEM:
        theirs = not _OF_SENDER.match(part) if shape == "ours" else shape == "base" and _SAME_IN_THE_PAST.match(part)
        shape = "theirs" if theirs else shape
    if slot == "connection" and brief.kind == "follow-up" and shape == "theirs":
        shape = "ours"
    if shape == "theirs" and (slot in ("goal", "offer") or (slot == "connection" and words(part)[0] in _SHARED)):
        shape = "ours"
    if (
        shape == "np"
        and slot == "reason"
        and brief.kind in _OWN_REASON
        and re.match(r"^(?:no|too much|too many|not enough)\b", part, re.I)
    ):
        part, shape = f"I have {lower_first(part)}", "i"
    if shape == "other" and (found := re.match(r"^(?:because|since|as)\s+(?!of\b)", part, re.I)):
        part = part[found.end() :]
        inner = shape_of(part)
        shape = inner if inner in ("i", "you") else "other"
    if (
        shape == "gerund"
        and slot in ("goal", "reason")
        and (_GOING_ON if slot == "reason" and brief.kind in _OWN_REASON else _UNDER_WAY).match(part)
    ):
        shape, part = "adj", part
    if slot == "connection":
        part, shape = connection_phrase(part, shape)
        if (
            shape == "you"
            and re.match(r"^you(?:'re|'ve| are| have| know| run| lead| teach| work)\b", part)
            and "remember" in frames.get("you", "")
        ):
            frames = {**frames, "you": "I turn to you because {x}."}
    if shape == "theirs" and words(part)[0] in third_forms():
        part = f"{third_forms()[words(part)[0]]} {part.split(' ', 1)[1]}"
    if slot == "reason" and brief.kind == "thank-you" and shape == "np" and _GIVEN.match(part):
        part = re.sub(r"^(?:(?:the|his|her|their|your|some|all the|an?) )?", "your ", lower_first(part), count=1)
    if slot == "offer":
        part, shape = offer_phrase(part, shape, brief)
    if shape == "np" and slot in ("goal", "ask", "reason", "connection", "offer"):
        training = (
            slot == "goal"
            and brief.kind == "letter-request"
            and re.search(r"\b(?:residency|fellowship|training)$", part, re.I)
        )
        part = with_article(part, "my") if slot == "connection" else part if training else with_article(part)
    if shape == "wh" and slot == "goal" and part.endswith("?"):
        shape = "question"
    if slot == "reason" and brief.kind in _OWN_REASON and shape in ("pp", "np") and is_whereabouts(part):
        shape = "adj"
    if shape == "other":
        part = with_the(part)
    template = frames.get(shape) or frames.get("any") or "{X}."
    if "{X}" in template and template.startswith("{X}"):
        text = template.replace("{X}", part[0].upper() + part[1:])
    else:
        text = template.replace("{x}", lower_first(part)).replace("{X}", part[0].upper() + part[1:])
    if text.startswith(("I ", "I'm ")):
        # "I failed my exam and not sure how to study" lacks its second verb.
        text = _LACKS_AM.sub(r"\1 am ", text)
    text = re.sub(r"\bI (?:recently|just|also) I\b", "I", text)
    text = text.replace("?.", "?")
    text = re.sub(r"\b(I am) (?:also |just )?(?:I am|am)\b", r"\1", text)
    return sentence(text)


# What somebody is doing as they write: "I am thinking of ...". "Getting into residency" is a wish, not yet a fact.
_UNDER_WAY = re.compile(
    r"^(?:still |also |now |currently |just )?(?:thinking|considering|hoping|applying|planning|"
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


_LACKS_AM = re.compile(
    r"(\b(?:and|but)(?: still| now| also)?) (?=(?:not |very |so |really )?(?:sure|unsure|worried|"
    r"nervous|stuck|keen|eager|excited|anxious|"
    r"struggling|behind|overwhelmed|tired|interested|happy|hoping|thinking|free|available)\b)",
    re.I,
)


# Whose it is needs no telling: "kid has chickenpox", "car broke down".
_MINE = frozenset(
    "kid child baby son daughter wife husband partner mum mom mother dad father brother sister grandmother grandfather "
    "grandma grandpa nan family dog cat car bike bus train flight landlord roommate flatmate laptop phone".split()
)


def with_the(part: str) -> str:
    """Give a clause its article where it was typed without one ("rank list is due")."""
    tagged = tag(part)
    if len(tagged) < 2 or not tagged[0].text.islower() or tagged[0].kind != "NOUN" or _NO_ARTICLE.match(part):
        return part
    verb = next((at for at, word in enumerate(tagged) if at and word.finite), 0)
    singular = not re.search(r"(?:s|ing)$|\d", tagged[verb - 1].low) and tagged[verb].low in _SINGULAR
    plain = tagged[0].low not in _UNCOUNTED and all(word.kind in ("NOUN", "ADJ") for word in tagged[:verb])
    article = "my" if tagged[verb - 1].low in _MINE else "the"
    return f"{article} {part}" if verb and singular and plain and verb <= 4 else part


_SINGULAR = frozenset(
    "is was has got gets isn't wasn't hasn't starts ends opens closes begins runs went fell changed conflicts".split()
)
_UNCOUNTED = frozenset(
    "research medicine surgery work everyone everybody everything nothing "
    "something someone somebody nobody time life school "
    "family people health care money covid residency training".split()
)
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


def _unwrap_wish(part: str, shape: Shape) -> tuple[str, Shape]:
    """A wish typed without its subject ("can transcribe interviews") gets one."""
    if shape == "i" and re.match(r"^(?:can|could|will|would) ", part, re.I):
        return f"I {part[0].lower()}{part[1:]}", "i"
    return part, shape
