"""Names, titles, salutations, self-introduction and signature, exactly as the person gave them.

Rubric items E04 (name and title as given, no first name for a senior unless told), E05, E19 and E20.
"""

from __future__ import annotations

import re

from assistant.outreach.bank import load_bank
from assistant.outreach.brief import OutreachBrief, Person
from assistant.outreach.contacts import contact
from assistant.outreach.language.wording import fold_quotes, tidy

_YEAR_CODE = re.compile(r"^(?:m[1-5]|ms[- ]?[1-5]|om?s[- ]?[1-4]|oms[- ]?(?:i{1,3}|iv))$", re.I)
_PGY = re.compile(r"^(?:pgy|ct|st|fy|f)[- ]?\d{1,2}$", re.I)
_SEVERAL = re.compile(r"\s*(?:,|;|&|\band\b|\+|/)\s*", re.I)
_POSTNOMINAL = re.compile(
    r"^(?:m\.?d|d\.?o|ph\.?d|mbbs|mbchb|dnp|np|pa-c|rn|mph|frcp\w*|facp)\.?(?:\s*,?\s*(?:ph\.?d|mph|msc|"
    r"mba|facp|md)\.?)*$",
    re.I,
)
HEAD_OF = re.compile(
    r"^(?:co-)?(?:vice[- ])?(?:president|chair|director|head|founder|leader|captain|editor|treasurer|"
    r"secretary|dean|chief|coordinator|representative)\b.*\b(?:of|for)\b",
    re.I,
)


def cased(name: str) -> str:
    """Give a name typed without capitals its capitals; any other spelling stays as it is."""
    name = fold_quotes(" ".join(name.split()))
    if name != name.lower() or (not name.isascii() and name[:1] != name[:1].lower()):
        return name
    particles = set(load_bank().lists["particles"]) - {"mac", "mc", "o"}
    parts = name.split(" ")
    return " ".join(part if part in particles and len(parts) > 1 else _capital(part) for part in parts)


def _capital(part: str) -> str:
    part = re.sub(r"(^|[-'.])(\w)", lambda m: m.group(1) + m.group(2).upper(), part)
    return re.sub(r"^Mc(\w)", lambda m: "Mc" + m.group(1).upper(), part)


def shown_title(person: Person) -> str:
    """The title as it stands before the name, or "" where the person has none that does."""
    title = fold_quotes(person.title or "").strip(" ,")
    bare = title.lower().rstrip(".")
    if not title:
        return ""
    if (
        bare in load_bank().lists["titles"]
        or " ".join(part.rstrip(".") for part in bare.split()) in load_bank().lists["titles"]
    ):
        if title == title.lower():
            return " ".join(part.capitalize() for part in title.split())
        return title
    return "Dr." if _POSTNOMINAL.match(title) else ""


def names(person: Person) -> list[str]:
    """The names in the field: more than one when several recipients are given."""
    if not person.name:
        return []
    parts = [part.strip() for part in _SEVERAL.split(fold_quotes(person.name)) if part.strip()]
    parts = [part for part in parts if not _POSTNOMINAL.match(part)]
    return [cased(part) for part in parts] or [cased(person.name)]


def surname(name: str) -> str:
    """The part of a name that goes with a title; the whole name where that is not plain."""
    lists = load_bank().lists
    parts = name.split()
    if len(parts) == 1:
        return name
    lower = [part.lower() for part in parts]
    if lower[0] in lists["particles"] and parts[0] != "Ben":
        return name
    for at in range(1, len(parts) - 1):
        if lower[at - 1].split("-")[-1] in lists["particles"]:
            return name
        if lower[at] in lists["particles"]:
            return " ".join(parts[at:])
    if lower[0] in lists["family_first"] and lower[-1] not in lists["family_first"]:
        return name
    if len(parts) == 2 or (len(parts) == 3 and re.fullmatch(r"\w\.?", parts[1])):
        return parts[-1]
    return name


def is_junior(person: Person) -> bool:
    """Whether the person says that the recipient is a student, a trainee or a peer."""
    text = " ".join(part for part in (person.stage, person.role) if part).lower()
    return bool(text) and any(re.search(pattern, text) for pattern in load_bank().lists["junior"])


_FIRST_NAME_TERMS = re.compile(r"\bfirst[- ]names?\b(?! (?:is|was)\b)", re.I)


def on_first_name_terms(brief: OutreachBrief) -> bool:
    """Whether the person said that the greeting takes the first name (a wish in the notes)."""
    return _FIRST_NAME_TERMS.search(brief.notes or "") is not None


def greeting_name(brief: OutreachBrief) -> str:
    """How the recipient is addressed: with title and surname, unless the person wishes the first name."""
    found = names(brief.recipient)
    if len(found) == 1 and on_first_name_terms(brief) and surname(found[0]) != found[0]:
        return found[0].removesuffix(surname(found[0])).strip().split()[0]
    if len(found) == 1 and on_first_name_terms(brief) and not shown_title(brief.recipient):
        return found[0].split()[0]
    if brief.kind == "decline-reply" and len(found) == 1 and not shown_title(brief.recipient):
        # Who asks to be mentored is answered by name; no title is missed.
        return found[0]
    return salutation_name(brief.recipient)


def salutation_name(person: Person) -> str:
    """How the recipient is addressed, with a blank for what is missing. No title is ever guessed."""
    found = names(person)
    title = shown_title(person)
    if not found:
        return f"{title} [ADD: the recipient's surname]" if title else "[ADD: the recipient's title and name]"
    if len(found) > 1:
        known = re.compile(r"^(?:dr|prof|professor|mr|ms|mrs|dean)\.?\s", re.I)
        titled = [name if known.match(name) or not title else f"{title} {name}" for name in found]
        return ", ".join(titled[:-1]) + " and " + titled[-1]
    name = found[0]
    if title:
        return f"{title} {surname(name)}"
    if is_junior(person):
        return name.split()[0] if len(name.split()) <= 2 else name
    return name if len(name.split()) > 1 else f"[ADD: title] {name}"


def salutation(brief: OutreachBrief) -> str:
    """The opening line of a message or of words to say."""
    name = greeting_name(brief)
    if brief.channel == "linkedin":
        return f"{name}," if shown_title(brief.recipient) and not on_first_name_terms(brief) else f"Hello {name},"
    if brief.channel == "in-person":
        return f"Hello {name},"
    hi = (
        brief.tone != "formal"
        and is_junior(brief.recipient)
        and not shown_title(brief.recipient)
        and brief.recipient.name
    )
    return f"Hi {name}," if hi and brief.tone == "warm" else f"Dear {name},"


def article(text: str) -> str:
    """Give a noun phrase "a" or "an", unless it has a determiner."""
    first = text.split()[0]
    if re.match(r"^(?:the|an?|my|your|our|in|at|on|one|first-?\s?author)\b", text, re.I) and first.lower() in (
        "the",
        "a",
        "an",
        "my",
        "your",
        "our",
        "in",
        "at",
        "on",
        "one",
    ):
        return text
    acronym = first.split("-")[0]
    if (acronym.isupper() and len(acronym) <= 5) or re.match(r"^[A-Z]{1,3}\d$", first):
        vowel = acronym[0] in "AEFHILMNORSX8"
    else:
        vowel = (first[0].lower() in "aeiou8" and not re.match(r"^(?:uni|eu|one|us[aeiou]|ut)", first, re.I)) or bool(
            re.match(r"^(?:11|18|hour|hon)", first, re.I)
        )
    return f"{'an' if vowel else 'a'} {text}"


def stage_phrase(person: Person) -> str:
    """Stage and role as one noun phrase without an article ("PGY-2 internal medicine resident")."""
    stage = _plain_stage(person.stage) if person.stage else ""
    role = re.sub(r"^(?:an?|the) ", "", tidy(person.role), flags=re.I) if person.role else ""
    if not stage:
        return role
    if not role or role.lower() in stage.lower():
        return stage
    short = re.sub(r" (?:medical student|resident|student)$", "", stage)
    if stage.lower() in role.lower():
        return role
    if re.search(r"student|resident|fellow|intern|trainee", role, re.I) and not HEAD_OF.match(role):
        return f"{short} {role}" if short.split()[-1].lower() not in role.lower().split() else f"{short}, {role}"
    if re.fullmatch(r"attending|consultant|chief|fellow|resident", stage, re.I):
        return f"{stage} {role}" if not HEAD_OF.match(role) else f"{stage} and {role}"
    if re.fullmatch(r"junior|senior|sophomore|freshman", stage, re.I):
        return f"{role} {stage}"
    return f"{stage} and {role}" if HEAD_OF.match(role) else f"{stage} and {article(role)}"


def _plain_stage(stage: str) -> str:
    stage = re.sub(r"^(?:an?|the|i'?m an?|currently an?) ", "", tidy(stage), flags=re.I)
    if _YEAR_CODE.match(stage):
        return f"{stage.upper()} medical student"
    if _PGY.match(stage):
        return f"{stage.upper()} resident" if stage.upper().startswith("PGY") else stage.upper()
    if re.match(r"^pgy[- ]?\d", stage, re.I):
        stage = stage[:3].upper() + stage[3:]
        return (
            stage
            if re.search(r"resident|fellow|intern", stage, re.I)
            else re.sub(r"^(\S+)", r"\1 resident", stage, count=1)
        )
    if re.match(r"^(?:m[1-5]|ms-?[1-5])\b", stage, re.I):
        return re.sub(r"^\S+", lambda m: m.group().upper(), stage)
    if stage.lower() == "img":
        return "international medical graduate (IMG)"
    if re.fullmatch(r"pre-?med", stage, re.I):
        return f"{stage.lower()} student"
    if re.fullmatch(r"(?:\w+|\d\w\w)[- ]years?", stage, re.I):
        return f"{_unshout(stage)} student"
    if re.search(r"\byear \d{1,2}$", stage, re.I):
        return f"{_unshout(stage)} student"
    return _unshout(stage)


def _unshout(stage: str) -> str:
    first, _, rest = stage.partition(" ")
    if first.istitle() and first.lower().split("-")[0] in (
        "first second third fourth fifth sixth final medical premed intern resident fellow attending "
        "student junior senior chief clinical "
        "preclinical hospitalist physician faculty associate assistant consultant registrar sophomore "
        "undergraduate".split()
    ):
        first = first.lower()
    return f"{first} {rest}".strip()


def institution(person: Person) -> str:
    """The institution as typed, with capitals where it was typed without any."""
    text = " ".join((person.institution or "").split())
    if not text or text != text.lower():
        return text
    small = ("of", "the", "at", "for", "and", "in")
    if len(text) <= 5 and " " not in text and not re.search(r"[aeiou]", text[1:]):
        return text.upper()
    return " ".join(
        word
        if word in small and at
        else word.upper()
        if re.fullmatch(r"[a-z]{2,5}", word) and not re.search(r"[aeiouy]", word)
        else _capital(word)
        for at, word in enumerate(text.split())
    )


def introduction(brief: OutreachBrief, style: str) -> str:
    """One sentence with name, stage and institution (E05); what is missing is a blank."""
    sender = brief.sender
    name = sender_name(sender)
    who = stage_phrase(sender)
    place = institution(sender)
    described = article(who) if who and not HEAD_OF.match(who) else who
    described = described or "[ADD: your stage of training]"
    at = "" if place and place.lower() in described.lower() else f" {at_place(place)}" if place else ""
    if style == "full":
        if not name:
            return f"I am {described}{at or ' at [ADD: your school or hospital]'}."
        return (
            f"My name is {name}, and I am {described}{at}."
            if brief.tone != "brief"
            else f"I am {name}, {described}{at}."
        )
    if not name:
        return f"I am {described}{at}." if who else ""
    return f"This is {name}, {described}{at}." if who else f"This is {name}{at}."


def at_place(place: str) -> str:
    """Where somebody is: "at Mercy Hospital", and "at the street clinic of Mercy", for a common noun has an article."""
    if re.match(r"^(?:at|in|from|with) ", place, re.I):
        return place
    common = (
        place[0].islower() and " " in place and not re.match(r"^(?:the|an?|my|our|your) |^(?:de|al|el|ibn)\b", place)
    )
    return f"at the {place}" if common else f"at {place}"


def sender_name(sender: Person) -> str:
    """The sender's name, or "" where it is missing."""
    return re.sub(r"^(?:dr|prof|professor)\.?\s+(?=\w)", "", cased(sender.name), flags=re.I) if sender.name else ""


CLOSINGS = {"formal": "Yours sincerely,", "warm": "Warm regards,", "brief": "Best wishes,"}


def signature(brief: OutreachBrief) -> list[str]:
    """The lines under the message: closing, full name, programme and place, one contact (E20)."""
    sender = brief.sender
    name = sender_name(sender) or "[ADD: your full name]"
    title = shown_title(sender) or (
        found.group(1)
        if sender.name and (found := re.match(r"^((?:dr|prof|professor)\.?)\s+\w", sender.name, re.I))
        else ""
    )
    raw_title = (sender.title or "").strip()
    if sender.name and raw_title and _POSTNOMINAL.match(raw_title):
        name = f"{name}, {raw_title}"
    elif sender.name and title:
        name = f"{title} {name}"
    if sender.name and sender.pronouns:
        name = f"{name} ({sender.pronouns})"
    stage = tidy(sender.stage) if sender.stage else ""
    code = _YEAR_CODE.match(stage) or _PGY.match(stage) or stage.lower() == "img"
    role = tidy(sender.role) if sender.role else ""
    who = stage.upper() if code and not role else stage_phrase(sender) if role else stage
    asks_strangers = load_bank().text_of(brief).intro == "full" if brief.kind else False
    parts = [part for part in (who, institution(sender)) if part]
    if not stage and not role:
        parts.insert(0, "[ADD: your stage or programme]")
    if (
        not sender.institution
        and asks_strangers
        and (stage or role)
        and not re.search(r"\b(?:at|of) [A-Z]", " ".join(parts))
    ):
        parts.append("[ADD: your school or hospital, for the signature]")
    closing = CLOSINGS[brief.tone or "warm"] if brief.tone else "Kind regards,"
    line = ", ".join(parts)
    return [closing, name, line[0].upper() + line[1:], contact(brief) or "[ADD: your email or phone]"]
