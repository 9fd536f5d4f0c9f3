"""A folded text as cheap features for the learned layer: words, pairs, threes and pieces of words, hashed.

Pieces of words read through typing slips and endings; a hash needs no vocabulary. Nothing here imports more than
numpy.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

BUCKETS = 1 << 15
# Stamped into the weights: raise it with any change to what a text's features are.
VERSION = 1
_PIECES = (4, 5)
WINDOW_WORDS = 45

Ids = npt.NDArray[np.int64]


def clause_features(clause: str) -> Ids:
    """Return the buckets (0 to BUCKETS - 1, each once) of one clause of bare words."""
    words = ["^", *clause.split(), "$"]
    found = set(words)
    found.update(map(" ".join, pairwise(words)))
    found.update(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    found.update(map("  ".join, zip(words, words[2:], strict=False)))
    buckets = {zlib.crc32(feature.encode()) % BUCKETS for feature in found}
    for word in words[1:-1]:
        buckets.update(_pieces(word))
    return np.fromiter(buckets, dtype=np.int64, count=len(buckets))


def windows(clauses: Sequence[str]) -> list[tuple[int, int]]:
    """Return which clauses (first, after the last) are read together.

    A message of up to 45 words is read whole. A longer one is read in overlapping windows of about that length,
    so that one sentence is found in the middle of a page.
    """
    lengths = [clause.count(" ") + 1 for clause in clauses]
    if sum(lengths) <= WINDOW_WORDS:
        return [(0, len(clauses))] if clauses else []
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(clauses):
        end, words = start, 0
        while end < len(clauses) and (words == 0 or words + lengths[end] <= WINDOW_WORDS):
            words += lengths[end]
            end += 1
        spans.append((start, end))
        if end >= len(clauses):
            break
        # The next window begins half way through this one.
        half = 0
        while start < end - 1 and half < words / 2:
            half += lengths[start]
            start += 1
        start = max(start, spans[-1][0] + 1)
    return spans


def _pieces(word: str) -> set[int]:
    """The buckets of the pieces of one word."""
    padded = f"<{word}>"
    return {zlib.crc32(f"~{padded[i : i + n]}".encode()) % BUCKETS for n in _PIECES for i in range(len(padded) - n + 1)}
