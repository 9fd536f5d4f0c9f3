"""The sender's own contact, as it stands in the notes of a brief."""

from __future__ import annotations

import re

from assistant.outreach.brief import OutreachBrief

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\w)\+?\(?\d[\d ().-]{5,18}\d(?!\w)")
_PAGER = re.compile(r"\b(?:pager|bleep|ext(?:ension)?)\.?:? ?#?\d{2,6}\b", re.I)
_URL = re.compile(r"\b(?:https?://|www\.)\S+|\blinkedin\.com/\S+", re.I)


def contact(brief: OutreachBrief) -> str:
    """The sender's own contact from the notes, or ""."""
    notes = brief.notes or ""
    found = [pattern.search(notes) for pattern in (_EMAIL, _PHONE, _URL)]
    phone = found[1].group().strip(" .") if found[1] and not re.search(r"\d{4}-\d\d-\d\d", found[1].group()) else ""
    shown = [
        found[0].group().rstrip(".") if found[0] else "",
        phone or (pager.group() if (pager := _PAGER.search(notes)) else ""),
        found[2].group().rstrip(".,") if found[2] and not found[0] else "",
    ]
    return " | ".join(part for part in shown if part)


def without_contact(text: str) -> str:
    """Take the contact out of a remark, with the words that only led to it."""
    text = _EMAIL.sub("\u2063", _URL.sub("\u2063", text))
    text = _PAGER.sub("\u2063", text)
    text = _PHONE.sub("\u2063", text)
    text = re.sub(
        r"(?:\b(?:and|or|my|the|is|at|me|on|reach|contact|call|text|e-?mail|phone|tel|mobile|cell|number|"
        r"address|linkedin|details?|info|can|be|reached|line|signature|sign off with|in)\b[\s:,.]*)*\u2063",
        "",
        text,
        flags=re.I,
    )
    return (
        text.replace("\u2063", "").strip(" ,;:.|-/\n")
        if not re.search(r"\w{2,}", text.replace("\u2063", ""))
        else text.replace("\u2063", "").strip(" ,;|\n")
    )
