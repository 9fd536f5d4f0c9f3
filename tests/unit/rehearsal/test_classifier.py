"""The classifier: learns from rows, is kept in a file, and a bad file is as good as none."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant.rehearsal.classifier import Classifier, features, fit, load

TEXTS = ["thank you so much", "thanks a lot", "many thanks", "no", "the ward was busy", "it rained"] * 3


def _rows(texts: list[str]):
    return features(np.zeros((len(texts), 4), dtype=np.float32), texts, np.zeros((len(texts), 1), dtype=bool))


def _fitted() -> Classifier:
    return fit(_rows(TEXTS), {"thanks": np.array(["thank" in text for text in TEXTS])})


def test_it_learns_from_words_it_has_seen() -> None:
    yes, no = _fitted().chances(_rows(["thanks", "it was busy"]))
    assert yes["thanks"] > 0.5 > no["thanks"]


def test_the_same_rows_give_the_same_model() -> None:
    first, second = _fitted(), _fitted()
    assert np.array_equal(first.weights, second.weights)


def test_it_is_kept_and_read_back(tmp_path: Path) -> None:
    fitted, path = _fitted(), tmp_path / "deep" / "moves.npz"
    fitted.save(path)
    kept = load(path)
    assert kept is not None
    assert kept.chances(_rows(["thanks"])) == fitted.chances(_rows(["thanks"]))


def test_a_file_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    path = tmp_path / "moves.npz"
    assert load(path) is None
    for content in (b"", b"not a model", b"PK\x03\x04 broken"):
        path.write_bytes(content)
        assert load(path) is None
