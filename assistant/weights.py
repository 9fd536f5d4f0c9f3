"""Linear models over hashed words: their features in buckets, and their weights, one byte each, as they are shipped.

What is seen of a text is hashed into a fixed number of buckets, so that no vocabulary is kept. `assistant.train` makes
the files; each names the version of its features, so that weights and features of two versions never meet.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.errors import LibraryError

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


def bucket(name: str, buckets: int) -> int:
    """Return the bucket of one feature, 0 to buckets - 1."""
    return zlib.crc32(name.encode()) % buckets


def softmax(scores: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Turn scores along the last axis into chances."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def table_of(rows: Sequence[Ids], buckets: int) -> Any:
    """Return the sparse table to fit a model on: one row a text, of length 1 where no bucket stands twice.

    Needs scipy, which sentence-transformers brings.
    """
    from scipy.sparse import csr_matrix

    counts = np.array([len(ids) for ids in rows])
    values = np.repeat(1 / np.sqrt(np.maximum(counts, 1)), counts)
    place = (np.repeat(np.arange(len(rows)), counts), np.concatenate(rows))
    return csr_matrix((values, place), shape=(len(rows), buckets))


def in_bytes(name: str, weights: Floats) -> dict[str, Any]:
    """Return what to save of weights: one byte each, and their scale."""
    scale = float(np.abs(weights).max()) / 127
    return {name: np.round(weights / scale).astype(np.int8), f"{name}_scale": np.float32(scale)}


def read_weights(path: Path, version: int, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Any]:
    """Read a file of arrays; those named in `shapes` were saved by `in_bytes`, and come back as numbers.

    Raises LibraryError when it is missing, broken, or of another version or shape.
    """
    try:
        with np.load(path) as file:
            arrays = dict(file)
        for name in shapes:
            arrays[name] = arrays[name].astype(np.float32) * arrays[f"{name}_scale"]
        ours = int(arrays["version"]) == version and all(arrays[name].shape == shape for name, shape in shapes.items())
    except (OSError, KeyError, ValueError):
        raise LibraryError(path.name, "file", "is missing; run: python -m assistant.train") from None
    if not ours:
        raise LibraryError(path.name, "version", "is another one; run: python -m assistant.train")
    return arrays
