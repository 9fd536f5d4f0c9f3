"""State -> draft, findings and sources, with the person's own edits kept. What the conversation and the page share.

state = State.read(remembered).with_value("recipient.name", "Lindqvist").with_value("tone", "formal")
written = write(state, library)
written.draft, written.findings, written.citations, written.state.to_json()
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.events import Citation, Draft, Finding
from assistant.library import Library
from assistant.outreach.bank import load_bank
from assistant.outreach.checks import check, check_draft
from assistant.outreach.citing import citations_for
from assistant.outreach.commands import findings_for
from assistant.outreach.compose import compose
from assistant.outreach.export import to_text
from assistant.outreach.letter import BLANK
from assistant.outreach.state import State
from assistant.outreach.talk.keeping import keep_edits

# What was decided while writing, and is said beside the draft.
_DECISIONS = ("E01", "E08", "E13", "E17", "E18", "E26")


@dataclass(frozen=True)
class Written:
    """A draft with all that stands beside it. `asides` say what was decided while writing."""

    state: State
    draft: Draft
    findings: tuple[Finding, ...]
    citations: tuple[Citation, ...] = ()
    asides: tuple[str, ...] = ()


def write(state: State, library: Library) -> Written:
    """Compose from the brief and make the person's edits of the last draft again.

    A pasted draft is the person's own text: it is shown as it stands. The brief needs a `kind`, else ValueError.
    """
    if state.pasted and state.composed:
        return show(state)
    composed = compose(state.brief, keep_sensitive=state.keep_sensitive, short=state.short)
    body = composed.draft.body
    if state.composed:
        body = keep_edits(state.composed, state.shown, body)
    subject = state.own_subject or composed.draft.subject
    if composed.draft.subject is None:
        subject = None
    draft = replace(composed.draft, subject=subject, body=body, blanks=blanks_of(subject, body))
    citations = citations_for(state.brief, library, mentor_asked=composed.mentor_asked)
    decided = findings_for(state.brief, replace(composed, draft=draft), citations)
    plain = {item.message for item in check(state.brief, to_text(draft))}
    asides = tuple(
        item.message
        for item in decided
        if item.passed and item.severity == "info" and item.item in _DECISIONS and item.message not in plain
    )
    after = replace(state, composed=composed.draft.body, shown=body, subject=subject, pasted=False)
    return Written(after, draft, decided, citations, asides)


def show(state: State) -> Written:
    """The text as it stands, after a change that was made in it directly."""
    draft = Draft(state.subject, state.shown, blanks_of(state.subject, state.shown), "")
    if state.brief.kind is None:
        return Written(state, draft, check(state.brief, to_text(draft)))
    kind = load_bank().text_of(state.brief)
    draft = replace(draft, follow_up=compose(state.brief).draft.follow_up)
    return Written(state, draft, check_draft(state.brief, draft, cited=1, own_words=kind.own_words))


def blanks_of(subject: str | None, body: str) -> tuple[str, ...]:
    """The blanks of a draft, in order."""
    return tuple(BLANK.findall(f"{subject or ''}\n{body}"))
