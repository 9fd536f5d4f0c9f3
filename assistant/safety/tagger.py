"""Which candidates are a patient's, and what they are: the learned layer beside the rules of identifiers.py.

One linear model over a candidate's look, the words around it and the classes of those words, hashed. It was made from
data/examples/marked.yaml (marking.py); the same text always gives the same spans, in time linear in its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assistant.safety.candidates import CLASSES, Candidate, candidates
from assistant.safety.names import GIVEN
from assistant.weights import Floats, Ids, hashed, read_weights, softmax

FILE = Path(__file__).with_name("data") / "tagger.npz"
BUCKETS = 1 << 14
# Stamped into the weights: raise it with any change to the features.
VERSION = 1
TAGS = (
    "none",
    "PATIENT NAME",
    "RECORD NUMBER",
    "DATE OF BIRTH",
    "DATE",
    "ADDRESS",
    "PHONE",
    "EMAIL",
    "ID NUMBER",
    "ROOM OR BED",
)
# The chance of being somebody's identifier from which a candidate is masked; set on the development half.
NEEDED = 0.4

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*|[^\w\s]|\n")
_NEAR, _WIDE = 3, 9
_CLASSES_OF = {
    word: tuple(name for name, members in CLASSES.items() if word in members)
    for word in frozenset().union(*CLASSES.values())
}


@dataclass(frozen=True)
class Tagger:
    """The model: `weights` has shape (BUCKETS, tags), `bias` (tags,); `stamp` names its examples."""

    weights: Floats
    bias: Floats
    stamp: str

    def found(self, text: str) -> list[tuple[int, int, str]]:
        """Return the spans of a normalised text that identify a patient, with their kinds, in order."""
        spans = candidates(text)
        if not spans:
            return []
        rows = [self.weights[ids].sum(axis=0) / np.sqrt(len(ids)) for ids in features(text, spans)]
        chances = softmax(np.stack(rows) + self.bias)
        return [
            (span.start, span.end, TAGS[1 + int(np.argmax(chance[1:]))])
            for span, chance in zip(spans, chances, strict=True)
            if 1 - chance[0] >= NEEDED
        ]


def features(text: str, spans: Sequence[Candidate]) -> list[Ids]:
    """Return the buckets of each candidate, each bucket once."""
    matches = list(_WORD.finditer(text))
    starts = [match.start() for match in matches]
    words = [_plain(match[0]) for match in matches]
    classes = [_CLASSES_OF.get(word, ()) for word in words]
    everywhere = {name for names in classes for name in names}
    looks = {span.look for span in spans}
    return [
        hashed(_of_one(text, span, i, spans, starts, words, classes, everywhere, looks), BUCKETS)
        for i, span in enumerate(spans)
    ]


def _of_one(
    text: str,
    span: Candidate,
    number: int,
    spans: Sequence[Candidate],
    starts: list[int],
    words: list[str],
    classes: list[tuple[str, ...]],
    everywhere: set[str],
    looks: set[str],
) -> set[str]:
    look = span.look
    own = text[span.start : span.end]
    first, after = bisect_left(starts, span.start), bisect_left(starts, span.end)
    found = {look, f"{look} shape {_shape(own)}", f"{look} words {min(own.count(' '), 3)}"}
    left = ["^", "^", "^", *words[:first]][-_NEAR:][::-1]
    right = [*words[after:], "$", "$", "$"][:_NEAR]
    for side, near in (("<", left), (">", right)):
        for distance, word in enumerate(near):
            found.add(f"{look} {side}{distance} {word}")
            found.add(f"{look} {side} {word}")
            found.update(f"{look} {side}{distance} class {name}" for name in _CLASSES_OF.get(word, ()))
        found.add(f"{look} {side} pair {near[0]} {near[1]}")
        found.add(f"{side} pair {near[0]} {near[1]}")
    found.add(f"{look} between {left[0]} {right[0]}")
    for side, reach in (
        ("<<", range(max(0, first - _WIDE), first)),
        (">>", range(after, min(len(words), after + _WIDE))),
    ):
        for i in reach:
            found.add(f"{look} {side} {words[i]}")
            found.update(f"{look} {side} class {name}" for name in classes[i])
    found.update(f"{look} with {name}" for name in everywhere)
    found.update(f"{look} beside {name}" for name in looks - {look})
    for side, other in (("before", number - 1), ("after", number + 1)):
        if 0 <= other < len(spans):
            there = spans[other]
            gap = span.start - there.end if side == "before" else there.start - span.end
            if gap <= 25:
                found.add(f"{look} {side} {there.look}")
                found.add(f"{look} {side} {there.look} {gap <= 4}")
    if look == "name":
        parts = own.lower().replace("\u2019", "'").split()
        found.add(f"name given {parts[0].rstrip('.') in GIVEN} {len(parts)}")
        found.add(f"name starts {first == 0 or words[first - 1] in '.!?'}")
    if look == "date":
        years = [int(year) for year in re.findall(r"\d{4}", own)]
        found.add(f"date year {'none' if not years else 'old' if max(years) < 2015 else 'new'}")
    return found


def _plain(word: str) -> str:
    """A word as the features read it: small, its figures all alike."""
    word = word.lower().replace("\u2019", "'")
    word = word.removesuffix("'s")
    return re.sub(r"\d", "0", word)


def _shape(own: str) -> str:
    """The look of a span in few signs: Aa, A., 00-a."""
    return re.sub(
        r"(.)\1+", r"\1", re.sub(r"[^\W\d_]", lambda m: "A" if m[0].isupper() else "a", re.sub(r"\d", "0", own))
    )[:12]


@cache
def load_tagger() -> Tagger:
    """Read the model. Raises LibraryError when its file is missing or of another version."""
    arrays = read_weights(FILE, VERSION, {"weights": (BUCKETS, len(TAGS))})
    return Tagger(arrays["weights"], arrays["bias"].astype(np.float32), str(arrays["stamp"]))
