"""Reads a text with the adapted embedder: the scores of each head, for the text or for each of its words.

A text costs one more pass through the embedder; nothing is loaded twice but the adapted layers. A text longer than
a window is read in windows that overlap.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapted.tokens import LOOKS, NO_WORD, Token, look, tokens
from assistant.errors import LibraryError
from assistant.weights import Floats

# Pieces of words that are read at once, and how far one window reaches into the next.
WINDOW, OVERLAP = 250, 60
# How long a vector is made before the heads, which are linear.
LENGTH = 8.0
_TRAIN = "run: python -m assistant.train"


@dataclass(frozen=True)
class Read:
    """What was read, from how many pieces of words: `scores` by head, shape (words, states) for a chain and (labels,)
    for labels; `steps` by chain, shape (states, states)."""

    pieces: int
    words: tuple[Token, ...]
    scores: Mapping[str, Floats]
    steps: Mapping[str, Floats]


@dataclass(frozen=True)
class Pieces:
    """A text as the embedder takes it: the ids of its pieces, and where in them each word starts and ends."""

    ids: tuple[int, ...]
    words: tuple[Token, ...]
    spans: tuple[tuple[int, int], ...]


class Adapted:
    """An adapted embedder. Loads nothing before the first text; safe from several threads; keeps nothing of a text."""

    def __init__(self, file: Path, load: Callable[[], Any]) -> None:
        """`file` was written by training.py; `load` returns the SentenceTransformer that it was made for."""
        self._file = file
        self._load = load
        self._lock = threading.Lock()
        self._opened: tuple[Any, Any, Any, dict[str, Any]] | None = None

    def read(self, text: str) -> Read:
        """Read one text. Raises LibraryError when the weights are missing or of another version."""
        tokenizer, bert, upper, heads = self._open()
        pieces = cut(text, tokenizer)
        hidden = self._hidden(pieces.ids, bert, upper)
        scores: dict[str, Floats] = {}
        steps: dict[str, Floats] = {}
        words, whole = unit(means_of(hidden, pieces.spans)), unit(hidden.mean(axis=0))
        near = neighbours([look(word.text) for word in pieces.words])
        for name in heads["heads"]:
            weights, bias = heads[f"{name}.weights"], heads[f"{name}.bias"]
            if f"{name}.steps" in heads:
                table = heads[f"{name}.near"]
                scores[name] = words @ weights + bias + sum(table[side][near[side]] for side in range(3))
                steps[name] = heads[f"{name}.steps"]
            else:
                scores[name] = whole @ weights + bias
        return Read(len(pieces.ids), pieces.words, scores, steps)

    def _hidden(self, ids: Sequence[int], bert: Any, upper: Any) -> Floats:
        """The last hidden states, shape (pieces, dimensions)."""
        import torch

        inner, parts, start = ids[1:-1], [], 0
        with torch.inference_mode():
            while True:
                window = [ids[0], *inner[start : start + WINDOW], ids[-1]]
                hidden = lower(bert, torch.tensor([window]), len(bert.encoder.layer) - len(upper))
                for layer in upper:
                    hidden = layer(hidden)
                part = hidden[0].numpy()
                last = start + WINDOW >= len(inner)
                # Where two windows overlap, each is used up to the middle.
                first = OVERLAP // 2 + 1 if start else 0
                parts.append(part[first:] if last else part[first : WINDOW + 1 - OVERLAP // 2])
                if last:
                    return np.concatenate(parts)
                start += WINDOW - OVERLAP

    def _open(self) -> tuple[Any, Any, Any, dict[str, Any]]:
        with self._lock:
            if self._opened is None:
                heads = _read(self._file)
                model = self._load()
                bert = model[0].auto_model
                upper = [copy.deepcopy(layer) for layer in bert.encoder.layer[int(heads["first_layer"]) :]]
                _adapt(upper, heads)
                self._opened = model.tokenizer, bert, upper, heads
            return self._opened


def cut(text: str, tokenizer: Any) -> Pieces:
    """Cut a text into pieces and words; a word that the tokenizer drops (an emoji, say) is dropped."""
    read = tokenizer(text.replace("’", "'"), return_offsets_mapping=True, verbose=False)
    words: list[Token] = []
    spans: list[tuple[int, int]] = []
    offsets = read["offset_mapping"]
    place = 0
    for word in tokens(text):
        while place < len(offsets) and offsets[place][1] <= word.start:
            place += 1
        first = place
        while place < len(offsets) and word.start <= offsets[place][0] < word.end and offsets[place][1] > 0:
            place += 1
        if place > first:
            words.append(word)
            spans.append((first, place))
    return Pieces(tuple(read["input_ids"]), tuple(words), tuple(spans))


def lower(bert: Any, ids: Any, layers: int) -> Any:
    """Return the hidden states below the adapted layers, shape (texts, pieces, dimensions)."""
    hidden = bert.embeddings(input_ids=ids, token_type_ids=None)
    for layer in bert.encoder.layer[:layers]:
        hidden = layer(hidden)
    return hidden


def means_of(hidden: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
    """Return the mean of the pieces of each word, shape (words, dimensions)."""
    if not spans:
        return np.zeros((0, hidden.shape[1]), np.float32)
    return np.stack([hidden[first:end].mean(axis=0) for first, end in spans])


def neighbours(looks: Sequence[int]) -> Any:
    """Return the looks of the word before, of the word, and of the word after: shape (3, words)."""
    row = np.array([NO_WORD, *looks, NO_WORD])
    return np.stack([row[:-2], row[1:-1], row[2:]])


def unit(vectors: Floats) -> Floats:
    """Return vectors made LENGTH long."""
    lengths = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    return np.asarray(vectors / lengths * LENGTH, np.float32)


def maps(layers: Sequence[Any]) -> Iterator[tuple[str, Any, str]]:
    """Yield each linear map that is adapted: its name, the module that holds it, and the attribute."""
    for number, layer in enumerate(layers):
        attention = layer.attention.self
        yield f"{number}.query", attention, "query"
        yield f"{number}.key", attention, "key"
        yield f"{number}.value", attention, "value"
        yield f"{number}.attended", layer.attention.output, "dense"
        yield f"{number}.widened", layer.intermediate, "dense"
        yield f"{number}.narrowed", layer.output, "dense"


def stamp(file: Path) -> str:
    """What the weights were made from. Raises LibraryError when they are missing."""
    return str(_read(file)["stamp"])


def _adapt(layers: Sequence[Any], arrays: Mapping[str, Any]) -> None:
    """Add the small matrices to the layers."""
    import torch

    with torch.no_grad():
        for name, holder, attribute in maps(layers):
            getattr(holder, attribute).weight += torch.from_numpy(arrays[f"{name}.up"] @ arrays[f"{name}.down"])


def _read(file: Path) -> dict[str, Any]:
    try:
        with np.load(file) as found:
            arrays = {
                name: value.astype(np.float32) if value.dtype == np.float16 else value for name, value in found.items()
            }
        heads = [str(name) for name in arrays["heads"]]
        fits = all(arrays[f"{name}.near"].shape[1] == LOOKS for name in heads if f"{name}.near" in arrays)
    except (OSError, ValueError, KeyError):
        raise LibraryError(file.name, "file", f"is missing or of another version; {_TRAIN}") from None
    if not fits:
        raise LibraryError(file.name, "looks", f"is of another version; {_TRAIN}")
    return {**arrays, "heads": heads}
