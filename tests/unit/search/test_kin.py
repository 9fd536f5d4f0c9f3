"""Kin of documents: which are near, and what they lend one another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.search.fusion import Layout
from assistant.search.kin import LENT, SHARPNESS, lend, nearest
from assistant.search.passages import Passage


def passage(name: str, *, rows: tuple[str, ...] = (), related: tuple[str, ...] = ()) -> Passage:
    return Passage(f"{name}#0", name, name, "", rows, f"text of {name}", (), related)


ROUND = np.eye(4, dtype=np.float32)


def kin_of(passages: list[Passage], vectors: np.ndarray = ROUND) -> list[int]:
    return [int(row[0]) for row in nearest(vectors, passages, Layout.of(passages))]


def test_documents_whose_texts_are_near_are_kin() -> None:
    vectors = np.asarray([[1, 0, 0], [0, 1, 0], [0.9, 0.1, 0], [0, 0.9, 0.4]], np.float32)
    assert kin_of([passage(name) for name in "abcd"], vectors) == [2, 3, 0, 1]


def test_documents_that_answer_the_same_row_are_kin() -> None:
    passages = [passage("a", rows=("R1",)), passage("b", rows=("R2",)), passage("c"), passage("d", rows=("R2", "R1"))]
    assert kin_of(passages)[:2] == [3, 3]


def test_related_documents_are_kin_of_each_other() -> None:
    passages = [passage("a"), passage("b", related=("d",)), passage("c", related=("a",)), passage("d")]
    assert kin_of(passages) == [2, 3, 0, 1]


def test_no_document_is_its_own_kin() -> None:
    found = nearest(ROUND, [passage(name) for name in "abcd"], Layout.of([passage(name) for name in "abcd"]))
    assert found.shape == (4, 3)
    assert all(place not in row for place, row in enumerate(found))


def test_the_kin_of_a_clear_leader_come_next() -> None:
    near = np.asarray([[3, 1], [0, 2], [1, 0], [0, 1]])
    lent = lend(np.asarray([4.0, 0.5, 0.6, 0.0], np.float32), near)
    assert np.argsort(-lent).tolist() == [0, 3, 1, 2]


def test_what_is_lent_is_a_share_of_the_likelihood() -> None:
    lent = lend(np.asarray([2.0, -50.0], np.float32), np.asarray([[1], [0]]))
    assert lent[0] == pytest.approx(2.0, abs=1e-4)
    assert np.exp(SHARPNESS * (lent[1] - lent[0])) == pytest.approx(LENT, rel=1e-3)


@given(st.lists(st.floats(-3, 6, width=32), min_size=3, max_size=3))
def test_nobody_loses_by_lending(scores: list[float]) -> None:
    before = np.asarray(scores, np.float32)
    assert (lend(before, np.asarray([[1, 2], [2, 0], [0, 1]])) >= before - 1e-4).all()
