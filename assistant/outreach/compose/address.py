"""Turning what is said about the recipient into what is said to the recipient.

    you_form("she runs the clinic and I loved her talk", brief) -> "you run the clinic and I loved your talk"

No pronoun is ever guessed: a pronoun about the recipient becomes "you", one about somebody else stays.
"""

from __future__ import annotations

import re

from assistant.outreach.brief import OutreachBrief, Person
from assistant.outreach.language.grammar import participles, third_forms
from assistant.outreach.language.wording import fold_quotes

_TOKEN = re.compile(r"\w[\w'.-]*|\s+|[^\w\s]")
_TITLED = r"(?:(?:dr|prof|professor|associate professor|assistant professor|dean|mr|ms|mrs|mx|doctor)\.?\s+)"
_KIN = re.compile(
    r"\b(?:my|a|our) (?:\w+ )?(?:mother|mom|mum|father|dad|grandmother|grandma|grandfather|grandpa|sister|"
    r"brother|aunt|uncle|wife|"
    r"husband|son|daughter|friend|classmate|roommate|patient|neighbour|neighbor|cousin|girlfriend|"
    r"boyfriend|teacher|coach)\b",
    re.IGNORECASE,
)
_OTHER_SUBJECT = re.compile(
    r"\bmy (?:\w+ )?(?:advis[eo]r|mentor|supervisor|dean|preceptor|attending|chief|director|resident|boss|"
    r"colleague|partner)\b",
    re.I,
)
_THE_TITLE = re.compile(
    r"\b((?:contact|e-?mail|write to|reach out to|ask|see|meet|approach|speak to|speak with|talk to|talk "
    r"with) )(?:the|this) (?:professor|doctor|dean|director|attending|chief|physician|surgeon)\b(?! of)",
    re.I,
)
_AFTER_OBJECT = frozenset(
    "at in on about and for to with when after before because if during last yesterday today tomorrow once "
    "twice again at as by from "
    "through or but so this next while since via over until that where who how whether directly personally "
    "first there here back "
    "the a an any every each one two three four five six ten twenty "
    "thirty half no my all some more very well up out into onto of too also already soon later now then".split()
)
_PERCEPTION = frozenset(
    "give speak present teach discuss describe explain say lecture work handle run lead do talk".split()
)
_PERCEIVED = frozenset(
    "heard hear hearing saw see seeing seen watch watched watching let made make helped help".split()
)
_ADVERBS = frozenset(
    "also always recently just really often once already both still never actually first kindly even "
    "currently now only regularly".split()
)
_NOT_SUBJECT_BEFORE = frozenset("and but or then".split())


def names_of(person: Person) -> list[str]:
    """The ways a text may name a person, longest first: full name, surname, first name."""
    if not person.name:
        return []
    name = fold_quotes(person.name)
    parts = name.split()
    return list(dict.fromkeys([name, *([" ".join(parts[-2:]), parts[-1], parts[0]] if len(parts) > 1 else [])]))


def you_form(text: str, brief: OutreachBrief, *, about: str | None = None) -> str:
    """Shift the third person of the recipient to the second, with the verbs.

    `about` names somebody else whom the phrase is about (the person one wants to be introduced to): then that
    name takes the place of the pronouns and the recipient is shifted by name only.
    """
    text = _THE_TITLE.sub(r"\1you", _shift_names(fold_quotes(text), brief.recipient))
    they = (brief.recipient.pronouns or "").lower().startswith(("they", "ze", "xe")) or text.lower().startswith(
        ("they ", "their ")
    )
    if about:
        return _shift_pronouns(text, they, about.rstrip(".,"), about.rstrip(".,") + "'s")
    if not re.search(r"\b(?:she|he|her|hers|him|his|herself|himself|they|them|their|who|that)\b|\byou\b", text, re.I):
        return text
    return _shift_pronouns(text, they, None, "")


def _shift_names(text: str, person: Person) -> str:
    names = names_of(person)
    if not names:
        return text
    title = re.escape(person.title.rstrip(".")) + r"\.?\s+" if person.title else ""
    # "My cousin's colleague Dr. Iturbe knows ..." is told to Dr. Iturbe.
    whole = re.escape(names[0]).replace(r"\ ", r"\s+")
    text = re.sub(rf"^(?:my|our|a|the) (?:[\w'-]+ ){{1,4}}(?=(?:{title}|{_TITLED})?{whole}\b)", "", text, flags=re.I)
    for name in names:
        lead = f"(?:{_TITLED}|{title})" if title else _TITLED
        needed = lead if name not in (names[0],) and len(name) < 4 else f"{lead}?"
        plain = re.escape(name).replace(r"\ ", r"\s+")
        text = re.sub(rf"(?<![\w-]){needed}{plain}(?:'s|s')(?!\w)", "your", text, flags=re.I)
        text = re.sub(rf"(?<![\w-]){needed}{plain}(?![\w-])(?!\.\w)", "she\u2063", text, flags=re.I)
    return text


def _shift_pronouns(text: str, they: bool, subject: str | None, possessive: str) -> str:
    """Walk the words; `\u2063` marks the recipient's own name, always "you"."""
    kin = _KIN.search(text)
    other = kin or re.search(rf"(?i:{_TITLED})[A-Z]\w+", text) or _OTHER_SUBJECT.search(text)
    tokens = _TOKEN.findall(text.replace("\u2063", "\u2063"))
    out: list[str] = []
    agree = False
    position = 0
    for at, token in enumerate(tokens):
        low = token.lower()
        after_other = other is not None and position > other.start()
        position += len(token)
        following = _next_word(tokens, at)
        before = _last_word(out)
        if token == "\u2063":
            continue
        own_name = at + 1 < len(tokens) and tokens[at + 1] == "\u2063"
        contraction = re.fullmatch(r"(she|he|they)'(s|d|ll|re|ve)", low)
        if low in ("she", "he") or (low == "they" and they) or contraction or own_name:
            keep = (
                after_other
                and not own_name
                and (kin is not None or before in _NOT_SUBJECT_BEFORE or before in (";", ".", ","))
            )
            if (keep and subject is None) or (contraction and contraction.group(1) == "they" and not they):
                out.append(token)
                continue
            if own_name and subject is not None:
                subject_here, ending = "you", contraction
            else:
                subject_here, ending = subject or "you", contraction
            agree = subject_here == "you"
            out.append(_with_ending(subject_here, ending.group(2) if ending else "", following))
            continue
        if low in ("her", "hers", "him", "his") or (they and low in ("them", "their", "theirs")):
            object_verb = before in (
                "contact",
                "email",
                "write",
                "ask",
                "meet",
                "see",
                "message",
                "to",
                "with",
                "tell",
                "thank",
                "met",
                "emailed",
                "saw",
            )
            if kin is not None and after_other and subject is None and not object_verb:
                out.append(token)
                continue
            out.append(_object(low, following, subject or "you", possessive or "your", before))
            continue
        if low in ("herself", "himself"):
            out.append("yourself" if subject is None else token)
            continue
        if agree and token.strip():
            changed = _agree(low, before)
            if changed is not None:
                token = changed
            elif low not in _ADVERBS and low not in ("and", "or", "but", ",", "&") and not _could_follow(before):
                agree = agree and low not in (".", ";", "who", "that", "which", "whose")
        out.append(token)
    joined = "".join(out).replace("\u2063", "")
    return re.sub(r"^who (?=\w)", "", joined)


def _with_ending(subject: str, ending: str, following: str) -> str:
    if subject != "you":
        return subject + ("'" + ending if ending in ("s", "d", "ll") else "")
    if ending == "s":
        return (
            "you've"
            if following in participles()
            and following not in ("based",)
            and following.endswith(("en", "ed", "one", "ne", "it"))
            and not following.endswith("based")
            else "you're"
        )
    return "you" + ("'" + ending if ending else "")


_YEAR = re.compile(r"(?:19|20)\d\d")


def _object(low: str, following: str, person: str, possessive: str, before: str) -> str:
    if low in ("him", "them"):
        return person
    if low in ("hers", "theirs"):
        return possessive + "s" if possessive == "your" else possessive
    if low in ("his", "their"):
        return possessive
    is_object = (
        not following
        or not (following[0].isalpha() or _YEAR.fullmatch(following))
        or following in _AFTER_OBJECT
        or (following in _PERCEPTION and before in _PERCEIVED)
        or following.endswith("ly")
    )
    return person if is_object else possessive


def _agree(low: str, before: str) -> str | None:
    """The verb form that goes with "you", where this word is the verb of "you"."""
    plain = {
        "is": "are",
        "was": "were",
        "has": "have",
        "does": "do",
        "isn't": "aren't",
        "wasn't": "weren't",
        "hasn't": "haven't",
        "doesn't": "don't",
    }
    verb_here = before == "you" or before in _ADVERBS or before in ("and", "but", "or", "&")
    if not verb_here:
        return None
    return plain.get(low) or (third_forms().get(low) if low in third_forms() else None)


def _could_follow(before: str) -> bool:
    return before == "you"


def _next_word(tokens: list[str], at: int) -> str:
    return next((token.lower() for token in tokens[at + 1 :] if token.strip() and token != "\u2063"), "")


def _last_word(out: list[str]) -> str:
    return next((token.lower() for token in reversed(out) if token.strip()), "")
