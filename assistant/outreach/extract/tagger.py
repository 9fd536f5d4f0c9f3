"""Which words of a message are whose name, title or stage, a time, a reason, a request; each with how sure it is.

Two linear chains over the words (conditional random fields, Lafferty, McCallum and Pereira 2001), learned by
`learning.py` from data/readings.yaml: the first finds persons and times, the second, which sees what the first
found, what is said. A span comes with its chance, so that one in doubt becomes a question. Deterministic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from assistant.outreach.bank import DATA
from assistant.outreach.extract.tokens import BUCKETS, VERSION, Token, seen, seen_beside, tokens
from assistant.weights import Floats, Ids, read_weights

PERSONS = ("rt", "rn", "rr", "rs", "ri", "rp", "st", "sn", "sr", "ss", "si", "sp", "free", "due")
SAID = ("why", "tie", "goal", "ask", "offer", "note")
WEIGHTS = DATA / "tagger.npz"
NEVER = -1e4


@dataclass(frozen=True)
class Span:
    """A stretch of the message, what it is, and the chance that it is just that."""

    code: str
    start: int
    end: int
    chance: float


@dataclass(frozen=True)
class Chain:
    """One chain. For code number k, state 1 + 2k opens a span and 2 + 2k goes on with it; state 0 is outside."""

    codes: tuple[str, ...]
    weights: Floats
    follows: Floats

    def scores(self, features: Sequence[Ids]) -> Floats:
        """One row a word, one column a state."""
        return np.stack([self.weights[ids].sum(axis=0) for ids in features])

    def read(self, features: Sequence[Ids], words: Sequence[Token]) -> Iterator[Span]:
        """The spans of the best row of states."""
        own, steps = self.scores(features), self.follows + forbidden(len(self.codes))
        forward, backward, whole = _passes(own, steps)
        states = _best(own, steps)
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
                score += steps[states[n - 1], states[n]] + own[n, states[n]]
            if place < len(states):
                then = steps[states[place - 1]] + own[place] + backward[place]
                score += _log_sum(np.delete(then, opened + 1), 0)
            chance = float(np.exp(min(score - whole, 0.0)))
            yield Span(self.codes[(opened - 1) // 2], words[first].start, words[place - 1].end, chance)


def spans(text: str) -> tuple[Span, ...]:
    """All spans of a message, persons and times first. Raises LibraryError when the weights are missing or old."""
    words = tokens(text)
    if not words:
        return ()
    persons, said = load_chains()
    plain = seen(words)
    found = tuple(persons.read(plain, words))
    return (*found, *said.read(seen_beside(words, plain, marks_of(words, found)), words))


def marks_of(words: Sequence[Token], found: Sequence[Span]) -> list[str]:
    """What the first chain says of each word: a code, or "-"."""
    return [next((span.code for span in found if span.start <= word.start < span.end), "-") for word in words]


def forbidden(codes: int) -> Floats:
    """What keeps a span from being gone on with that was not opened: shape (states, states)."""
    states = 1 + 2 * codes
    table = np.zeros((states, states), np.float32)
    for state in range(2, states, 2):
        table[:, state] = NEVER
        table[state - 1 : state + 1, state] = 0.0
    return table


@cache
def load_chains() -> tuple[Chain, Chain]:
    """Read what was learned. Raises LibraryError when the file is missing or of another version."""
    codes = {"persons": PERSONS, "said": SAID}
    arrays = read_weights(WEIGHTS, VERSION, {name: (BUCKETS, 1 + 2 * len(some)) for name, some in codes.items()})
    first, second = (Chain(some, arrays[name], arrays[f"{name}_follows"]) for name, some in codes.items())
    return first, second


def _passes(own: Floats, steps: Floats) -> tuple[Floats, Floats, float]:
    forward, backward = np.zeros_like(own), np.zeros_like(own)
    forward[0] = own[0]
    forward[0, 2::2] = NEVER
    for n in range(1, len(own)):
        forward[n] = _log_sum(forward[n - 1][:, None] + steps, 0) + own[n]
    for n in range(len(own) - 2, -1, -1):
        backward[n] = _log_sum(steps + (own[n + 1] + backward[n + 1])[None, :], 1)
    return forward, backward, float(_log_sum(forward[-1], 0))


def _best(own: Floats, steps: Floats) -> list[int]:
    best = own[0].copy()
    best[2::2] = NEVER
    came: list[npt.NDArray[np.intp]] = []
    for row in own[1:]:
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
