"""Signs that the writer, or somebody the writer speaks of, may be thinking of suicide (rubric C01, C08;
framework F46).

The rules stand in data/crisis.yaml. A strong sign is enough alone; weak ones add up. Each strong sign is then
ascribed: to the writer, to a mentee or friend, or to a patient or the subject of a study, which is no crisis
here. It does not matter whether the words stand in a draft, in a role-play or are taken back in the next
breath.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.safety.folding import Folded
from assistant.safety.patterns import Rule, load_rules

About = Literal["self", "other", "taken-back"]

ENOUGH = 3
_RULES = load_rules(Path(__file__).with_name("data") / "crisis.yaml")
_STRONG, _WEAK = _RULES.groups["strong"], _RULES.groups["weak"]
_PERSON, _PATIENT = _RULES.words["person"], _RULES.words["patient"]

_SUBJECT = re.compile(
    rf"\b(?:(?P<i>i|id|ill|me|myself|im)|(?P<patient>{_PATIENT.pattern})|(?P<person>{_PERSON.pattern})"
    r"|(?P<they>he|she|they|him|them)|(?P<you>you|yourself|someone else))\b"
)
# "A student I supervise tried ...": the subject is the student.
_WHOM_I = re.compile(
    rf"({_PERSON.pattern}) (?:that |who |whom )?i (?:\w+ )?"
    r"(?:supervise|mentor|teach|advise|know|work with|love|live with|met|train|coach|follow|tutor|share \w+ with)\b"
)
_NEGATED = re.compile(
    r"\b(?:not|never|without|nor|deny|denies|denied|neither)(?! (?:stop|help|shake|only|just|sure|quit"
    r"|escape|avoid|a day))"
    r"(?: (?:really|at all|actually|even|currently|actively|been|have|having|any|be|feel|feeling"
    r"|thinking|think"
    r"|about|of|want|wanted|wanting|to|had|ever|a)){0,4}$|\bno$"
)
_NEGATABLE = frozenset(
    "kill-self hurt-self self-harm suicidal suicidal-bare suicide-act thoughts-of-death wish-for-death want-to-die"
    " end-life end-it means tried-to-kill-self".split()
)
_DONE = re.compile(
    r"\b(?:killed (?:him|her|them)sel(?:f|ves)|died by suicide|committed suicide|lost (?:\w+ ){1,4}to suicide"
    r"|took (?:his|her|their) (?:own )?li(?:fe|ves)|hanged (?:him|her)self|ended (?:his|her"
    r"|their) li(?:fe|ves))\b"
)

# "My character wants to die, and so do I": the writer steps out of the story.
_ME_TOO = re.compile(
    r"\b(?:so (?:do|am|would|did|have) i|as (?:do|am) i|i (?:do|am|would) too|me too|same here"
    r"|(?:it|that|this) is (?:really |actually )?(?:about )?(?:me|myself)|i mean (?:me|myself))\b"
)


@dataclass(frozen=True)
class Crisis:
    """Whom it is about, the language of the words ("en" unless another one spoke), and whether it is surely one."""

    about: About
    language: str
    sure: bool = True


def find_crisis(folded: Folded) -> Crisis | None:
    """Return the crisis that the text speaks of, or None."""
    for rule in _RULES.groups["languages"]:
        for sentence in folded.distinct:
            if rule.holds(sentence):
                return Crisis(_foreign_about(sentence), next(iter(rule.tags)))
    abouts: list[About] = []
    weak: dict[str, int] = {}
    last = 0
    strong = {sentence: _strong(sentence, folded) for sentence in folded.distinct}
    for i, sentence in enumerate(folded.sentences):
        about = strong[sentence]
        if about is not None:
            abouts.append(about)
            last = i
    for sentence in folded.distinct:
        for rule in _WEAK:
            points = sum(1 for _ in rule.matches(sentence)) * rule.weight
            if points and "count" not in rule.tags:
                points = rule.weight
            if points:
                weak[rule.name] = max(weak.get(rule.name, 0), points)
    if not abouts and sum(weak.values()) >= ENOUGH:
        first = next(s for s in folded.sentences if any(rule.holds(s) for rule in _WEAK))
        weak_about = _ascribe(first, folded, len(first))
        if weak_about is not None:
            abouts.append(weak_about)
    if not abouts:
        return None
    if "self" not in abouts:
        return Crisis("other", "en")
    return Crisis("taken-back" if taken_back(folded.sentences[last:]) else "self", "en")


def taken_back(sentences: Sequence[str]) -> bool:
    """Whether sentences that follow a sign, or hold it, take it back."""
    return any(_RULES.any("back", sentence) for sentence in sentences)


def _strong(sentence: str, folded: Folded) -> About | None:
    """Return whom the strong signs of a sentence are about; the writer comes first."""
    found: About | None = None
    for rule in _STRONG:
        for match in rule.matches(sentence):
            if _taken_out(rule, match, sentence) or _PATIENT.search(match[0]):
                continue
            about = _ascribe(sentence, folded, match.start())
            if about == "self" or _ME_TOO.search(sentence, match.end()):
                return "self"
            found = found or about
    return found


def _taken_out(rule: Rule, match: re.Match[str], sentence: str) -> bool:
    """Whether the words before the match deny it, or the act is a bereavement."""
    if rule.name in _NEGATABLE and _NEGATED.search(sentence[: match.start()].rstrip()):
        return True
    return bool(_DONE.search(sentence)) and not re.search(
        r"\b(?:tried|trying|attempt\w*|i want|i am"
        r"|i will)\b",
        sentence,
    )


def _ascribe(sentence: str, folded: Folded, start: int) -> About | None:
    """Return whom a sign that begins at `start` is about: the nearest subject; None for patients and mere
    topics."""
    subject = None
    for match in _SUBJECT.finditer(_WHOM_I.sub(r"\1", sentence[:start])):
        subject = match.lastgroup
    own = _SUBJECT.match(sentence, start)
    if own is not None and own.lastgroup in ("i", "they", "patient"):
        subject = own.lastgroup
    if subject == "i" and _reported(sentence[:start]):
        subject = "they"
    if subject in ("patient", "you"):
        return None
    if subject == "they" and _PATIENT.search(folded.whole if not _PERSON.search(folded.whole) else sentence):
        return None
    topic = _RULES.any("hypothetical", sentence) or _RULES.any("study", sentence)
    if subject in ("person", "they"):
        return "other" if not topic or _RULES.any("event", sentence) else None
    if subject is None:
        # Nobody is named: "thinking about suicide every night" is the writer, "is suicide more common in ..."
        # nobody.
        asks_about = start > 12 and re.match(r"(?:how|what|which|why|can|should|is|are|does|do|where) ", sentence)
        return None if topic or asks_about or _PATIENT.search(sentence) else "self"
    return "self"


def _reported(before: str) -> bool:
    """Whether "I" is somebody else's: "my mentee wrote to me I want to die"."""
    return bool(
        re.search(
            rf"\b{_PERSON.pattern} (?:\w+ )?(?:said|wrote|texted|posted"
            rf"|told me)(?: me)? i(?: \w+){{0,3}}\s*$",
            before,
        )
    )


def _foreign_about(sentence: str) -> About:
    """Whom words of another language are about, as far as their grammar tells."""
    others = (
        r"\b(?:se (?:quiere|mata)|quiere \w+se|sich umbringen|er|sie will|elle veut|il veut|quer se"
        r"|vuole|amig[oa]|freund\w*|ami|amie|amico|amica)\b"
    )
    own = r"\b(?:ich|mich|je|me|mi|quiero|quero|voglio|penso|pienso|yo|eu|io)\b"
    return "other" if re.search(others, sentence) and not re.search(own, sentence) else "self"
