"""What kind of message is wanted: a logistic regression over the words, with persons and times masked.

Learned by `learning.py` from data/readings.yaml. Names say nothing about the kind, but that a person is named does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from assistant.outreach.bank import DATA
from assistant.outreach.brief import KINDS
from assistant.outreach.extract.tagger import PERSONS, Span
from assistant.outreach.extract.tokens import BUCKETS, VERSION, tokens
from assistant.weights import Floats, Ids, hashed, read_weights, softmax

OTHER = "other"
LABELS = (*KINDS, OTHER)
KIND_WEIGHTS = DATA / "kinds.npz"


@dataclass(frozen=True)
class KindModel:
    """`weights` has shape (BUCKETS, labels), `bias` (labels,)."""

    weights: Floats
    bias: Floats

    def chances(self, text: str, found: Sequence[Span]) -> dict[str, float]:
        """The chance of each kind and of "other"."""
        ids = kind_features(text, found)
        scores = self.weights[ids].sum(axis=0) / np.sqrt(len(ids)) + self.bias
        return dict(zip(LABELS, map(float, softmax(scores)), strict=True))


def kind_features(text: str, found: Sequence[Span]) -> Ids:
    """The buckets of a message: words in ones, twos and threes, pieces of words, and which marks it holds."""
    words = ["^"]
    for token in tokens(text):
        mark = next((s.code for s in found if s.code in PERSONS and s.start <= token.start < s.end), "")
        word = f"<{mark}>" if mark else re.sub(r"\d", "0", token.text.lower())
        if not mark or words[-1] != word:
            words.append(word)
    words.append("$")
    names = {*words, *map(" ".join, pairwise(words)), *map(" ".join, zip(words, words[1:], words[2:], strict=False))}
    names |= {f"{a}..{b}" for a, b in zip(words, words[2:], strict=False)}
    names |= {f"~{word[i : i + 4]}" for word in words if len(word) > 4 and word[0] != "<" for i in range(len(word) - 3)}
    return hashed(names, BUCKETS)


@cache
def load_kinds() -> KindModel:
    """Read what was learned. Raises LibraryError when the file is missing or of another version."""
    arrays = read_weights(KIND_WEIGHTS, VERSION, {"weights": (BUCKETS, len(LABELS))})
    return KindModel(arrays["weights"], arrays["bias"])
