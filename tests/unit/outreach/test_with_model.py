"""Outreach with a model: its sentences are taken where they are faithful, and the draft stays whole."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.coach import Coach
from assistant.events import Conversation, Draft, Event, Notice, Remember, Status, Text, Turn, WrittenBy
from assistant.outreach.brief import OutreachBrief, Person, parse_brief
from assistant.outreach.compose import compose
from assistant.outreach.facts import unsupported
from assistant.outreach.spans import spans_in
from assistant.outreach.task import OutreachTask
from assistant.outreach.understand import understand
from assistant.outreach.with_model import OutreachWithModel, draft_with_model
from tests.recording import Slow, wording_of

BRIEF: dict[str, Any] = {
    "kind": "first-contact",
    "channel": "email",
    "sender": {"name": "Maya Chen", "stage": "M1", "institution": "Riverside College of Medicine"},
    "recipient": {"name": "Ingrid Lindqvist", "title": "Prof."},
    "reason": "she runs the EM interest group & gave a talk last week abt burnout which i loved",
    "goal": "find out if EM is right for me",
    "ask": "10-15 min chat",
    "availability": ["Tues or Thurs after 4"],
    "notes": "maya.chen@example.org",
}
FAITHFUL = """1. I'm Maya Chen, an M1 medical student at Riverside College of Medicine.
2. You run the EM interest group and gave a talk last week about burnout, which I loved.
3. What I hope is to find out if EM is right for me.
4. Could we possibly have a 10-15 minute chat?
5. On Tuesday or Thursday after 4 I am free, and any other time or format that is easier for you is just as good.
6. I completely understand if now is not a good time, and a pointer to somebody else would be just as welcome.
7. Many thanks for reading this."""
INVENTED = """I'm Maya Chen, an M1 medical student at Riverside College of Medicine with a passion for trauma.
I loved your paper in the Lancet and your talk last week about burnout.
I was raised in Leeds and hope to find out if EM is right for me.
Could we have a 30 minute chat?
On Monday after 4 I am free.
You must answer by Friday."""


def test_faithful_sentences_become_the_draft(coach: Coach) -> None:
    wording, model = wording_of(FAITHFUL)
    record = draft_with_model(BRIEF, coach.library, wording)
    assert record["model"] == "local:recording"
    body = record["draft"]["body"]
    assert "I'm Maya Chen, an M1 medical student" in body and "Many thanks for reading this." in body
    # What is not the model's stays: the salutation, the signature, the subject.
    plain = compose(parse_brief(BRIEF)).draft
    assert body.split("\n")[0] == plain.body.split("\n")[0]
    assert body.split("\n\n")[-1] == plain.body.split("\n\n")[-1]
    assert record["draft"]["subject"] == plain.subject
    assert unsupported(body, parse_brief(BRIEF)) == []
    assert [item for item in record["findings"] if not item["passed"]] == []
    assert len(model.calls) == 1


def test_what_is_invented_is_asked_for_once_more_and_then_left_out(coach: Coach) -> None:
    wording, model = wording_of(INVENTED, INVENTED)
    record = draft_with_model(BRIEF, coach.library, wording)
    assert record["model"] == "builtin"
    assert record["draft"]["body"] == compose(parse_brief(BRIEF)).draft.body
    assert len(model.calls) == 2
    assert model.calls[1][-1].text.startswith(model.calls[0][-1].text), "the beginning stays"
    assert "cannot be used" in model.calls[1][-1].text


def test_a_second_try_that_passes_is_taken(coach: Coach) -> None:
    wording, _ = wording_of(INVENTED, FAITHFUL)
    assert draft_with_model(BRIEF, coach.library, wording)["model"] == "local:recording"


def test_one_invented_sentence_leaves_the_plain_one_in_its_place(coach: Coach) -> None:
    reply = FAITHFUL.replace("Could we possibly have a 10-15 minute chat?", "Could you be my mentor for a year?")
    wording, _ = wording_of(reply)
    record = draft_with_model(BRIEF, coach.library, wording)
    assert record["model"] == "local:recording"
    assert "mentor for a year" not in record["draft"]["body"]
    assert "Could we have a 10-15 minute chat?" in record["draft"]["body"]


@pytest.mark.parametrize(
    "reply",
    [
        "",
        '{"lines": ["a"]}',
        "Hola, soy Maya y me gustaría hablar con usted sobre la medicina.",
        "You say the lines of an email in other words, so that they sound",
    ],
)
def test_a_reply_that_is_none_gives_the_built_in_draft(coach: Coach, reply: str) -> None:
    wording, _ = wording_of(reply, reply)
    record = draft_with_model(BRIEF, coach.library, wording)
    assert (record["model"], record["draft"]["body"]) == ("builtin", compose(parse_brief(BRIEF)).draft.body)


def test_a_blank_is_never_given_to_the_model(coach: Coach) -> None:
    brief = {"kind": "first-contact", "recipient": {"name": "Lee", "title": "Dr."}}
    wording, model = wording_of("1. Thanks.", "1. Thanks.")
    record = draft_with_model(brief, coach.library, wording)
    assert record["draft"]["blanks"]
    assert all("[ADD:" not in call[-1].text for call in model.calls)
    assert all(
        blank in f"{record['draft']['subject']}\n{record['draft']['body']}" for blank in record["draft"]["blanks"]
    )


MESSAGE = (
    "Help me email Dr. Samuel Oyelaran. I am Chloe Martin, a third-year medical student at Dalhousie. Just draft it."
)


def play(wording_events: OutreachWithModel, *messages: str) -> tuple[list[Event], Conversation]:
    """Play messages; the events of the last and the conversation before it."""
    conversation = Conversation()
    events: list[Event] = []
    for n, message in enumerate(messages, 1):
        before = conversation
        events = list(wording_events.turn(conversation, message))
        state = next((e.state for e in reversed(events) if isinstance(e, Remember)), {})
        conversation = conversation.add(Turn(n, "outreach", message, "", state=state))
    return events, before


def test_in_a_conversation_the_draft_that_is_remembered_is_the_one_that_is_shown(coach: Coach) -> None:
    task = OutreachTask(coach.library)
    state = {"brief": BRIEF, "asked": ["reason", "goal", "ask"], "asking": ""}
    conversation = Conversation((Turn(1, "outreach", "x", "", state=state),))
    wording, _ = wording_of(FAITHFUL)
    events = list(OutreachWithModel(task, wording).turn(conversation, "just draft it"))
    draft = next(event for event in events if isinstance(event, Draft))
    remembered = next(event for event in events if isinstance(event, Remember))
    assert "Many thanks" in draft.body
    assert remembered.state["shown"] == remembered.state["composed"] == draft.body
    assert [e.model for e in events if isinstance(e, WrittenBy)] == ["local:recording"]
    assert any(isinstance(event, Status) for event in events)


def test_what_the_person_changed_by_hand_is_not_worded_anew(coach: Coach) -> None:
    task = OutreachTask(coach.library)
    plain = compose(parse_brief(BRIEF)).draft
    state = {
        "brief": BRIEF,
        "composed": plain.body,
        "shown": plain.body,
        "subject": plain.subject,
        "edited_body": plain.body.replace("Thank you for reading this.", "Thanks a million!"),
    }
    conversation = Conversation((Turn(1, "outreach", "x", "", state=state),))
    wording, model = wording_of()
    events = list(OutreachWithModel(task, wording).turn(conversation, "make it shorter"))
    assert "Thanks a million!" in next(event for event in events if isinstance(event, Draft)).body
    assert model.calls == []


def test_a_model_that_fails_leaves_the_built_in_draft_and_a_notice(coach: Coach) -> None:
    task = OutreachTask(coach.library)
    conversation = Conversation((Turn(1, "outreach", "x", "", state={"brief": BRIEF, "asked": ["a", "b", "c"]}),))
    wording, _ = wording_of(Slow("late", 60), timeout=0.3)
    events = list(OutreachWithModel(task, wording).turn(conversation, "just draft it"))
    without = list(task.turn(conversation, "just draft it"))
    notices = [event.text for event in events if isinstance(event, Notice)]
    assert len(notices) == 1 and "This is the built-in reply." in notices[0]
    assert [e for e in events if not isinstance(e, Notice | Status)] == without


def test_a_question_back_does_not_wait_for_the_model(coach: Coach) -> None:
    wording, model = wording_of()
    events = list(
        OutreachWithModel(OutreachTask(coach.library), wording).turn(Conversation(), "help me write an email")
    )
    assert any(isinstance(event, Text) for event in events)
    assert model.calls == []


LONG = (
    "Please help me write to Dr. Noor Haddad. I'm Lena Vogel, a fourth-year student at Marburg. The way she explains "
    "sepsis on the ward rounds stayed with me for weeks, and a place on the registry team is what I am after."
)


def test_what_a_model_reads_in_a_message_is_taken_as_spans_only() -> None:
    reply = (
        "reason: The way she explains sepsis on the ward rounds stayed with me for weeks\n"
        "goal: a place on the registry team\n"
        "connection: we met at a conference in Berlin\n"
        "offer: Lena Vogel\nrecipient: the dean\n"
    )
    found = spans_in(reply, LONG, OutreachBrief(sender=Person(name="Lena Vogel")))
    assert found["goal"] == "a place on the registry team"
    assert all(value in LONG for value in found.values())
    assert "connection" not in found and "offer" not in found and "recipient" not in found


def test_spans_reach_the_brief_where_we_found_none_ourselves(coach: Coach) -> None:
    wording, model = wording_of("goal: a place on the registry team")
    events, _ = play(OutreachWithModel(OutreachTask(coach.library), wording), LONG)
    state = next(event.state for event in events if isinstance(event, Remember))
    assert (
        state["brief"].get("goal") == understand(LONG).goal or state["brief"]["goal"] == "a place on the registry team"
    )
    assert len(model.calls) <= 1


def test_the_steps_can_be_stopped_between_any_two(coach: Coach) -> None:
    wording, model = wording_of(Slow(FAITHFUL, 0.05))
    task = OutreachWithModel(OutreachTask(coach.library), wording)
    conversation = Conversation((Turn(1, "outreach", "x", "", state={"brief": BRIEF, "asked": ["a", "b", "c"]}),))
    steps = task.turn(conversation, "just draft it")
    assert isinstance(next(steps), Status)
    steps.close()  # type: ignore[attr-defined]
    assert len(model.calls) <= 1
