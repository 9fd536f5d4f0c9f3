"""Mistreatment that somebody tells of as lived: harassment, assault, humiliation, discrimination, threats,
retaliation.

Rubric C11, framework F45. A general question ("what counts as harassment?", "how do I answer a blunt
attending?") is no disclosure and is answered from the guidance.
"""

from __future__ import annotations

import re
from pathlib import Path

from assistant.safety.folding import Folded
from assistant.safety.patterns import load_rules

# "You always pick on me" is said to somebody's face, in a rehearsal or a draft; a disclosure speaks of a
# third person.
_TO_THE_FACE = re.compile(r"\b(?:you|your|yourself)\b")
_THIRD_PERSON = re.compile(
    r"\b(?:he|she|they|his|her|their|him|them|attending|consultant|surgeon|supervisor|mentor|boss"
    r"|chief|senior|resident"
    r"|fellow|professor|pi|preceptor|registrar|director|pd|dean|doctor|colleague|nurse|somebody"
    r"|someone|said|told|was|were)\b"
)
_RULES = load_rules(Path(__file__).with_name("data") / "mistreatment.yaml")


def tells_of_mistreatment(folded: Folded) -> bool:
    """Whether the text tells of mistreatment that happened or goes on, to the writer or to somebody else."""
    return any(
        rule.holds(sentence)
        for sentence in folded.distinct
        if not _RULES.any("asking", sentence) and (not _TO_THE_FACE.search(sentence) or _THIRD_PERSON.search(sentence))
        for rule in _RULES.groups["told"]
    )
