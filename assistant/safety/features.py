"""A folded text as cheap features for the learned layer: words, pairs, threes and pieces of words, hashed.

Pieces of words read through typing slips and endings; a hash needs no vocabulary. Nothing here imports more than
numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from assistant.weights import Ids, bucket

BUCKETS = 1 << 15
# Stamped into the weights: raise it with any change to what a text's features are.
VERSION = 1
_PIECES = (4, 5)
# A longer message is judged by its parts alone: read whole, whatever it says sounds like a farewell.
WHOLE_WORDS = 45
# A part is read apart from what stands around it; a longer clause is cut into overlapping parts.
PART_WORDS = 18


def clause_features(clause: str) -> Ids:
    """Return the buckets (0 to BUCKETS - 1, each once) of one clause of bare words."""
    words = ["^", *clause.split(), "$"]
    found = set(words)
    found.update(map(" ".join, pairwise(words)))
    found.update(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    found.update(map("  ".join, zip(words, words[2:], strict=False)))
    buckets = {bucket(feature, BUCKETS) for feature in found}
    for word in words[1:-1]:
        buckets.update(_pieces(word))
    return np.fromiter(buckets, dtype=np.int64, count=len(buckets))


def parts(clauses: Sequence[str]) -> list[tuple[str, tuple[int, int]]]:
    """Return what is read once more alone, each with its clauses (first, after the last): every sentence and every
    pair of short neighbours, where there is more than one; of an endless sentence, its overlapping pieces.

    Grave words weigh little in a page of others: a line in a draft, an aside in a story.
    """
    found: list[tuple[str, tuple[int, int]]] = []
    for i, clause in enumerate(clauses):
        words = clause.split()
        if len(words) > PART_WORDS:
            starts = range(0, len(words) - PART_WORDS // 2, PART_WORDS // 2)
            found += [(" ".join(words[start : start + PART_WORDS]), (i, i + 1)) for start in starts]
        elif len(clauses) > 1:
            found.append((clause, (i, i + 1)))
            if i + 1 < len(clauses) and len(words) + clauses[i + 1].count(" ") < PART_WORDS:
                found.append((f"{clause} {clauses[i + 1]}", (i, i + 2)))
    return found


def _pieces(word: str) -> set[int]:
    """The buckets of the pieces of one word."""
    padded = f"<{word}>"
    return {bucket(f"~{padded[i : i + n]}", BUCKETS) for n in _PIECES for i in range(len(padded) - n + 1)}
