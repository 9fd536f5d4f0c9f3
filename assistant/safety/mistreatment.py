"""Mistreatment that somebody tells of as lived: harassment, assault, humiliation, discrimination, threats, retaliation.

Rubric C11, framework F45. A general question ("what counts as harassment?", "how do I answer a blunt attending?")
is no disclosure and is answered from the guidance.
"""

from __future__ import annotations

from pathlib import Path

from assistant.safety.folding import Folded
from assistant.safety.patterns import load_rules

_RULES = load_rules(Path(__file__).with_name("data") / "mistreatment.yaml")


def tells_of_mistreatment(folded: Folded) -> bool:
    """Whether the text tells of mistreatment that happened or goes on, to the writer or to somebody else."""
    return any(
        rule.holds(sentence)
        for sentence in folded.sentences
        if not _RULES.any("asking", sentence)
        for rule in _RULES.groups["told"]
    )
