"""Teaches the embedder from examples: small matrices for its upper layers, and a linear head for each answer.

All is taught twice, in another order, and averaged: weights that began alike read better on average than either of them
(model soups, Wortsman et al. 2022), and reading costs what it did. Seeded, so the same examples, threads and libraries
give the same weights.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from assistant.adapted.chains import Chain, Span
from assistant.adapted.reading import LENGTH, cut, lower, maps, neighbours
from assistant.adapted.tokens import LOOKS, NO_WORD, look
from assistant.embedding import all_cores
from assistant.weights import Ids

# Set on examples held back.
RANK, BATCH, RATE, SMOOTHING, DROPOUT = 8, 16, 2e-3, 0.05, 0.1
# A chain's loss is summed over its words, a label's is one number.
_CHAIN_SHARE = 0.1
# All is taught once in each of these orders, and averaged.
ORDERS = (7, 8)
# Pieces of one example that are learned from.
MOST_PIECES = 200


@dataclass(frozen=True)
class Lesson:
    """One text and what is right: the label of each head of labels, and the spans for the chains, None where they
    are not marked."""

    text: str
    labels: Mapping[str, int] = field(default_factory=dict)
    spans: tuple[Span, ...] | None = ()


@dataclass(frozen=True)
class Heads:
    """What is to be read: the labels of each head of labels, and the chains, by name."""

    labels: Mapping[str, Sequence[str]]
    chains: Mapping[str, Chain]


@dataclass(frozen=True)
class _Row:
    hidden: Any
    spans: tuple[tuple[int, int], ...]
    near: Ids
    labels: Mapping[str, int]
    states: Mapping[str, list[int]] | None


class _Low(nn.Module):
    """A linear map, kept, plus a learned one of rank RANK."""

    def __init__(self, kept: nn.Linear) -> None:
        super().__init__()
        self.kept = kept
        self.down = nn.Parameter(torch.randn(RANK, kept.in_features) / math.sqrt(kept.in_features))
        self.up = nn.Parameter(torch.zeros(kept.out_features, RANK))

    def forward(self, x: Any) -> Any:
        return self.kept(x) + (x @ self.down.T) @ self.up.T * 2


class _Net(nn.Module):
    def __init__(self, bert: Any, first_layer: int, heads: Heads) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in bert.encoder.layer[first_layer:])
        for parameter in self.parameters():
            parameter.requires_grad = False
        for _, holder, attribute in list(maps(list(self.layers))):
            setattr(holder, attribute, _Low(getattr(holder, attribute)))
        size = bert.config.hidden_size
        self.first_layer = first_layer
        self.labels = nn.ModuleDict({name: nn.Linear(size, len(labels)) for name, labels in heads.labels.items()})
        self.words = nn.ModuleDict({name: nn.Linear(size, chain.states) for name, chain in heads.chains.items()})
        self.near = nn.ParameterDict(
            {name: nn.Parameter(torch.zeros(3, LOOKS, chain.states)) for name, chain in heads.chains.items()}
        )
        self.steps = nn.ParameterDict(
            {name: nn.Parameter(torch.zeros(chain.states, chain.states)) for name, chain in heads.chains.items()}
        )
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, hidden: Any, mask: Any, pooled: Any, near: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """`pooled` (texts, words, pieces) takes the mean of each word's pieces; `near` (texts, 3, words)."""
        hidden_from_padding = (1.0 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            hidden = layer(hidden, hidden_from_padding)
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        mean = self.drop(nn.functional.normalize(mean, dim=1) * LENGTH)
        words = self.drop(nn.functional.normalize(pooled @ hidden, dim=2) * LENGTH)
        scores = {}
        for name, head in self.words.items():
            table = self.near[name]
            scores[name] = head(words) + table[0][near[:, 0]] + table[1][near[:, 1]] + table[2][near[:, 2]]
        return {name: head(mean) for name, head in self.labels.items()}, scores


@all_cores()
def teach(
    lessons: Sequence[Lesson], model: Any, heads: Heads, *, first_layer: int, passes: int, said: Any = print
) -> list[_Net]:
    """Learn from the lessons, once an order; `model` is the embedder's SentenceTransformer, which is left as it was."""
    torch.manual_seed(7)
    rows = [row for lesson in lessons if (row := _row(lesson, model, heads, first_layer)).spans or row.labels]
    nets = [_Net(model[0].auto_model, first_layer, heads)]
    nets += [copy.deepcopy(nets[0]) for _ in ORDERS[1:]]
    for net, order in zip(nets, ORDERS, strict=True):
        _learn(net, rows, heads, passes, np.random.default_rng(order), said)
    return nets


def _learn(net: _Net, rows: Sequence[_Row], heads: Heads, passes: int, rng: np.random.Generator, said: Any) -> None:
    learned = [parameter for parameter in net.parameters() if parameter.requires_grad]
    batches = -(-len(rows) // BATCH)
    optimiser = torch.optim.AdamW(learned, RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=passes * batches, pct_start=0.15)
    walls = {name: torch.from_numpy(np.maximum(chain.forbidden(), -50.0)) for name, chain in heads.chains.items()}
    net.train()
    for number in range(passes):
        # Texts of like length share a batch, with some chance in it.
        order = sorted(rng.permutation(len(rows)), key=lambda i: len(rows[i].hidden) + 8 * rng.random())
        parts = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        rng.shuffle(parts)
        total = 0.0
        for part in parts:
            loss = _loss(net, [rows[i] for i in part], walls)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        said(f"pass {number + 1} of {passes}: loss {total / len(parts):.3f}", flush=True)
    net.eval()


def save(nets: Sequence[_Net], file: Path, stamp: str) -> None:
    """Write the average of nets that began alike, as reading.py reads it; `stamp` tells what it was made from."""
    first = nets[0]
    arrays: dict[str, Any] = {"first_layer": first.first_layer, "stamp": stamp, "heads": [*first.labels, *first.words]}

    def half(values: Any) -> Any:
        return values.detach().numpy().astype(np.float16)

    def mean(values: Sequence[Any]) -> Any:
        return half(torch.stack(list(values)).mean(0))

    for places in zip(*(maps(list(net.layers)) for net in nets), strict=True):
        name = places[0][0]
        lows = [getattr(holder, attribute) for _, holder, attribute in places]
        # Side by side, the products of small matrices add up.
        arrays[f"{name}.down"] = half(torch.cat([low.down for low in lows]))
        arrays[f"{name}.up"] = half(torch.cat([2 * low.up / len(nets) for low in lows], dim=1))
    for name in (*first.labels, *first.words):
        own = [net.labels[name] if name in net.labels else net.words[name] for net in nets]
        arrays[f"{name}.weights"] = mean([head.weight.T for head in own])
        arrays[f"{name}.bias"] = mean([head.bias for head in own])
    for name in first.near:
        arrays[f"{name}.near"] = mean([net.near[name] for net in nets])
        arrays[f"{name}.steps"] = mean([net.steps[name] for net in nets])
    np.savez_compressed(file, **arrays)


def _row(lesson: Lesson, model: Any, heads: Heads, first_layer: int) -> _Row:
    pieces = cut(lesson.text, model.tokenizer)
    ids = pieces.ids if len(pieces.ids) <= MOST_PIECES else (*pieces.ids[: MOST_PIECES - 1], pieces.ids[-1])
    count = sum(end < len(ids) for _, end in pieces.spans)
    words = pieces.words[:count]
    with torch.no_grad():
        # Half the digits: all examples are kept in memory.
        hidden = lower(model[0].auto_model, torch.tensor([ids]), first_layer)[0].half()
    states = None
    if lesson.spans is not None:
        states = {name: chain.answers(words, lesson.spans) for name, chain in heads.chains.items()}
    near = neighbours([look(word.text) for word in words])
    return _Row(hidden, pieces.spans[:count], near, lesson.labels, states)


def _loss(net: _Net, rows: Sequence[_Row], walls: Mapping[str, Any]) -> Any:
    most, widest = max(len(row.hidden) for row in rows), max(1, *(len(row.spans) for row in rows))
    hidden = torch.zeros(len(rows), most, rows[0].hidden.shape[1])
    mask, pooled = torch.zeros(len(rows), most), torch.zeros(len(rows), widest, most)
    near = torch.full((len(rows), 3, widest), NO_WORD)
    inside = torch.zeros(len(rows), widest, dtype=torch.bool)
    for i, row in enumerate(rows):
        hidden[i, : len(row.hidden)] = row.hidden.float()
        mask[i, : len(row.hidden)] = 1
        for n, (first, end) in enumerate(row.spans):
            pooled[i, n, first:end] = 1 / (end - first)
        near[i, :, : len(row.spans)] = torch.from_numpy(row.near)
        inside[i, : len(row.spans)] = True
    labels, scores = net(hidden, mask, pooled, near)
    loss = torch.zeros(())
    for name, own in labels.items():
        known = [i for i, row in enumerate(rows) if name in row.labels]
        if known:
            answers = torch.tensor([rows[i].labels[name] for i in known])
            loss = loss + nn.functional.cross_entropy(own[known], answers, label_smoothing=SMOOTHING)
    marked = [(i, row.states) for i, row in enumerate(rows) if row.states is not None and row.spans]
    places = [i for i, _ in marked]
    for name, own in scores.items():
        if not marked:
            break
        gold = torch.zeros(len(marked), widest, dtype=torch.long)
        for n, (_, states) in enumerate(marked):
            gold[n, : len(states[name])] = torch.tensor(states[name], dtype=torch.long)
        steps = net.steps[name] + walls[name]
        loss = loss + _CHAIN_SHARE * _unlikely(own[places], steps, gold, inside[places]).mean()
    return loss


def _unlikely(own: Any, steps: Any, gold: Any, inside: Any) -> Any:
    """Return minus the log chance of the right row of states, one number a text."""
    start = torch.zeros(own.shape[2])
    start[2::2] = -50.0
    reached = own[:, 0] + start
    right = own[:, 0].gather(1, gold[:, :1])[:, 0]
    for n in range(1, own.shape[1]):
        here = inside[:, n]
        onward = torch.logsumexp(reached[:, :, None] + steps, 1) + own[:, n]
        reached = torch.where(here[:, None], onward, reached)
        step = steps[gold[:, n - 1], gold[:, n]] + own[:, n].gather(1, gold[:, n : n + 1])[:, 0]
        right = right + torch.where(here, step, torch.zeros_like(step))
    return torch.logsumexp(reached, 1) - right
