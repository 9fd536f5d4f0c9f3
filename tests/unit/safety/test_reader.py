"""The second model of the learned layer, on the real embedder."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.errors import LibraryError
from assistant.safety import reader as module
from assistant.safety.examples import LABELS
from assistant.safety.reader import Reader

TEXTS = ["How do I ask for feedback?", "I want to die", "The consultant slapped me", ""]


def test_each_text_has_one_score_a_label_and_the_same_twice() -> None:
    reader = Reader()
    scores = reader(TEXTS)
    assert scores.shape == (len(TEXTS), len(LABELS))
    assert np.array_equal(scores, reader(TEXTS))
    assert np.array_equal(scores[1:2], reader(TEXTS[1:2]))


def test_it_tells_the_kinds_apart() -> None:
    assert [LABELS[i] for i in Reader()(TEXTS[:3]).argmax(axis=1)] == ["none", "self", "mistreatment"]


def test_missing_weights_say_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FILE", module.FILE.with_name("missing.npz"))
    with pytest.raises(LibraryError, match=r"python -m assistant\.train"):
        Reader()(TEXTS)
