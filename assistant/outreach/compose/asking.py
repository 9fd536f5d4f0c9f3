"""The one request of a message, and the times that go with it (rubric items E08, E09, E10, E18).

A brief's `ask` may be a thing ("a 15 minute chat"), an action of the sender ("shadow in her clinic"), an action of
the recipient ("review my CV"), a question, or a "whether ...": each becomes one question. A second request in the
same brief is kept for a later message, and the draft says so beside the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.outreach.bank import ANSWER_TO_NO, Bank, KindText, load_bank
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.compose.articles import with_article
from assistant.outreach.compose.phrases import parts_of
from assistant.outreach.compose.times import minutes_text, times_text
from assistant.outreach.language.grammar import is_base_verb, shape_of, words
from assistant.outreach.language.known import NUMBER_WORDS
from assistant.outreach.language.tagging import tag
from assistant.outreach.language.wording import lower_first, sentence

_THEIRS = frozenset(
    "introduce write review read look give tell mentor supervise share recommend forward connect support "
    "sign be become act serve "
    "help advise send let teach show explain provide consider spare suggest refer put critique edit "
    "proofread check answer nominate "
    "sponsor coach guide take accept host have comment point offer walk recommend confirm".split()
)
_TOGETHER = frozenset(
    "meet talk chat speak move reschedule postpone push grab have catch discuss zoom shift swap switch "
    "keep stay find set schedule connect arrange change sit go".split()
)
# What the sender would do alone, though the verb is one of those that two do together.
_ALONE = re.compile(
    r"^(?:(?:move|change|switch) to|sit in|go (?:on|through|to)|find (?:an?|my|some)|"
    r"have (?!an? (?:\w+ )?(?:chat|call|coffee|meeting|word|talk|conversation|"
    r"zoom|check|catch|discussion)|coffee|lunch|tea|\d|fifteen|twenty|thirty|ten))\b|"
    r"^keep (?!in touch)|^stay (?!in touch)",
    re.I,
)
_MEETING_NOUN = re.compile(
    r"\b(?:chat|call|meeting|conversation|talk|coffee|zoom|slot|catch-up|check-in|discussion|phone|video|"
    r"lunch|tea|appointment)\b",
    re.I,
)
# What follows the thing itself: "advice | on research years".
_BEFORE_MORE = re.compile(
    r" (?:about|on|for|to|with|in|of|from|at|regarding|by|that|which|who|as|over|during|before|after|where|when|how)\b"
)
_MENTOR = re.compile(
    r"\b(?:be|become|being|as|act as|have|having|want|need|take me on|consider)\b[^.?]{0,30}\b(?:my|a|"
    r"your) (?:\w+ )?ment(?:or|ee)\b|\bmentor(?:ing)? me\b|\bmy mentor\b|^(?:a )?ment(?:or|orship|oring)\b",
    re.I,
)
_LETTER = re.compile(r"\b(letters?|lor|references?|recommendations?|slo[er]|recommend me|referee)\b", re.I)
_OPENERS = re.compile(
    r"^(?:i (?:would|'d) (?:like|love|be (?:so |very )?(?:grateful|happy|glad) (?:for|to have))|i'd "
    r"(?:like|love)|i (?:want|wanted|need|wish|hope|was hoping|am hoping|am asking)|i'm hoping|hoping|"
    r"asking|ask|please|"
    r"wondering|i was wondering|i wonder|to ask|ask you|requesting|request)(?: to (?=ask)| for(?= )| "
    r"you)?\s+(?:ask (?:you )?)?",
    re.I,
)
_IF_YOU = re.compile(
    r"^(?:if|whether) you(?:'d| would| could| can| will| might| may)? (?:be (?:willing|able|open|happy|up) "
    r"(?:to|for) )?",
    re.I,
)
_IF_I = re.compile(r"^(?:if|whether) (?:i|we) (?:could|can|may|might) ", re.I)
_I_CAN = re.compile(r"^(?:could|can|may|might) (i|we) ", re.I)
_YOU_COULD = re.compile(r"^(?:could|can|would|will|might) you (?:please |be (?:willing|able|open|happy) to )?", re.I)
KIND_OF = (
    ("letter", _LETTER),
    ("mentor", _MENTOR),
    (
        "introduce",
        re.compile(r"\bintro(?:duc|\b)|\bconnect (?:me|us|the two)\b|\bput (?:me|us) in (?:touch|contact)\b", re.I),
    ),
    ("serve", re.compile(r"\bbe my (?:\w+ )?(?:reader|referee|supervisor|sponsor|examiner|co-?author)\b", re.I)),
    ("shadow", re.compile(r"\bshadow\w*|\bobserv(?:e|ing) (?:you|your|in)\b", re.I)),
    (
        "research",
        re.compile(
            r"\b(?:join|help|work|assist|collaborate)\w*\b[^.?]{0,30}\b(?:research|lab|project|study|team|trial|"
            r"registry)|\bresearch (?:position|spot|opportunit\w+)",
            re.I,
        ),
    ),
    (
        "review",
        re.compile(
            r"\b(?:review|read|look (?:over|at)|proofread|edit|critique|comment on)\b[^.?]{0,30}\b(?:my|cv|"
            r"statement|draft|abstract|essay|paper|application|slides|poster|manuscript|proposal)",
            re.I,
        ),
    ),
    (
        "meet",
        re.compile(
            r"\b(?:meet|chat|call|zoom|coffee|conversation|speak|talk (?:to|with|about|for))\b|\b\d+[- ]min", re.I
        ),
    ),
)
_SECOND = re.compile(
    r"\s*(?:[.?;]\s+|,? and also |,? as well as |,? plus |, (?:and )?|,? and (?:then )?(?:maybe )?|,? also )", re.I
)

_ASK_ABOUT = re.compile(
    r"^(?:Could I ask you about|May I ask you(?= (?:whether|how|what|which|why|where|when|who)\b)) (.+)\?$"
)


@dataclass(frozen=True)
class Asked:
    """The request as a sentence, the kind of request, and what was kept out of this message."""

    text: str
    own: bool
    kept_back: str = ""
    mentor: bool = False


def one_request(value: str, brief: OutreachBrief) -> tuple[str, str]:
    """Return the first request and what asks for something else beside it."""
    segments = [part for part in _SECOND.split(value) if part and part.strip()]
    kinds = [_request_kind(segment) for segment in segments]
    first = next((kind for kind in kinds if kind), None)
    if first is None:
        return value, ""
    for at, kind in enumerate(kinds):
        if kind and kind != first and not (kind == "meet" and first in ("mentor",)) and at:
            start = value.find(segments[at])
            head = value[:start]
            head = re.sub(
                r"(?:,|\band\b|\balso\b|\bas well as\b|\bplus\b|\bthen\b|\bmaybe\b|[;.?\s])+$",
                "",
                head.rstrip(),
                flags=re.I,
            ).rstrip(" ,;")
            if (
                first == "meet"
                and re.search(r"\b(?:about|whether|to|if|how|discuss)\b", head + " " + value[start - 6 : start], re.I)
                and re.search(r"\b(?:about|whether|if|discuss)\b", head, re.I)
            ):
                continue
            return head, value[start:]
    return value, ""


def _request_kind(segment: str) -> str | None:
    return next((name for name, pattern in KIND_OF if pattern.search(segment)), None)


def ask_sentence(brief: OutreachBrief, bank: Bank, kind: KindText, variant: int = 0) -> Asked:
    """Compose the one request. A kind that asks for nothing gives an empty sentence when the brief has none."""
    tone = brief.tone or "warm"
    default = (kind.ask.get(tone) or kind.ask.get("any") or ("",))[0]
    times = times_text(brief) or "[ADD: two new times that suit you]"
    default = default.replace("{minutes}", minutes_text(brief)).replace("{times}", times)
    if not brief.ask:
        return Asked(default, False)
    value, kept_back = one_request(" ".join(brief.ask.split()), brief)
    parts = parts_of(value, brief)
    if not parts:
        return Asked(default, False)
    if brief.kind == "letter-request":
        return Asked(_letter(parts[0], default), True, kept_back)
    if brief.kind == "first-contact" and _MENTOR.search(value):
        lead, verb = ("be willing to speak with me for ", "") if tone == "formal" else ("have ", "to talk ")
        text = f"Would you {lead}{minutes_text(brief)} {verb}about whether you might be a mentor for me?"
        return Asked(text, True, kept_back, True)
    text = question(parts[0], brief)
    plain = re.sub(r"^(?:(?:if|whether) )?i (?:may|might|can|could) |^(?:if|whether) |^to ", "", parts[0], flags=re.I)
    if kind is bank.forms[ANSWER_TO_NO] and not _FOR_THEM.match(plain):
        text = f"May I {plain.rstrip('?. ')}?"
    elif brief.kind == "decline-reply" and text.startswith("Could I "):
        text = f"You are welcome to {text[8:-1]}."
    # Only the first part is the question; the others tell more about it.
    rest = [sentence(re.sub(r"\?$", ".", part)) for part in parts[1:]]
    text = _with_minutes(text, brief)
    return Asked(" ".join([text, *rest]), True, kept_back)


_FOR_THEM = re.compile(
    r"(?:an?|the|you|your|tell|introduce|keep|let|send|point|suggest|recommend|share|give|name)\b", re.I
)


_JUST_WRITE = re.compile(
    r"(?:(?:that|to|you|she|he|they|can|could|would|will|write|one|it|for me|on my behalf)\W*)+", re.I
)


def _letter(part: str, default: str) -> str:
    """Ask for a strong letter, keeping what the person said of it."""
    plain = _OPENERS.sub("", part)
    plain = _YOU_COULD.sub("", _IF_YOU.sub("", plain)).rstrip("?. ")
    plain = re.sub(r"^(?:please )?(?:write|do|provide|give|send)(?: (?:me|for me))?(?: of me)? ", "", plain, flags=re.I)
    plain = re.sub(r"^(?:would|could|can|will) (?:write )?", "", plain, flags=re.I)
    plain = re.sub(r"^(?:a|an|the|one|her|his|your) ", "", plain, flags=re.I)
    plain = re.sub(r"^strong,? ", "", plain, flags=re.I)
    found = re.match(
        r"(?:lor|(?:(?:recommendation|reference) )?letter(?: of (?:recommendation|reference|support|rec))?|"
        r"recommendation|reference|rec letter|slo[er])\b(.*)$",
        plain,
        re.I,
    )
    if not found:
        told = not (_LETTER.search(part) or len(plain.split()) < 2 or _JUST_WRITE.fullmatch(plain))
        return f"{default[:-1]} ({lower_first(plain)})?" if told and default.endswith("?") else default
    tail = found.group(1).rstrip()
    return re.sub(r"letter of recommendation\b", lambda m: m.group() + tail, default, count=1)


def question(part: str, brief: OutreachBrief) -> str:
    """One phrase as one question to the recipient."""
    part = part.strip(" .")
    part = (
        re.sub(
            r"^ask(?:ing)? (?:you |her |him |them )?(?:for |about |to |if |whether )?(?=\w)",
            lambda m: m.group().split()[-1] + " " if m.group().split()[-1] in ("if", "whether", "to") else "",
            part,
            flags=re.I,
        )
        if re.match(r"^ask", part, re.I)
        else part
    )
    part = _OPENERS.sub("", part, count=1) if not part.endswith("?") else part
    if found := _IF_I.match(part):
        return _could_i(part[found.end() :])
    if (found := _IF_YOU.match(part)) and is_base_verb(words(part[found.end() :]) or [""], prefer_verb=True):
        return _would_you(part[found.end() :])
    if found := re.match(r"^(?:if|whether) you (?:can|could) (?=\w)", part, re.I):
        return f"Could you {part[found.end() :].rstrip('?. ')}?"
    if found := _I_CAN.match(part):
        subject = "I" if found.group(1).lower() == "i" else "we"
        return f"Could {subject} {part[found.end() :].rstrip('?. ')}?"
    if found := _YOU_COULD.match(part):
        return _would_you(part[found.end() :])
    if found := re.match(r"^(?:i|we) (?:can|could|may|might) ", part, re.I):
        return _could_i(part[found.end() :])
    if found := re.match(r"^you(?:'d| would| could| can| will| to)? (?=\w)", part, re.I):
        return _would_you(part[found.end() :])
    part = re.sub(r"^to (?=\w)", "", part, flags=re.I)
    shape = shape_of(part)
    if brief.kind in ("research-request", "shadowing-request") and re.match(
        r"^help(?:ing)? (?:with|out|on|in)\b", part, re.I
    ):
        return f"Could I {re.sub('^helping', 'help', lower_first(part))}?"
    if shape == "question":
        return sentence(part.rstrip("?. ")).rstrip(".") + "?"
    if shape == "whether" or shape == "wh":
        return f"May I ask you {lower_first(part.rstrip('?'))}?"
    first = words(part)[0] if words(part) else ""
    if found := re.match(
        r"^(?:know|find out|hear|learn|understand|ask) ((?:if|whether|how|what|why|when|which)\b.+)", part, re.I
    ):
        return f"May I ask you {found.group(1).rstrip('?. ')}?"
    if shape == "base" or (first in load_bank().verbs.base and shape in ("ours", "theirs")):
        return _verb_question(first, part)
    tagged = tag(part)
    if (
        shape in ("np", "any", "other")
        and len(tagged) > 1
        and tagged[0].kind == "VERB"
        and tagged[1].kind in ("PRON", "DET")
    ):
        # A verb that no list holds ("ring you for a chat").
        return _verb_question(first, part)
    if shape == "gerund":
        return f"Could I ask you about {lower_first(part)}?"
    if shape in ("np", "any", "adj", "other", "ours", "theirs", "pp", "inf"):
        return _thing(part, brief)
    return f"Could I ask you this: {lower_first(part)}?"


def _verb_question(first: str, part: str) -> str:
    if first in _TOGETHER and re.match(r"^\w+ (?:me|us)\b", part, re.I):
        return _would_you(part)
    if first in _TOGETHER and not _ALONE.match(part):
        return f"Could we {lower_first(part.rstrip('?'))}?"
    if first in _THEIRS and not re.match(
        r"^(?:help|assist) (?:with|on|out|in)\b|^(?:send|show|give|tell|read|take|let) you\b", part, re.I
    ):
        return _would_you(part)
    return _could_i(part)


def _would_you(part: str) -> str:
    part = re.sub(r"^(?:please|kindly) ", "", part.rstrip("?. "), flags=re.I)
    part = re.sub(r"^have (?=\d|time|a )", "have ", part, flags=re.I)
    if re.match(r"^(?:have|know|think|need|be able)\b", part, re.I):
        return f"Would you {lower_first(part)}?"
    if re.match(r"^(?:are|were|take|takes|had|do)\b", part, re.I):
        return f"May I ask whether you {lower_first(part)}?"
    return f"Would you be willing to {lower_first(part)}?"


def _could_i(part: str) -> str:
    part = part.rstrip("?. ")
    first = words(part)[0] if words(part) else ""
    together = first in _TOGETHER and not _ALONE.match(part)
    return f"Could {'we' if together else 'I'} {lower_first(part)}?"


def _thing(part: str, brief: OutreachBrief) -> str:
    bare = lower_first(part.rstrip("?"))
    part = lower_first(with_article(part.rstrip("?")))
    if _MEETING_NOUN.search(part.split(" to ")[0]):
        return f"Could we have {part}?"
    if re.match(
        r"^(?:a |one |my |your |short |quick |two |some )*(?:short |quick |single |brief )?questions?\b", part, re.I
    ):
        return f"May I ask you {part}?"
    head = words(_BEFORE_MORE.split(bare, maxsplit=1)[0])
    if head and head[-1] in load_bank().lists["asked_for"] and (head[0] != "my" or head[-1] in ("letter", "reference")):
        return f"Could I ask you for {part}?"
    return f"Could I ask you about {bare}?"


def _with_minutes(text: str, brief: OutreachBrief) -> str:
    """Say how long it would take, where the request does not."""
    spelt = "|".join(word for word, number in NUMBER_WORDS.items() if number == brief.minutes) or "0"
    if not brief.minutes or re.search(
        rf"\b(?:{brief.minutes}|(?:{spelt})[ -]minutes?)\b|\bhalf[- ](?:an )?hour\b", text
    ):
        return text
    if found := re.match(r"^Could we (?:meet|talk|chat|speak|zoom|connect)\b", text):
        if re.match(r"^Could we \w+ (?:for|over) ", text) and " about " not in text:
            return f"{text[:-1]}, for {brief.minutes} minutes?"
        return text.replace(found.group(), f"{found.group()} for {brief.minutes} minutes", 1)
    if found := re.match(
        r"^Could I (?:hear|learn|know|understand|find out|see|ask)(?: you)?(?: about)? ((?:how|what|"
        r"why|whether|when|which|about)\b.+)\?$",
        text,
    ):
        return f"Could we talk for {brief.minutes} minutes about {found.group(1).removeprefix('about ')}?"
    if (
        not re.search(r"\b(?:ring|call|phone|visit|chat|meet|talk|speak|come)\b", text)
        and (found := re.match(r"^Could I (?!ask\b)(.+)\?$", text))
        and brief.kind != "shadowing-request"
    ):
        return f"Could we talk for {brief.minutes} minutes about whether I could {found.group(1)}?"
    if found := _ASK_ABOUT.match(text):
        return f"Could we talk for {brief.minutes} minutes about {found.group(1)}?"
    return f"{text} It would take {brief.minutes} minutes."
