"""Brief -> draft, without a model: the built-in writer that this task is judged by.

    draft = compose(brief)
    draft.subject, draft.body, draft.blanks, draft.follow_up

Every stated fact is used and none is added; what the kind cannot do without is a visible `[ADD: ...]`. Follows the
first-contact recipe (F38), the letter guidance (F40) and the finding that a plain, own "why you" line is trusted
most (F39). The same brief always gives the same draft.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from assistant.events import Draft
from assistant.outreach.bank import HARD_NEWS, Bank, KindText, load_bank
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.compose.asking import ask_sentence
from assistant.outreach.compose.fitting import MAX_WORDS, TARGET_WORDS, Line, body_of, count_words, fit
from assistant.outreach.compose.followup import follow_up
from assistant.outreach.compose.linkedin import linkedin_note
from assistant.outreach.compose.notes import Notes, read_notes
from assistant.outreach.compose.phrases import frame, parts_of, too_long
from assistant.outreach.compose.slots import lines_of
from assistant.outreach.compose.subjects import subject_line
from assistant.outreach.compose.times import times_text
from assistant.outreach.language.known import NUMBER_WORDS, is_vague, stem
from assistant.outreach.language.wording import lower_first
from assistant.outreach.people import salutation, signature
from assistant.outreach.sensitive import Sensitive, find_blame, find_sensitive

# Words of the running text, beside which salutation and signature still fit into 150.
ROOM = 118

BLANK = re.compile(r"\[ADD: [^\]\n]*\]")

_FREE = ("reason", "connection", "goal", "ask", "offer", "deadline")


@dataclass(frozen=True)
class Composed:
    """A draft and what was decided while writing it, each said beside the text and never in it."""

    draft: Draft
    kept_back: str = ""
    mentor_asked: bool = False
    sensitive: tuple[Sensitive, ...] = ()
    blame: str | None = None
    shortened: tuple[str, ...] = ()
    notes: Notes = field(default_factory=Notes)


def compose(brief: OutreachBrief, *, keep_sensitive: bool = False, short: bool = False) -> Composed:
    """Write the draft.

    `keep_sensitive`: the person has confirmed that it may stand. `short`: as few words as will do.
    """
    bank = load_bank()
    if brief.kind is None:
        raise ValueError("a draft needs a kind of message")
    kind = bank.text_of(brief)
    brief, left_out, blame, shortened = prepare(brief, keep_sensitive=keep_sensitive)
    notes = read_notes(brief)
    channel = brief.channel or "email"
    asked = ask_sentence(brief, bank, kind)
    # A note has room for the short way of saying when one is free.
    shown = brief.model_copy(update={"tone": "brief"}) if channel == "linkedin" else brief
    lines = lines_of(shown, bank, kind, notes, asked.text, asked.own)
    if channel != "linkedin" and (short or count_words(body_of(lines)) > ROOM):
        # A rich brief leaves no room for the long way of saying when one is free and that a no is fine.
        compact = lines_of(brief.model_copy(update={"tone": "brief"}), bank, kind, notes, asked.text, asked.own)
        lines = _with_fixed(lines, compact)
    if channel != "linkedin":
        lines = _with_the_rest(lines, brief, bank)
    lines = fit(lines, kind.fill, low=58 if short else TARGET_WORDS, high=100 if short else MAX_WORDS)
    if channel == "linkedin":
        draft = linkedin_note(brief, bank, kind, lines, asked.text)
    elif channel == "in-person":
        draft = _spoken(brief, lines, bank)
    else:
        draft = _email(brief, kind, lines)
    draft = _unique_blanks(draft)
    text = f"{draft.subject or ''}\n{draft.body}"
    draft = replace(draft, blanks=tuple(BLANK.findall(text)), follow_up=follow_up(brief, kind))
    return Composed(draft, asked.kept_back, asked.mentor, left_out, blame, shortened, notes)


def _with_the_rest(lines: list[Line], brief: OutreachBrief, bank: Bank) -> list[Line]:
    """Add what the person stated and no slot of this kind has taken: nothing stated is dropped."""
    said = " ".join(line.text for line in lines)
    stems = {stem(word) for word in re.findall(r"\w+", said)}
    extra: list[str] = []
    spelt = [word for word, number in NUMBER_WORDS.items() if number == brief.minutes]
    if (
        brief.minutes
        and not {str(brief.minutes), *spelt} & set(re.findall(r"\w+", said.lower()))
        and not re.search(r"half[- ](?:an )?hour", said)
    ):
        extra.append(f"It would take {brief.minutes} minutes.")
    times = times_text(brief)
    if times and times.lower() not in said.lower():
        extra.append(f"{times[0].upper()}{times[1:]} would suit me, or any other time.")
    for name in ("reason", "connection", "goal", "offer", "deadline"):
        value = getattr(brief, name)
        if name == "reason" and is_vague(value, least=1):
            continue
        words = (
            [stem(word) for part in parts_of(value, brief) for word in re.findall(r"\w{3,}", part)]
            if value and "[ADD" not in value
            else []
        )
        if words and sum(word in stems for word in words) / len(words) < 0.5:
            extra += [frame(part, bank.frames["note"], "note", brief) for part in parts_of(value, brief)]
    at = next((n for n, line in enumerate(lines) if line.slot in ("out", "thanks", "close")), len(lines))
    paragraph = lines[at - 1].paragraph if at else 0
    return [*lines[:at], *(Line("notes", text, True, paragraph) for text in extra if text), *lines[at:]]


def _with_fixed(lines: list[Line], compact: list[Line]) -> list[Line]:
    """Take the fixed sentences, and the one about times, from the compact version."""
    short = {line.slot: line for line in compact if not line.own or line.slot == "time"}
    return [short.get(line.slot, line) if not line.own or line.slot == "time" else line for line in lines]


def prepare(
    brief: OutreachBrief, *, keep_sensitive: bool = False
) -> tuple[OutreachBrief, tuple[Sensitive, ...], str | None, tuple[str, ...]]:
    """Put a blank where a value must not or cannot stand: sensitive, scornful, or far too long.

    Hard news stands as it is told, for telling it is what the person decided on; a patient never stands.
    """
    hard_news = load_bank().form_of(brief) == HARD_NEWS
    left_out: list[Sensitive] = []
    blame: str | None = None
    shortened: list[str] = []
    changes: dict[str, str | None] = {}
    for name in (*_FREE, "notes"):
        value = getattr(brief, name)
        if value is None:
            continue
        kept: list[str] = []
        confirmed = keep_sensitive or (hard_news and name == "reason")
        for part in re.split(r"(?<=[.!?;])\s+|\n+", value):
            found = [item for item in find_sensitive(part) if not confirmed or item.what == "patient details"]
            if found:
                left_out += found
                kept.append(_sensitive_blank(found[0], name))
                continue
            scorn = find_blame(part) if brief.kind in ("career-change", "ending", "decline-reply") else None
            if scorn and name != "ask":
                blame = blame or scorn
                kept += _without_scorn(part)
                continue
            kept.append(part)
        # The lines of the notes are remarks of their own.
        value = ("\n" if name == "notes" else " ").join(part for part in kept if part).strip() or None
        if too_long(value) and name != "notes":
            shortened.append(name)
            value = _first_sentences(value or "")
        changes[name] = value
    return brief.model_copy(update=changes), tuple(left_out), blame, tuple(shortened)


def _sensitive_blank(found: Sensitive, field_name: str) -> str:
    return f"[ADD: this point, without {found.what}]" if field_name != "notes" else ""


def _without_scorn(part: str) -> list[str]:
    """The clauses of a sentence that carry no blame, where they can stand alone."""
    clauses = re.split(
        r"\s*,?\s+(?:and|but|so|while|whereas)\s+|;\s*|,\s+(?=(?:she|he|they|i|you)\b)", part, flags=re.I
    )
    fine = [clause for clause in clauses if not find_blame(clause)]
    return [
        clause
        for clause in fine
        if re.match(r"(?:i|she|he|they|you|we|it|my|his|her|your|our|the)\b", clause, re.I) and len(clause.split()) > 2
    ]


def _first_sentences(value: str) -> str:
    """What fits of a very long value: whole sentences up to some forty words, or a blank."""
    kept: list[str] = []
    for part in re.split(r"(?<=[.!?])\s+|\n+", value):
        if sum(len(p.split()) for p in kept) + len(part.split()) > 40:
            break
        kept.append(part)
    return " ".join(kept) or "[ADD: your reason in one or two sentences]"


def _email(brief: OutreachBrief, kind: KindText, lines: list[Line]) -> Draft:
    body = "\n\n".join([salutation(brief), body_of(lines), "\n".join(signature(brief))])
    return Draft(subject_line(brief, kind), body)


def _spoken(brief: OutreachBrief, lines: list[Line], bank: Bank) -> Draft:
    """Words to say: no subject and no signature; the name is in the first sentence."""
    texts = []
    for line in lines:
        if line.slot == "forward":
            continue
        swaps = bank.frames["spoken"] | (bank.frames["spoken-intro"] if line.slot == "intro" else {})
        text = line.text
        for written, said in swaps.items():
            text = text.replace(written, said)
        texts.append(replace(line, text=text))
    return Draft(None, f"{salutation(brief)} {lower_first(body_of(texts))}".strip())


def _unique_blanks(draft: Draft) -> Draft:
    """Make each blank's words its own, so that the list beside the draft counts as many as the text (E14)."""
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        text = found.group()
        number = 2
        while text in seen:
            text = f"{found.group()[:-1]}, {('again' if number == 2 else 'once more')}]"
            number += 1
            if number > 9:
                break
        seen.add(text)
        return text

    subject = BLANK.sub(once, draft.subject) if draft.subject else draft.subject
    return replace(draft, subject=subject, body=BLANK.sub(once, draft.body))
