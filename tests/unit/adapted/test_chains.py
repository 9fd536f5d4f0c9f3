from __future__ import annotations

import itertools

import numpy as np
import pytest

from assistant.adapted.chains import Chain, Span
from assistant.adapted.tokens import tokens

CHAIN = Chain(("name", "place"))


def test_the_answers_open_a_span_and_go_on_with_it() -> None:
    words = tokens("met Ann Lee at Mercy")
    spans = (Span("name", 4, 11, 1.0), Span("place", 15, 20, 1.0), Span("other", 0, 3, 1.0))
    assert CHAIN.answers(words, spans) == [0, 1, 2, 0, 3]


def test_two_spans_side_by_side_are_two() -> None:
    words = tokens("Ann Bo")
    spans = (Span("name", 0, 3, 1.0), Span("name", 4, 6, 1.0))
    assert CHAIN.answers(words, spans) == [1, 1]


def test_the_best_row_of_states_is_read_with_its_chance() -> None:
    words = tokens("Ann Lee sang")
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(3, CHAIN.states)).astype(np.float32)
    steps = rng.normal(size=(CHAIN.states, CHAIN.states)).astype(np.float32)
    walls = CHAIN.forbidden()

    def weight(row: tuple[int, ...]) -> float:
        if row[0] in (2, 4):
            return 0.0
        moves = sum(float(steps[a, b] + walls[a, b]) for a, b in itertools.pairwise(row))
        return float(np.exp(moves + sum(float(scores[n, state]) for n, state in enumerate(row))))

    rows = {row: weight(row) for row in itertools.product(range(CHAIN.states), repeat=3)}
    best = max(rows, key=lambda row: rows[row])
    found = list(CHAIN.read(scores, steps, words))
    assert [CHAIN.answers(words, found)] == [list(best)]
    for span in found:
        first = next(n for n, word in enumerate(words) if word.start == span.start)
        last = next(n for n, word in enumerate(words) if word.end == span.end)
        opened = 1 + 2 * CHAIN.codes.index(span.code)
        just = sum(
            value
            for row, value in rows.items()
            if row[first] == opened
            and all(state == opened + 1 for state in row[first + 1 : last + 1])
            and (last == 2 or row[last + 1] != opened + 1)
        )
        assert span.chance == pytest.approx(just / sum(rows.values()), rel=1e-3)


def test_nothing_is_read_off_nothing() -> None:
    empty = np.zeros((0, CHAIN.states), np.float32)
    assert list(CHAIN.read(empty, np.zeros((CHAIN.states, CHAIN.states), np.float32), ())) == []
