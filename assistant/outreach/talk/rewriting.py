"""A pasted draft -> one rewrite that keeps the person's facts, words and order, and mends what the checks found.

    brief = brief_of_draft(text)
    rewrite(text, brief).text

Only what a check can name is changed: worn phrases, apologies and piled praise go, "will you be my mentor?" becomes
a small request, a claimed attachment an offer, a second request is taken out, and what is missing becomes a blank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.events import Draft
from assistant.outreach.bank import any_word, load_bank, patterns
from assistant.outreach.brief import OutreachBrief, Person
from assistant.outreach.checks.asking import requests
from assistant.outreach.compose.asking import one_request
from assistant.outreach.compose.fitting import count_sentences
from assistant.outreach.compose.notes import speaks_to_machine
from assistant.outreach.extract.manner import channel_of
from assistant.outreach.language.wording import fold_quotes, sentence, split_sentences, tidy
from assistant.outreach.letter import BLANK, Letter, read_letter
from assistant.outreach.people import salutation_name
from assistant.outreach.understand import kind_of, understand

_TITLED = re.compile(
    r"\b(associate professor|assistant professor|professor|prof|doctor|dr|dean|mr|mrs|ms|mx)\b\.?\s*", re.I
)
_GREETING = re.compile(r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|respected)\s+", re.I)
_TO_THE_COACH = re.compile(r"(?:dear|hi|hello|hey|good \w+)\W+(?:mentoring )?(?:coach|assistant|bot|ai)\b", re.I)
_WHOLE_SENTENCE = ("cliches", "apology", "entitlement", "guilt")
_ATTACHED = re.compile(
    r"\b(?:please (?:find|see) (?:attached|enclosed)|(?:i have |i've |i am |i'm )?(?:also )?(?:attached|"
    r"attaching|enclosed|enclosing))\s+(?:is |are )?(?:to this (?:e-?mail|message) )?((?:my|a|"
    r"the)\b[^.;]*)",
    re.I,
)
_ATTACHED_TAIL = re.compile(r"\b((?:my|a|the) [^.;]*?) (?:is|are) (?:attached|enclosed)\b[^.;]*", re.I)


@dataclass(frozen=True)
class Rewrite:
    """The rewritten draft, and what was changed, one line each."""

    draft: Draft
    changes: tuple[str, ...]


def looks_like_draft(message: str) -> bool:
    """Whether a message is a pasted draft rather than talk about one, or a letter to the coach."""
    text = message.strip()
    if _TO_THE_COACH.match(text):
        return False
    if re.search(r"(?:^|\n)\s*subject\s*:", text, re.I) and len(text.split()) > 12:
        return True
    opens = re.search(
        r"(?:^|\n|[:\"]\s*)(?:dear|hi|hello|hey|good (?:morning|afternoon)|respected|to whom)\b[^\n,]{0,60},?\s*\n",
        text,
        re.I,
    )
    inline = re.search(r"(?:^|[:\"\n?!.]\s*)dear [^,\n]{2,60},\s", text, re.I)
    return bool(opens or inline) and len(text.split()) > 20


def pasted_part(message: str) -> str:
    """The draft inside a message ("can you check this? Dear Dr. ...")."""
    text = fold_quotes(message.replace("\r\n", "\n")).strip()
    found = re.search(
        r"(?:^|\n|(?<=[:?.!\"]))[ \t\"]*(subject\s*:|(?:dear|hi|hello|hey|good (?:morning|afternoon)|"
        r"respected|to whom)\b)",
        text,
        re.I,
    )
    rest = (
        text[found.start(1) :] if found and (found.start() == 0 or len(text[: found.start(1)].split()) < 40) else text
    )
    return rest.strip(' "')


def brief_of_draft(text: str, known: OutreachBrief | None = None) -> OutreachBrief:
    """What a pasted draft says of itself; every word of it counts as the person's own."""
    letter = read_letter(text)
    greeting = _GREETING.sub("", letter.salutation).strip(" ,:;!.")
    title = found.group(1) if (found := _TITLED.match(greeting)) else None
    dotted = f"{title}." if title and re.match(rf"{re.escape(title)}\.", greeting) else title
    name = _TITLED.sub("", greeting).strip(" ,")
    named = (
        bool(name)
        and not BLANK.search(greeting)
        and not re.fullmatch(
            r"(?:sir|madam|sir or madam|sir/madam|all|team|there|colleague|doctor|professor|it may concern)", name, re.I
        )
    )
    recipient = Person(name=name if named else None, title=dotted)
    signed = [line.strip() for line in letter.sign_off.split("\n")[1:] if line.strip()]
    who = signed[0] if signed and re.match(r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+)+", signed[0]) else None
    told = understand(letter.core).sender
    kind = kind_of(f"{letter.subject or ''}. {letter.core}") or (known.kind if known else None)
    if any(pattern.search(letter.core) for pattern in patterns("mentor_ask")):
        kind = "first-contact"
    values = {
        "kind": kind,
        "channel": "email" if letter.subject is not None else channel_of(text.split("\n")[0]) or "email",
        "recipient": recipient if named or known is None else known.recipient,
        "sender": told.model_copy(update={"name": re.sub(r",.*", "", who)}) if who else told,
        "notes": text,
    }
    return OutreachBrief(**{key: value for key, value in values.items() if value is not None})


def rewrite(text: str, brief: OutreachBrief) -> Rewrite:
    """Mend the draft sentence by sentence."""
    letter = read_letter(text)
    changes: list[str] = []
    paragraphs = [re.sub(r"\s*\n\s*", " ", part).strip() for part in re.split(r"\n\s*\n", letter.core) if part.strip()]
    extra = _extra_requests(letter, brief)
    mended = [part for part in (_paragraph(p, brief, extra, changes) for p in paragraphs) if part]
    core = "\n\n".join(mended)
    core = _add_missing(core, letter.sign_off, brief, changes)
    subject = _subject(letter, brief, changes)
    body = "\n\n".join([_greeting(letter, brief, changes), core, _sign_off(letter, brief, changes)])
    blanks = tuple(BLANK.findall(f"{subject or ''}\n{body}"))
    return Rewrite(Draft(subject, body, blanks, ""), tuple(dict.fromkeys(changes)))


def _extra_requests(letter: Letter, brief: OutreachBrief) -> set[str]:
    """Every request but the main one."""
    asked = requests(letter)
    if len(asked) < 2 or brief.kind is None:
        return set()
    # The one that stays is the first that is put as a question.
    main = next((request for request in asked if request.rstrip().endswith("?")), asked[0])
    return set(asked) - {main}


def _paragraph(paragraph: str, brief: OutreachBrief, extra: set[str], changes: list[str]) -> str:
    kept = []
    for raw in split_sentences(paragraph):
        text = _sentence(raw, brief, changes)
        if text and any(request.strip(" .") in raw for request in extra) and raw.endswith("?"):
            changes.append(_for_later(raw))
            continue
        if text:
            kept.append(_first_request(text, brief, changes))
    return " ".join(kept)


def _first_request(text: str, brief: OutreachBrief, changes: list[str]) -> str:
    """A sentence with two requests, without the second."""
    first, second = one_request(text, brief)
    if not second or "?" not in text:
        return text
    first = re.sub(
        r",?(?: (?:and|or|also))* (?:could|can|would|may|might) (?:i|we|you)(?: also)?$", "", first, flags=re.I
    )
    changes.append(_for_later(second))
    asks = re.match(r"(?:could|can|would|will|may|might|is|are|do|does)\b", first, re.I)
    return f"{first.rstrip(' ,;.')}{'?' if asks else '.'}"


def _for_later(request: str) -> str:
    return f"one request is enough, so this is kept for later: '{request}'"


def _sentence(raw: str, brief: OutreachBrief, changes: list[str]) -> str:
    if speaks_to_machine(raw):
        changes.append("a line that was written for a machine is gone")
        return ""
    text = tidy(raw)
    text = text[0].upper() + text[1:] if text else text
    for name in _WHOLE_SENTENCE:
        for pattern in patterns(name):
            if found := pattern.search(text):
                rest = _without_clause(text, found)
                changes.append(f"'{found.group()}' is gone")
                text = rest
                break
        if not text:
            return ""
    praise = list(any_word("flattery").finditer(text))
    if len(praise) > 1 or any_word("flattery_strong").search(text):
        changes.append("the praise is down to what is concrete")
        if re.match(r"you(?:r \w+)? (?:are|is)\b", text, re.I) and len(text.split()) < 16:
            return ""
        for found in sorted(praise, key=lambda m: -m.start()):
            before = re.sub(r"(?:\b(?:truly|very|so|most|really|absolutely),?\s+)+$", "", text[: found.start()])
            text = before + re.sub(r"^,?\s?(?:and\s)?", "", text[found.end() :])
    for pattern in patterns("mentor_ask"):
        if pattern.search(text):
            changes.append("the request is a short talk, not a mentorship")
            return (
                "Would you have [ADD: how many minutes, 10 to 30] to talk about whether you might be a mentor for me?"
            )
    if (found2 := _ATTACHED.search(text)) or (found2 := _ATTACHED_TAIL.search(text)):
        changes.append("the attachment is now an offer")
        things = re.sub(
            r"\s+(?:to|with) this (?:e-?mail|message).*$|\s+for your (?:review|reference|convenience).*$",
            "",
            found2.group(1),
        ).strip(" .")
        return sentence(f"I can send {things[0].lower()}{things[1:]} on request")
    text = re.sub(r"\s+([,.;])", r"\1", " ".join(text.split()))
    return sentence(text) if re.search(r"\w{2}", text) else ""


def _without_clause(text: str, found: re.Match[str]) -> str:
    """What is left of a sentence without the clause that the match stands in."""
    pieces = re.split(r"(,\s+(?:and|but|so)?\s*|;\s+|\s+(?:but|and)\s+(?=i\b|you\b|we\b))", text, flags=re.I)
    at = 0
    kept = []
    for piece, joint in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        end = at + len(piece)
        if not (at < found.end() and found.start() < end):
            kept.append(piece)
        at = end + len(joint)
    rest = ", and ".join(kept).strip(" ,.;") if len(kept) > 1 else (kept[0].strip(" ,.;") if kept else "")
    if len(rest.split()) < 4 or not re.search(r"\b(?:i|you|we|it|my|your|the|would|could|is|are|was)\b", rest, re.I):
        return ""
    return sentence(rest)


def _add_missing(core: str, sign_off: str, brief: OutreachBrief, changes: list[str]) -> str:
    """The way out and the thanks, where they are missing; in the order of the recipe (F38)."""
    kind = load_bank().text_of(brief)
    extra = []
    full = count_sentences(core) >= 8
    if kind.asks and brief.kind != "reschedule" and not any(pattern.search(core) for pattern in patterns("easy_out")):
        extra.append(kind.line("out", "brief" if full else "warm")[0])
        changes.append("there is a way to say no")
    if not re.search(r"\b(?:thank|grateful|appreciat)", f"{core}\n{sign_off}", re.I):
        extra.append((kind.line("thanks", "warm") or ("Thank you for reading this.",))[0])
        changes.append("there is a word of thanks")
    return f"{core}\n\n{' '.join(extra)}" if extra else core


def _subject(letter: Letter, brief: OutreachBrief, changes: list[str]) -> str | None:
    if brief.channel != "email":
        return None
    subject = letter.subject or ""
    words = re.findall(r"[\w'-]+", subject)
    generic = (
        not subject
        or re.search(r"\burgent\b|\basap\b|!", subject, re.I)
        or len(words) < 3
        or len(words) > 9
        or subject.isupper()
        or re.fullmatch(r"(?:a |just a )?quick question.*", subject, re.I)
    )
    if not generic:
        return subject
    changes.append("the subject names the purpose")
    return load_bank().text_of(brief).subjects[-1] if brief.kind else "[ADD: the purpose in three to nine words]"


def _greeting(letter: Letter, brief: OutreachBrief, changes: list[str]) -> str:
    if (
        letter.salutation
        and brief.recipient.name
        and not re.search(r"\b(?:sir|madam|whom|hey|yo)\b", letter.salutation, re.I)
    ):
        return letter.salutation
    changes.append("the greeting has the name, or a blank for it")
    return f"Dear {salutation_name(brief.recipient)},"


def _sign_off(letter: Letter, brief: OutreachBrief, changes: list[str]) -> str:
    lines = [line.strip() for line in letter.sign_off.split("\n") if line.strip()]
    closing = (
        lines[0]
        if lines and re.search(r",\s*$|regards|wishes|sincerely|best|thanks", lines[0], re.I)
        else "Kind regards,"
    )
    rest = lines[1:] if lines and closing == lines[0] else lines
    wanted = []
    name = brief.sender.name
    if name and rest and name.lower().startswith(rest[0].lower().strip(" .")) and rest[0] != name:
        rest = [name, *rest[1:]]
    if name and not rest:
        rest = [name]
    if not name:
        wanted.append("[ADD: your full name]")
        rest = [line for line in rest if len(line.split()) > 1 or "@" in line]
    if len(rest) < 2 and not any(re.search(r"\d|@|,", line) for line in rest):
        known = ", ".join(text for text in (brief.sender.stage, brief.sender.institution) if text)
        wanted.append(known[0].upper() + known[1:] if brief.sender.stage else "[ADD: your stage or programme]")
    if not re.search(r"@|\d{5,}|\bpager\b", " ".join(rest).replace("-", "").replace(" ", "")):
        wanted.append("[ADD: your email or phone]")
    if wanted:
        changes.append("the sign-off says who you are and how to reach you")
    head = [text for text in wanted if "name" in text]
    return "\n".join([closing, *head, *rest, *(text for text in wanted if "name" not in text)])
