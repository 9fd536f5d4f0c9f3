"""The second model of the learned layer: it reads what a message means.

It stands on the embedder's own weights. The lower half is used as it is; the upper half is adapted by small
matrices (Hu et al. 2021, low-rank adaptation) that training.py made from the examples, and its mean goes through one
linear layer. A message costs one more pass through the embedder; nothing is loaded twice but the upper half.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import LibraryError
from assistant.safety.examples import LABELS
from assistant.weights import Floats

FILE = Path(__file__).with_name("data") / "meaning.npz"
# The first adapted layer, and the longest text that is read, in tokens.
FIRST_LAYER = 3
MAX_TOKENS = 128
# How long the mean is made before the last, linear layer.
LENGTH = 8.0


class Reader:
    """Reads texts into one score a label. Loads nothing before the first text; safe from several threads."""

    def __init__(self, load: Callable[[], Any]) -> None:
        """`load` returns the embedder's SentenceTransformer, of all-MiniLM-L6-v2."""
        self._load = load
        self._lock = threading.Lock()
        self._parts: tuple[Any, Any, Any, Floats, Floats] | None = None

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return an array of shape (texts, labels)."""
        import torch

        tokenizer, bert, upper, head, bias = self._opened()
        rows = []
        with torch.no_grad():
            for text in texts:
                hidden = lower_half(bert, tokenizer(text, truncation=True, max_length=MAX_TOKENS, return_tensors="pt"))
                for layer in upper:
                    hidden = layer(hidden)
                mean = hidden[0].mean(dim=0)
                # Row by row, so that a text scores the same whatever is read with it.
                rows.append((mean / mean.norm()).numpy() * LENGTH @ head + bias)
        return np.asarray(np.stack(rows), dtype=np.float32)

    def _opened(self) -> tuple[Any, Any, Any, Floats, Floats]:
        with self._lock:
            if self._parts is None:
                model = self._load()
                bert = model[0].auto_model
                upper = [copy.deepcopy(layer) for layer in bert.encoder.layer[FIRST_LAYER:]]
                head, bias = _adapt(upper)
                self._parts = (model.tokenizer, bert, upper, head, bias)
            return self._parts


def lower_half(bert: Any, tokens: Any) -> Any:
    """Return the hidden states below the adapted layers, shape (texts, tokens, dimensions)."""
    hidden = bert.embeddings(input_ids=tokens["input_ids"], token_type_ids=None)
    for layer in bert.encoder.layer[:FIRST_LAYER]:
        hidden = layer(hidden)
    return hidden


def adapted(layers: Sequence[Any]) -> Iterator[tuple[str, Any, str]]:
    """Yield each linear map that is adapted: its name, the module that holds it, and the attribute."""
    for number, layer in enumerate(layers):
        attention = layer.attention.self
        yield f"{number}.query", attention, "query"
        yield f"{number}.key", attention, "key"
        yield f"{number}.value", attention, "value"
        yield f"{number}.attended", layer.attention.output, "dense"
        yield f"{number}.widened", layer.intermediate, "dense"
        yield f"{number}.narrowed", layer.output, "dense"


def stamp() -> str:
    """What the weights were made from; see training.py. Raises LibraryError when they are missing."""
    with _weights() as data:
        return str(data["stamp"])


def _adapt(layers: Sequence[Any]) -> tuple[Floats, Floats]:
    """Add the small matrices to the layers; return the last layer's weights (dimensions, labels) and bias."""
    import torch

    with _weights() as data, torch.no_grad():
        if data["head"].shape[1] != len(LABELS):
            raise LibraryError(FILE.name, "head", "is of another version; run: python -m assistant.train")
        for name, holder, attribute in adapted(layers):
            down, up = data[f"{name}.down"].astype(np.float32), data[f"{name}.up"].astype(np.float32)
            getattr(holder, attribute).weight += torch.from_numpy(up @ down)
        return data["head"].astype(np.float32), data["bias"].astype(np.float32)


def _weights() -> Any:
    try:
        return np.load(FILE)
    except (OSError, ValueError):
        raise LibraryError(FILE.name, "file", "is missing; run: python -m assistant.train") from None
