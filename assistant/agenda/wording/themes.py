"""What a phrase is about: its theme, its stage, whether it speaks of strain, whether two phrases belong
together.
"""

from __future__ import annotations

import re

from assistant.agenda.bank import Bank, StageId

STRAIN = "strain"
_WORD = re.compile(r"[^\W\d_]+|\d+")
_STOP = frozenset(
    "the a an and or of in on at to for with about from by is are be was were am i my me we our you your he "
    "his she her they their it its "
    "this that these those how what which when where who why whether if do does did done have has had not "
    "no should could would can will "
    "want wants need get getting got more most some any into out up down over better good best first next "
    "last new make making find finding "
    "become becoming improve improving learn learning work working feel feeling like time plan planning "
    "talk discuss".split()
)
_CLINICAL = re.compile(
    r"\b(?:patients?|pt)\b(?!.{0,3}(?:communication|safety|care experience|presentations?|interview))|"
    r"\bdos(?:e|ing|age)\b|\bdiagnos\w+|\btreat(?:ment|ing)?\b(?! me)|\bmg\b|\bprescrib\w+|"
    r"\bmy case\b(?! (?:report|presentation|log|study|series))|\bmanagement of (?:a|the|my|his|her)\b|\bbed "
    r"\d+\b|\bmrn\b",
    re.IGNORECASE,
)
# Strain words that are not somebody's own strain: a study of burnout, a talk on stress.
_STUDIED = re.compile(
    r"\b(?:burnout|stress|wellness|depression|anxiety|suicid\w+|mental health|grief)\b[^.;]{0,25}\b(?:study|"
    r"project|paper|research|survey|abstract|curriculum|data|poster|talk|grant|committee|elective|clinic|"
    r"rotation|literature|review|intervention|programme|program)\b"
    r"|\b(?:study|project|paper|research|survey|abstract|curriculum|data|poster|talk|grant|review|"
    r"literature|manuscript)\b[^.;]{0,25}\b(?:burnout|stress|wellness|depression|anxiety|suicid\w+|mental "
    r"health|grief)\b"
    r"|\bstress[- ](?:test|echo|ulcer|dose|fracture)|\banxiety disorders?\b|\btypes? of (?:stress|burnout)\b",
    re.IGNORECASE,
)
# A decision about one patient's care, or details that belong to one: not for a meeting plan (rubric A18).
_CASE = re.compile(
    r"\b(?:my|a|the|this|our|his|her|their) (?:[\w-]+ ){0,2}(?:patient|pt)\b[^.;]{0,60}"
    r"\b(?:bed|room|mrn|dos(?:e|ing)|insulin|antibiotics?|prescrib\w+|what to give|to treat|to manage|"
    r"labs|lab results?|start(?:ing)? (?:on|him|her))\b"
    r"|\b(?:management|treatment|diagnosis|dosing|dose|work-?up) (?:of|for) (?:my|a|the|this|our|his|her) "
    r"(?:[\w-]+ ){0,2}(?:patient|pt|case|man|woman|child|baby)\b"
    r"|\b(?:what|which|how much|whether to|should i) [^.;]{0,25}"
    r"\b(?:insulin|antibiotics?|dose|medications?|fluids?|steroids?|opioids?|mg)\b[^.;]{0,20}"
    r"\b(?:give|start|use|prescribe|stop|for)\b"
    r"|\b(?:give|prescribe|start) [^.;]{0,20}\b(?:insulin|antibiotics?|steroids?|opioids?|\d+ ?mg)\b"
    r"|\[PATIENT NAME\]|\b(?:mrs?|ms)\.? (?-i:[A-Z])\w+[^.;]{0,40}\b(?:bed|room|ward|mrn|admitted)\b",
    re.IGNORECASE,
)
# Work about patients that is no decision on one.
_ABOUT_CASES = re.compile(
    r"\bcase (?:report|series|presentation)|\bbad news\b|\bpresent(?:ing|ations?)\b|\bstudy\b|\bresearch\b|\bproject\b|"
    r"\baudit\b|\bpatient (?:communication|safety|education|satisfaction|panel|list)\b",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"^(?:whether|if|which|when|should|shall)\b|\b(?:whether|decid\w+|choos\w+|choice|versus|vs\.?|"
    r"pick(?:ing)?|switch\w*|accept|take the|torn between|between .+ and)\b|\w+ or \w+",
    re.IGNORECASE,
)


def theme_of(text: str, bank: Bank) -> str | None:
    """Return the theme whose word stands first in the text, or None.

    Strain wins over all, unless it is studied.
    """
    if is_strain(text, bank):
        return STRAIN
    found = bank.theme_words.search(text)
    return found.lastgroup if found else None


def is_strain(text: str, bank: Bank) -> bool:
    """Whether the text says that somebody is under strain."""
    return bool(bank.themes[STRAIN].pattern.search(_STUDIED.sub(" ", text)))


def is_clinical(text: str) -> bool:
    """Whether the text touches a patient's care, which an agenda does not settle (rubric A18)."""
    return bool(_CLINICAL.search(text))


def is_case(text: str) -> bool:
    """Whether the text asks about, or tells of, one patient's care."""
    return bool(_CASE.search(text)) and not _ABOUT_CASES.search(text)


def is_decision(text: str) -> bool:
    """Whether the text asks for a choice, not for a skill or a talk."""
    return bool(_DECISION.search(text))


def stage_of(text: str | None, bank: Bank) -> StageId | None:
    """Return the stage that the text names; the earliest word wins."""
    if not text:
        return None
    if text.lower() in bank.stages:
        return text.lower()  # type: ignore[return-value]
    found = [
        (match.start(), place, stage)
        for place, (stage, data) in enumerate(bank.stages.items())
        for match in [
            re.search(
                "|".join(rf"(?:{w})" if w.startswith(r"\b") else rf"\b(?:{w})" for w in data.words),
                text,
                re.IGNORECASE,
            )
        ]
        if match
    ]
    return min(found)[2] if found else None


def belong_together(one: str, other: str, bank: Bank) -> bool:
    """Whether two phrases speak of the same thing: a shared word that matters, or a shared theme."""
    shared = content_words(one) & content_words(other)
    if shared:
        return True
    theme = theme_of(one, bank)
    return theme is not None and theme == theme_of(other, bank)


def content_words(text: str) -> frozenset[str]:
    """The words that carry meaning, cut to a stem of five letters so that "presenting" meets
    "presentations".
    """
    return frozenset(
        word[:5]
        for word in (w.lower() for w in _WORD.findall(text))
        if word not in _STOP and (len(word) > 2 or word.isdigit())
    )
