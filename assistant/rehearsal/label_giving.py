"""One mentor's turn -> which of V01 to V14 it shows (rubrics 4c-2).

True: shown. False: done badly, or not shown in this turn. V07 and V13 are true while nothing breaks them. V14 is
left out unless the turn moves the talk to a private place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.rehearsal.evidence import Evidence, Piece, Reader
from assistant.rehearsal.text import fold, words

SHOWN = ("V01", "V02", "V03", "V04", "V05", "V06", "V08", "V09", "V10", "V11", "V12")
THRESHOLD = 0.5
# A turn of more than this many words, or with more demands than this, is too much at once.
LECTURE_WORDS = 110
DEMANDS = 4
_DEMAND = re.compile(
    r"\b(?:you (?:need|have|must|should|ought|never|always)|don't|make sure|also|and "
    r"another thing|secondly|thirdly)\b"
)
_ABSOLUTE = re.compile(r"\byou(?:'re| are)? (?:\w+ )?(?:always|never)\b|\bevery (?:single )?time\b")
_ASKS = re.compile(r"\?|^(?:tell me|walk me|i'd like to hear|help me|i wonder)\b")
_WHEN = re.compile(
    r"\b(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?|"
    r"yesterday|today|this (?:morning|afternoon|week)|last (?:night|week|\w+day)|an hour ago|earlier|"
    r"in (?:the|that) (?:\w+ )?(?:meeting|round|clinic|session|theatre|team room|conversation|case)|"
    r"at (?:handover|the desk|\w+ o'clock|the bedside|\d+)|on (?:the )?rounds?|during|"
    r"when (?:she|he|they|the|i|you|mr|mrs|ms))\b"
)
_INSULT = re.compile(
    r"\b(?:idiot|moron|stupid|useless|pathetic|disgrace|shut up|worthless|waste of space|you'll never "
    r"be|my dog could)\b"
)


@dataclass(frozen=True)
class GivingReading:
    """The labels of one turn, the segment that shows or breaks each, and the evidence behind them."""

    labels: dict[str, bool]
    spans: dict[str, str]
    evidence: Evidence


class GivingLabeller:
    """Labels turns of people who give feedback. `reader` must be of the side "give"."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, learner: str, text: str) -> GivingReading:
        """Return the labels of one turn, given the learner's line that it answers."""
        return judge_giving(self._reader.read(learner, text))


def judge_giving(evidence: Evidence) -> GivingReading:
    """Decide the labels from the evidence."""
    spans: dict[str, str] = {}
    for piece in evidence.pieces:
        for label in _piece(piece):
            spans.setdefault(label, piece.segment.text)
    folded = fold(evidence.text)
    if "V03" not in spans and "V04" in spans and _WHEN.search(folded):
        spans["V03"] = spans["V04"]
    if len(words(folded)) > LECTURE_WORDS or len(_DEMAND.findall(folded)) >= DEMANDS:
        spans["not V07"] = evidence.text.strip()
    labels = {item: item in spans and f"not {item}" not in spans for item in SHOWN}
    labels |= {"V07": "not V07" not in spans, "V13": "not V13" not in spans}
    if "V14" in spans:
        labels["V14"] = True
    return GivingReading(dict(sorted(labels.items())), spans, evidence)


def _piece(piece: Piece) -> set[str]:
    folded = piece.segment.folded
    found = {item for item in (*SHOWN, "V14") if piece.chance(item) > THRESHOLD}
    if not _ASKS.search(folded):
        found -= {"V01", "V06", "V11"}
    if "V03" in found and not _WHEN.search(folded):
        found.discard("V03")
    if _INSULT.search(folded) and ("you" in words(folded) or piece.chance("move:give-insult") > 0.4):
        found = {"hit", "not V04", "not V10"}
    elif piece.chance("not V13") > 0.55:
        found |= {"not V13"}
        found -= set(SHOWN)
    elif piece.chance("move:give-label") > 0.55 or (_ABSOLUTE.search(folded) and not _ASKS.search(folded)):
        found |= {"not V04"}
        found -= {"V03", "V04", "V08", "V10"}
    if piece.chance("not V10") > 0.6 and "V10" not in found:
        found |= {"not V10"}
    if piece.chance("move:give-vague-praise") > 0.5:
        found |= {"vague-praise"}
        found -= {"V08", "V04"}
    return found
