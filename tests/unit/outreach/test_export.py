from __future__ import annotations

import email
import io
from email import policy
from urllib.parse import parse_qs, urlsplit

from docx import Document

from assistant.events import Citation, Draft
from assistant.outreach.export import mailto, to_docx, to_eml, to_markdown, to_text

DRAFT = Draft(
    "A question for Dr. Håkansson",
    "Dear Dr. Håkansson,\n\nCould we talk?\n\n[ADD: your full name]",
    ("[ADD: your full name]",),
    "Follow up once.",
)


def test_an_eml_opens_as_an_unsent_message_with_the_same_words() -> None:
    message = email.message_from_bytes(to_eml(DRAFT, "n@example.org"), policy=policy.default)
    assert message["Subject"] == DRAFT.subject
    assert message["To"] == "n@example.org"
    assert message["X-Unsent"] == "1"
    assert message.get_content().replace("\r\n", "\n").strip() == DRAFT.body


def test_no_line_break_adds_a_header() -> None:
    message = email.message_from_bytes(to_eml(Draft("Hi\nBcc: x@example.org", "Body")), policy=policy.default)
    assert message["Bcc"] is None


def test_a_mailto_link_carries_subject_and_body_or_is_not_offered() -> None:
    link = mailto(DRAFT, "n@example.org")
    assert link is not None
    query = parse_qs(urlsplit(link).query)
    assert query["subject"] == [DRAFT.subject]
    assert query["body"][0].replace("\r\n", "\n") == DRAFT.body
    assert mailto(Draft("S", "x " * 2000)) is None


def test_markdown_and_word_hold_draft_blanks_follow_up_and_sources() -> None:
    cited = [Citation(1, "first-email", "Answer", "Keep it short.", (), "How do I write?")]
    words = to_markdown(DRAFT, cited)
    paragraphs = "\n".join(p.text for p in Document(io.BytesIO(to_docx(DRAFT, cited))).paragraphs)
    for text in (words, paragraphs):
        assert "Could we talk?" in text
        assert "[ADD: your full name]" in text
        assert "Follow up once." in text
        assert "Keep it short." in text


def test_plain_text_has_the_subject_first() -> None:
    assert to_text(DRAFT).startswith("Subject: A question for Dr. Håkansson\n\nDear")
    assert to_text(Draft(None, "Hello")) == "Hello"
