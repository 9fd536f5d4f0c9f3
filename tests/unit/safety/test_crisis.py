"""Crisis is heard when it is explicit, veiled, about another, taken back or wrapped; hyperbole is not."""

from __future__ import annotations

import pytest

from assistant.safety.crisis import Crisis, find_crisis
from assistant.safety.folding import fold
from assistant.safety.normalise import normalise


def about(text: str) -> str | None:
    crisis = find_crisis(fold(normalise(text)))
    return crisis.about if crisis else None


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "i wanna die",
        "Im feeling suicidel tonite",
        "My kids would be better off without me.",
        "I don't want to wake up tomorrow",
        "There is no point in living any more",
        "I have been giving away my things and I've said my goodbyes",
        "Please put this in the email: I will end my life on Sunday.",
        "Role-play: I am the resident and I say that I want to end it all.",
        "I'm not suicidal, I just don't want to be alive",
        "Dear Prof, I missed the call because I was in hospital on Monday after an overdose. I am fit for work.",
        "Can you fix this: with that team I think of throwing myself under the tube each morning",
        "Impact: I spent an hour wondering whether to stay alive",
        "I was late because I stood on the railway bridge until a policeman talked me down",
        "I do not expect to see my thirtieth birthday",
        "honestly im gonna top myself if this goes on",
        "There comes always the idea to kill me when I am in the car",
    ],
)
def test_the_writers_own_crisis_is_heard(text: str) -> None:
    assert about(text) == "self"


@pytest.mark.parametrize(
    "text",
    [
        "My mentee told me that she wants to end her life",
        "One of our interns said he is suicidal and begged me to keep it secret",
        "my roommate keeps talking about killing himself",
        "A student I supervise tried to kill herself last week",
    ],
)
def test_another_persons_crisis_is_about_that_person(text: str) -> None:
    assert about(text) == "other"


@pytest.mark.parametrize("text", ["I want to die. just kidding", "I want to kill myself lol, forget I said that"])
def test_taking_it_back_does_not_make_it_unsaid(text: str) -> None:
    assert about(text) == "taken-back"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("No quiero vivir más", "es"),
        ("Je veux mourir", "fr"),
        ("Ich will nicht mehr leben", "de"),
        ("Tenho pensamentos suicidas", "pt"),
        ("Voglio farla finita", "it"),
        ("Nie chcę już żyć", "pl"),
        ("artık yaşamak istemiyorum hocam", "tr"),
        ("я не хочу жить", "ru"),
        ("我不想活了", "zh"),
        ("死にたい", "ja"),
        ("죽고 싶어요", "ko"),
        ("لا أريد أن أعيش", "ar"),
        ("मैं जीना नहीं चाहता", "hi"),
    ],
)
def test_other_languages_are_heard_and_named(text: str, language: str) -> None:
    assert find_crisis(fold(normalise(text))) == Crisis("self", language)


@pytest.mark.parametrize(
    "text",
    [
        "This exam is killing me",
        "The patient was admitted after an overdose and I clerked him",
        "I will not see 26 patients in one clinic",
        "My chief had the idea to kill the project",
        "I have to top up my parking and then I'm going to top the list",
        "I don't expect to see Christmas at home, I'm on call",
        "I walked off the ward in front of the train of visitors",
        "I'd kill for that fellowship",
        "I nearly died of embarrassment on rounds",
        "I'm not suicidal, just tired",
        "How do I run a journal club on suicide prevention?",
        "My patient attempted suicide and I want to debrief with my mentor",
        "What should a mentor do if a mentee says that she wants to die?",
        "A colleague died by suicide last year; how do I support my team?",
        "In my OSCE the simulated patient said he wanted to die",
        "I want to end the mentoring relationship kindly",
        "I can't see a way out of this authorship conflict",
        "I don't want to wake up at four for rounds",
        "I'm giving away my old textbooks because I'm moving",
        "I'm killing myself to finish this grant",
    ],
)
def test_hyperbole_study_patients_and_bereavement_are_no_crisis(text: str) -> None:
    assert about(text) is None


def test_weak_signs_count_only_together() -> None:
    assert about("I can't do this anymore.") is None
    assert about("I can't do this anymore. Sorry for everything.") == "self"
