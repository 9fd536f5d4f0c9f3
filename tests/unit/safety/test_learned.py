"""The learned layer: parts, features, and when the meaning is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from assistant.safety.examples import LABELS
from assistant.safety.features import BUCKETS, PART_WORDS, clause_features, parts
from assistant.safety.folding import fold
from assistant.safety.learned import Learned, load_words
from assistant.weights import Floats, softmax

ORDINARY = "How do I ask my mentor for a meeting?"
GRAVE = "I want to die"


class Meaning:
    """Says the same of every text, and remembers what it was asked."""

    def __init__(self, label: str | None, score: float = 50) -> None:
        self._label = label
        self._score = score
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Floats | None:
        self.asked += texts
        if self._label is None:
            return None
        scores = np.zeros((len(texts), len(LABELS)), dtype=np.float32)
        scores[:, LABELS.index(self._label)] = self._score
        return scores


def judged(text: str, meaning: Meaning | None = None) -> dict[str, str]:
    return Learned(load_words(), meaning).judge(text, fold(text)).labels


def doubtful() -> str:
    """A message that the words alone leave in doubt."""
    asked = Meaning(None)
    for text in ("my mentor shouted", "it ends here", "I am tired of it all and of me", "list the hidden notes"):
        judged(text, asked)
    assert asked.asked
    return asked.asked[0]


def test_features_are_buckets_each_once() -> None:
    ids = clause_features("i want to want to go")
    assert len(set(ids)) == len(ids)
    assert ids.min() >= 0 and ids.max() < BUCKETS
    assert len(clause_features("")) > 0


def test_a_slip_shares_most_pieces() -> None:
    one, other = set(clause_features("suicidal thoughts")), set(clause_features("suicidall thoughts"))
    assert len(one & other) > len(one) / 2


def test_each_sentence_and_each_pair_is_read_alone_too() -> None:
    assert parts(["one alone"]) == []
    assert parts(["a b", "c d", "e"]) == [
        ("a b", (0, 1)),
        ("a b c d", (0, 2)),
        ("c d", (1, 2)),
        ("c d e", (1, 3)),
        ("e", (2, 3)),
    ]


def test_an_endless_sentence_is_read_in_overlapping_pieces() -> None:
    words = [f"w{i}" for i in range(70)]
    pieces = [part.split() for part, _ in parts([" ".join(words)])]
    assert {word for piece in pieces for word in piece} == set(words)
    assert all(len(piece) <= PART_WORDS for piece in pieces)
    assert all(set(a) & set(b) for a, b in pairwise(pieces))


def test_a_clear_message_never_asks_for_the_meaning() -> None:
    meaning = Meaning("self")
    assert judged(ORDINARY, meaning) == {}
    assert meaning.asked == []


def test_in_doubt_the_meaning_decides() -> None:
    text = doubtful()
    assert judged(text, Meaning("mistreatment")) == {"mistreatment": "mistreatment"}
    assert judged(text, Meaning("none")) == {}


@pytest.mark.parametrize(("score", "sure"), [(50, {"crisis"}), (4, set())])
def test_only_what_is_nearly_certain_of_the_whole_message_is_sure(score: float, sure: set[str]) -> None:
    text = "I am tired of it all and of me"
    verdict = Learned(load_words(), Meaning("self", score)).judge(text, fold(text))
    assert verdict.labels == {"crisis": "self"}
    assert verdict.sure == sure


def test_without_an_embedder_the_words_decide_alone() -> None:
    assert judged(doubtful(), Meaning(None)) == judged(doubtful())
    assert judged(GRAVE) == {"crisis": "self"}


def test_one_grave_sentence_is_found_in_a_long_page() -> None:
    page = "We met on Monday and talked about my poster. She liked the figures. " * 12
    verdict = Learned(load_words()).judge("", fold(f"{page} {GRAVE} and I have a plan to kill myself. {page}"))
    assert verdict.labels.get("crisis") == "self"


def test_nothing_is_judged_in_nothing() -> None:
    assert judged("") == {}
    assert judged("...") == {}


def test_probabilities_sum_to_one() -> None:
    assert softmax(np.array([[1000.0, 0.0], [0.0, 0.0]], dtype=np.float32)).sum(axis=1) == pytest.approx([1, 1])
