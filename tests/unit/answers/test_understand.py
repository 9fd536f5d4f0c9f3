"""A message is resolved against the answer before it: a table of how people follow up."""

from __future__ import annotations

import pytest

from assistant.answers.understand import own_stage, understand
from assistant.events import Conversation, Turn

ASKED = "How often should I meet my mentor?"
CHOICES = ("What do I bring to a first meeting?", "How do I change the rhythm?", "What if they cancel?")
ANSWERED = Conversation((Turn(1, "ask", ASKED, "...", (), CHOICES, {"query": ASKED, "card": "how-often"}),))
NEW = Conversation()


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("Hi", "greeting"),
        ("hello!!", "greeting"),
        ("Good morning", "greeting"),
        ("help", "greeting"),
        ("What can you do?", "greeting"),
        ("thanks", "thanks"),
        ("Thank you so much!", "thanks"),
        ("ok great thanks", "thanks"),
        ("great, thanks!", "thanks"),
        ("that helps", "thanks"),
        ("bye", "goodbye"),
        ("that's all, thanks", "goodbye"),
        ("no thanks", "goodbye"),
        ("why?", "why"),
        ("Why is that?", "why"),
        ("says who?", "why"),
        ("what's the evidence?", "why"),
        ("any research on this?", "why"),
        ("Sources?", "why"),
        ("how do you know that", "why"),
        ("give me an example", "example"),
        ("can you give me some examples please", "example"),
        ("what do I say?", "example"),
        ("like what?", "example"),
        ("how would you phrase that", "example"),
        ("shorter", "shorter"),
        ("make it shorter", "shorter"),
        ("tl;dr", "shorter"),
        ("TLDR?", "shorter"),
        ("can you summarise that", "shorter"),
        ("too long", "shorter"),
        ("in one sentence please", "shorter"),
        ("can you give me the words", "example"),
        ("shorter please, just the main rules", "shorter"),
        ("how do I write a shorter email to my mentor?", "question"),
        ("does that go for him too?", "more"),
        ("tell me more", "more"),
        ("go on", "more"),
        ("what else?", "more"),
        ("any risks?", "more"),
        ("and for a resident?", "stage"),
        ("what about premeds?", "stage"),
        ("I'm a fellow", "question"),
    ],
)
def test_follow_ups_are_understood(message: str, intent: str) -> None:
    assert understand(message, ANSWERED).intent == intent


@pytest.mark.parametrize("message", ["why?", "give me an example", "make it shorter", "go on"])
def test_what_is_about_the_last_answer_keeps_its_question_and_card(message: str) -> None:
    question = understand(message, ANSWERED)
    assert (question.query, question.card, question.follow_up) == (ASKED, "how-often", True)


@pytest.mark.parametrize("message", ["why?", "give me an example", "make it shorter", "go on"])
def test_with_nothing_before_there_is_no_card_to_lean_on(message: str) -> None:
    question = understand(message, NEW)
    assert question.card is None
    assert question.query == message


@pytest.mark.parametrize(
    ("message", "chosen"),
    [
        ("yes", 0),
        ("Yes please!", 0),
        ("sure", 0),
        ("ok", 0),
        ("go ahead", 0),
        ("the first one", 0),
        ("the second", 1),
        ("2", 1),
        ("third one please", 2),
        ("the last one", 2),
        ("How do I change the rhythm?", 1),
        ("how do i change the rhythm", 1),
    ],
)
def test_taking_an_offer_asks_that_question(message: str, chosen: int) -> None:
    question = understand(message, ANSWERED)
    assert (question.intent, question.query, question.card) == ("question", CHOICES[chosen], None)


def test_a_place_that_was_not_offered_is_no_choice() -> None:
    two = Conversation((Turn(1, "ask", ASKED, "...", (), CHOICES[:2], {"query": ASKED, "card": "how-often"}),))
    assert understand("the third one", two).query not in CHOICES


def test_yes_with_nothing_offered_is_just_a_message() -> None:
    assert understand("yes", NEW).query == "yes"


@pytest.mark.parametrize(
    "message",
    [
        "and if she is a surgeon?",
        "but what if he never answers?",
        "what about by video?",
        "is it rude?",
        "even if they are busy?",
        "can I change that later?",
        "by email?",
    ],
)
def test_a_question_that_leans_back_is_searched_with_the_one_before(message: str) -> None:
    question = understand(message, ANSWERED)
    assert question.query == f"{message} {ASKED}"
    assert question.card == "how-often"
    assert question.follow_up


@pytest.mark.parametrize(
    "message",
    [
        "How do I ask for a letter of recommendation?",
        "My attending shouted at me in front of a patient",
        "What should a first email say?",
        "I do not know what I want to do with my career and my parents have one idea and my mentor has another",
        "How do I give feedback to a defensive student?",
    ],
)
def test_a_new_question_stands_alone(message: str) -> None:
    question = understand(message, ANSWERED)
    assert (question.intent, question.query, question.card, question.follow_up) == ("question", message, None, False)


def test_only_answers_are_leaned_on_and_not_other_tasks() -> None:
    drafted = Conversation(
        (Turn(1, "outreach", "Help me email Dr Lee", "...", (), ("Yes",), {"query": "x", "card": "y"}),)
    )
    question = understand("why?", drafted)
    assert question.card is None


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("i am an m3 and lost", "clinical"),
        ("i'm a premed", "premed"),
        ("as a first-year, what do i do", "preclinical"),
        ("how is that for a resident", "resident"),
        ("i'm still a fellow", "fellow"),
        ("as an attending i wonder", "physician"),
        ("being a mentor is hard", "mentor"),
        ("i am a pgy-2", "resident"),
        ("my resident ignores me", None),
        ("the fellow next door", None),
        ("feedback from attendings", None),
        ("", None),
    ],
)
def test_only_the_persons_own_stage_is_taken(words: str, stage: str | None) -> None:
    assert own_stage(words) == stage


def test_curly_quotes_and_spaces_make_no_difference() -> None:
    assert understand("  What’s   the evidence ?? ", ANSWERED).intent == "why"


@pytest.mark.parametrize("message", ["", "   ", "?!", "🎉🎉", "\x00", "\u202e", "a" * 40_000, "why " * 10_000])
def test_any_text_can_be_understood(message: str) -> None:
    for conversation in (NEW, ANSWERED):
        assert understand(message, conversation).intent
