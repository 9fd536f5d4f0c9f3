"""Which sentences stand in each slot of a message.

The person's own values come first; a blank or a fixed line stands where there is none."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.outreach.bank import Bank, KindText
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.compose.fitting import Line, count_words
from assistant.outreach.compose.notes import Notes
from assistant.outreach.compose.phrases import frame, parts_of, render
from assistant.outreach.compose.times import time_sentence, times_text
from assistant.outreach.language.known import is_vague
from assistant.outreach.language.wording import expand_contractions, sentence, tidy
from assistant.outreach.people import HEAD_OF as _HEAD_OF
from assistant.outreach.people import article as _article
from assistant.outreach.people import at_place, institution, introduction


def lines_of(brief: OutreachBrief, bank: Bank, kind: KindText, notes: Notes, ask: str, ask_own: bool) -> list[Line]:
    """Return the sentences of a message, slot by slot, in the order of its kind."""
    lines: list[Line] = []
    tone = brief.tone or "warm"
    brief = _told_first_message(brief)
    for paragraph, slots in enumerate(kind.order):
        for slot in slots:
            texts, own = _slot(slot, brief, bank, kind, notes, ask, ask_own)
            lines += [Line(slot, text, own, paragraph) for text in texts if text]
    if tone == "formal":
        lines = [replace(line, text=expand_contractions(line.text)) for line in lines]
    return _without_repeats(lines)


def _told_first_message(brief: OutreachBrief) -> OutreachBrief:
    """In a follow-up, what tells of the first message is the connection, whichever field it was given in."""
    if (
        brief.kind == "follow-up"
        and not brief.connection
        and re.match(
            r"^(?:i )?(?:first )?(?:asked|wrote|e-?mailed|sent|messaged|contacted|applied|reached out)\b",
            brief.reason or "",
            re.I,
        )
    ):
        return brief.model_copy(update={"connection": brief.reason, "reason": None})
    return brief


def _slot(
    slot: str, brief: OutreachBrief, bank: Bank, kind: KindText, notes: Notes, ask: str, ask_own: bool
) -> tuple[list[str], bool]:
    tone = brief.tone or "warm"
    match slot:
        case "intro":
            return ([introduction(brief, kind.intro)] if kind.intro != "none" else []), True
        case "ask":
            return ([ask] if ask else []), ask_own
        case "time":
            if brief.kind == "reschedule" and not brief.ask:
                return [], False
            text, own = time_sentence(brief, kind, ask)
            return ([text] if text else []), own
        case "deadline":
            return _deadline(brief, bank, kind), bool(brief.deadline)
        case "notes":
            return [sentence(text) for text in notes.details], True
        case "person" if brief.availability or brief.minutes:
            return [_in_person(brief)], True
        case "did":
            told = bool(brief.goal or brief.offer or brief.connection or notes.details)
            return ([] if told else [kind.blank["did"]]), False
        case "learned":
            told = bool(notes.details or brief.goal or brief.offer)
            return ([] if told else [kind.blank["learned"]]), False
        case "out" if not kind.asks and (brief.ask or (brief.kind == "ending" and brief.channel == "linkedin")):
            return (
                []
                if brief.kind != "progress-update"
                else ["A line by email is plenty, and it can wait if you are busy."]
            ), False
        case "reason" | "connection" | "goal" | "offer":
            value = getattr(brief, slot)
            if slot == "reason" and kind.intro == "full" and value and is_vague(value, least=1):
                value = None
            if value and slot == "goal" and brief.ask and _said_in(value, ask):
                return [], False
            if value:
                return _own(slot, value, brief, bank, kind), True
            if slot == "connection" and brief.kind == "letter-request" and brief.reason:
                return [], False
            if slot == "reason" and brief.kind == "follow-up" and (brief.ask or _says_what(brief.connection)):
                return [], False
            if slot == "goal" and brief.kind == "letter-request" and re.search(r"\bfor (?!me\b)\w", brief.ask or ""):
                return [], False
            if slot == "reason" and brief.kind in ("progress-update",) and notes.details:
                return [], False
            return ([kind.blank[slot]] if slot in kind.blank else []), False
        case "out" if brief.kind == "thank-you" and brief.channel == "in-person":
            return [], False
        case "forward" if re.search(r"\b(?:blurb|forward|few lines|summary|bio|cv|resume)\b", brief.offer or "", re.I):
            return [], False
        case _:
            return list(kind.line(slot, tone)[:1]), False


def _says_what(connection: str | None) -> bool:
    """Whether what is told of the first message says what it was about."""
    return (
        re.search(
            r"\b(?:about|regarding|re|asking|to ask|if|whether|for|on (?!\d|the \d|\w+day|[A-Z]))\b", connection or ""
        )
        is not None
    )


def _in_person(brief: OutreachBrief) -> str:
    """The offer to talk a letter over, with the sender's own times."""
    length = f" for {brief.minutes} minutes" if brief.minutes else ""
    times = times_text(brief)
    text = f"I would also be glad to talk it over in person{length}"
    return (
        f"{text}; {times} would suit me, or any other time that suits you."
        if times
        else f"{text}, at any time that suits you."
    )


def _own(slot: str, value: str, brief: OutreachBrief, bank: Bank, kind: KindText) -> list[str]:
    if value.startswith("[ADD:") and value.endswith("]"):
        return [f"The reason: {value}."] if slot == "reason" else [f"{value}."]
    about = target_of(brief) if brief.kind == "introduction-request" and slot in ("reason", "goal") else None
    if slot == "connection" and brief.kind == "thank-you" and not brief.reason:
        return render("reason", value, brief, bank, kind, about=about)
    texts = render(slot, value, brief, bank, kind, about=about)
    return (
        [_as_role(texts[0], brief), *texts[1:]]
        if slot == "reason" and texts and kind.intro == "full" and brief.kind != "follow-up"
        else texts
    )


def _said_in(value: str, text: str) -> bool:
    """Whether all that a value says stands already in another sentence."""
    return set(re.findall(r"\w+", value.lower())) <= set(re.findall(r"\w+", text.lower()))


def _as_role(text: str, brief: OutreachBrief) -> str:
    """Say in which role the recipient is written to, where the person named one."""
    role = re.sub(r"^(?:the|an?) ", "", tidy(brief.recipient.role or ""), flags=re.I)
    place = institution(brief.recipient)
    if (not role and not place) or (role and (role.lower() in text.lower() or "mentor" in role.lower())):
        return text
    role = (
        _article(role)
        if role
        and not _HEAD_OF.match(role)
        and not re.search(r"\b(?:director|chair|chief|dean|head|president|lead)\b", role, re.I)
        else role
    )
    whom = f"as {role}" if role else ""
    if place and place.lower() not in text.lower() and place != institution(brief.sender):
        whom = f"{whom} {at_place(place)}".strip()
    if not whom:
        return text
    for start in ("I am writing to you because", "I thought of you because", "I am writing because"):
        if text.startswith(start):
            return f"I am writing to you {whom} because{text[len(start) :]}"
    if text.endswith("made me want to write to you."):
        return (
            f"I am writing to you {whom} because of "
            f"{text[0].lower()}{text[1:].removesuffix(' made me want to write to you.')}."
        )
    if text.endswith(".") and count_words(text) <= 32 and text.startswith(("I ", "I'", "You", "My ")):
        return f"{text[:-1]}, so I am writing to you {whom}."
    return text


def target_of(brief: OutreachBrief) -> str | None:
    """The person that the sender wants to be introduced to, as named in the request."""
    for value in (brief.ask, brief.goal, brief.reason):
        found = re.search(
            r"\b(?:to|with|meet) ((?:(?:Dr|Prof|Professor|Mr|Ms|Mrs|Dean)\.? )?[A-Z][\w'-]+(?: (?:van|von|"
            r"de|der|al|el|[A-Z][\w'.-]*))*)",
            value or "",
        )
        if found:
            return found.group(1)
    return None


_DATE_WORDS = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|week|month|term|spring|summer|fall|"
    r"autumn|winter|tomorrow|noon|midnight|of\b|\[ADD"
)


def _deadline(brief: OutreachBrief, bank: Bank, kind: KindText) -> list[str]:
    if not brief.deadline:
        return [kind.blank["deadline"]] if "deadline" in kind.blank else []
    frames = kind.frames.get("deadline") or {
        "np": "The date to keep in mind is {x}.",
        "other": "One date to keep in mind: {x}.",
    }
    out = []
    for part in parts_of(brief.deadline, brief):
        part = re.sub(
            r"^(?:(?:it(?:'s| is)|the letter is|letters? (?:is|are)|application is)? ?due(?: on| by)?|by|"
            r"before|on|no later than|deadline(?: is)?:?|(?:the )?deadline (?:is|of))\s+",
            "",
            part,
            flags=re.I,
        )
        shape = (
            "other"
            if not re.match(
                r"^(?:the |this |next |end |mid |early |late |about |around )*(?:\d|" + _DATE_WORDS + ")", part, re.I
            )
            or re.search(r"\b(?:opens?|closes?|is|are|due|starts?|ends?|begins?|has to|must)\b", part)
            else "np"
        )
        out.append(frame(part, {"np": frames[shape], "other": frames[shape], "any": frames[shape]}, "deadline", brief))
    return out


def _without_repeats(lines: list[Line]) -> list[Line]:
    """Say a thing once: a value that stands inside another one is not said again."""
    kept: list[Line] = []
    seen: list[str] = []
    for line in lines:
        key = re.sub(r"\W+", " ", line.text.lower()).strip()
        if key in seen:
            continue
        seen.append(key)
        kept.append(line)
    return _few_thanks(kept)


def _few_thanks(lines: list[Line]) -> list[Line]:
    """Thanks once or twice (E16): the closing thanks gives way where the person's own words thank already."""
    count = sum(len(re.findall(r"\bthank", line.text, re.I)) for line in lines)
    for slot in ("thanks", "open"):
        if count <= 2:
            break
        removed = [line for line in lines if line.slot == slot and not line.own]
        lines = [line for line in lines if line not in removed]
        count -= sum(len(re.findall(r"\bthank", line.text, re.I)) for line in removed)
    if not any(re.search(r"\b(?:thank|grateful|appreciate)", line.text, re.I) for line in lines):
        lines = [*lines, Line("thanks", "Thank you.", paragraph=lines[-1].paragraph if lines else 0)]
    return lines
