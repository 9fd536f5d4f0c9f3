"""What a person asks to have changed in a draft ("shorter", "drop the offer", "make it LinkedIn")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.outreach.extract.times import availability_of
from assistant.outreach.talk.corrections import PERSON_FIELDS, new_times

Action = Literal[
    "undo",
    "restart",
    "shorter",
    "longer",
    "tone",
    "channel",
    "other-day",
    "times",
    "minutes",
    "add",
    "drop",
    "set",
    "sources",
    "follow-up",
    "first-name",
    "thanks",
    "keep-in",
    "draft-now",
    "none",
]

_UNDO = re.compile(
    r"^\W*(?:please )?(?:undo|go back|revert|take (?:that|it) back|put (?:it|that) back|undo (?:that|it|"
    r"the last (?:one|change))|previous version|the version before|never ?mind(?:,? undo)?|no,? (?:go back|"
    r"undo))\b",
    re.I,
)
_RESTART = re.compile(
    r"\b(?:start (?:again|over|afresh|from scratch)|begin again|scrap (?:it|this|that)|new (?:email|"
    r"message|draft)(?: please)?$|reset|throw (?:it|this) away|forget (?:it|this) and start)\b",
    re.I,
)
_SHORTER = re.compile(
    r"\b(?:shorter|shorten|too long|more concise|trim|tighten|cut (?:it|this) down|briefer|condense|half "
    r"as long|fewer words|less wordy|too wordy)\b",
    re.I,
)
_LONGER = re.compile(r"\b(?:longer|too short|more detail(?:ed)?|expand it|flesh (?:it )?out)\b", re.I)
_TONE = (
    (
        "warm",
        re.compile(
            (
                r"\b(?:warmer|friendlier|more (?:warm|friendly|personal|human)|less (?:formal|stiff|cold)|too "
                r"(?:formal|stiff|cold)|make it (?:warm|friendly)|(?:warm|friendly) tone|more casual|softer|"
                r"not (?:so|as) (?:formal|stiff|cold)|loosen it up|relax (?:it|the tone))\b"
            ),
            re.I,
        ),
    ),
    (
        "formal",
        re.compile(
            (
                r"\b(?:more (?:formal|professional|polite)|less (?:casual|chatty|familiar)|too (?:casual|chatty|"
                r"familiar|friendly)|make it (?:formal|professional)|(?:formal|professional) tone)\b"
            ),
            re.I,
        ),
    ),
    (
        "brief",
        re.compile(
            r"\b(?:plainer|more (?:direct|to the point)|to the point|blunter|make it (?:brief|crisp)|brief tone)\b",
            re.I,
        ),
    ),
)
_CHANNEL = (
    ("linkedin", re.compile(r"\b(?:linked ?in)\b", re.I)),
    (
        "in-person",
        re.compile(
            (
                r"\b(?:in[- ]person|to say (?:it )?(?:out loud|aloud|face to face)|words to say|say it (?:out loud|in "
                r"person)|face[- ]to[- ]face)\b"
            ),
            re.I,
        ),
    ),
    ("email", re.compile(r"\b(?:make|turn|as|into|back to|want)\b[^.]{0,20}\b(?:an )?e-?mail\b", re.I)),
)
_SWITCH = re.compile(
    r"^\W*(?:(?:please|can you|could you|can u|now|ok|okay|and|actually|instead),? )*(?:make|turn|do|write|"
    r"give|as|for|change|convert|rewrite|i(?:'d| would) (?:like|prefer)|i want|linked|in[- ]person|words|"
    r"what about|how about|say)\b",
    re.I,
)
_OTHER_DAY = re.compile(
    r"\b(?:other|another|different|new) (?:day|time|date|slot)s?\b|\b(?:that|the) (?:day|time)s? "
    r"(?:doesn'?t|does not|don'?t) (?:work|suit)|\bchange the (?:day|time|date)s?\b$",
    re.I,
)
_TIMES = re.compile(
    r"\b(?:make it|change (?:it|the (?:day|time|date)s?|\w+day)(?: \w+)? to|instead of|not \w+day|i'?m "
    r"(?:now )?free|i can do|i am free|how about|use|rather|move it to|switch to)\b",
    re.I,
)
_MINUTES = re.compile(
    r"\b(?:make it|change (?:it|the time|the length) to|ask for|only|just)?\s*(\d{1,3})\s?(?:-| "
    r")?min(?:ute)?s?\b|\b(half an hour)\b",
    re.I,
)
_ADD = re.compile(
    r"^\W*(?:(?:please|can you|could you|can u|also|and|oh|ok|actually|maybe),? )*(?:add|mention|include|"
    r"say|put in|work in|tell (?:her|him|them)|let (?:her|him|them) know|note|don'?t forget(?: to (?:add|"
    r"mention|say))?)(?: in)?(?: a (?:line|sentence|bit))?(?: (?:saying|about))?(?: that)?[:,]?(?: "
    r"(?P<what>.+))?$",
    re.I | re.S,
)
_DROP = re.compile(
    r"^\W*(?:(?:please|can you|could you|can u|also|and|ok|actually|maybe|let'?s),? )*(?:drop|remove|"
    r"delete|cut(?: out)?|leave out|take out|lose|skip|get rid of|omit|strike|don'?t (?:mention|say|"
    r"include))(?: (?P<what>.+))?$",
    re.I | re.S,
)
_DROP_OUT = re.compile(r"^\W*(?:please )?(?:take|leave|cut) (?:the |that |my )?(?P<what>.+?) out\W*$", re.I)
_SET = re.compile(
    r"^\W*(?:(?:please|can you|actually|no|oh|wait|sorry),? )*(?:change|replace|set|make|correct|"
    r"fix)?\s*(?P<who>the |my |her |his |their |recipient'?s )?(?P<field>reason|connection|goal|ask|"
    r"request|offer|deadline|due date|name|title|stage|year|school|institution|hospital|email|contact|"
    r"recipient|subject)(?: line)?\s*(?:to|is|should be|:|=|with)\s+(?P<what>.+)$",
    re.I | re.S,
)
_SOURCES = re.compile(
    r"\b(?:sources?|citations?|references behind|evidence|which (?:card|guidance)|what (?:is|does) (?:this|"
    r"that|it) (?:based|rest) on|where (?:does|do) (?:this|that|it|these) come from)\b|^\W*why\b(?! (?:did|"
    r"do|does) (?:he|she|they))",
    re.I,
)
_FOLLOW_UP = re.compile(
    r"\bfollow[- ]?up\b|\b(?:if|when) (?:she|he|they|there(?:'s| is)) (?:does(?:n'?t| not)|do(?:n'?t| not)|"
    r"no) (?:answer|reply|respond)",
    re.I,
)
_KEEP_IN = re.compile(r"^\W*(?:yes,? )?(?:please )?(?:keep|leave|put) (?:it|that|this)(?: back)? in\b", re.I)
_DRAFT_NOW = re.compile(
    r"\b(?:just (?:draft|write|do) (?:it|something)|draft it|write it(?: now)?|go ahead|show me (?:a|the) "
    r"draft|no more questions|skip (?:the )?questions|that'?s all(?: i have)?|you have (?:enough|"
    r"everything))\b",
    re.I,
)
_SKIP = re.compile(
    r"^\W*(?:skip|no|nope|none|nothing|n/?a|not sure|don'?t know|dont know|i don'?t know|idk|no idea|pass|"
    r"next|later|unsure|leave (?:it )?blank|i'?d rather not(?: say)?)\W*$",
    re.I,
)

FILL = re.compile(r"^(\[ADD: [^\]\n]+\])\s*[:=]?\s*(.+)$", re.S)

# A wish about channel or tone while a question stands open; it answers no question.
MANNER = re.compile(
    r"\W*(?:please |pls |can (?:you|u) |could you )?(?:make|do|keep|write) (?:it|this)"
    r"(?: as| on| in| for)?(?: an?)? (?:\w+ )?"
    r"(?:linked-?in|e-?mail|in person|formal|warm(?:er)?|brief|short(?:er)?|friendl(?:y|ier))\b[^.]{0,12}$",
    re.I,
)

CRITIQUE = re.compile(
    r"\b(?:check|critique|review|improve|look (?:at|over)|feedback on|proofread|fix|edit|what do you think "
    r"of|is this (?:ok|good|fine))\b[^.?!]{0,40}\b(?:e-?mail|draft|message|note|this|it)\b",
    re.I,
)

# A wish for a draft in the same breath: "... just write it".
NO_QUESTIONS = re.compile(r"\b(?:just|simply) (?:write|draft) (?:it|something|one)\b|\bno (?:more )?questions\b", re.I)
NEW_MESSAGE = re.compile(
    r"^\W*(?:(?:ok|now|next|also|great|thanks?),? )*(?:(?:help me|can (?:you|u)|please|i (?:also )?(?:want|"
    r"need|would like) to|let'?s) )?(?:e-?mail|write|draft|compose|thank|message|contact|reach out)\b",
    re.I,
)
_FIRST_NAME = re.compile(
    r"\b(?:use|by|with|on) (?:her|his|their|the|a)? ?first[- ]names?\b|\bfirst[- ]name (?:basis|terms)\b|"
    r"\bcall (?:her|him|them) (?P<name>(?!\d)[^\W\d_][\w'-]+)\b(?! (?:at|on|by|about))",
    re.I,
)
_THANKS = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|great|perfect|lovely|cool|awesome|brilliant|super|nice|yes|yep|fine|"
    r"good|love (?:it|this)|looks? (?:good|great)|"
    r"that'?s (?:great|perfect|good|it|all)|thanks?|thank you|thx|cheers|ta|so much|very much|"
    r"a lot|that works|all good)[\s,.!]*)+$",
    re.I,
)
_SIGN_AS = re.compile(
    r"^\W*(?:please )?(?:sign|end|close)(?: (?:it|this|off))* (?:as|with|from) (?P<what>[^\W\d_][\w.' -]{1,60})$", re.I
)


@dataclass(frozen=True)
class Edit:
    """One wish. `value` is what it carries: a tone, a channel, words to add or drop, a field's new value."""

    action: Action
    value: str = ""
    field: str = ""


def read_edit(message: str, *, drafted: bool) -> Edit:
    """Read one message as a wish for a change; `none` where it is not one."""
    text = " ".join(message.split())
    short = len(text.split()) <= 14
    if _UNDO.search(text):
        return Edit("undo")
    if short and _RESTART.search(text):
        return Edit("restart")
    if short and _DRAFT_NOW.search(text):
        return Edit("draft-now")
    if not drafted:
        return Edit("none")
    if _KEEP_IN.search(text):
        return Edit("keep-in")
    if _THANKS.match(text):
        return Edit("thanks")
    if found := _FIRST_NAME.search(text):
        return Edit("first-name", found.group("name") or "")
    if found := re.search(r"\b(?:her|his|their|the) first name(?: is|'s|:) ([^\W\d_][\w'-]+)", text, re.I):
        return Edit("first-name", found.group(1))
    if found := _SIGN_AS.match(text):
        return Edit("set", found.group("what").strip(), "name")
    if found := _SET.match(text):
        theirs = (found.group("who") or "").strip().lower() in ("her", "his", "their", "recipient's", "recipients")
        field = found.group("field").lower()
        return Edit(
            "set", found.group("what").strip(), f"recipient {field}" if theirs and field in PERSON_FIELDS else field
        )
    if found := _ADD.match(text):
        what = (found.group("what") or "").strip()
        if (
            len(what.split()) <= 12
            and re.search(r"\b(?:free|available|can (?:meet|do|talk|come)|works? for me)\b", what, re.I)
            and (when := new_times(what))
        ):
            return Edit("times", " | ".join(when))
        return Edit("add", (found.group("what") or "").strip())
    if found := _DROP.match(text) or _DROP_OUT.match(text):
        return Edit("drop", (found.group("what") or "").strip(" ."))
    if short and _FOLLOW_UP.search(text):
        return Edit("follow-up")
    if short and _SWITCH.match(text):
        for channel, pattern in _CHANNEL:
            if pattern.search(text):
                return Edit("channel", channel)
    if (
        short
        and re.search(r"\bsubject\b", text, re.I)
        and (_SHORTER.search(text) or re.search(r"\b(?:other|another|different|new|better|plainer)\b", text, re.I))
    ):
        return Edit("set", "", "subject")
    if short and _SHORTER.search(text):
        return Edit("shorter")
    if short and _LONGER.search(text):
        return Edit("longer")
    for tone, pattern in _TONE:
        if short and pattern.search(text):
            return Edit("tone", tone)
    if short and (found := _MINUTES.search(text)) and not availability_of(text, None):
        return Edit("minutes", "30" if found.group(2) else found.group(1))
    times = new_times(text)
    if times and (_TIMES.search(text) or _OTHER_DAY.search(text)):
        return Edit("times", " | ".join(times))
    if short and _OTHER_DAY.search(text):
        return Edit("other-day")
    if short and _SOURCES.search(text):
        return Edit("sources")
    return Edit("none")


def is_skip(message: str) -> bool:
    """Whether an answer says that there is none."""
    return _SKIP.match(message) is not None
