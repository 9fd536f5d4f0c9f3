from __future__ import annotations

import pytest

from assistant.errors import InputError
from assistant.outreach.brief import clean, parse_brief, parse_partial


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(InputError, match="'colour' is unknown"):
        parse_brief({"kind": "thank-you", "colour": "red"})
    with pytest.raises(InputError, match=r"'sender\.age' is unknown; the fields are name, title"):
        parse_brief({"kind": "thank-you", "sender": {"age": 3}})


def test_a_bad_value_is_shown_with_its_field() -> None:
    with pytest.raises(InputError, match=r"'minutes'.*'soon' was given"):
        parse_brief({"kind": "thank-you", "minutes": "soon"})
    with pytest.raises(InputError, match=r"'kind'.*'poem' was given"):
        parse_brief({"kind": "poem"})
    with pytest.raises(InputError, match="'minutes'"):
        parse_brief({"kind": "thank-you", "minutes": True})


@pytest.mark.parametrize("data", [{}, {"tone": "warm"}, {"kind": None}])
def test_a_brief_without_a_kind_says_which_kinds_there_are(data: dict[str, object]) -> None:
    with pytest.raises(InputError, match="'kind' is missing; give one of first-contact, follow-up"):
        parse_brief(data)


@pytest.mark.parametrize("data", [None, [], "thank-you", 3])
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(InputError, match="must be an object"):
        parse_brief(data)


def test_markup_and_invisible_characters_are_dropped_and_words_kept() -> None:
    assert clean("<b>her</b> talk\u200b<script>alert(1)</script> on \u202esepsis") == "her talk on sepsis"


def test_empty_values_count_as_missing() -> None:
    brief = parse_brief({"kind": "thank-you", "reason": "  ", "sender": None, "availability": ["", "Monday"]})
    assert brief.to_dict() == {"kind": "thank-you", "availability": ["Monday"]}


def test_minutes_may_be_written_as_text_and_one_time_as_a_string() -> None:
    brief = parse_brief({"kind": "thank-you", "minutes": "15 min", "availability": "Monday"})
    assert brief.minutes == 15
    assert brief.availability == ("Monday",)


def test_a_conversation_may_not_know_the_kind_yet() -> None:
    assert parse_partial({"reason": "her talk"}).kind is None
