"""Which task a message asks for: a question is answered, a wish to make something is made."""

from __future__ import annotations

import pytest

from assistant.agenda.reading.wishes import wish_score
from assistant.events import Conversation, Turn
from assistant.routing import route


@pytest.mark.parametrize(
    ("message", "task"),
    [
        ("How do I write a first email?", "ask"),
        ("What should be on the agenda of a first meeting?", "ask"),
        ("Is it OK to email a professor on a Sunday?", "ask"),
        ("Should I practise before a hard conversation?", "ask"),
        ("Can I ask my mentor for a letter?", "ask"),
        ("Any tips for writing to a surgeon?", "ask"),
        ("Tell me how to plan a meeting", "ask"),
        ("my attending never gives me feedback", "ask"),
        ("thanks", "ask"),
        ("why?", "ask"),
        ("Help me write a first email to Prof Lindqvist", "outreach"),
        ("Can you draft a thank-you note to my attending?", "outreach"),
        ("please email dr okafor for me", "outreach"),
        ("I want to reach out to a researcher", "outreach"),
        ("write me a follow-up", "outreach"),
        ("check this draft", "outreach"),
        ("Dear Dr Lee, I am a second-year student", "outreach"),
        ("Subject: Shadowing\n\nDear Dr Lee", "outreach"),
        ("Plan a 30 minute meeting with my mentor", "agenda"),
        ("Make an agenda for Tuesday", "agenda"),
        ("I need a meeting plan", "agenda"),
        ("I'm meeting my mentor tomorrow", "agenda"),
        ("agenda please", "agenda"),
        ("I'm a mentor. First meeting with my mentee Kofi, 45 min on 8 December", "agenda"),
        ("need a plan for tomorrow w dr flores 15 min: step 1 date", "agenda"),
        ("seeing prof lee thurs for half an hour, thesis and funding", "agenda"),
        ("our last session with my mentor is on Friday, help me close it well", "agenda"),
        ("Topics: letters, rota. 30 minutes with Dr Shah", "agenda"),
        ("email Dr Osei to ask for 20 minutes", "outreach"),
        ("I only get 10 minutes of feedback and it is never useful", "ask"),
        ("Let me rehearse hearing hard feedback", "rehearsal"),
        ("I'd like to practise receiving criticism with you", "rehearsal"),
        ("Can we role-play a tough talk?", "rehearsal"),
        ("Pretend you are my attending", "rehearsal"),
        ("act as my resident", "rehearsal"),
    ],
)
def test_messages_go_to_their_task(message: str, task: str) -> None:
    assert route(message, plans=wish_score) == task


@pytest.mark.parametrize(
    "message",
    [
        "I've got supervision tomorrow and no idea how to use the time, help me plan it",
        "sitting down with my mentee at 4, forty minutes. she wants to go over her OSCE and her leave",
        "running order for a 45 minute supervision, ARCP evidence and the audit",
        "1-2-1 w/ Ravi (F1) tues 2pm, 30m. datix, prescribing, wellbeing",
        "Dr. Halvorsen has twenty minutes for me on the 9th. Research idea, mentor committee, funding.",
        "What's a good agenda for my 30 minutes with Dr Osei on Friday? Topics: step 1, research",
        "my mentee asked to talk about quitting medicine, 1 hr tomorrow, i need to be ready",
        "need an agenda",
    ],
)
def test_a_wish_for_a_plan_needs_no_set_words(message: str) -> None:
    assert route(message, plans=wish_score) == "agenda"


@pytest.mark.parametrize(
    ("message", "task"),
    [
        ("what should I ask at a first meeting?", "ask"),
        ("my mentor never has an agenda and our meetings drift", "ask"),
        ("how should a 30 minute meeting be divided?", "ask"),
        ("I don't feel heard in supervision", "ask"),
        ("write to Dr Adams to move our meeting from Tuesday to Thursday", "outreach"),
        ("I need to cancel tomorrow's meeting with Dr Kim, help me write it", "outreach"),
        ("email my mentor to ask for a 30 minute meeting next week", "outreach"),
        ("I want to rehearse Thursday's feedback meeting", "rehearsal"),
    ],
)
def test_speaking_of_a_meeting_is_no_wish_for_a_plan(message: str, task: str) -> None:
    assert route(message, plans=wish_score) == task


@pytest.mark.parametrize(
    ("message", "task"),
    [
        ("give anatomy ten more minutes", "agenda"),
        ("put leave first", "agenda"),
        ("ok, show the plan", "agenda"),
        ("how do I start it?", "ask"),
        ("thanks", "ask"),
    ],
)
def test_a_plan_can_be_changed_after_a_question_was_asked(message: str, task: str) -> None:
    plan = Turn(1, "agenda", "plan", "", state={"working": {"brief": {}}})
    assert route(message, Conversation().add(plan).add(Turn(2, "ask", "what is R2C2?", "")), plans=wish_score) == task


@pytest.mark.parametrize(
    ("message", "task"),
    [
        ("Rehearse the meeting about my draft email", "rehearsal"),
        ("Make an agenda and an email to my mentor", "agenda"),
    ],
)
def test_of_two_tasks_one_goes_first(message: str, task: str) -> None:
    assert route(message) == task


@pytest.mark.parametrize(
    ("surely", "task"), [(0.95, "outreach"), (0.5, "agenda")], ids=["a letter", "perhaps a letter"]
)
def test_a_letter_to_somebody_named_is_written_where_a_meeting_seems_to_be_planned(surely: float, task: str) -> None:
    message = "missed the meeting with dr ek today, 30 minutes, ask whether thursday works"
    assert route(message, None, lambda _: surely, lambda _: 4.0) == task


def test_case_spaces_and_curly_quotes_make_no_difference() -> None:
    assert route("  I’M MEETING MY MENTOR TOMORROW ") == "agenda"


@pytest.mark.parametrize("message", ["", "   ", "🎉", "\x00", "x" * 40_000, "plan " * 8_000, "hi " * 13_000])
def test_any_text_has_a_task(message: str) -> None:
    assert route(message) in ("ask", "outreach", "agenda", "rehearsal")


@pytest.mark.parametrize(
    ("message", "task"),
    [
        ("can you do the thank you now", "outreach"),
        ("help me thank her", "outreach"),
        ("thank you, make it 45 minutes", "agenda"),
        ("thanks, that helps", "agenda"),
    ],
)
def test_the_thank_you_after_a_meeting_is_written_by_outreach(message: str, task: str) -> None:
    turn = Turn(1, "agenda", "my notes", "", choices=("Draft the thank-you",), state={"handoff": {"kind": "thank-you"}})
    assert route(message, Conversation().add(turn)) == task
