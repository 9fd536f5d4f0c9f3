from __future__ import annotations

import pytest

from assistant.outreach import wish_to_write


@pytest.mark.parametrize(
    "message",
    [
        "can't make my 2pm w dr abernathy thurs, kid's sick. can do fri am",
        "letter of rec from dr stein pls!! due oct 1, i was on his medicine team in may",
        "Dr Naidoo supervised my elective. Need a reference from him for the Royal Melbourne job",
        "i want out of my mentoring thing w dr russo, i switched to psych",
        "how do i word an email to the program director, dr. chaudhry, to say im leaving the mentorship?",
    ],
)
def test_a_wish_to_write_is_seen(message: str) -> None:
    assert wish_to_write(message)


@pytest.mark.parametrize(
    "message",
    [
        "How do I write a first email to a professor I'd like to have as a mentor?",
        "How should I ask Dr. Thompson for feedback after I presented?",
        "My mentor Dr. Lee never has time for me. What should I do?",
        "what's the difference between a mentor and a sponsor?",
        "",
    ],
)
def test_a_question_for_advice_is_none(message: str) -> None:
    assert not wish_to_write(message)
