"""What marked stretches of a message tell as values of a brief, whoever marked them."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.adapted.marks import unmarked
from assistant.outreach.extract.reader import told
from assistant.outreach.extract.tagger import CHAINS

CODES = [code for chain in CHAINS.values() for code in chain.codes]


def read(marked: str) -> dict[str, Any]:
    """The values of a message whose spans are marked as examples are."""
    return told(*unmarked(marked, CODES, "test", "message"))


@pytest.mark.parametrize(
    ("marked", "times"),
    [
        ("{free the 6th} or {free 7th of February in the afternoon}", ("the 6th or 7th of February in the afternoon",)),
        ("proposing 21 or {free 22 May after 15:00}", ("21 or 22 May after 15:00",)),
        ("free {free Tues} or {free Thurs after 4}", ("Tues or Thurs after 4",)),
        ("{free Monday at 3} or {free Thursday after 4}", ("Monday at 3", "Thursday after 4")),
        ("i am off {free most evenings after 7 thx}", ("most evenings after 7",)),
        ("{free 3 May} and {free 4 May}", ("3 May", "4 May")),
    ],
)
def test_days_that_share_their_time_stay_together(marked: str, times: tuple[str, ...]) -> None:
    assert read(marked)["availability"] == times


@pytest.mark.parametrize(
    ("marked", "notes"),
    [
        ("{note Put in that I slept and called my sister}", "I slept and called my sister"),
        ("{note Do say that the cards were his idea}", "the cards were his idea"),
        ("{note don't forget to mention my poster}", "my poster"),
        ("{note make sure to say that I passed}", "I passed"),
        ("{note The Sunday phone calls should be mentioned}", "The Sunday phone calls"),
        ("{note don't bring up my retake}", "don't bring up my retake"),
        ("{note remember the night of the storm}", "remember the night of the storm"),
    ],
)
def test_a_note_is_bare_of_the_wish_to_put_it_in(marked: str, notes: str) -> None:
    assert read(marked)["notes"] == notes


@pytest.mark.parametrize(
    ("marked", "field", "value"),
    [
        ("can i get {ask 15 minutes on the phone about which} aways", "ask", "15 minutes on the phone"),
        ("{ask shadow her}", "ask", "shadow her"),
        ("{ask twenty minutes with her}", "ask", "twenty minutes with her"),
        ("{tie my aunt trained under her}", "connection", "my aunt trained under her"),
        ("{note put in a good word for my team}", "notes", "put in a good word for my team"),
        ("{ask a call about what to work on}", "ask", "a call about what to work on"),
        ("Dr. Ek, who {why sat with me after the code}", "reason", "who sat with me after the code"),
    ],
)
def test_a_stretch_ends_where_it_makes_sense_and_keeps_who_did_it(marked: str, field: str, value: str) -> None:
    assert read(marked)[field] == value


def test_of_two_who_are_named_the_one_it_goes_to_is_written_to() -> None:
    values = read("LinkedIn note to {rn Thandeka Sithole}. We share a contact, {rt Dr.} {rn Pieter Nel}.")
    assert values["recipient"].name == "Thandeka Sithole"


def test_the_fullest_name_is_kept_wherever_it_stands() -> None:
    values = read("{rt Dr.} {rn Amara Lindqvist} gave the talk. Email {rt dr} {rn lindqvist}")
    assert values["recipient"].name == "Amara Lindqvist"
