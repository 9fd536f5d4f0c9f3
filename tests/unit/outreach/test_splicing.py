"""Spans of the person's own words, in the sentences that they end up in."""

from __future__ import annotations

import pytest

from assistant.outreach import compose, parse_brief


@pytest.mark.parametrize(
    ("kind", "field", "words", "expected"),
    [
        ("first-contact", "reason", "awake craniotomies fascinate me", "because awake craniotomies fascinate me."),
        (
            "first-contact",
            "reason",
            "works both in EM and on the council",
            "because you work both in EM and on the council.",
        ),
        (
            "first-contact",
            "reason",
            "came to our school for career day",
            "because you came to our school for career day.",
        ),
        (
            "first-contact",
            "reason",
            "your TEDx talk, where you said surgeons can be gentle",
            "Your TEDx talk, where you said",
        ),
        (
            "research-request",
            "reason",
            "your lab studies sleep in shift workers",
            "because your lab studies sleep in shift workers.",
        ),
        ("research-request", "ask", "help with data cleaning", "Could I help with data cleaning?"),
        ("shadowing-request", "ask", "sit in for two mornings", "Could I sit in for two mornings?"),
        ("shadowing-request", "reason", "considering cath lab nursing", "I am considering cath lab nursing."),
        (
            "first-contact",
            "ask",
            "to know if his method fits small wards",
            "May I ask you if your method fits small wards?",
        ),
        (
            "introduction-request",
            "ask",
            "put me in touch with the fellows",
            "Would you be willing to put me in touch with the fellows?",
        ),
        (
            "introduction-request",
            "ask",
            "connect me with Dr. Joan Marks",
            "Would you be willing to connect me with Dr. Joan Marks?",
        ),
        ("letter-request", "connection", "was my attending for 6 weeks", "You were my attending for 6 weeks."),
        ("letter-request", "connection", "research assistant in your lab", "I was a research assistant in your lab."),
        ("thank-you", "reason", "advice to sit down first", "Thank you for your advice to sit down first."),
        ("thank-you", "reason", "writing me a letter", "Thank you for writing me a letter."),
        ("follow-up", "connection", "emailed on 12 Feb re shadowing", "I emailed you on 12 February about shadowing."),
        (
            "check-in-request",
            "reason",
            "missed two deadlines and not sure how to go on",
            "I missed two deadlines and am not sure how to go on.",
        ),
        ("decline-reply", "ask", "try again in October", "You are welcome to try again in October."),
        ("decline-reply", "reason", "no time", "I have no time, so I have to say no this time."),
        ("first-contact", "reason", "read her 2023 paper on sleep", "I read your 2023 paper on sleep"),
        ("first-contact", "reason", "put up a flyer for a registry", "because you put up a flyer for a registry."),
        ("introduction-request", "connection", "She was my attending in May", "you were my attending in May."),
        ("follow-up", "connection", "my aunt's friend Dr. Ek knows me", "I turn to you because you know me."),
        ("letter-request", "ask", "write for me", "Would you feel able to write me a strong letter of recommendation?"),
        ("decline-reply", "reason", "she has no room in her lab", "I understand that you have no room in your lab;"),
        ("career-change", "reason", "moved from clinic to teaching", "because you moved from clinic to teaching."),
    ],
)
def test_a_span_becomes_a_sentence_that_could_be_sent(kind: str, field: str, words: str, expected: str) -> None:
    brief = parse_brief({"kind": kind, "recipient": {"name": "Ek", "title": "Dr."}, field: words})
    assert expected in compose(brief).draft.body


def test_praise_that_fits_anybody_becomes_a_blank() -> None:
    body = compose(parse_brief({"kind": "first-contact", "reason": "great researcher"})).draft.body
    assert "great researcher" not in body
    assert "[ADD: the one thing about their work" in body


def test_two_full_clauses_are_two_sentences() -> None:
    brief = parse_brief({"kind": "first-contact", "reason": "saw her on a panel, she said students should ask"})
    assert "panel, you said" not in compose(brief).draft.body


def test_the_r_of_statistics_stays() -> None:
    brief = parse_brief({"kind": "research-request", "offer": "know R, speak Hausa"})
    assert "know R" in compose(brief).draft.body
