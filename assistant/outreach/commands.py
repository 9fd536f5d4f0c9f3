"""What the command line calls: `draft`, `check` and `extract`, each a pure function from JSON values to JSON values.

    draft({"kind": "thank-you"}, library)
    check({"kind": "thank-you"}, "Subject: ...", library)
    extract("hey can u help me email prof lindqvist?")

Bad input raises InputError, fit to be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.errors import InputError
from assistant.events import Citation, Draft, Finding
from assistant.library import Library
from assistant.outreach import checks
from assistant.outreach.bank import load_bank
from assistant.outreach.brief import OutreachBrief, parse_brief
from assistant.outreach.checks import check_draft, verdict
from assistant.outreach.checks.form import finding
from assistant.outreach.citing import citations_for
from assistant.outreach.compose import Composed, compose
from assistant.outreach.refusals import declined
from assistant.outreach.understand import understand

MAX_TEXT = 60_000


def draft(brief: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """Write one draft: `{"draft", "findings", "citations", "refused"}`. A declined brief has no draft."""
    parsed = parse_brief(brief)
    refused = declined(parsed)
    if refused:
        return {"draft": None, "findings": [], "citations": [], "refused": refused}
    composed = compose(parsed)
    citations = citations_for(parsed, library, mentor_asked=composed.mentor_asked)
    findings = findings_for(parsed, composed, citations)
    return {
        "draft": draft_dict(composed.draft),
        "findings": [finding_dict(item) for item in findings],
        "citations": [citation_dict(item) for item in citations],
        "refused": None,
    }


def check(brief: Mapping[str, Any], text: object) -> dict[str, Any]:
    """Check one message: `{"findings", "verdict"}`."""
    parsed = parse_brief(brief)
    if not isinstance(text, str):
        raise InputError(f"'text' must be the message as text, not '{str(text)[:60]}'")
    if len(text) > MAX_TEXT:
        raise InputError(f"'text' has {len(text)} characters; send one message of at most {MAX_TEXT}")
    findings = checks.check(parsed, text)
    return {"findings": [finding_dict(item) for item in findings], "verdict": verdict(findings)}


def extract(text: object) -> dict[str, Any]:
    """Find the facts of one message: `{"brief": {...}}`; what is not stated is absent."""
    if not isinstance(text, str):
        raise InputError(f"'text' must be a message, not '{str(text)[:60]}'")
    return {"brief": understand(text[:MAX_TEXT]).to_dict()}


def findings_for(brief: OutreachBrief, composed: Composed, citations: Iterable[Citation]) -> tuple[Finding, ...]:
    """The findings on our own draft, with what was decided while writing it."""
    kind = load_bank().text_of(brief)
    found = [*check_draft(brief, composed.draft, cited=len(tuple(citations)), own_words=kind.own_words)]
    texts = load_bank().coaching.texts
    if composed.mentor_asked:
        found.append(finding("E18", True, "info", texts["why_not_mentor"]))
    if composed.kept_back:
        found.append(finding("E08", True, "info", texts["kept_back"].replace("{what}", composed.kept_back.strip())))
    for item in composed.sensitive:
        found.append(finding("E26", True, "info", texts["left_out"].replace("{what}", item.what)))
    if composed.blame:
        found.append(finding("E17", True, "info", texts["left_out_blame"].replace("{what}", composed.blame)))
    for name in composed.shortened:
        found.append(finding("E01", True, "info", texts["shortened"].replace("{what}", name)))
    if composed.notes.ignored:
        found.append(finding("E13", True, "info", texts["note_is_data"]))
    return tuple(sorted(found, key=lambda item: item.item))


def draft_dict(draft: Draft) -> dict[str, Any]:
    """A draft as JSON values."""
    return {"subject": draft.subject, "body": draft.body, "blanks": list(draft.blanks), "follow_up": draft.follow_up}


def finding_dict(item: Finding) -> dict[str, Any]:
    """A finding as JSON values."""
    return {
        "item": item.item,
        "passed": item.passed,
        "severity": item.severity,
        "message": item.message,
        "quote": item.quote,
    }


def citation_dict(item: Citation) -> dict[str, Any]:
    """A citation as JSON values."""
    return {"n": item.n, "card": item.card, "section": item.section, "quote": item.quote, "rows": list(item.rows)}
