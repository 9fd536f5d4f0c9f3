from __future__ import annotations

import pytest

from assistant.errors import InputError
from assistant.library import Library
from assistant.outreach import State, parse_brief, set_field, write

EMPTY = Library(cards={}, sources={}, rows={})
BRIEF = parse_brief(
    {
        "kind": "first-contact",
        "sender": {"name": "Maya Chen", "stage": "M1"},
        "recipient": {"name": "Lindqvist", "title": "Prof."},
        "reason": "her talk on burnout",
    }
)


def test_a_value_is_set_by_its_dotted_name_and_taken_out_by_none() -> None:
    named = set_field(BRIEF, "recipient.name", "Ek")
    assert named.recipient.name == "Ek"
    assert named.recipient.title == "Prof."
    assert set_field(named, "reason", None).reason is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("colour", "red"), ("recipient.shoe", "44"), ("reason.why", "x"), ("tone", "loud"), ("minutes", 0)],
)
def test_a_bad_field_or_value_is_named(field: str, value: object) -> None:
    with pytest.raises(InputError, match=field.split(".")[-1] if field != "reason.why" else "reason.why"):
        set_field(BRIEF, field, value)


def test_the_page_can_set_a_value_and_the_persons_edits_stay() -> None:
    first = write(State(BRIEF), EMPTY)
    assert "Dear Prof. Lindqvist" in first.draft.body
    mine = first.state.with_body(first.draft.body.replace("Thank you for reading this.", "Many thanks from Lund."))
    second = write(mine.with_value("recipient.name", "Ek"), EMPTY)
    assert "Dear Prof. Ek" in second.draft.body
    assert "Many thanks from Lund." in second.draft.body
    assert second.state.brief.recipient.name == "Ek"
    assert len(second.state.history) == 1


def test_another_channel_is_another_text() -> None:
    first = write(State(BRIEF), EMPTY)
    note = write(first.state.with_value("channel", "linkedin"), EMPTY)
    assert note.draft.subject is None
    assert len(note.draft.body) <= 300


def test_blanks_are_counted_in_the_edited_text() -> None:
    first = write(State(BRIEF), EMPTY)
    assert first.draft.blanks
    filled = first.state.with_body(first.draft.body.replace("[ADD: your email or phone]", "maya@example.edu"))
    again = write(filled, EMPTY)
    assert "[ADD: your email or phone]" not in again.draft.blanks
