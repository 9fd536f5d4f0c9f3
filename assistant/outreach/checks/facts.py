"""Message -> findings on its facts: E13, E19, E26. One small pure function a rubric item."""

from __future__ import annotations

import re

from assistant.events import Finding
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.checks.form import finding
from assistant.outreach.facts import unsupported
from assistant.outreach.language.wording import fold_quotes, tidy
from assistant.outreach.letter import BLANK, Letter
from assistant.outreach.sensitive import find_sensitive, stays_out
from assistant.safety import find_identifiers

_WHAT = {
    "number": "this number does not stand in what you told me",
    "date": "this date does not stand in what you told me",
    "name": "this name does not stand in what you told me",
    "paper": "you told me of no such paper or study",
    "talk": "you told me of no such talk",
    "award": "you told me of no such award or grant",
    "claim": "you did not tell me that you did this",
}
_SHE = re.compile(r"\b(?:she|she's|she'd|she'll|her|hers|herself)\b", re.I)
_HE = re.compile(r"\b(?:he|he's|he'd|he'll|him|his|himself)\b", re.I)
# Forms of address and words for a person's sex need the person's own such word; "her talk" does not allow "Madam".
_SEX = (
    r"(?:as|being|such|like|for|to be|you(?:'re| are)) (?:also )?(?:an?|one|the only|the first)? ?(?:\w+ "
    r")?(?:{nouns})\b|\b(?:{nouns}) (?:doctor|physician|surgeon|scientist|leader|mentor|faculty|professor|"
    r"chief|role model|resident|colleague)s?\b|\b(?:{nouns}) (?:like you|in (?:medicine|surgery|academ\w+|a "
    r"(?:hard|tough|male|demanding)))"
)
_WOMAN = re.compile(
    r"\b(?:ma'?am|madam|madame|mrs|ms|miss|ladies)\b|\b"
    + _SEX.format(nouns="wom[ae]n|female|lady|mother|mom|mum|sister|girl|heroine"),
    re.I,
)
_MAN = re.compile(
    r"\b(?:sirs?|mr|gentlem[ae]n)\b|\b" + _SEX.format(nouns="m[ae]n|male|father|dad|brother|guy|gentleman"), re.I
)
_OF_A_PATIENT = frozenset({"PATIENT NAME", "RECORD NUMBER", "DATE OF BIRTH", "ROOM OR BED", "ID NUMBER"})
# What is said of the recipient to the recipient's face: "told me about you and his clinic".
_OF_YOU = re.compile(
    r"\b(?:about|of|to|praised|mentioned|recommended|suggested) (?:you|your \w+) and (?:\w+ ){0,3}$", re.I
)
# Somebody else whom a pronoun in the same sentence may mean.
_SOMEBODY = re.compile(
    r"\b(?:patient|child|grand\w+|mother|father|mom|dad|daughter|son|sister|brother|wife|husband|aunt|"
    r"uncle|friend|classmate|colleague|student|resident|nurse|intern|woman|man|girl|boy|baby|adviser|"
    r"advisor|(?:Dr|Prof|Professor|Mr|Ms|Mrs)\.? [A-Z]\w+)\b"
)


def e13_all(letter: Letter, brief: OutreachBrief) -> list[Finding]:
    """E13, one finding for each statement without ground; a single passed one where there is none."""
    parts = [letter.subject or "", letter.salutation, letter.core, letter.sign_off]
    found = unsupported("\n".join(part for part in parts if part), brief)
    return [
        finding(
            "E13",
            False,
            "fail",
            f"{_WHAT[item.what]}: keep it only if it is true, and tell me so",
            item.quote,
            letter.text,
        )
        for item in found
    ] or [finding("E13", True, "fail", "every name, number and date stands in what you told me")]


def e19_pronouns(letter: Letter, brief: OutreachBrief) -> Finding:
    """E19: no gendered word for the recipient that the person did not use or state."""
    text = BLANK.sub("", "\n".join([letter.subject or "", letter.salutation, letter.core]))
    own = fold_quotes(" ".join([*brief.texts(), *(tidy(value) for value in brief.texts())]))
    for pattern in (_SHE, _HE, _WOMAN, _MAN):
        # A gendered word in the brief is the person's own statement.
        if pattern.search(own):
            continue
        if pattern in (_SHE, _HE) and _stated_pronoun(pattern, brief):
            continue
        if match := next(
            (
                m
                for m in pattern.finditer(text)
                if pattern not in (_SHE, _HE) or not _of_somebody_else(text, m.start(), brief)
            ),
            None,
        ):
            return finding(
                "E19",
                False,
                "fail",
                "a gendered word that you did not give; use the name, 'you', or no word at all",
                match.group(),
                letter.text,
            )
    stated = (brief.recipient.pronouns or "").lower()
    if stated:
        wrong = _MAN if stated.startswith(("she", "her")) else _WOMAN if stated.startswith(("he", "him")) else None
        title = (brief.recipient.title or "").lower()
        for match in wrong.finditer(letter.salutation) if wrong else ():
            if match.group().lower() not in title:
                return finding(
                    "E19", False, "fail", f"the pronouns are {brief.recipient.pronouns}", match.group(), letter.text
                )
    return finding("E19", True, "fail", "no gender is guessed")


def _of_somebody_else(text: str, at: int, brief: OutreachBrief) -> bool:
    """Whether somebody other than the recipient stands before the pronoun in its sentence."""
    if _OF_YOU.search(text[:at]):
        return False
    told = re.sub(r"\b(Dr|Prof|Mr|Ms|Mrs)\.(?=\s)", r"\1", text[:at])
    before = re.split(r"(?<=[?!\n])|(?<=[a-z0-9]\.)\s", told)[-1]
    name = (brief.recipient.name or "\0").split()[-1]
    # Somebody named with a title is meant beyond the sentence, too.
    named = re.finditer(r"\b(?:Dr|Prof|Professor|Mr|Ms|Mrs) [A-Z]\w+(?: [A-Z]\w+)?", told.split("\n")[-1])
    return any(name not in match.group() for match in [*_SOMEBODY.finditer(before), *named])


def _stated_pronoun(pattern: re.Pattern[str], brief: OutreachBrief) -> bool:
    return any(pattern.search((person.pronouns or "").replace("/", " ")) for person in (brief.recipient, brief.sender))


def e26_sensitive(letter: Letter, brief: OutreachBrief) -> Finding:
    """E26: no patient details; no health, scores or immigration status that the person did not put in.

    Patients are found as the screen finds them (assistant.safety).
    """
    text = BLANK.sub("", "\n".join([letter.subject or "", letter.core]))
    own = {item.what for value in brief.texts() if not stays_out(value) for item in find_sensitive(value)}
    found = find_sensitive(text)
    patient = next((item.quote for item in found if item.what == "patient details"), None) or _patient_in(text)
    if patient:
        told = "details of a patient do not belong in this message; take them out"
        return finding("E26", False, "fail", told, patient, letter.text)
    for item in sorted(found, key=lambda item: item.what in own):
        if item.what not in own:
            told = f"this gives away {item.what}; leave it out unless you decide to share it"
            return finding("E26", False, "fail", told, item.quote, letter.text)
        told = f"this shares {item.what}, as you told me; leave it in only if you want them to know"
        return finding("E26", True, "info", told, item.quote, letter.text)
    return finding("E26", True, "fail", "nothing sensitive")


def _patient_in(text: str) -> str | None:
    """The first words by which the screen would know a patient."""
    return next((mask.original for mask in find_identifiers(text) if mask.kind in _OF_A_PATIENT), None)
