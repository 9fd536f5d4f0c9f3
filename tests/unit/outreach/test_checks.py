from __future__ import annotations

import re

import pytest

from assistant.outreach.brief import parse_brief
from assistant.outreach.checks import check, verdict

BRIEF = parse_brief(
    {
        "kind": "first-contact",
        "sender": {"name": "Maya Chen", "stage": "M1", "institution": "Riverside"},
        "recipient": {"name": "Ingrid Lindqvist", "title": "Prof."},
        "reason": "her talk on burnout last week",
        "ask": "15 min chat",
        "minutes": 15,
        "availability": ["Tues or Thurs after 4"],
    }
)
GOOD = """Subject: Question after your burnout talk

Dear Prof. Lindqvist,

I am Maya Chen, a first-year medical student at Riverside. Your talk on burnout last week stayed with me, because it was
the first time that somebody at our school said aloud what many of us had been thinking since the autumn.

Would you have fifteen minutes to chat about it? I am free on Tuesday or Thursday after 4 pm, and any other time or
format that suits you is fine.

If this is not a good time, I completely understand. Thank you for reading this.

Kind regards,
Maya Chen
M1, Riverside
[ADD: your email or phone]
"""


def _failed(text: str) -> dict[str, str | None]:
    return {item.item: item.quote for item in check(BRIEF, text) if not item.passed}


def test_a_good_email_passes() -> None:
    assert _failed(GOOD) == {}
    assert verdict(check(BRIEF, GOOD)) == "pass"


@pytest.mark.parametrize(
    ("old", "new", "item"),
    [
        ("Subject: Question after your burnout talk", "Subject: QUICK QUESTION", "E03"),
        ("Dear Prof. Lindqvist", "Dear Ingrid", "E04"),
        ("Dear Prof. Lindqvist", "Dear Prof. Lindquist", "E04"),
        ("Would you have fifteen", "Could you also write me a letter? Would you have fifteen", "E08"),
        ("fifteen minutes to chat", "two hours a week to chat", "E09"),
        ("If this is not a good time, I completely understand. ", "", "E11"),
        ("Your talk on burnout last week", "Your talk on burnout in Oslo last week", "E13"),
        ("Tuesday or Thursday after 4", "Tuesday or Friday after 4", "E13"),
        ("fifteen minutes", "25 minutes", "E13"),
        ("I am Maya Chen", "I won the Dean's Prize for Anatomy. I am Maya Chen", "E13"),
        ("[ADD: your email or phone]", "[Your email]", "E14"),
        ("Thank you for reading this.", "My CV is attached. Thank you for reading this.", "E15"),
        ("Thank you for reading this.", "", "E16"),
        ("I am Maya Chen", "I am sorry to bother you. I am Maya Chen", "E17"),
        ("Would you have fifteen minutes to chat about it?", "Would you be my mentor?", "E18"),
        ("Dear Prof. Lindqvist,", "Dear Madam,", "E19"),
        ("Maya Chen\nM1, Riverside\n[ADD: your email or phone]", "Maya", "E20"),
        ("said aloud", "mentioned the CRSP and the WLQ", "E22"),
        ("I am Maya Chen", "I hope this email finds you well. I am Maya Chen", "E24"),
        ("I am Maya Chen", "I have been treated for depression. I am Maya Chen", "E26"),
        ("I am Maya Chen", "Mrs. Ada Voss in bed 9, whose cancer is back, sent me. I am Maya Chen", "E26"),
        ("fifteen minutes to chat", "time to connect me with Dr. Rahim, look over my slides, and chat", "E08"),
    ],
)
def test_a_planted_fault_is_named_with_words_of_the_text(old: str, new: str, item: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    failed = _failed(text)
    assert item in failed
    assert failed[item] is None or failed[item] in text


@pytest.mark.parametrize(
    "way_out",
    [
        "If you have doubts or little time, please just tell me.",
        "Should there be no place, I would be happy to hear of another group.",
        "Only do so if it feels right to you, as I can also find another way.",
        "If you feel that another person could say more, I would be glad of your advice.",
    ],
)
def test_an_easy_no_has_many_forms(way_out: str) -> None:
    assert "E11" not in _failed(GOOD.replace("If this is not a good time, I completely understand.", way_out))


def test_what_was_to_stay_out_is_nobodys_leave_to_tell_it() -> None:
    told = "I failed the board exam once."
    text = GOOD.replace("I am Maya Chen", f"{told} I am Maya Chen")
    for notes, passed in ((told, True), (f"private, keep it out: {told}", False), (f"don't mention it: {told}", False)):
        item = next(item for item in check(BRIEF.model_copy(update={"notes": notes}), text) if item.item == "E26")
        assert item.passed is passed, notes


def test_who_is_praised_to_their_face_is_meant() -> None:
    brief = BRIEF.model_copy(update={"reason": "a talk on burnout last week"})
    text = GOOD.replace("Your talk", "My chief, Dr. Leena George, told me about you and his talk. Your talk")
    assert "E19" in {item.item for item in check(brief, text) if not item.passed}


def test_three_hundred_words_fail_and_sixty_warn() -> None:
    long = next(
        item for item in check(BRIEF, GOOD.replace("aloud", "aloud " + "and so on " * 90)) if item.item == "E01"
    )
    short = next(
        item
        for item in check(
            BRIEF, re.sub(r", because it was\n.*\n", ". ", GOOD).replace(" about it", "").replace("or\nformat", "")
        )
        if item.item == "E01"
    )
    assert (long.passed, long.severity) == (False, "fail")
    assert short.severity in ("warn", "fail")


def test_the_same_fact_in_other_words_is_no_invention() -> None:
    brief = parse_brief(
        {
            "kind": "first-contact",
            "sender": {"stage": "PGY-2", "institution": "Mass General Hospital"},
            "recipient": {"name": "Ann Lee", "title": "Dr."},
            "goal": "Emergency Medicine",
            "minutes": 20,
            "availability": ["weds at 3"],
            "deadline": "2026-10-01",
        }
    )
    text = (
        "Dear Dr. Lee,\n\nI am a second-year resident at MGH interested in EM. Could we talk for twenty "
        "minutes on Wednesday at 3 pm, before October 1?\n\nThank you."
    )
    assert "E13" not in {item.item for item in check(brief, text) if not item.passed}


def test_items_that_need_judgement_say_so_and_pass() -> None:
    found = {item.item: item for item in check(BRIEF, GOOD)}
    for name in ("E05", "E10", "E12", "E25"):
        assert found[name].passed
        assert found[name].severity == "info"
        assert "for you to judge" in found[name].message


def test_a_pronoun_about_somebody_else_is_no_guess() -> None:
    brief = BRIEF.model_copy(update={"reason": "a talk on burnout last week"})
    text = GOOD.replace("because it was", "because my grandmother lost her job to it, and it was")
    assert "E19" not in {item.item for item in check(brief, text) if not item.passed}
    guessed = GOOD.replace("Your talk", "As a woman in medicine, your talk")
    assert "E19" in {item.item for item in check(brief, guessed) if not item.passed}
