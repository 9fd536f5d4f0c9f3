from __future__ import annotations

from assistant.outreach.brief import parse_brief
from assistant.outreach.talk.corrections import corrected, dropped_field, without_times
from assistant.outreach.talk.edits import read_edit

BRIEF = parse_brief(
    {
        "kind": "first-contact",
        "recipient": {"name": "Karin Ek", "title": "Prof."},
        "availability": ["mon or wed after 3"],
        "offer": "help with data entry",
    }
)


def test_one_of_two_times_is_taken_out() -> None:
    assert without_times(BRIEF, "the wednesday") == ("mon",)
    assert without_times(BRIEF, "the offer") is None


def test_a_field_is_found_by_its_name_or_by_what_it_says() -> None:
    assert dropped_field("the offer", BRIEF) == "offer"
    assert dropped_field("the data entry part", BRIEF) == "offer"
    assert dropped_field("the last sentence", BRIEF) is None


def test_a_value_named_in_talk_goes_to_its_field() -> None:
    assert corrected(BRIEF, "deadline", "Nov 28").deadline == "Nov 28"
    assert corrected(BRIEF, "recipient name", "Eka").recipient.name == "Eka"
    assert corrected(BRIEF, "school", "Lund").sender.institution == "Lund"


def test_wishes_are_told_apart() -> None:
    assert read_edit("use her first name", drafted=True).action == "first-name"
    assert read_edit("call him Tom", drafted=True).value == "Tom"
    assert read_edit("perfect, thank you!", drafted=True).action == "thanks"
    assert read_edit("change the subject line to Burnout talk", drafted=True).field == "subject"
    assert read_edit("sign it as Maya L. Chen", drafted=True).value == "Maya L. Chen"
    assert read_edit("put in that i can meet her any monday", drafted=True).action == "times"
    assert read_edit("not so stiff", drafted=True).value == "warm"
