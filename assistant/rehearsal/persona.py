"""What the persona says next: from its card and the lines of its style, never the same line twice."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assistant.embedding import Embeds, Vectors
from assistant.library.scenarios import Lines, Scenario, Sliders, State

# As like a question as this (cosine), a fact answers it. A feeling named or a plan asked for is answered with a fact
# only where that is plainly about it; the persona has lines of its own for these.
ANSWERS, ANSWERS_PLAINLY = 0.08, 0.4
_OWN_LINES_FIRST = frozenset({"reflected", "plan_asked"})
_DAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day")
_SENTENCE = re.compile(r"[^.!?\u2026]+[.!?\u2026]+")
MOST_SENTENCES = 3
# Where a move has no lines of its own, it is answered as this one.
_KIN = {
    "blamed": "defended",
    "attacked": "defended",
    "sarcastic": "attacked",
    "echoed": "minimal",
    "asked_vague": "asked",
    "check_back": "planned",
    "support": "asked",
    "disagreed_well": "asked",
    "acknowledged": "summarised",
    "off_topic": "any",
    "grade": "off_topic",
    "clinical": "off_topic",
    "feeling": "any",
    "kind": "asked",
    "biased": "labelled",
    "lectured": "told",
    "vague_praise": "told",
    "intent": "asked_view",
    "permission": "any",
    "impact": "specific",
    "standard": "told",
    "follow_up": "plan_asked",
    "private": "permission",
    "praised": "told",
    "dismissed": "labelled",
    "vague_plan": "any",
    "boundary": "any",
    "self_attacked": "any",
    "abusive": "attacked",
    "owned": "any",
    "thanked": "any",
}
# What a persona that trusts answers by saying what it held back.
_OPENING_UP = frozenset(
    "summarised acknowledged thanked owned feeling any vague_plan minimal asked disagreed_well "
    "specific impact praised standard "
    "reflected told asked_view intent".split()
)
_DOWN: dict[State, tuple[State, ...]] = {
    "guarded": ("guarded",),
    "thawing": ("thawing", "guarded"),
    "open": ("open", "thawing"),
}


@dataclass(frozen=True)
class Said:
    """One reply. `lines` are the card's lines used in it; `fact` is the place of the fact told, or None."""

    text: str
    lines: tuple[str, ...]
    fact: int | None = None
    revealed: bool = False


@dataclass(frozen=True)
class Moment:
    """Where the play stands when the persona speaks."""

    state: State
    act: str
    used: frozenset[str]
    told: frozenset[int]
    revealed: bool
    asks: int
    turn: int
    seed: int
    vector: Vectors | None = None
    said: str = ""


class Speaker:
    """Chooses lines. Holds the style lines and, per scenario, the embeddings of what its facts are about."""

    def __init__(self, styles: Mapping[str, Lines], embedder: Embeds) -> None:
        self._styles = styles
        self._embedder = embedder
        self._lock = threading.Lock()
        self._about: dict[tuple[str, ...], Vectors] = {}

    def reply(self, scenario: Scenario, sliders: Sliders, moment: Moment) -> Said:
        """Answer one turn."""
        if moment.act in ("asked", "kind", "disagreed_well", "asked_view", "intent", "reflected", "plan_asked"):
            answered = self._with_fact(scenario, sliders, moment)
            if answered:
                return answered
        if moment.state == "open" and not moment.revealed and scenario.holds_back and moment.act in _OPENING_UP:
            return self._revealing(scenario, scenario.holds_back.reveals, moment)
        hurried = sliders.time < 0.35 and moment.turn % 3 == 0 and moment.act in ("any", "vague_plan", "thanked")
        line = self._line(scenario, "hurry" if hurried else moment.act, moment)
        return Said(line, (line,))

    def leaving(self, scenario: Scenario, moment: Moment) -> Said:
        """What the persona says when its time is up."""
        line = self._line(scenario, "leaving", moment)
        return Said(line, (line,))

    def nearness(self, scenario: Scenario, vector: Vectors) -> float:
        """How like anything in the scenario a turn is (cosine, -1 to 1)."""
        if not vector.size:
            return 1.0
        return float((self._vectors(scenario) @ _unit(vector)).max())

    def _with_fact(self, scenario: Scenario, sliders: Sliders, moment: Moment) -> Said | None:
        """Answer a question with the fact that is nearest to it."""
        if moment.vector is None or not moment.vector.size:
            return None
        if moment.act == "asked" and sliders.specificity < 0.34 and moment.asks == 0 and moment.state != "open":
            line = self._line(scenario, "asked_vague", moment)
            return Said(line, (line,))
        least = ANSWERS_PLAINLY if moment.act in _OWN_LINES_FIRST else ANSWERS
        likeness = self._vectors(scenario)[: len(scenario.facts)] @ _unit(moment.vector)
        for place in np.argsort(-likeness, kind="stable"):
            fact = scenario.facts[int(place)]
            if likeness[place] < least:
                break
            wrong = (
                sliders.accuracy < 0.5 and fact.mistaken and moment.state != "open" and moment.act != "disagreed_well"
            )
            says = str(fact.mistaken) if wrong else fact.says
            if int(place) in moment.told and not (fact.mistaken and not wrong and says not in moment.used):
                continue
            if says in moment.used:
                continue
            return self._joined(scenario, says, int(place), moment)
        return None

    def _revealing(self, scenario: Scenario, reveals: str, moment: Moment) -> Said:
        """What was held back, behind a yes to what was said back or owned, where both fit."""
        if moment.act in ("summarised", "owned"):
            line = self._line(scenario, moment.act, moment)
            if _sentences(line) + _sentences(reveals) <= MOST_SENTENCES:
                return Said(f"{line} {reveals}", (line, reveals), revealed=True)
        return Said(reveals, (reveals,), revealed=True)

    def _joined(self, scenario: Scenario, says: str, place: int, moment: Moment) -> Said:
        """A short reaction in front of the fact when the learner disagreed; else the fact alone."""
        if moment.act == "disagreed_well":
            line = self._line(scenario, moment.act, moment)
            if _sentences(line) + _sentences(says) <= MOST_SENTENCES:
                return Said(f"{line} {says}", (line, says), fact=place)
        return Said(says, (says,), fact=place)

    def _line(self, scenario: Scenario, act: str, moment: Moment) -> str:
        """An unused line: the scenario's before the style's, this state before a lower one, the act before its kin."""
        own, style = scenario.lines, self._styles[scenario.persona.style]
        rng = random.Random(f"{moment.seed}/{scenario.id}/{moment.turn}/{act}")
        acts = [act]
        while acts[-1] in _KIN and _KIN[acts[-1]] not in acts:
            acts.append(_KIN[acts[-1]])
        if "any" not in acts:
            acts.append("any")
        for name in acts:
            states = _DOWN[moment.state] if name != "leaving" else ("guarded",)
            for state in states:
                for lines in (own, style):
                    unused = [
                        line
                        for line in lines.get(state, {}).get(name, ())
                        if line not in moment.used and not _clash(line, moment.said)
                    ]
                    if unused:
                        return rng.choice(unused)
        return "..."

    def _vectors(self, scenario: Scenario) -> Vectors:
        """Embeddings of what each fact is about, then of the opening and the setting."""
        texts = (*(fact.about for fact in scenario.facts), scenario.opening, scenario.setting)
        with self._lock:
            if texts not in self._about:
                self._about[texts] = self._embedder.documents(texts)
            return self._about[texts]


def _clash(line: str, said: str) -> bool:
    """Whether a line names another day than the turn that it answers."""
    named, asked = set(_DAY.findall(line.lower())), set(_DAY.findall(said.lower()))
    return bool(named and asked) and not named <= asked


def _unit(vector: Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length, dtype=np.float32) if length else vector


def _sentences(line: str) -> int:
    return max(1, len(_SENTENCE.findall(line)))
