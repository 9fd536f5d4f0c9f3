"""Spans read off the scores of words: linear chains (conditional random fields, Lafferty, McCallum and Pereira 2001).

A span comes with its chance, so that one in doubt becomes a question, or is left alone. Deterministic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.adapted.tokens import Token
from assistant.weights import Floats

_NEVER = -1e4


@dataclass(frozen=True)
class Span:
    """A stretch of the text, what it is, the chance that it is just that, and how sure it is of its words: the mean
    chance that each of them belongs to a span of this code, wherever that begins and ends."""

    code: str
    start: int
    end: int
    chance: float
    cover: float = 1.0


@dataclass(frozen=True)
class Chain:
    """What spans a chain knows. For code number k, state 1 + 2k opens a span and 2 + 2k goes on with it; state 0 is
    outside of all."""

    codes: tuple[str, ...]

    @property
    def states(self) -> int:
        """How many states there are."""
        return 1 + 2 * len(self.codes)

    def answers(self, words: Sequence[Token], spans: Sequence[Span]) -> list[int]:
        """Return the right state of each word, given the right spans; those of other codes are passed over."""
        found: list[int] = []
        for word in words:
            state = 0
            for span in spans:
                if span.code in self.codes and span.start <= word.start and word.end <= span.end:
                    goes_on = 2 + 2 * self.codes.index(span.code)
                    began = bool(found) and found[-1] in (goes_on - 1, goes_on) and word.start > span.start
                    state = goes_on if began else goes_on - 1
            found.append(state)
        return found

    def forbidden(self) -> Floats:
        """What keeps a span from being gone on with that was not opened, to be added to the steps between states."""
        table = np.zeros((self.states, self.states), np.float32)
        for state in range(2, self.states, 2):
            table[:, state] = _NEVER
            table[state - 1 : state + 1, state] = 0.0
        return table

    def read(self, scores: Floats, steps: Floats, words: Sequence[Token]) -> Iterator[Span]:
        """Yield the spans of the best row of states: `scores` (words, states), `steps` (states, states) between
        neighbours."""
        if not words:
            return
        steps = steps + self.forbidden()
        forward, backward, whole = _passes(scores, steps)
        states = _best(scores, steps)
        place = 0
        while place < len(states):
            first, opened = place, states[place]
            place += 1
            if opened == 0:
                continue
            while place < len(states) and states[place] == opened + 1:
                place += 1
            score = forward[first, opened]
            for n in range(first + 1, place):
                score += steps[states[n - 1], states[n]] + scores[n, states[n]]
            if place < len(states):
                then = steps[states[place - 1]] + scores[place] + backward[place]
                score += _log_sum(np.delete(then, opened + 1), 0)
            chance = float(np.exp(min(score - whole, 0.0)))
            inside = np.exp(forward[first:place] + backward[first:place] - whole)[:, opened : opened + 2]
            cover = min(float(inside.sum(axis=1).mean()), 1.0)
            yield Span(self.codes[(opened - 1) // 2], words[first].start, words[place - 1].end, chance, cover)


def _passes(scores: Floats, steps: Floats) -> tuple[Floats, Floats, float]:
    forward, backward = np.zeros_like(scores), np.zeros_like(scores)
    forward[0] = scores[0]
    forward[0, 2::2] = _NEVER
    for n in range(1, len(scores)):
        forward[n] = _log_sum(forward[n - 1][:, None] + steps, 0) + scores[n]
    for n in range(len(scores) - 2, -1, -1):
        backward[n] = _log_sum(steps + (scores[n + 1] + backward[n + 1])[None, :], 1)
    return forward, backward, float(_log_sum(forward[-1], 0))


def _best(scores: Floats, steps: Floats) -> list[int]:
    best = scores[0].copy()
    best[2::2] = _NEVER
    came: list[npt.NDArray[np.intp]] = []
    for row in scores[1:]:
        reached = best[:, None] + steps
        came.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + row
    states = [int(best.argmax())]
    for back in reversed(came):
        states.append(int(back[states[-1]]))
    return states[::-1]


def _log_sum(values: Floats, axis: int) -> Floats:
    most = values.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(values - most).sum(axis=axis)) + most.squeeze(axis), dtype=np.float32)
