"""The second model of the learned layer, on the real embedder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from assistant import Coach
from assistant.errors import LibraryError
from assistant.safety import reader as module
from assistant.safety.examples import LABELS
from assistant.safety.reader import Reader

TEXTS = ["How do I ask for feedback?", "I want to die", "The consultant slapped me", ""]


@pytest.fixture(scope="module")
def reader(coach: Coach) -> Reader:
    return Reader(lambda: coach.searcher.embedder.load()._client)


def test_each_text_has_one_score_a_label_and_the_same_twice(reader: Reader) -> None:
    scores = reader(TEXTS)
    assert scores.shape == (len(TEXTS), len(LABELS))
    assert np.array_equal(scores, reader(TEXTS))
    assert np.array_equal(scores[1:2], reader(TEXTS[1:2]))


def test_it_tells_the_kinds_apart(reader: Reader) -> None:
    assert [LABELS[i] for i in reader(TEXTS[:3]).argmax(axis=1)] == ["none", "self", "mistreatment"]


def test_the_embedder_that_it_stands_on_is_left_as_it_was(coach: Coach) -> None:
    embedder = coach.searcher.embedder
    before = embedder.query(TEXTS[0])
    Reader(lambda: embedder.load()._client)(TEXTS)
    assert np.array_equal(before, embedder.query(TEXTS[0]))


def test_threads_may_read_at_once(coach: Coach, reader: Reader) -> None:
    fresh = Reader(lambda: coach.searcher.embedder.load()._client)
    with ThreadPoolExecutor(4) as threads:
        for scores in threads.map(fresh, [TEXTS] * 8):
            assert np.allclose(scores, reader(TEXTS), atol=1e-4)


def test_a_very_long_text_is_read_to_its_limit(reader: Reader) -> None:
    assert np.allclose(reader(["die " * 500]), reader(["die " * 5000]), atol=1e-4)


def test_missing_weights_say_what_to_run(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FILE", module.FILE.with_name("missing.npz"))
    with pytest.raises(LibraryError, match=r"python -m assistant\.train"):
        Reader(lambda: coach.searcher.embedder.load()._client)(TEXTS)
