"""What was told and is not in the draft is named, and can be put in by a click."""

from __future__ import annotations

import pytest

from assistant.events import Conversation, Draft, Turn
from assistant.outreach.brief import OutreachBrief
from assistant.outreach.talk.leftovers import MOST, left_out, to_add, told_so_far

DRAFT = Draft("News", "Dear Dr Lee,\n\nI failed step 1.\n\nKind regards,\nSam", (), "")


def _left(told: str) -> tuple[str, ...]:
    return left_out(told, DRAFT, OutreachBrief())


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("tell dr lee i failed step 1. I will retake it in March.", ("I will retake it in March",)),
        ("thank dr lee\nit got accepted at SGIM!", ("it got accepted at SGIM!",)),
        ("Tell Dr. Lee I failed Step 1 - the course begins in June", ("the course begins in June",)),
    ],
)
def test_a_fact_that_the_draft_does_not_say_is_left_out(told: str, left: tuple[str, ...]) -> None:
    assert _left(told) == left


@pytest.mark.parametrize(
    "told",
    [
        "I failed step 1.",
        "Please keep it short and do not mention my grandmother.",
        "How do I remind him without being rude?",
        "I am embarrassed about the whole thing.",
        "My depression came back in the spring.",
        "she is a great person",
        "thanks so much",
    ],
)
def test_what_it_says_and_what_is_for_the_coach_alone_is_not(told: str) -> None:
    assert _left(told) == ()


def test_no_more_than_a_few_are_named_each_once() -> None:
    told = "The abstract got accepted. Sixty patients joined the registry. The course begins in Geneva."
    assert len(_left(f"{told} {told}")) == MOST


def test_a_short_one_is_a_choice() -> None:
    long = "it took " + "very " * 20 + "long"
    assert to_add(("I will retake it in March", "It got accepted", long)) == (
        "Add that I will retake it in March",
        "Add that it got accepted",
    )


def test_what_was_said_of_this_message_goes_back_to_the_last_draft() -> None:
    conversation = Conversation(
        (
            Turn(1, "outreach", "email dr lee", "", draft=DRAFT),
            Turn(2, "outreach", "now thank dr osei", ""),
        )
    )
    assert told_so_far(conversation, "for the letter") == "now thank dr osei\nfor the letter"
