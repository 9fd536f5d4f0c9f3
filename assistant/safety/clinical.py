"""Questions for a clinician, a lawyer or an immigration adviser (rubrics G08, G09).

The coach helps with talking and writing about cases, so a message that also asks for such help is not
stopped.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from assistant.safety.folding import Folded
from assistant.safety.patterns import load_rules

Field = Literal["clinical", "legal", "visa"]

_RULES = load_rules(Path(__file__).with_name("data") / "clinical.yaml")


def outside_question(folded: Folded) -> Field | None:
    """Return which other expert the text asks for, or None when the coach can help with it."""
    field = _asked(folded)
    if field is None or any(_RULES.any("in_scope", sentence) for sentence in folded.distinct):
        return None
    return field


def _asked(folded: Folded) -> Field | None:
    before = ""
    for sentence in folded.distinct:
        for rule in _RULES.groups["law"]:
            if rule.holds(sentence):
                return "visa" if rule.name == "visa" else "legal"
        for rule in _RULES.groups["clinical"]:
            if rule.holds(sentence) and ("followup" not in rule.tags or _RULES.any("symptoms", before)):
                return "clinical"
        before = f"{before} {sentence}"[-400:]
    return None
