"""Critique of a draft that the person pasted: what the checks find in it, and one rewrite.

found = critique(state, "Subject: ...")
found.findings, found.rewrite, found.state
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.events import Finding
from assistant.outreach.checks import check
from assistant.outreach.state import MAX_HISTORY, State
from assistant.outreach.talk.rewriting import Rewrite, brief_of_draft, rewrite


@dataclass(frozen=True)
class Critique:
    """The findings on a pasted draft, the rewrite (None where nothing needs mending), and the state after it."""

    findings: tuple[Finding, ...]
    rewrite: Rewrite | None
    state: State


def critique(state: State, text: str) -> Critique:
    """Check a pasted draft against itself: every word of it is the person's own. `undo` goes back to it as pasted."""
    brief = brief_of_draft(text, state.brief)
    findings = check(brief, text)
    pasted = replace(state, brief=brief, composed=text, shown=text, pasted=True, asking="")
    if all(item.passed for item in findings):
        return Critique(findings, None, pasted)
    result = rewrite(text, brief)
    history = (*state.history, pasted.to_json(with_history=False))[-MAX_HISTORY:]
    draft = result.draft
    after = replace(pasted, composed=draft.body, shown=draft.body, subject=draft.subject, history=history)
    return Critique(findings, result, after)
