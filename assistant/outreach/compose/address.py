"""Turning what is said about the recipient into what is said to the recipient.

    you_form("she runs the clinic and I loved her talk", brief) -> "you run the clinic and I loved your talk"

No pronoun is ever guessed: a pronoun about the recipient becomes "you", one about somebody else stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.outreach.brief import OutreachBrief, Person
from assistant.outreach.language.grammar import participles, third_forms
from assistant.outreach.language.wording import fold_quotes

# Stands for the recipient's own name while a phrase is read.
_NAME = "\ue000"
_TOKEN = re.compile(r"\w[\w'.-]*|\s+|[^\w\s]")
_SUBJECT = re.compile(rf"(?P<who>{_NAME}|she|he|they)(?:'(?P<ending>s|d|ll|re|ve))?")
_OBJECTS, _OBJECTS_OF_THEY = frozenset(("her", "hers", "him", "his")), frozenset(("them", "their", "theirs"))
_PRONOUN = re.compile(
    rf"{_NAME}|\b(?:she|he|her|hers|him|his|herself|himself|they|them|their|who|that)\b|\byou\b", re.I
)
_TITLED = r"(?:(?:dr|prof|professor|associate professor|assistant professor|dean|mr|ms|mrs|mx|doctor)\.?\s+)"
# Behind "a", "my" or "the" it is somebody else: "my professor's office".
_BARE_TITLES = re.compile(r"(?<!\ba )(?<!\bmy )(?<!\bthe )(?<!\bour )\b(?:prof|professor)'s(?= \w)", re.I)
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
    r"with|trained under|studied under) )(?:the|this) (?:professor|doctor|dean|director|attending|chief|physician|"
    r"surgeon)\b(?! of)",
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
# Behind these, a pronoun may go on about the one who was named last.
_GOES_ON_AFTER = frozenset("and but or then ; . ,".split())
# What is done to the recipient, even in a phrase about one's cousin.
_DONE_TO_THEM = frozenset("contact email emailed write ask meet met see saw message to with tell thank".split())
# Between "you" and its second verb.
_PASSED_OVER = _ADVERBS | frozenset("and or but , &".split())
_CLAUSE_ENDS = frozenset(". ; who that which whose".split())
_YOURS = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
}
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class _Meant:
    """What takes the place of the pronouns: "you", or the name of somebody else whom a phrase is about."""

    subject: str = "you"
    possessive: str = "your"
    they: bool = False

    @property
    def recipient(self) -> bool:
        """Whether the pronouns mean the recipient."""
        return self.subject == "you"


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
    they = (brief.recipient.pronouns or "").lower().startswith(("they", "ze", "xe"))
    # "They moved my exam" tells of somebody else; what a person does who is written to stands first, too.
    they = they or (brief.kind != "reschedule" and text.lower().startswith(("they ", "their ")))
    if about:
        name = about.rstrip(".,")
        return _shift_pronouns(text, _Meant(name, f"{name}'s", they))
    return _shift_pronouns(text, _Meant(they=they)) if _PRONOUN.search(text) else text


def _shift_names(text: str, person: Person) -> str:
    names = names_of(person)
    if not names:
        return text
    title = re.escape(person.title.rstrip(".")) + r"\.?\s+" if person.title else ""
    # "Prof's idea": of whom it is said without a name.
    text = _BARE_TITLES.sub("your", text) if title else text
    # "My cousin's colleague Dr. Iturbe knows ..." is told to Dr. Iturbe.
    whole = re.escape(names[0]).replace(r"\ ", r"\s+")
    text = re.sub(rf"^(?:my|our|a|the) (?:[\w'-]+ ){{1,4}}(?=(?:{title}|{_TITLED})?{whole}\b)", "", text, flags=re.I)
    for name in names:
        lead = f"(?:{_TITLED}|{title})" if title else _TITLED
        needed = lead if name != names[0] and len(name) < 4 else f"{lead}?"
        plain = re.escape(name).replace(r"\ ", r"\s+")
        text = re.sub(rf"(?<![\w-]){needed}{plain}(?:'s|s')(?!\w)", "your", text, flags=re.I)
        text = re.sub(rf"(?<![\w-]){needed}{plain}(?![\w-])(?!\.\w)", _NAME, text, flags=re.I)
    return text


def _shift_pronouns(text: str, meant: _Meant) -> str:
    """Walk the words: what a pronoun becomes depends on the word before it, the one behind, and who was named."""
    kin = _KIN.search(text)
    other = kin or re.search(rf"(?i:{_TITLED})[A-Z]\w+", text) or _OTHER_SUBJECT.search(text)
    tokens = _TOKEN.findall(text)
    out: list[str] = []
    agreeing, place = False, 0
    for at, token in enumerate(tokens):
        low, before, behind = token.lower(), _last_word(out), _next_word(tokens, at)
        # Somebody else was named, and the pronouns are not theirs anyway.
        of_other = other is not None and place > other.start() and meant.recipient
        place += len(token)
        if found := _SUBJECT.fullmatch(low):
            who, ending = found.group("who"), found.group("ending") or ""
            goes_on = of_other and (kin is not None or before in _GOES_ON_AFTER)
            if who != _NAME and (goes_on or (who == "they" and not meant.they)):
                out.append(token)
                continue
            agreeing = meant.recipient or who == _NAME
            out.append(_with_ending("you" if agreeing else meant.subject, ending, behind))
        elif low in _OBJECTS or (meant.they and low in _OBJECTS_OF_THEY):
            theirs = of_other and kin is not None and before not in _DONE_TO_THEM
            out.append(token if theirs else _object(low, before, behind, meant))
        elif low == "who" and not out:
            agreeing = meant.recipient
            out.append(meant.subject)
        elif low in ("herself", "himself"):
            out.append("yourself" if meant.recipient else token)
        elif agreeing and token.strip():
            changed = _agree(low, before)
            if not changed and low not in _PASSED_OVER and before != "you":
                agreeing = low not in _CLAUSE_ENDS
            out.append(changed or token)
        else:
            out.append(token)
    return "".join(out)


def _with_ending(subject: str, ending: str, behind: str) -> str:
    """A subject with what is left of its verb: "she's" -> "you're", or "you've" before a participle."""
    if subject != "you":
        return f"{subject}'{ending}" if ending in ("s", "d", "ll") else subject
    if ending == "s":
        done = behind in participles() and behind.endswith(("en", "ed", "one", "ne", "it"))
        return "you've" if done and not behind.endswith("based") else "you're"
    return f"you'{ending}" if ending else "you"


def _object(low: str, before: str, behind: str, meant: _Meant) -> str:
    """What stands for "him" and "his", and for "her", which may be either."""
    if low in ("him", "them"):
        return meant.subject
    if low in ("hers", "theirs"):
        return "yours" if meant.recipient else meant.possessive
    if low in ("his", "their"):
        return meant.possessive
    is_object = (
        not behind
        or not (behind[0].isalpha() or _YEAR.fullmatch(behind))
        or behind in _AFTER_OBJECT
        or (behind in _PERCEPTION and before in _PERCEIVED)
        or behind.endswith("ly")
    )
    return meant.subject if is_object else meant.possessive


def _agree(low: str, before: str) -> str | None:
    """The verb form that goes with "you", where this word is the verb of "you"."""
    if before == "you" or before in _ADVERBS or before in ("and", "but", "or", "&"):
        return _YOURS.get(low) or third_forms().get(low)
    return None


def _next_word(tokens: list[str], at: int) -> str:
    return next((token.lower() for token in tokens[at + 1 :] if token.strip()), "")


def _last_word(out: list[str]) -> str:
    return next((token.lower() for token in reversed(out) if token.strip()), "")
