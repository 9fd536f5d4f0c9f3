"""Makes the second model (reader.py) from the examples: small matrices in the embedder's upper half.

Runs on two cores in some minutes. Seeded, in one thread, so the same examples give the same weights on one machine.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import nn

from assistant.safety.examples import LABELS, Example
from assistant.safety.normalise import normalise
from assistant.safety.reader import FILE, FIRST_LAYER, LENGTH, MAX_TOKENS, adapted, lower_half

# Set on one fold of the examples.
RANK, PASSES, BATCH, RATE, SMOOTHING, DROPOUT = 8, 6, 32, 2e-3, 0.05, 0.1


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
    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in bert.encoder.layer[FIRST_LAYER:])
        for parameter in self.parameters():
            parameter.requires_grad = False
        for _, holder, attribute in list(adapted(list(self.layers))):
            setattr(holder, attribute, _Low(getattr(holder, attribute)))
        self.head = nn.Linear(bert.config.hidden_size, len(LABELS))

    def forward(self, hidden: Any, mask: Any) -> Any:
        hidden_from_padding = (1.0 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            hidden = layer(hidden, hidden_from_padding)
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return self.head(nn.functional.dropout(nn.functional.normalize(mean, dim=1) * LENGTH, DROPOUT, self.training))


def train_meaning(examples: Sequence[Example], model: Any, said: Any = print) -> _Net:
    """Train on the examples; `model` is the embedder's SentenceTransformer, which is left as it was."""
    torch.set_num_threads(1)
    torch.manual_seed(7)
    rng = np.random.default_rng(7)
    states = hidden_states([example.text for example in examples], model)
    answers = torch.tensor([LABELS.index(example.label) for example in examples])
    net = _Net(model[0].auto_model)
    learned = [parameter for parameter in net.parameters() if parameter.requires_grad]
    steps = -(-len(examples) // BATCH)
    optimiser = torch.optim.AdamW(learned, RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=PASSES * steps, pct_start=0.15)
    for number in range(PASSES):
        # Texts of like length share a batch, with some chance in it.
        order = sorted(rng.permutation(len(examples)), key=lambda i: len(states[i]) + 8 * rng.random())
        batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        rng.shuffle(batches)
        net.train()
        total = 0.0
        for batch in batches:
            # Half the digits, about twice the speed.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = net(*padded([states[i] for i in batch]))
            loss = nn.functional.cross_entropy(scores.float(), answers[batch], label_smoothing=SMOOTHING)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        said(f"pass {number + 1} of {PASSES}: loss {total / len(batches):.3f}", flush=True)
    net.eval()
    return net


def hidden_states(texts: Sequence[str], model: Any) -> list[Any]:
    """Return what reaches the adapted layers, one array of shape (tokens, dimensions) a text."""
    states: list[Any] = [None] * len(texts)
    read = model.tokenizer([normalise(text) for text in texts], truncation=True, max_length=MAX_TOKENS)["input_ids"]
    alike: dict[int, list[int]] = {}
    for i, ids in enumerate(read):
        alike.setdefault(len(ids), []).append(i)
    with torch.no_grad():
        for places in alike.values():
            # Texts of one length need no padding.
            hidden = lower_half(model[0].auto_model, {"input_ids": torch.tensor([read[i] for i in places])}).half()
            for i, state in zip(places, hidden, strict=True):
                states[i] = state.clone()
    return states


def padded(states: Sequence[Any]) -> tuple[Any, Any]:
    """Return states as one array (texts, tokens, dimensions), and where tokens stand (1) or padding (0)."""
    longest = max(len(state) for state in states)
    hidden = torch.zeros(len(states), longest, states[0].shape[1])
    mask = torch.zeros(len(states), longest)
    for i, state in enumerate(states):
        hidden[i, : len(state)] = state.float()
        mask[i, : len(state)] = 1
    return hidden, mask


def scores(net: _Net, states: Sequence[Any]) -> Any:
    """Return the scores of texts given by their hidden states, shape (texts, labels)."""
    with torch.no_grad():
        return np.concatenate([net(*padded([state])).numpy() for state in states])


def save_meaning(net: _Net, stamp: str) -> None:
    """Write what reader.py reads; `stamp` tells what it was made from."""
    arrays: dict[str, Any] = {}
    for name, holder, attribute in adapted(list(net.layers)):
        low = getattr(holder, attribute)
        arrays[f"{name}.down"] = low.down.detach().numpy().astype(np.float16)
        arrays[f"{name}.up"] = (2 * low.up.detach().numpy()).astype(np.float16)
    arrays["head"] = net.head.weight.detach().numpy().T.astype(np.float16)
    arrays["bias"] = net.head.bias.detach().numpy()
    np.savez_compressed(FILE, stamp=stamp, **arrays)
