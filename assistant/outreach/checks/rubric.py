"""Message -> findings, one for each rubric item that can be decided; the door to the three modules of checks.

    findings = check(brief, "Subject: ...\\n\\nDear ...")
    verdict(findings)

Items that need judgement come back as `info` and passed, and say so. The rubric itself stands in
knowledge/rubrics/email.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from assistant.events import Draft, Finding
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.checks import asking, facts, form, names, tone
from assistant.outreach.checks.form import finding
from assistant.outreach.letter import BLANK, Letter, read_letter

Verdict = Literal["pass", "warn", "fail"]
Check = Callable[[Letter, OutreachBrief], Finding]

CHECKS: tuple[Check, ...] = (
    form.e01_length,
    form.e02_sentences,
    form.e03_subject,
    names.e04_name,
    tone.e05_introduction,
    tone.e06_reason,
    tone.e07_connection,
    asking.e08_one_ask,
    asking.e09_small,
    asking.e10_time,
    asking.e11_way_out,
    tone.e12_offer,
    form.e14_blanks,
    tone.e15_attachments,
    form.e16_gratitude,
    tone.e17_tone,
    asking.e18_not_mentor_yet,
    facts.e19_pronouns,
    names.e20_sign_off,
    form.e22_readability,
    form.e24_cliches,
    tone.e25_fits_kind,
    facts.e26_sensitive,
)


def check(brief: OutreachBrief, text: str) -> tuple[Finding, ...]:
    """Check a message against its brief; one finding an item, several for E13 when several facts lack ground."""
    letter = read_letter(text)
    found = [check(letter, brief) for check in CHECKS]
    found += facts.e13_all(letter, brief)
    return tuple(sorted(found, key=lambda item: item.item))


def check_draft(brief: OutreachBrief, draft: Draft, *, cited: int, own_words: Iterable[str]) -> tuple[Finding, ...]:
    """Check our own draft: the items of its text, and those of what stands beside it (E14, E21, E23, E27, E28)."""
    text = f"Subject: {draft.subject}\n\n{draft.body}" if draft.subject is not None else draft.body
    letter = read_letter(text)
    found = [item for item in check(brief, text) if item.item != "E14"]
    found.append(form.e14_blanks(letter, brief, draft.blanks))
    plan = bool(draft.follow_up) and "7 to 14 days" in draft.follow_up
    found.append(
        finding(
            "E21", plan, "warn", "the follow-up plan stands beside the draft" if plan else "there is no follow-up plan"
        )
    )
    found += [finding("E23", True, "info", prompt) for prompt in own_words]
    found.append(
        finding("E27", cited > 0, "warn", "the guidance behind it can be opened" if cited else "no guidance is cited")
    )
    found.append(finding("E28", True, "info", "only a draft: nothing has been sent, and you send it yourself"))
    return tuple(sorted(found, key=lambda item: item.item))


def verdict(findings: Iterable[Finding]) -> Verdict:
    """`fail` when a finding of that severity failed, `warn` when a warning did, else `pass`."""
    failed = {item.severity for item in findings if not item.passed}
    return "fail" if "fail" in failed else "warn" if "warn" in failed else "pass"


__all__ = ["BLANK", "CHECKS", "Verdict", "check", "check_draft", "verdict"]
