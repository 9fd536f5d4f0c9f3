"""What a turn does to the persona: from the labels of a turn to acts, the first of which is answered.

A turn can do several things at once. All of them move trust; the most pressing one is answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language import is_english
from assistant.rehearsal.label import Reading
from assistant.rehearsal.label_giving import GivingReading
from assistant.rehearsal.text import fold, is_copy, words

# Most pressing first: what is answered when a turn does several things.
_RECEIVE_ORDER = (
    "abusive",
    "boundary",
    "clinical",
    "attacked",
    "sarcastic",
    "defended",
    "blamed",
    "self_attacked",
    "disagreed_well",
    "kind",
    "asked",
    "check_back",
    "support",
    "planned",
    "owned",
    "summarised",
    "grade",
    "feeling",
    "vague_plan",
    "acknowledged",
    "thanked",
    "echoed",
    "minimal",
    "off_topic",
)
_GIVE_ORDER = (
    "abusive",
    "biased",
    "clinical",
    "labelled",
    "dismissed",
    "lectured",
    "reflected",
    "private",
    "follow_up",
    "plan_asked",
    "intent",
    "asked_view",
    "permission",
    "praised",
    "standard",
    "impact",
    "specific",
    "vague_praise",
    "told",
    "minimal",
    "off_topic",
)
# Moves by which somebody listens (rubric P02).
LISTENING = frozenset({"summarised", "asked", "acknowledged", "disagreed_well"})
GIVE_LISTENING = frozenset({"asked_view", "intent", "reflected", "plan_asked"})

_CLINICAL = re.compile(
    r"\b(?:what(?:'s| is| are| should| would)?|how much|which|should (?:i|we)|can (?:i|we)|do (?:i|we)"
    r")\b.{0,60}\b(?:dos(?:e|es|age|ing)|mg|"
    r"antibiotics?|diagnos[ei]s|treat(?:ment)?|prescribe|medication|drug of choice|side effects?|"
    r"contraindicat\w+|ct scan|mri|ecg|biopsy|"
    r"vancomycin|heparin|insulin|warfarin|potassium level)\b"
)
_GRADE = re.compile(
    r"\b(?:grade|mark|marks|score|honou?rs|transcript|appeal|first author|evaluation form|letter|pass|"
    r"points|100|hundred)\b"
)
# As unlike anything in the scenario as this, a turn is about something else.
OFF_TOPIC = 0.12
# From this likeness on, a clinical word belongs to what the talk is about.
NEAR = 0.4


@dataclass(frozen=True)
class Acts:
    """What one turn does. `first` is answered; `all` moves trust; `listened` says whether it counts as listening."""

    first: str
    all: tuple[str, ...]
    listened: bool


# A question in a word: it is answered, and it is not yet listening.
_ONE_WORD = re.compile(
    r"^(?:why|when|how|how so|what|where|who|which(?: one)?|such as|like what|for example|meaning)\W*$"
)


def receive_acts(reading: Reading, giver: str, earlier: tuple[str, ...], nearness: float) -> Acts:
    """Acts of a learner's turn.

    `earlier` are the learner's turns so far: a turn said again is not listening again. `nearness` is the likeness
    (cosine) of the turn to anything in the scenario.
    """
    labels, spans = reading.labels, reading.spans
    text = fold(reading.evidence.text)
    acts: set[str] = set()
    if _ONE_WORD.match(text):
        return Acts("asked", ("minimal",), False)
    if not is_english(reading.evidence.text):
        return Acts("off_topic", ("off_topic",), False)
    if "hit" in spans:
        acts.add("abusive")
    elif labels.get("R16"):
        acts.add("boundary")
    acts |= _against(reading)
    if _CLINICAL.search(text) and nearness < NEAR:
        return Acts("clinical", ("clinical",), False)
    names = {
        "R10": "disagreed_well",
        "R15": "kind",
        "R12": "check_back",
        "R13": "support",
        "R11": "planned",
        "R07": "owned",
        "R03": "summarised",
        "R02": "thanked",
        "R09": "feeling",
        "R01": "acknowledged",
    }
    acts |= {act for item, act in names.items() if labels.get(item)}
    if labels.get("R04") and spans.get("R04") != spans.get("R03"):
        acts.add("asked")
    if not acts:
        acts.add(_empty_handed(reading, giver, text, nearness))
    if "grade" not in acts and _GRADE.search(text) and not acts & {"kind", "asked", "planned", "summarised", "owned"}:
        acts.add("grade")
    ordered = tuple(act for act in _RECEIVE_ORDER if act in acts) or ("any",)
    repeated = text in {fold(turn) for turn in earlier}
    against = bool(acts & {"abusive", "attacked", "sarcastic", "defended", "blamed"})
    return Acts(ordered[0], ordered, bool(acts & LISTENING) and not against and not repeated)


def give_acts(reading: GivingReading, earlier: tuple[str, ...], nearness: float) -> Acts:
    """Acts of a mentor's turn to a learner; parameters as in `receive_acts`."""
    labels = reading.labels
    text = fold(reading.evidence.text)
    names = {
        "V01": "asked_view",
        "V02": "permission",
        "V03": "specific",
        "V04": "specific",
        "V05": "impact",
        "V06": "intent",
        "V08": "praised",
        "V09": "standard",
        "V10": "reflected",
        "V11": "plan_asked",
        "V12": "follow_up",
        "V14": "private",
    }
    acts = {act for item, act in names.items() if labels.get(item)}
    broken = {"V04": "labelled", "V13": "biased", "V10": "dismissed", "V07": "lectured"}
    acts |= {act for item, act in broken.items() if labels.get(item) is False and f"not {item}" in reading.spans}
    if "hit" in reading.spans:
        acts.add("abusive")
    if _CLINICAL.search(text) and nearness < NEAR:
        return Acts("clinical", ("clinical",), False)
    if "vague-praise" in reading.spans and "praised" not in acts:
        acts.add("vague_praise")
    if not acts:
        if len(words(text)) <= 2:
            acts.add("minimal")
        else:
            acts.add("off_topic" if nearness < OFF_TOPIC else "told")
    ordered = tuple(act for act in _GIVE_ORDER if act in acts) or ("any",)
    repeated = text in {fold(turn) for turn in earlier}
    against = bool(acts & {"abusive", "biased", "labelled", "dismissed"})
    return Acts(ordered[0], ordered, bool(acts & GIVE_LISTENING) and not against and not repeated)


def _against(reading: Reading) -> set[str]:
    labels, spans = reading.labels, reading.spans
    acts: set[str] = set()
    if labels.get("R08") is False:
        acts.add("attacked")
    if labels.get("R06") is False:
        acts.add("self_attacked")
    if labels.get("R05") is False and "attacked" not in acts:
        piece = next((p for p in reading.evidence.pieces if p.segment.text == spans.get("not R05")), None)
        if piece is not None and piece.chance("move:sarcasm") > max(0.3, piece.chance("move:excuse")):
            acts.add("sarcastic")
        elif piece is not None and "other-people" in piece.cues:
            acts.add("blamed")
            acts.add("defended")
        else:
            acts.add("defended")
    return acts


def _empty_handed(reading: Reading, giver: str, text: str, nearness: float) -> str:
    """The act of a turn that shows and breaks nothing."""
    if reading.minimal or len(words(text)) <= 1:
        return "minimal"
    if is_copy(text, fold(giver)):
        return "echoed"
    if any(piece.chance("move:vague-plan") > 0.5 and "vague-act" in piece.cues for piece in reading.evidence.pieces):
        return "vague_plan"
    return "off_topic" if nearness < OFF_TOPIC else "any"
