"""Verdicts of a clinician, a lawyer or an immigration office are left to them; talking about them is not."""

from __future__ import annotations

import pytest

from assistant.safety.clinical import outside_question
from assistant.safety.folding import fold
from assistant.safety.normalise import normalise


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("What dose of gentamicin for a 60 kg patient?", "clinical"),
        ("My potassium came back 5.9, should I worry?", "clinical"),
        ("Should I start heparin or apixaban for him?", "clinical"),
        ("My attending is asleep. How do I treat DKA?", "clinical"),
        ("Can I sue my residency program?", "legal"),
        ("Is this clause legally binding?", "legal"),
        ("Will my J-1 visa let me moonlight?", "visa"),
        ("Do I qualify for an H-1B?", "visa"),
    ],
)
def test_the_right_expert_is_named(text: str, field: str) -> None:
    assert outside_question(fold(normalise(text))) == field


@pytest.mark.parametrize(
    "text",
    [
        "How do I ask my mentor about a difficult case of DKA?",
        "How do I teach a student to calculate a heparin dose?",
        "Write an email to a professor about her research on warfarin dosing",
        "Study tips for the pharmacology exam?",
        "How do I tell my attending that I gave the wrong insulin dose?",
        "As an IMG on a J-1 visa, how do I find a mentor?",
        "What does a mentoring contract include?",
        "Should I take the MCAT in April or June?",
    ],
)
def test_a_message_that_also_asks_for_our_help_is_helped(text: str) -> None:
    assert outside_question(fold(normalise(text))) is None
