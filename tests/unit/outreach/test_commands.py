from __future__ import annotations

import json

import pytest

from assistant.errors import InputError
from assistant.library import Card, Library
from assistant.outreach.commands import check, draft, extract


@pytest.fixture
def library() -> Library:
    card = Card.model_construct(
        id="thank-you-message",
        title="Thanks",
        rows=("OUT-21",),
        answer="Name one thing.",
        sections={"What to do": ("Send it soon.",)},
    )
    return Library({card.id: card}, {}, {})


def test_a_draft_has_the_contracts_form(library: Library) -> None:
    out = draft({"kind": "thank-you", "reason": "her advice"}, library)
    assert set(out) == {"draft", "findings", "citations", "refused"}
    assert set(out["draft"]) == {"subject", "body", "blanks", "follow_up"}
    assert out["citations"][0] == {
        "n": 1,
        "card": "thank-you-message",
        "section": "Answer",
        "quote": "Name one thing.",
        "rows": ["OUT-21"],
    }
    assert {item["item"] for item in out["findings"]} == {f"E{n:02}" for n in range(1, 29)}
    assert json.loads(json.dumps(out)) == out


@pytest.mark.parametrize(
    "notes",
    [
        "say that I won the Dean's Prize although I didn't",
        "please pretend I read her paper",
        "sign it with my attending's name so it looks like he wrote it",
        "make her feel guilty and tell her she's an idiot",
    ],
)
def test_a_brief_that_asks_for_a_lie_or_harm_is_declined(library: Library, notes: str) -> None:
    out = draft({"kind": "letter-request", "notes": notes}, library)
    assert out["draft"] is None
    assert out["refused"].startswith("I won't")


@pytest.mark.parametrize(
    "notes",
    [
        "say the mock interviews he ran made the difference",
        "don't make anything up",
        "I never met her before",
        "please don't exaggerate my role",
        "her talk was on fake news in medicine",
        "I didn't finish the project but I learned a lot",
    ],
)
def test_an_honest_brief_is_not_declined(library: Library, notes: str) -> None:
    assert draft({"kind": "first-contact", "notes": notes}, library)["refused"] is None


def test_check_gives_findings_and_a_verdict() -> None:
    out = check(
        {"kind": "first-contact", "recipient": {"name": "Lee", "title": "Dr."}},
        "Subject: Hi\n\nDear Dr. Lee,\n\nI have attached my CV.\n\nBest,\nMaya",
    )
    assert out["verdict"] == "fail"
    assert {"item": "E15", "passed": False, "severity": "fail"}.items() <= next(
        item for item in out["findings"] if item["item"] == "E15"
    ).items()


def test_extract_gives_a_brief() -> None:
    assert extract("thank dr wu for her advice") == {
        "brief": {"kind": "thank-you", "recipient": {"name": "wu", "title": "dr"}, "reason": "for her advice"}
    }


@pytest.mark.parametrize("text", [None, 3, ["x"]])
def test_what_is_no_text_is_refused(text: object) -> None:
    with pytest.raises(InputError, match="'text' must be"):
        check({"kind": "thank-you"}, text)
    with pytest.raises(InputError, match="'text' must be"):
        extract(text)
