from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.outreach.brief import OutreachBrief, Person
from assistant.outreach.language.wording import fold_quotes
from assistant.outreach.understand import merge, understand


def test_a_muddle_becomes_a_brief_in_the_persons_own_words() -> None:
    text = (
        "hey can u help me email prof lindqvist? she runs the EM interest group & gave a talk last week abt "
        "burnout which i loved. im an M1"
    )
    assert understand(text).to_dict() == {
        "kind": "first-contact",
        "channel": "email",
        "sender": {"stage": "M1"},
        "recipient": {"name": "lindqvist", "title": "prof"},
        "reason": "she runs the EM interest group & gave a talk last week abt burnout which i loved",
    }


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("email dr. sarah okafor from peds", "sarah okafor", "dr."),
        ("write to Associate Professor Mei-Ling Chow please", "Mei-Ling Chow", "Associate Professor"),
        ("ask Dr Wen to introduce me to Dr Alvarado", "Wen", "Dr"),
        ("My adviser Dr. Cole suggested I write to Dr. Amina Yusuf", "Amina Yusuf", "Dr."),
        ("a note to Nils Håkansson about his lecture", "Nils Håkansson", None),
        ("thank Priya for her help", "Priya", None),
        ("message Professor Jan de Vries", "Jan de Vries", "Professor"),
    ],
)
def test_the_recipient_is_the_one_written_to(text: str, name: str, title: str | None) -> None:
    person = understand(text).recipient
    assert (person.name, person.title) == (name, title)


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "make it shorter",
        "How long should a first email be?",
        "i keep thinking about what my attending said",
        "",
        "!!!",
    ],
)
def test_nothing_stated_is_nothing_found(text: str) -> None:
    assert understand(text).to_dict() == {}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("want a 20 min call with dr lee", 20),
        ("half an hour with dr lee", 30),
        ("she gave a 45 minute talk", None),
        ("running 15 min late for dr lee", None),
        ("10-15 min chat", None),
    ],
)
def test_minutes_are_those_of_the_talk_that_is_asked_for(text: str, minutes: int | None) -> None:
    assert understand(text).minutes == minutes


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("im free Tues or Thurs after 4, email dr lee", ("Tues or Thurs after 4",)),
        (
            "email Dr. Lee; I'm free Monday after 4 pm and Wednesday mornings",
            ("Monday after 4 pm", "Wednesday mornings"),
        ),
        ("move my meeting with dr lee to next Monday at noon", ("next Monday at noon",)),
        ("email dr lee about the talk on Monday", ()),
    ],
)
def test_times_are_those_when_the_sender_is_free(text: str, times: tuple[str, ...]) -> None:
    assert understand(text).availability == times


def test_a_pronoun_used_in_passing_is_no_stated_pronoun() -> None:
    assert understand("email dr lee, she is great").recipient.pronouns is None
    assert understand("email dr lee (they/them)").recipient.pronouns == "they/them"


def test_a_later_message_adds_to_what_is_known() -> None:
    known = OutreachBrief(kind="first-contact", recipient=Person(name="Lee", title="Dr"))
    both = merge(known, understand("im an M2 at Emory"))
    assert both.recipient.name == "Lee"
    assert (both.sender.stage, both.sender.institution) == ("M2", "Emory")


@given(st.text(max_size=300))
def test_every_text_value_is_a_span_of_the_message(text: str) -> None:
    brief = understand(text)
    said = " ".join(fold_quotes(text).split()).lower()
    for value in brief.texts():
        if not value.endswith(" minutes"):
            assert " ".join(value.split()).lower() in said


@pytest.mark.parametrize(
    ("wish", "tone"),
    [
        ("Email, formal.", "formal"),
        ("keep it light and short.", "brief"),
        ("just two sentences i can say", "brief"),
        ("polite + brief.", "brief"),
        ("it should not be formal", None),
    ],
)
def test_a_tone_is_read_where_it_is_wished_for(wish: str, tone: str | None) -> None:
    assert understand(f"write to Dr. Anna Reyes about shadowing. {wish}").tone == tone


def test_the_message_that_is_followed_up_is_told() -> None:
    text = "I wrote to Dr. Lindgren two weeks ago about a chat on geriatrics and heard nothing. a nudge pls. Paulo Reis"
    assert understand(text).connection == "I wrote to Dr. Lindgren two weeks ago about a chat on geriatrics"


def test_a_part_that_one_could_work_on_is_no_offer() -> None:
    text = "email Prof. Tobias Engel: is there a small part of the registry I could work on? Nadia Frey"
    assert understand(text).offer is None


def test_the_role_of_whoever_told_of_somebody_is_not_the_recipients() -> None:
    brief = understand(
        "I am Marcelo Aubertin, R2, and need to write to Dr. Seraphine Kuznets. My preceptor Dr Ivo Nakagaki told her"
        " already about me. I'd like a 20 minute call."
    )
    assert brief.recipient.name == "Seraphine Kuznets"
    assert brief.recipient.role is None


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (
            "I got a no from Dr. Ek, she has no room in her lab. Help me reply. Emeka",
            "reason",
            "she has no room in her lab",
        ),
        ("Please nudge Dr. Ek about the letter. I'm the MS4 from his ICU month.", "sender.stage", "MS4"),
        ("Thank Dr. Ek for her notes. Please mention that I passed.", "notes", "I passed"),
    ],
)
def test_a_value_is_bare_of_what_stands_around_it(text: str, field: str, value: str) -> None:
    brief = understand(text)
    told = brief.sender.stage if field == "sender.stage" else getattr(brief, field)
    assert told == value
