"""The discriminant: learned from how each document is asked, left out where that says too little."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.search.discriminant import LEAST_PHRASINGS, learn
from assistant.search.passages import Passage
from tests.hashing import HashEmbedder

ASKED = {
    "letters": ("ask for a letter", "who writes my letter", "letter of support"),
    "meetings": ("plan a meeting", "how often a meeting", "meeting was cancelled"),
    "silence": ("no reply at all", "still no reply", "reply never came"),
}


def passages(asked: dict[str, tuple[str, ...]]) -> list[Passage]:
    return [
        passage
        for name, keys in asked.items()
        for passage in (
            Passage(f"{name}#0", name, name, "", (), f"About {name}.", keys),
            Passage(f"{name}#1", name, name, "More", (), f"More about {name}."),
        )
    ]


def vectors(of: list[Passage]) -> np.ndarray:
    return HashEmbedder().documents([text for passage in of for text in passage.embedded_texts])


@pytest.mark.parametrize(("query", "best"), [("a letter please", 0), ("the next meeting", 1), ("reply", 2)])
def test_each_question_scores_its_own_document_highest(query: str, best: int) -> None:
    cards = passages(ASKED)
    learned = learn(cards, vectors(cards))
    assert learned is not None
    scores = learned.scores(HashEmbedder().query(query))
    assert scores.shape == (3,)
    assert int(scores.argmax()) == best


@pytest.mark.parametrize(
    "asked",
    [
        {"alone": ASKED["letters"]},
        ASKED | {"silence": ASKED["silence"][: LEAST_PHRASINGS - 1]},
        {"own-one": ("One",), "own-two": ("Two",)},
        {"bare": (), "also-bare": ()},
    ],
)
def test_too_few_phrasings_teach_nothing(asked: dict[str, tuple[str, ...]]) -> None:
    cards = passages(asked)
    assert learn(cards, vectors(cards)) is None
