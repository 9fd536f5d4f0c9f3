"""Learns how messages are read: from marked examples to the weights that `assistant.agenda.reading.tagger` uses.

    python -m tests.evals.agenda_learning          cross-validated figures, nothing is written
    python -m tests.evals.agenda_learning write    learn from all examples and write the weights

The examples are `assistant/agenda/data/readings.jsonl`: one message a line, as a JSON text in which each point is
marked, `{t a topic}`, `{g a goal}`, `{c a concern}`, `{l an action agreed last time}`, `{s its status}`. The model is a
linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) with an L2 penalty, fitted by L-BFGS.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse
from scipy.optimize import minimize

from assistant.adapted.marks import unmarked
from assistant.agenda.reading.pieces import Piece, pieces, plain
from assistant.agenda.reading.tagger import (
    EXAMPLES,
    KIND_OF_MARK,
    STATES,
    WEIGHTS,
    Weights,
    allowed,
    features,
    points,
    tag,
)

PENALTY, STEPS, LEAST_SEEN, SMALLEST = 4.0, 80, 2, 0.03
_NEVER = -1e4


@dataclass(frozen=True)
class Example:
    """One message in pieces with the right state of each."""

    text: str
    row: tuple[Piece, ...]
    states: tuple[str, ...]


def read_example(marked: str) -> Example:
    """Read one marked message. Raises LibraryError for a mark that is not one of the five."""
    text, spans = unmarked(marked, KIND_OF_MARK, EXAMPLES.name, "message")
    text = plain(text)
    row = pieces(text)
    states = ["none"] * len(row)
    for span in spans:
        kind, start, end, opened = KIND_OF_MARK[span.code], span.start, span.end, False
        for n, piece in enumerate(row):
            inside = min(piece.end, end) - max(piece.start, start)
            if inside > 0 and inside * (3 if piece.start >= start and not opened else 2) >= piece.end - piece.start:
                states[n] = f"{'more' if opened else 'open'} {kind}"
                opened = True
    return Example(text, row, tuple(states))


def fingerprint(path: Path = EXAMPLES) -> str:
    """What the weights were learned from; kept in their file, compared by a test."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def learn(examples: list[Example]) -> Weights:
    """Fit the weights. Deterministic: the same examples give the same weights."""
    seen = Counter(name for e in examples for names in features(e.row) for name in set(names))
    columns = {name: n for n, name in enumerate(sorted(name for name, count in seen.items() if count >= LEAST_SEEN))}
    joints = {joint: n for n, joint in enumerate(sorted({p.joint for e in examples for p in e.row}))}
    count, width = len(STATES), len(columns)
    places, rows, cols, joint_of, right, ends = 0, [], [], [], [], []
    for example in examples:
        for piece, state, names in zip(example.row, example.states, features(example.row), strict=True):
            hits = [columns[name] for name in set(names) if name in columns]
            rows += [places] * len(hits)
            cols += hits
            joint_of.append(joints[piece.joint])
            right.append(STATES.index(state))
            places += 1
        ends.append(places)
    seen_at = scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(places, width))
    joint_at, gold = np.array(joint_of), np.array(right)
    target = np.zeros((places, count))
    target[np.arange(places), gold] = 1
    start = np.array([_NEVER if state.startswith("more") else 0.0 for state in STATES])
    mask = np.array([[0.0 if allowed(a, b) else _NEVER for b in STATES] for a in STATES])

    def split(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        own = weights[: width * count].reshape(width, count)
        pairs = weights[width * count : width * count + count * count].reshape(count, count)
        return own, pairs, weights[width * count + count * count :].reshape(len(joints), count, count)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        own, pairs, by_joint = split(weights)
        scores = seen_at @ own
        likely = np.zeros((places, count))
        pair_slope, joint_slope = np.zeros_like(pairs), np.zeros_like(by_joint)
        total, begin = 0.0, 0
        for end in ends:
            row, length = scores[begin:end], end - begin
            steps = [pairs + by_joint[joint] + mask for joint in joint_at[begin:end]]
            forward, backward = np.zeros((length, count)), np.zeros((length, count))
            if length:
                forward[0] = row[0] + start
                for t in range(1, length):
                    forward[t] = _log_sum(forward[t - 1][:, None] + steps[t], 0) + row[t]
                for t in range(length - 2, -1, -1):
                    backward[t] = _log_sum(steps[t + 1] + (row[t + 1] + backward[t + 1])[None, :], 1)
                whole = float(_log_sum(forward[-1][:, None], 0)[0])
                likely[begin:end] = np.exp(forward + backward - whole)
                total += row[np.arange(length), gold[begin:end]].sum() - whole
                for t in range(1, length):
                    before, here, joint = gold[begin + t - 1], gold[begin + t], joint_at[begin + t]
                    total += pairs[before, here] + by_joint[joint, before, here]
                    chance = np.exp(forward[t - 1][:, None] + steps[t] + (row[t] + backward[t])[None, :] - whole)
                    for slope in (pair_slope, joint_slope[joint]):
                        slope -= chance
                        slope[before, here] += 1
            begin = end
        slope = np.concatenate([(seen_at.T @ (target - likely)).ravel(), pair_slope.ravel(), joint_slope.ravel()])
        return float(-total + 0.5 * PENALTY * (weights @ weights)), PENALTY * weights - slope

    size = width * count + count * count * (1 + len(joints))
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    own, pairs, by_joint = split(np.where(np.abs(found) < SMALLEST, 0.0, np.round(found, 2)))
    follows: dict[str, float] = {}
    for a, before in enumerate(STATES):
        for b, state in enumerate(STATES):
            follows[f"{before}>{state}"] = float(pairs[a, b])
            follows |= {f"{before}>{state}|{joint}": float(by_joint[n, a, b]) for joint, n in joints.items()}
    kept = {name: tuple(float(v) for v in own[n]) for name, n in columns.items() if own[n].any()}
    return Weights(kept, {pair: value for pair, value in follows.items() if value})


def _log_sum(values: np.ndarray, axis: int) -> np.ndarray:
    most = values.max(axis)
    return np.log(np.exp(values - np.expand_dims(most, axis)).sum(axis)) + most


def write(weights: Weights, path: Path = WEIGHTS) -> None:
    """Write the weights, one feature a line, so that a change can be read."""
    lines = ['{"learned_from": ' + json.dumps(fingerprint()) + ', "follows": ' + json.dumps(weights.follows) + ","]
    lines.append('"features": {')
    rows = [f"{json.dumps(name)}: {_short(row)}" for name, row in weights.features.items()]
    path.write_text("\n".join([*lines, ",\n".join(rows), "}}", ""]), encoding="utf-8")


def _short(row: tuple[float, ...]) -> str:
    return "[" + ",".join(f"{value:g}" for value in row) + "]"


def validate(examples: list[Example], parts: int = 5) -> None:
    """Print how well spans are found in messages that were not learned from."""
    exact, near, found, wanted = Counter[str](), [0, 0], Counter[str](), Counter[str]()
    for part in range(parts):
        weights = learn([e for n, e in enumerate(examples) if n % parts != part])
        for example in (e for n, e in enumerate(examples) if n % parts == part):
            got = {(p.kind, p.start, p.end) for p in points(example.row, tag(example.row, weights))}
            gold = {(p.kind, p.start, p.end) for p in points(example.row, example.states)}
            found.update(kind for kind, *_ in got)
            wanted.update(kind for kind, *_ in gold)
            exact.update(kind for kind, *_ in got & gold)
            near[0] += sum(any(_alike(a, b) for b in gold) for a in got)
            near[1] += sum(any(_alike(a, b) for b in got) for a in gold)
    for kind in wanted:
        print(f"{kind:8} precision {exact[kind] / max(1, found[kind]):.3f}  recall {exact[kind] / wanted[kind]:.3f}")
    print(f"nearly   precision {near[0] / found.total():.3f}  recall {near[1] / wanted.total():.3f}  (of any kind)")


def _alike(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
    return min(a[2], b[2]) - max(a[1], b[1]) >= 0.6 * max(a[2] - a[1], b[2] - b[1])


def main(argv: list[str]) -> None:
    """Validate, or learn from all and write."""
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    examples = [read_example(json.loads(line)) for line in lines if line.strip()]
    if argv == ["write"]:
        write(learn(examples))
    else:
        validate(examples)


if __name__ == "__main__":
    main(sys.argv[1:])
