"""Which question to ask next, and how to take its answer. At most three before a first draft."""

from __future__ import annotations

import re

from assistant.outreach.bank import Bank, load_bank
from assistant.outreach.brief import Kind, OutreachBrief, clean, set_field
from assistant.outreach.compose.times import asked_for_when
from assistant.outreach.contacts import contact
from assistant.outreach.extract.reader import NAME
from assistant.outreach.extract.times import availability_of, deadline_of
from assistant.outreach.language.tagging import tag
from assistant.outreach.understand import merge

MAX_QUESTIONS = 3
KIND_CHOICES = (
    "Introduce myself to somebody new",
    "Say thank you",
    "Ask for a letter",
    "Ask about research",
    "Ask to shadow",
    "Move a meeting",
)
_BY_CHOICE: dict[str, Kind] = {
    "introduce myself to somebody new": "first-contact",
    "say thank you": "thank-you",
    "ask for a letter": "letter-request",
    "ask about research": "research-request",
    "ask to shadow": "shadowing-request",
    "move a meeting": "reschedule",
    "introduce": "first-contact",
    "introduction": "introduction-request",
    "first contact": "first-contact",
    "thank you": "thank-you",
    "thanks": "thank-you",
    "thank": "thank-you",
    "letter": "letter-request",
    "a letter": "letter-request",
    "research": "research-request",
    "shadowing": "shadowing-request",
    "shadow": "shadowing-request",
    "reschedule": "reschedule",
    "follow up": "follow-up",
    "follow-up": "follow-up",
    "update": "progress-update",
    "check in": "check-in-request",
    "check-in": "check-in-request",
    "decline": "decline-reply",
    "ending": "ending",
    "career change": "career-change",
    "introduce myself": "first-contact",
}
_TITLE = re.compile(
    r"^(?:it'?s |it is |to |for |his name is |her name is |their name is |my \w+,? )?((?:associate |"
    r"assistant )?(?:professor|prof|doctor|dr|dean|mr|mrs|ms|mx)\b\.?)\s+",
    re.I,
)
_LEAD = re.compile(
    r"^(?:(?:well|so|um|uh|because|bc|cuz|since|it'?s because|hmm|i guess|basically|maybe|yes|yeah|sure|ok|"
    r"okay|the reason is(?: that)?|i'?d like to say|on|by|due(?: on| by)?|it'?s due(?: on| by)?|it is "
    r"due(?: on| by)?|"
    r"i'?m free(?: on)?|(?:i can do|i could do)|to ask(?: for)?|ask(?: for)?)[,:]?\s+)+",
    re.I,
)
_FIELD = {
    "reason": "reason",
    "reason_again": "reason",
    "reason_own": "reason",
    "thanks": "reason",
    "did": "goal",
    "ask": "ask",
    "goal": "goal",
    "connection": "connection",
    "target": "ask",
    "why_meet": "reason",
    "news": "reason",
    "first_message": "connection",
    "offer": "offer",
    "notes": "notes",
}


def next_question(brief: OutreachBrief, asked: tuple[str, ...], bank: Bank) -> str:
    """The most useful question that is still open, or "" when it is time to write."""
    if len(asked) >= MAX_QUESTIONS:
        return ""
    if brief.kind is None:
        return "kind" if "kind" not in asked else ""
    for question in bank.coaching.order.get(bank.form_of(brief), ()):
        if question not in asked and _open(brief, question):
            return question
    return ""


def _open(brief: OutreachBrief, question: str) -> bool:
    match question:
        case "recipient":
            return not brief.recipient.name
        case "sender":
            return not brief.sender.name
        case "availability":
            return not brief.availability and brief.channel != "linkedin" and not asked_for_when(brief)
        case "deadline":
            return not brief.deadline
        case "goal" if brief.kind == "letter-request" and re.search(r"\bfor \w+", brief.ask or ""):
            return False
        case "did":
            return not (brief.goal or brief.notes or brief.offer)
        case "target":
            return not brief.ask
        case "first_message":
            return not brief.connection
        case "news":
            return not (brief.reason or brief.notes)
        case _:
            return getattr(brief, _FIELD[question]) is None


def take_answer(brief: OutreachBrief, question: str, message: str, found: OutreachBrief) -> OutreachBrief:
    """Take an answer in the person's own words; what else it tells is taken too."""
    text = clean(message).strip()
    if question == "kind":
        return merge(brief, found)
    if question == "recipient":
        return _recipient(brief, text, found)
    if question == "sender":
        times = _times(text, found)
        return (
            brief.model_copy(update={"availability": times})
            if times and len(text.split()) < 9
            else _sender(merge(brief, found), text, found)
        )
    if question == "availability":
        times = _times(text, found)
        if not times and _TIME_LIKE.search(text) and not _STATES.match(text):
            times = (_LEAD.sub("", text),)
        return (
            merge(brief, found.model_copy(update={"availability": times}))
            if times
            else _beside(brief, fill_in(merge(brief, found), text, found), text)
        )
    if question == "deadline":
        due = deadline_of(f"due {text}") or (_LEAD.sub("", text).strip(" .") if _TIME_LIKE.search(text) else None)
        known = merge(brief, found)
        return known.model_copy(update={"deadline": due}) if due else _beside(brief, known, text)
    if question == "notes":
        return brief.model_copy(update={"notes": f"{brief.notes}\n{text}" if brief.notes else text})
    if question == "goal" and found.offer and not found.goal:
        # What they can send is no answer to what it is for.
        return merge(brief, found)
    field = _FIELD[question]
    plain = _LEAD.sub("", text).strip(" .") or text
    if question == "target":
        plain = plain if re.search(r"\bintroduc", plain, re.I) else f"introduce me to {plain}"
    kept = merge(
        brief,
        found.model_copy(
            update={"kind": None, "reason": None, "goal": None, "ask": None, "connection": None, "offer": None}
        ),
    )
    if question == "reason_again" and brief.reason:
        plain = plain if len(plain.split()) > 2 else f"{brief.reason}: {plain}"
    return kept.model_copy(update={field: plain})


_TIME_LIKE = re.compile(
    r"\d|\b(?:\w+day|morning|afternoon|evening|noon|week|month|lunch|any ?time|whenever|flexible|soon|asap|today|"
    r"tomorrow|end of|jan\w*|feb\w*|march|april|may|june|july|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)s?\b",
    re.I,
)
# A statement that names a time ("I helped her last week") offers none.
_STATES = re.compile(r"(?:and )?(?:i|we|she|he|they|my|our) (?!(?:can|could|am|have|would|work|finish|prefer)\b)", re.I)
_AIM = re.compile(
    r"^(?:and )?(?:i|we) (?:also )?(?:hope|want|plan|intend|wish|would like|aim|dream)(?: to| of)? ", re.I
)


def _beside(before: OutreachBrief, taken: OutreachBrief, text: str) -> OutreachBrief:
    """What a message tells that answers something else than was asked: an aim, or a remark to weave in."""
    if taken != before:
        return taken
    if not before.goal and _AIM.match(text) and len(text.split()) > 4:
        return before.model_copy(update={"goal": text.removeprefix("and ").strip(" .")})
    return told_more(before, text) or before


def _times(text: str, found: OutreachBrief) -> tuple[str, ...]:
    return tuple(found.availability) or tuple(availability_of(f"i can do {text}", "reschedule"))


def _recipient(brief: OutreachBrief, text: str, found: OutreachBrief) -> OutreachBrief:
    if found.recipient.name:
        return merge(brief, found)
    plain = re.sub(r"^(?:it'?s |it is |to |for |(?:his|her|their) name is )", "", text, flags=re.I).strip(" .!")
    title = match.group(1) if (match := _TITLE.match(plain)) else None
    rest = plain[match.end() :] if match else plain
    name = rest if 0 < len(rest.split()) <= 4 and NAME.fullmatch(rest) else None
    update = {key: value for key, value in (("name", name), ("title", title)) if value}
    return merge(brief, found).model_copy(update={"recipient": brief.recipient.model_copy(update=update)})


def _sender(brief: OutreachBrief, text: str, found: OutreachBrief) -> OutreachBrief:
    """ "Maya Chen, M1, Riverside" also without "I am"."""
    brief = merge(brief, OutreachBrief(sender=found.sender))
    first = re.split(r"[,;\n]", re.sub(r"^(?:i'?m|i am|my name is|me:)\s+", "", text, flags=re.I))[0].strip(" .")
    if not brief.sender.name and len(first.split()) <= 4 and NAME.fullmatch(first) and first[0].isupper():
        brief = set_field(brief, "sender.name", first)
    if (reach := contact(OutreachBrief(notes=text))) and reach not in (brief.notes or ""):
        brief = set_field(brief, "notes", f"{brief.notes}\n{reach}" if brief.notes else reach)
    return brief


_BLANK_FIELDS: tuple[tuple[str, str], ...] = (
    (r"full name", "sender.name"),
    (r"stage", "sender.stage"),
    (r"school or hospital", "sender.institution"),
    (r"email or phone", "notes"),
    (r"recipient's (?:title and )?(?:sur)?name", "recipient.name"),
    (r"^title", "recipient.title"),
    (r"how many minutes", "minutes"),
    (r"times|days", "availability"),
    (r"deadline", "deadline"),
    (r"date of your first message|when and where|where and when", "connection"),
    (r"person you hope to meet", "target"),
    (r"applying for|change you have in mind", "goal"),
    (r"colleague or a programme", "offer"),
    (r"how long, for example", "duration"),
    (r"what you did with it|specific thing that you learned", "notes"),
)


def fill_blank(brief: OutreachBrief, blank: str, value: str) -> OutreachBrief:
    """Put the words that the person gives for one blank of the draft into the brief.

    A blank of a reason ("why this person") is the reason; unknown blanks become a note.
    """
    inner = blank.removeprefix("[ADD:").removesuffix("]").strip().lower()
    text = clean(value).strip(" .")
    field = next((name for pattern, name in _BLANK_FIELDS if re.search(pattern, inner)), "reason")
    if not text:
        return brief
    if field == "recipient.name":
        return _recipient(brief, text, OutreachBrief())
    if field == "minutes":
        number = re.search(r"\d{1,3}", text)
        return brief.model_copy(update={"minutes": max(1, min(int(number.group()), 480))}) if number else brief
    if field == "availability":
        return brief.model_copy(
            update={"availability": tuple(availability_of(f"i can do {text}", "reschedule")) or (text,)}
        )
    if field == "target":
        return brief.model_copy(
            update={"ask": text if re.search(r"\bintroduc", text, re.I) else f"introduce me to {text}"}
        )
    if field == "duration":
        return brief.model_copy(update={"ask": f"shadow you for {re.sub('^for ', '', text)}"})
    if field == "notes":
        return brief.model_copy(update={"notes": f"{brief.notes}\n{text}" if brief.notes else text})
    if "." in field:
        who, key = field.split(".")
        return brief.model_copy(update={who: getattr(brief, who).model_copy(update={key: text})})
    return brief.model_copy(update={field: text})


# Questions whose answer is no name.
NAMELESS = (
    "reason",
    "reason_again",
    "reason_own",
    "why_meet",
    "thanks",
    "did",
    "goal",
    "connection",
    "news",
    "first_message",
)


def only_a_name(message: str, found: OutreachBrief) -> OutreachBrief | None:
    """Who a message names, where it does nothing else: the recipient ("dr okoro") or oneself ("Lena Ortiz, PGY-2")."""
    recipient = _recipient(OutreachBrief(), clean(message), found).recipient
    named = f"{recipient.title or ''} {recipient.name or ''}".split()
    if recipient.title and len(message.split()) <= len(named) + 1:
        return OutreachBrief(recipient=recipient)
    told = _sender(found, clean(message), found).sender
    left = _INTRODUCES.sub(" ", message)
    for value in (told.name, told.stage, told.institution, told.role):
        left = left.replace(value or "\0", " ")
    if told.name and (told.stage or told.institution) and not re.search(r"[A-Za-z]{3}", left):
        return OutreachBrief(sender=told)
    return None


_INTRODUCES = re.compile(r"\b(?:i'?m|i am|my name is|this is|and|student|medical|resident|from)\b", re.I)


def with_news(brief: OutreachBrief) -> OutreachBrief:
    """A remark is what an update tells, or what was done with the help that is thanked for, where nothing else is."""
    field = {"progress-update": "reason", "thank-you": "goal"}.get(brief.kind or "")
    if not field or not brief.notes or getattr(brief, field):
        return brief
    return brief.model_copy(update={field: brief.notes, "notes": None})


def told_more(brief: OutreachBrief, message: str) -> OutreachBrief | None:
    """A plain statement after the draft ("i closed my first wound on sunday") is something to weave in."""
    text = clean(message).strip()
    statement = re.match(r"(?:i|i'm|im|i've|we|she|he|they|my|our)\b", text, re.I)
    if not statement or text.endswith("?") or len(text.split()) < 4 or not any(word.finite for word in tag(text)):
        return None
    if re.match(r"(?:i|we) (?:want|need|don'?t|would|'d|think|like|hate|prefer|wish)\b|i'?m not sure", text, re.I):
        return None
    if brief.kind == "thank-you" and not brief.goal:
        return brief.model_copy(update={"goal": text})
    return brief.model_copy(update={"notes": f"{brief.notes}\n{text}" if brief.notes else text})


def fill_in(brief: OutreachBrief, message: str, found: OutreachBrief) -> OutreachBrief:
    """Take loose facts about the sender ("Maya Chen, M1, Riverside, maya@...") into a brief that lacks them."""
    return _sender(brief, message, found) if len(message.split()) <= 25 and "?" not in message else brief


def kind_from_choice(message: str) -> Kind | None:
    """The kind that a button or a bare word names."""
    return _BY_CHOICE.get(" ".join(message.lower().strip(" .!").split()))


__all__ = [
    "KIND_CHOICES",
    "MAX_QUESTIONS",
    "NAMELESS",
    "fill_blank",
    "fill_in",
    "kind_from_choice",
    "load_bank",
    "next_question",
    "only_a_name",
    "take_answer",
    "told_more",
    "with_news",
]
