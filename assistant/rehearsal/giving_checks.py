"""Scores of V01 to V14 for a person who gives feedback, on the scale of checks.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.rehearsal.checks import Score, not_seen
from assistant.rehearsal.label_giving import GivingLabeller, GivingReading
from assistant.rehearsal.session import Line
from assistant.rehearsal.text import fold, sentences, words

_TELLS = ("V03", "V04", "V05", "V09")


@dataclass(frozen=True)
class Given:
    """One turn of the giver's. `turn` is its place among all turns, from 1."""

    turn: int
    text: str
    reading: GivingReading

    def has(self, item: str) -> bool:
        """Whether the item is shown."""
        return self.reading.labels.get(item) is True

    def quote(self, label: str) -> str:
        """The words behind a label; an exact substring of the turn."""
        found = sentences(self.text)
        return self.reading.spans.get(label) or (found[0].text if found else self.text.strip())


Givens = tuple[Given, ...]


def read_giving(turns: Sequence[Line], labeller: GivingLabeller) -> Givens:
    """Label each of the giver's turns against the learner's line before it; turns without words are left out."""
    given: list[Given] = []
    last = ""
    for place, line in enumerate(turns, 1):
        if line.who == "learner":
            last = line.text
        elif words(fold(line.text)):
            given.append(Given(place, line.text, labeller.read(last, line.text)))
    return tuple(given)


def score_giving(given: Givens) -> tuple[Score, ...]:
    """Score every item; all are not seen where there is too little to judge."""
    if sum(len(words(fold(turn.text))) for turn in given) < 4:
        return tuple(not_seen(item) for item in GIVING_CHECKS)
    return tuple(check(given) for check in GIVING_CHECKS.values())


def view_first(given: Givens) -> Score:
    """V01: before the first judgement."""
    found = _first(given, "V01")
    if not found:
        return _absent(given, "V01")
    told = next((turn for turn in given if turn.turn < found.turn and any(turn.has(item) for item in _TELLS)), None)
    return _at("V01", 1 if told or _labelled(given, found.turn) else 3, found, "late" if told else "clear")


def purpose(given: Givens) -> Score:
    """V02."""
    found = _first(given, "V02")
    if not found:
        return _absent(given, "V02")
    early = given.index(found) <= 1
    return _at("V02", 3 if early else 1, found, "clear" if early else "late")


def behaviour(given: Givens) -> Score:
    """V04."""
    labelled = next((turn for turn in given if "not V04" in turn.reading.spans), None)
    found = _first(given, "V04")
    if found and labelled:
        return _at("V04", 1, labelled, "mixed", "not V04")
    if labelled:
        return _at("V04", 0, labelled, "poor", "not V04")
    return _at("V04", 3, found) if found else _absent(given, "V04")


def few_points(given: Givens) -> Score:
    """V07."""
    heavy = next((turn for turn in given if "not V07" in turn.reading.spans), None)
    if heavy:
        return _at("V07", 0, heavy, "poor", "not V07")
    found = next((turn for turn in given if any(turn.has(item) for item in _TELLS)), None)
    return _at("V07", 3, found, label=next(i for i in _TELLS if found.has(i))) if found else not_seen("V07")


def reinforces(given: Givens) -> Score:
    """V08."""
    found = _first(given, "V08")
    if found:
        return _at("V08", 3, found)
    vague = next((turn for turn in given if "vague-praise" in turn.reading.spans), None)
    return _at("V08", 1, vague, "vague", "vague-praise") if vague else _absent(given, "V08", 4)


def answers_feeling(given: Givens) -> Score:
    """V10."""
    found = _first(given, "V10")
    passed = next((turn for turn in given if "not V10" in turn.reading.spans), None)
    if found:
        return _at("V10", 1, passed, "mixed", "not V10") if passed else _at("V10", 3, found)
    return _at("V10", 0, passed, "poor", "not V10") if passed else _absent(given, "V10")


def plans_together(given: Givens) -> Score:
    """V11."""
    found = _first(given, "V11")
    if found:
        return _at("V11", 3, found)
    told = next(
        (turn for turn in given if any(p.chance("move:give-tell") > 0.5 for p in turn.reading.evidence.pieces)), None
    )
    if told and len(given) >= 2 and len(words(fold(told.text))) > 3:
        return _at("V11", 1, told, "told")
    return _absent(given, "V11", 3)


def fair(given: Givens) -> Score:
    """V13."""
    unfair = next((turn for turn in given if "not V13" in turn.reading.spans or "hit" in turn.reading.spans), None)
    if unfair:
        return _at("V13", 0, unfair, "poor", "hit" if "hit" in unfair.reading.spans else "not V13")
    telling = next((turn for turn in given if any(turn.has(item) for item in _TELLS)), None)
    return _at("V13", 3, telling, label=next(i for i in _TELLS if telling.has(i))) if telling else not_seen("V13")


def _simple(item: str, at_least: int = 2) -> Callable[[Givens], Score]:
    def check(given: Givens) -> Score:
        found = _first(given, item)
        return _at(item, 3, found) if found else _absent(given, item, at_least)

    return check


def private(given: Givens) -> Score:
    """V14: only counted where the talk was moved."""
    found = _first(given, "V14")
    return _at("V14", 3, found) if found else not_seen("V14")


GIVING_CHECKS: dict[str, Callable[[Givens], Score]] = {
    "V01": view_first,
    "V02": purpose,
    "V03": _simple("V03"),
    "V04": behaviour,
    "V05": _simple("V05"),
    "V06": _simple("V06", 3),
    "V07": few_points,
    "V08": reinforces,
    "V09": _simple("V09", 3),
    "V10": answers_feeling,
    "V11": plans_together,
    "V12": _simple("V12", 3),
    "V13": fair,
    "V14": private,
}


def _first(given: Givens, item: str) -> Given | None:
    return next((turn for turn in given if turn.has(item)), None)


def _labelled(given: Givens, before: int) -> bool:
    return any(turn.turn < before and "not V04" in turn.reading.spans for turn in given)


def _at(item: str, score: int, turn: Given, why: str = "clear", label: str | None = None) -> Score:
    return Score(item, score, turn.turn, turn.quote(label or item), why)


def _absent(given: Givens, item: str, at_least: int = 2) -> Score:
    if len(given) < at_least:
        return not_seen(item)
    return Score(item, 0, given[0].turn, given[0].quote("any"), "absent")
