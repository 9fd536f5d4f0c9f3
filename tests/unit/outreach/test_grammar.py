from __future__ import annotations

import pytest

from assistant.outreach.brief import OutreachBrief, Person
from assistant.outreach.compose.address import you_form
from assistant.outreach.language.grammar import shape_of
from assistant.outreach.language.wording import expand_contractions, split_sentences, tidy

BRIEF = OutreachBrief(recipient=Person(name="Ingrid Lindqvist", title="Prof."))


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("your talk on burnout", "np"),
        ("I loved your talk", "i"),
        ("you run the clinic", "you"),
        ("Dr. Osei suggested I write", "other"),
        ("your work on burnout inspired me", "other"),
        ("your implant talk at the ENT night made me look up the whole ear", "other"),
        ("her paper on sepsis changed how I read charts", "other"),
        ("the students taught how to suture", "np"),
        ("learn how a clinic is run", "base"),
        ("to learn how a clinic is run", "inf"),
        ("switching to palliative care", "gerund"),
        ("met at the autumn conference", "ours"),
        ("gave a talk on sleep", "theirs"),
        ("interested in trauma surgery", "adj"),
        ("how you chose surgery", "wh"),
        ("whether you take students", "whether"),
        ("would you be my mentor?", "question"),
        ("a 15 minute chat", "np"),
        ("on call", "pp"),
        ("on call got swapped", "any"),
        ("research experience", "np"),
        ("shadow in your clinic", "base"),
        ("bring my list of cases", "base"),
        ("through the student society", "pp"),
    ],
)
def test_the_shape_of_a_phrase(text: str, shape: str) -> None:
    assert shape_of(text) == shape


@pytest.mark.parametrize(
    ("said", "addressed"),
    [
        ("she runs the clinic and teaches anatomy", "you run the clinic and teach anatomy"),
        ("her talk on burnout", "your talk on burnout"),
        ("I met her at a conference", "I met you at a conference"),
        ("she's been kind to me", "you've been kind to me"),
        ("he has published on sleep", "you have published on sleep"),
        ("Prof. Lindqvist's seminar", "your seminar"),
        ("Dr. Osei told me to contact her", "Dr. Osei told me to contact you"),
        ("she also leads rounds", "you also lead rounds"),
        ("heard her speak about sleep", "heard you speak about sleep"),
        ("my grandmother has lupus and she inspired me", "my grandmother has lupus and she inspired me"),
        ("Dr. Osei thought we should talk, and he was right", "Dr. Osei thought we should talk, and he was right"),
    ],
)
def test_the_recipient_becomes_you_and_others_stay(said: str, addressed: str) -> None:
    assert you_form(said, BRIEF) == addressed


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("gave a talk abt burnout & ppl loved it", "gave a talk about burnout and people loved it"),
        ("im an M1 w/ no idea", "I'm an M1 with no idea"),
        ("thurs b/c i work fri", "Thursday because I work Friday"),
        ("10-15 min chat", "10-15 minute chat"),
        ("15 min would do", "15 minutes would do"),
        ("met dr okafor lol", "met Dr Okafor"),
        ("IM residency", "IM residency"),
        ("Dr. Ellis told me", "Dr. Ellis told me"),
        ("loved it!!! \U0001f600", "loved it."),
    ],
)
def test_phone_typing_becomes_plain_words(typed: str, plain: str) -> None:
    assert tidy(typed) == plain


def test_a_title_or_an_initial_ends_no_sentence() -> None:
    assert split_sentences("Dr. E. Novak wrote to me. I was glad at 3 p.m. yesterday.") == [
        "Dr. E. Novak wrote to me.",
        "I was glad at 3 p.m. yesterday.",
    ]


def test_contractions_are_written_out() -> None:
    assert expand_contractions("I'm glad that you've come; he'd been away, and we don't mind") == (
        "I am glad that you have come; he'd been away, and we do not mind"
    )
