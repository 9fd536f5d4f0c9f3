"""Ranking: properties that hold for any collection and any scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.search.fusion import MEANING_WEIGHT, Floats, Layout, Taught, rank
from assistant.search.passages import Passage


@dataclass(frozen=True)
class Case:
    passages: list[Passage]
    dense: Floats
    keyword: Floats
    k: int

    @property
    def layout(self) -> Layout:
        return Layout.of(self.passages)

    @property
    def documents(self) -> int:
        return len({passage.document for passage in self.passages})


def _passages(shape: list[list[int]]) -> list[Passage]:
    return [
        Passage(f"{d}#{p}", f"{d}", "T", "S", (), f"text {d} {p}", tuple(f"key {d} {p} {k}" for k in range(keys)))
        for d, document in enumerate(shape)
        for p, keys in enumerate(document)
    ]


@st.composite
def cases(draw: st.DrawFn, coarse: bool = False) -> Case:
    shape = draw(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=4), min_size=1, max_size=12))
    passages = _passages(shape)
    vectors = sum(len(passage.embedded_texts) for passage in passages)
    # Coarse scores make ties.
    number = st.sampled_from([0.0, 0.5]) if coarse else st.floats(-1, 1, width=32)
    dense = draw(st.lists(number, min_size=vectors, max_size=vectors))
    keyword = draw(st.lists(number.map(abs), min_size=len(passages), max_size=len(passages)))
    return Case(passages, np.asarray(dense, np.float32), np.asarray(keyword, np.float32), draw(st.integers(1, 15)))


@given(cases(), st.booleans())
def test_k_documents_are_ranked_or_all_there_are(case: Case, with_dense: bool) -> None:
    ranked = rank(case.dense if with_dense else None, case.keyword, case.layout, case.k)
    assert len(ranked) == min(case.k, case.documents)


@given(cases(), st.booleans())
def test_each_document_is_found_once(case: Case, with_dense: bool) -> None:
    ranked = rank(case.dense if with_dense else None, case.keyword, case.layout, case.k)
    documents = [case.passages[item.passage].document for item in ranked]
    assert len(set(documents)) == len(documents)


@given(cases(), st.booleans())
def test_scores_never_rise_down_the_ranking(case: Case, with_dense: bool) -> None:
    scores = [item.score for item in rank(case.dense if with_dense else None, case.keyword, case.layout, case.k)]
    assert scores == sorted(scores, reverse=True)


@given(cases(coarse=True))
def test_ties_keep_the_order_of_the_documents(case: Case) -> None:
    ranked = rank(case.dense, case.keyword, case.layout, case.documents)
    order = [(-item.score, int(case.passages[item.passage].document)) for item in ranked]
    assert order == sorted(order)


@given(cases(coarse=True), st.integers(1, 15))
def test_a_shorter_ranking_is_the_head_of_a_longer_one(case: Case, longer: int) -> None:
    few, many = sorted((case.k, longer))
    assert rank(case.dense, case.keyword, case.layout, few) == rank(case.dense, case.keyword, case.layout, many)[:few]


@given(cases())
def test_reported_scores_are_the_best_of_the_document(case: Case) -> None:
    owners = [p.document for p in case.passages for _ in p.embedded_texts]
    for item in rank(case.dense, case.keyword, case.layout, case.documents):
        document = case.passages[item.passage].document
        own = [float(case.dense[v]) for v, owner in enumerate(owners) if owner == document]
        keyword = [float(case.keyword[p]) for p, q in enumerate(case.passages) if q.document == document]
        assert item.dense == max(own)
        assert item.keyword == max(keyword)


@pytest.mark.parametrize(("k", "documents"), [(1, [4]), (2, [4, 0]), (3, [4, 0, 1]), (5, [4, 0, 1, 2, 3])])
def test_of_tied_documents_the_first_are_kept_wherever_the_ranking_is_cut(k: int, documents: list[int]) -> None:
    layout = Layout.of(_passages([[0]] * 5))
    ranked = rank(np.zeros(5, np.float32), np.asarray([0, 0, 0, 0, 0.5], np.float32), layout, k)
    assert [item.passage for item in ranked] == documents


def test_the_best_passage_is_the_one_that_matches() -> None:
    passages = _passages([[0, 0, 0], [0]])
    ranked = rank(np.asarray([0.1, 0.9, 0.2, 0.3], np.float32), np.zeros(4, np.float32), Layout.of(passages), 2)
    assert passages[ranked[0].passage].id == "0#1"


def test_a_key_leads_to_the_passage_that_holds_it() -> None:
    passages = _passages([[0, 2], [0]])
    ranked = rank(np.asarray([0.1, 0.2, 0.9, 0.1, 0.3], np.float32), np.zeros(3, np.float32), Layout.of(passages), 1)
    assert passages[ranked[0].passage].id == "0#1"


def test_meaning_outweighs_keywords_and_keywords_break_its_ties() -> None:
    layout = Layout.of(_passages([[0], [0]]))
    assert MEANING_WEIGHT > 0.5
    ahead = rank(np.asarray([0.1, 0.9], np.float32), np.asarray([9.0, 0.0], np.float32), layout, 2)
    assert ahead[0].passage == 1
    tied = rank(np.asarray([0.5, 0.5], np.float32), np.asarray([0.0, 1.0], np.float32), layout, 2)
    assert tied[0].passage == 1


def test_a_discriminant_tells_documents_of_like_meaning_apart() -> None:
    layout = Layout.of(_passages([[0], [0], [0]]))
    dense, keyword = np.asarray([0.60, 0.59, 0.1], np.float32), np.zeros(3, np.float32)
    assert rank(dense, keyword, layout, 1)[0].passage == 0
    told, untold = np.asarray([0.0, 5.0, 0.0], np.float32), np.zeros(3, np.float32)
    assert rank(dense, keyword, layout, 1, Taught(told, untold, lambda scores: scores))[0].passage == 1
    assert rank(dense, keyword, layout, 1, Taught(untold, told, lambda scores: scores))[0].passage == 1


def test_what_kin_lend_orders_the_documents_and_leaves_what_is_their_own() -> None:
    layout = Layout.of(_passages([[0], [0], [0]]))
    dense, zeros = np.asarray([0.9, 0.5, 0.1], np.float32), np.zeros(3, np.float32)
    alone = rank(dense, zeros, layout, 3, Taught(zeros, zeros, lambda scores: scores))

    def lend(scores: Floats) -> Floats:
        return np.asarray([scores[0], scores[1], (scores[0] + scores[1]) / 2], np.float32)

    lent = rank(dense, zeros, layout, 3, Taught(zeros, zeros, lend))
    assert [item.passage for item in lent] == [0, 2, 1]
    assert {item.passage: item.own for item in lent} == {item.passage: item.own for item in alone}
    scores = [item.score for item in lent]
    assert scores == sorted(scores, reverse=True)


def test_of_like_best_texts_the_document_with_more_of_them_goes_first() -> None:
    layout = Layout.of(_passages([[2], [2]]))
    dense = np.asarray([0.7, 0.1, 0.0, 0.7, 0.6, 0.5], np.float32)
    assert rank(dense, np.zeros(2, np.float32), layout, 1)[0].passage == 1


@pytest.mark.parametrize("with_dense", [True, False])
def test_one_document_alone_is_ranked(with_dense: bool) -> None:
    layout = Layout.of(_passages([[1]]))
    dense = np.asarray([0.2, 0.4], np.float32) if with_dense else None
    (only,) = rank(dense, np.asarray([3.0], np.float32), layout, 10)
    assert (only.passage, only.score, only.keyword) == (0, 0.0, 3.0)


def test_the_layout_says_where_everything_begins() -> None:
    layout = Layout.of(_passages([[2, 0], [0], [1, 1]]))
    assert layout.first_passage.tolist() == [0, 2, 3]
    assert layout.first_vector.tolist() == [0, 4, 5]
    assert layout.document_of_vector.tolist() == [0, 0, 0, 0, 1, 2, 2, 2, 2]
    assert layout.first_vector_of_passage.tolist() == [0, 3, 4, 5, 7]
