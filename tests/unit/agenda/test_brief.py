from __future__ import annotations

import pytest

from assistant.agenda.brief import LastAction, parse_brief, status_of
from assistant.errors import InputError


def test_an_empty_brief_is_a_regular_meeting_of_a_mentee() -> None:
    brief = parse_brief("{}")
    assert (brief.role, brief.kind, brief.minutes, brief.topics) == ("mentee", "regular", None, ())


def test_texts_are_folded_and_repeats_dropped() -> None:
    assert parse_brief({"topics": [" Step  1 ", "step 1", "", "letters"]}).topics == ("Step 1", "letters")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"topic": ["x"]}', ["'topic'", "topics"]),
        ('{"meeting": "party"}', ["'meeting'", "'party'", "closing"]),
        ('{"minutes": "soon"}', ["'minutes'", "'soon'", "whole number"]),
        ('{"topics": "anatomy"}', ["'topics'", "'anatomy'", "list"]),
        ('{"last_actions": [{"status": "done"}]}', ["last_actions.0.what", "missing"]),
        ('{"last_actions": [{"what": "x", "owner": "me"}]}', ["owner", "what, status"]),
        ("[1]", ["not a JSON object"]),
        ("{", ["not one JSON object"]),
    ],
)
def test_a_bad_brief_is_refused_by_field_and_value(line: str, words: list[str]) -> None:
    with pytest.raises(InputError) as refused:
        parse_brief(line)
    assert all(word in str(refused.value) for word in words), str(refused.value)


def test_minutes_that_cannot_be_are_kept_for_the_plan_to_tell() -> None:
    assert parse_brief({"minutes": -5, "date": "2026-02-30"}).minutes == -5


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (None, "unknown"),
        ("", "unknown"),
        ("done", "done"),
        ("Submitted it Tuesday", "done"),
        ("not done", "not"),
        ("not yet", "not"),
        ("haven't started", "not"),
        ("halfway", "partly"),
        ("in progress", "partly"),
        ("sent, no reply", "partly"),
        ("dropped it", "dropped"),
        ("still to be sent", "not"),
        ("banana", "unknown"),
    ],
)
def test_how_an_action_ended_is_read_from_the_users_word(said: str | None, status: str) -> None:
    assert status_of(LastAction(what="x", status=said)) == status
