"""A draft as a file or a link: .eml, mailto, .docx, .md. Nothing is ever sent from here.

to_eml(draft, to="...")      # bytes that a mail program opens as an unsent message
mailto(draft)                # a link; the mail program opens with the draft in it
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from docx import Document

from assistant.events import Citation, Draft

MAX_MAILTO = 1_900


def to_text(draft: Draft) -> str:
    """The draft as plain text, to be copied."""
    return f"Subject: {draft.subject}\n\n{draft.body}" if draft.subject else draft.body


def to_eml(draft: Draft, to: str = "") -> bytes:
    """An unsent message (RFC 5322; `X-Unsent` lets a mail program open it for editing)."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _one_line(draft.subject or "")
    if to and "@" in to:
        message["To"] = _one_line(to)
    message["X-Unsent"] = "1"
    message.set_content(draft.body + "\n", charset="utf-8")
    return message.as_bytes()


def mailto(draft: Draft, to: str = "") -> str | None:
    """A mailto link, or None where the draft is too long: some programs cut links over 1,900 characters."""
    address = quote(_one_line(to), safe="@.+-_") if "@" in to else ""
    body = quote(draft.body.replace("\n", "\r\n"), safe="")
    link = f"mailto:{address}?subject={quote(_one_line(draft.subject or ''), safe='')}&body={body}"
    return link if len(link) <= MAX_MAILTO else None


def to_markdown(draft: Draft, citations: Iterable[Citation] = ()) -> str:
    """The draft with its blanks, the follow-up and, where given, its sources, as Markdown."""
    parts = [f"# {draft.subject}" if draft.subject else "# Draft", draft.body.replace("\n", "  \n")]
    if draft.blanks:
        parts.append("## Still to fill in\n\n" + "\n".join(f"- [ ] {blank}" for blank in draft.blanks))
    if draft.follow_up:
        parts.append(f"## Following up\n\n{draft.follow_up}")
    cited = [
        f"{citation.n}. {citation.title or citation.card} ({citation.section}): {citation.quote}"
        for citation in citations
    ]
    if cited:
        parts.append("## What this rests on\n\n" + "\n".join(cited))
    return "\n\n".join(parts) + "\n"


def to_docx(draft: Draft, citations: Iterable[Citation] = ()) -> bytes:
    """The same as a Word document."""
    document = Document()
    if draft.subject:
        document.add_heading(draft.subject, level=1)
    for paragraph in draft.body.split("\n\n"):
        document.add_paragraph(paragraph)
    if draft.blanks:
        document.add_heading("Still to fill in", level=2)
        for blank in draft.blanks:
            document.add_paragraph(blank, style="List Bullet")
    if draft.follow_up:
        document.add_heading("Following up", level=2)
        for paragraph in draft.follow_up.split("\n\n"):
            document.add_paragraph(paragraph)
    cited = list(citations)
    if cited:
        document.add_heading("What this rests on", level=2)
        for citation in cited:
            document.add_paragraph(
                f"{citation.title or citation.card} ({citation.section}): {citation.quote}", style="List Number"
            )
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _one_line(text: str) -> str:
    """No line break can add a header."""
    return " ".join(text.split())
