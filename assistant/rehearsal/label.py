"""One learner's turn -> which of R01 to R16 it shows (rubrics 4c-1, conventions of `label`).

True: shown in this turn. False: not shown, or done badly. Left out: does not apply. R05, R06 and R08 are true when
there is no defence, no self-attack, no remark about the giver.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.language import is_english
from assistant.rehearsal.evidence import Evidence, Reader
from assistant.rehearsal.found import THRESHOLDS, Found
from assistant.rehearsal.text import fold


@dataclass(frozen=True)
class Reading:
    """The labels of one turn, the segment that shows (or breaks) each, and what kind of line it answered."""

    labels: dict[str, bool]
    spans: dict[str, str]
    evidence: Evidence
    abusive: bool
    minimal: bool


class Labeller:
    """Labels turns of people who receive feedback. `reader` must be of the side "receive"."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def label(self, giver: str, text: str) -> dict[str, bool]:
        """Return the labels of one turn, given the line it answers."""
        return self.read(giver, text).labels

    def praises(self, giver: str) -> bool:
        """Whether a giver's line is praise with no fault in it."""
        return self._reader.praises(giver)

    def read(self, giver: str, text: str, *, abused: bool = False) -> Reading:
        """Return the labels of one turn with the segment behind each.

        `abused` says that the giver was abusive earlier in the conversation, which this line need not show.
        """
        evidence = self._reader.read(giver, text)
        return judge(evidence, self._reader.cues.count("sorry", fold(text)), abused=abused)


def judge(evidence: Evidence, sorries: int = 0, *, abused: bool = False) -> Reading:
    """Decide the labels from the evidence; `sorries` is how often the turn apologises."""
    abusive = abused or evidence.giver_chances.get("abusive", 0.0) > THRESHOLDS["abusive"]
    minimal = all("minimal" in piece.cues for piece in evidence.pieces)
    found = Found(evidence)
    spans = {} if minimal or not is_english(evidence.text) else found.spans()
    if sorries > 1 and "not R06" not in spans:
        spans["not R06"] = _first_with(evidence, "sorry")
    labels = {item: item in spans for item in ("R01", "R02", "R03", "R04", "R07", "R11", "R12")}
    labels |= {item: f"not {item}" not in spans for item in ("R05", "R06", "R08")}
    labels |= {item: True for item in ("R09", "R10", "R13", "R15") if item in spans}
    if "flat" in spans and "R10" not in spans:
        labels["R10"] = False
    if labels["R02"] and labels["R05"] and (labels["R11"] or labels["R12"]):
        labels["R14"] = True
    _boundary(labels, spans, abusive)
    if not evidence.pieces and abusive:
        labels = {item: labels[item] for item in ("R05", "R06", "R08")}
    return Reading(dict(sorted(labels.items())), spans, evidence, abusive, minimal)


def _boundary(labels: dict[str, bool], spans: dict[str, str], abusive: bool) -> None:
    """Abuse changes what is asked of the learner: a boundary is never a fault, and silence is no failure."""
    if abusive:
        for item in ("R01", "R02", "R03", "R04", "R07", "R11", "R12"):
            if not labels[item]:
                del labels[item]
        labels.pop("R10", None)
        if "hit" in spans:
            labels |= {"R16": False, "R05": False, "R08": False}
        elif "R16" in spans:
            labels |= {"R16": True, "R05": True, "R08": True}
    elif "R16" in spans and "hit" not in spans and labels["R05"] and labels["R08"]:
        labels["R16"] = True


def _first_with(evidence: Evidence, cue: str) -> str:
    return next((piece.segment.text for piece in evidence.pieces if cue in piece.cues), evidence.text.strip())
