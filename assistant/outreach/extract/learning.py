"""Learns to read messages from data/readings.yaml: the two chains of tagger.py and the kinds of kinds.py.

`python -m assistant.train` calls it. The examples are used as they stand and with other names, places, stages and
times in the places of their own, so that what is learned is the place and not the name. Deterministic.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import LibraryError
from assistant.outreach.bank import DATA
from assistant.outreach.brief import KINDS
from assistant.outreach.extract.kinds import KIND_WEIGHTS, LABELS, OTHER, KindModel, kind_features
from assistant.outreach.extract.tagger import PERSONS, SAID, WEIGHTS, Chain, Span, forbidden, marks_of
from assistant.outreach.extract.tokens import BUCKETS, VERSION, seen, seen_beside, tokens
from assistant.reading import read_yaml
from assistant.weights import Floats, Ids, in_bytes, table_of

EXAMPLES = DATA / "readings.yaml"
WISHES = DATA / "wishes.yaml"
# Chosen by cross-validation over the examples (python -m tests.evals.outreach_learning).
PENALTY, ROUNDS, COPIES = 1.0, 200, 2
KIND_FREEDOM = 100.0
_MARK = re.compile(r"\{([a-z]+) ")
# What may be exchanged between examples, and how often it is.
_EXCHANGED = {"rt": 0.3, "rn": 0.6, "sn": 0.6, "rr": 0.4, "ri": 0.6, "si": 0.6, "ss": 0.5, "sr": 0.4, "free": 0.3}
_SMALL = 0.3
_NEVER = -50.0


@dataclass(frozen=True)
class Reading:
    """One marked message: its kind, or "other", and its spans."""

    text: str
    kind: str
    spans: tuple[Span, ...]


def load_readings(path: Path = EXAMPLES) -> list[Reading]:
    """Read the examples. Raises LibraryError naming the kind and the bad line."""
    data = read_yaml(path, without="messages cannot be learned to be read without it")
    if not isinstance(data, dict) or set(data) != {*KINDS, OTHER}:
        raise LibraryError(path.name, "file", f"must map each of {', '.join((*KINDS, OTHER))} to lines")
    return [
        parse(line.strip(), kind, path.name)
        for kind, lines in data.items()
        for line in str(lines).splitlines()
        if line.strip()
    ]


def parse(marked: str, kind: str, file: str = EXAMPLES.name) -> Reading:
    """Read one marked line. Raises LibraryError for a mark that is unknown or not closed."""
    text, place = "", 0
    opened: list[tuple[str, int]] = []
    found: list[Span] = []
    while place < len(marked):
        if mark := _MARK.match(marked, place):
            opened.append((mark.group(1), len(text)))
            place = mark.end()
        elif marked[place] == "}" and opened:
            code, start = opened.pop()
            found.append(Span(code, start, len(text), 1.0))
            place += 1
        else:
            text += marked[place]
            place += 1
    if opened or not {span.code for span in found} <= {*PERSONS, *SAID}:
        raise LibraryError(file, kind, f"'{marked[:60]}' has a mark that is unknown or not closed")
    return Reading(text, kind, tuple(sorted(found, key=lambda span: (span.start, -span.end))))


def digest(readings: Sequence[Reading]) -> str:
    """What tells two sets of examples apart; kept with the weights, compared by a test."""
    return hashlib.sha256("\n".join(map(repr, readings)).encode()).hexdigest()[:16]


def varied(readings: Sequence[Reading], copies: int = COPIES) -> list[Reading]:
    """The examples and `copies` of each with other fillers, some in small letters."""
    rng = random.Random(7)
    fillers: dict[str, list[str]] = {}
    for reading in readings:
        for span in reading.spans:
            fillers.setdefault(span.code, []).append(reading.text[span.start : span.end])
    found: list[Reading] = []
    for reading in readings:
        found.append(reading)
        found += [_exchanged(reading, fillers, rng) for _ in range(copies) if reading.spans]
    return found


def _exchanged(reading: Reading, fillers: dict[str, list[str]], rng: random.Random) -> Reading:
    text = ""
    place = 0
    moved: list[tuple[int, int, int]] = []
    for span in reading.spans:
        inner = any(
            other is not span and span.start <= other.start and other.end <= span.end for other in reading.spans
        )
        if inner or span.start < place or rng.random() > _EXCHANGED.get(span.code, 0.0):
            continue
        new = rng.choice(fillers[span.code])
        if reading.text[span.start : span.end].islower() and rng.random() < 0.8:
            new = new.lower()
        text += reading.text[place : span.start] + new
        moved.append((span.start, span.end, len(new)))
        place = span.end
    text += reading.text[place:]

    def shifted(at: int) -> int:
        return at + sum(length - (end - start) for start, end, length in moved if end <= at)

    spans = tuple(replace(span, start=shifted(span.start), end=shifted(span.end)) for span in reading.spans)
    return Reading(text.lower() if rng.random() < _SMALL else text, reading.kind, spans)


def states(reading: Reading, codes: Sequence[str]) -> list[int]:
    """The right state of each word of an example."""
    found = []
    for word in tokens(reading.text):
        state = 0
        for span in reading.spans:
            if span.code in codes and span.start <= word.start and word.end <= span.end:
                state = 2 + 2 * codes.index(span.code) - (word.start == span.start)
        found.append(state)
    return found


def learn_chains(readings: Sequence[Reading]) -> tuple[Chain, Chain]:
    """Fit both chains."""
    examples = [reading for reading in varied(readings) if tokens(reading.text)]
    plain, marked = [], []
    for reading in examples:
        words = tokens(reading.text)
        persons = [span for span in reading.spans if span.code in PERSONS]
        plain.append(seen(words))
        marked.append(seen_beside(words, plain[-1], marks_of(words, persons)))
    return (
        fit(plain, [states(reading, PERSONS) for reading in examples], PERSONS),
        fit(marked, [states(reading, SAID) for reading in examples], SAID),
    )


def fit(features: Sequence[Sequence[Ids]], right: Sequence[Sequence[int]], codes: tuple[str, ...]) -> Chain:
    """Fit one chain by L-BFGS under an L2 penalty; all rows go forward and backward together."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    count, rows, most = 1 + 2 * len(codes), len(right), max(map(len, right))
    flat = [ids for row in features for ids in row]
    pointers = np.cumsum([0, *map(len, flat)])
    columns, used = np.concatenate(flat), np.zeros(BUCKETS, bool)
    used[columns] = True
    kept = np.flatnonzero(used)
    table: Any = csr_matrix(
        (np.ones(len(columns), np.float32), np.searchsorted(kept, columns), pointers), (len(flat), len(kept))
    )
    turned = table.T.tocsr()
    place = np.full((rows, most), -1)
    gold = np.zeros((rows, most), int)
    done = 0
    for n, row in enumerate(right):
        place[n, : len(row)] = range(done, done + len(row))
        gold[n, : len(row)] = row
        done += len(row)
    inside = place >= 0
    answers = gold[inside]
    target = np.zeros((len(flat), count), np.float32)
    target[np.arange(len(flat)), answers] = 1.0
    pairs = np.zeros((count, count), np.float32)
    both = inside[:, 1:]
    np.add.at(pairs, (gold[:, :-1][both], gold[:, 1:][both]), 1.0)
    allowed = forbidden(len(codes))
    start = np.zeros(count, np.float32)
    start[2::2] = _NEVER

    def loss(values: Any) -> tuple[float, Any]:
        weights = values[: len(kept) * count].reshape(len(kept), count).astype(np.float32)
        follows = values[len(kept) * count :].reshape(count, count).astype(np.float32)
        own = table @ weights
        total, likely, joint = _expected(own, follows + allowed, start, place, inside)
        total += float((own * target).sum() + (follows * pairs).sum())
        slope = np.concatenate([(turned @ (target - likely)).ravel(), (pairs - joint).ravel()]).astype(np.float64)
        return -total + 0.5 * PENALTY * float(values @ values), PENALTY * values - slope

    found = minimize(
        loss, np.zeros((len(kept) + count) * count), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    ).x
    weights = np.zeros((BUCKETS, count), np.float32)
    weights[kept] = found[: len(kept) * count].reshape(len(kept), count)
    return Chain(codes, weights, found[len(kept) * count :].reshape(count, count).astype(np.float32))


def _expected(own: Floats, steps: Floats, start: Floats, place: Any, inside: Any) -> tuple[float, Floats, Floats]:
    """Minus the log of the sum over all rows of states, the chance of each state, the expected pairs."""
    rows, most = place.shape
    highest = own.max(axis=1, keepdims=True)
    power = np.exp(own - highest)[place]
    moves = np.exp(steps)
    forward = np.zeros_like(power)
    scale = np.ones((rows, most), np.float32)
    total = -float(highest.sum())
    for n in range(most):
        now = power[:, n] * (np.exp(start) if n == 0 else forward[:, n - 1] @ moves)
        scale[:, n] = np.where(inside[:, n], now.sum(axis=1), 1.0)
        forward[:, n] = np.where(inside[:, n, None], now / scale[:, n, None], 0.0 if n == 0 else forward[:, n - 1])
    total -= float(np.log(scale).sum())
    likely = np.zeros_like(own)
    pairs = np.zeros_like(steps)
    backward = np.ones((rows, power.shape[2]), np.float32)
    for n in range(most - 1, -1, -1):
        here = inside[:, n]
        likely[place[here, n]] = forward[here, n] * backward[here]
        if n:
            ahead = power[:, n] * backward / scale[:, n, None]
            pairs += moves * (forward[here, n - 1].T @ ahead[here])
            backward = np.where(here[:, None], ahead @ moves.T, backward)
    return total, likely, pairs


def learn_kinds(readings: Sequence[Reading], wishes: Sequence[Reading], persons: Chain) -> KindModel:
    """Fit the kinds, one row of weights a kind and one for "other"; the persons in `wishes` are found by `persons`."""
    from sklearn.linear_model import LogisticRegression

    examples = [*varied(readings, 1), *wishes]
    rows = []
    for reading in examples:
        words = tokens(reading.text)
        rows.append(kind_features(reading.text, reading.spans or tuple(persons.read(seen(words), words))))
    table = table_of(rows, BUCKETS)
    answers = [LABELS.index(reading.kind) for reading in examples]
    fitted: Any = LogisticRegression(C=KIND_FREEDOM, max_iter=500, class_weight="balanced").fit(table, answers)
    return KindModel(np.asarray(fitted.coef_.T, np.float32), np.asarray(fitted.intercept_, np.float32))


def save(readings: Sequence[Reading], chains: Sequence[Chain], kinds: KindModel) -> None:
    """Write what was learned, one byte a weight, stamped with the examples."""
    parts: dict[str, Any] = {"version": VERSION, "stamp": digest(readings)}
    for name, chain in zip(("persons", "said"), chains, strict=True):
        parts |= in_bytes(name, chain.weights) | {f"{name}_follows": chain.follows}
    np.savez_compressed(WEIGHTS, **parts)
    np.savez_compressed(KIND_WEIGHTS, version=VERSION, bias=kinds.bias, **in_bytes("weights", kinds.weights))


def train() -> int:
    """Learn from all examples, write the weights, and return how many examples there were."""
    readings, wishes = load_readings(), load_readings(WISHES)
    chains = learn_chains(readings)
    save([*readings, *wishes], chains, learn_kinds(readings, wishes, chains[0]))
    return len(readings) + len(wishes)
