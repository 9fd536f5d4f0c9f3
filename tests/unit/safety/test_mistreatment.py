"""What was lived is a disclosure; a general question is not."""

from __future__ import annotations

import pytest

from assistant.safety.folding import fold
from assistant.safety.mistreatment import tells_of_mistreatment
from assistant.safety.normalise import normalise


@pytest.mark.parametrize(
    "text",
    [
        "My attending put his hand on my knee during the meeting",
        "he always finds a reason to touch my back",
        "She told me that people like me don't belong in surgery",
        "I reported him and since then I've been taken off every case",
        "The fellow screams at me in front of patients every day",
        "A consultant threw a scalpel at me",
        "My mentee told me that her supervisor harasses her",
        "He said he would make sure I never match if I tell anyone",
        "They mocked my accent again",
        "I was told to go back to my country",
    ],
)
def test_lived_mistreatment_is_heard(text: str) -> None:
    assert tells_of_mistreatment(fold(normalise(text)))


@pytest.mark.parametrize(
    "text",
    [
        "How do I report mistreatment?",
        "What is a microaggression?",
        "My attending gave harsh feedback on my notes",
        "How do I respond to a blunt attending?",
        "Her feedback touched me deeply",
        "What should I do if an attending ever touches me?",
        "I shouted at a resident yesterday and want to apologise",
        "She hit me with three hard questions",
        "Please don't call me stupid.",
        "The system kicks me out every ten minutes",
    ],
)
def test_questions_hard_feedback_and_figures_of_speech_are_not(text: str) -> None:
    assert not tells_of_mistreatment(fold(normalise(text)))
