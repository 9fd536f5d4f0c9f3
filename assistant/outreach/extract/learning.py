"""Teaches the reader of messages (tagger.py) from readings.yaml, wishes.yaml and drafts.yaml.

The examples are used as they stand, and one in five once more with other names, places, stages and times in
the places of their own, so that what is learned is the place and not the name. Deterministic.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.adapted import Span
from assistant.adapted.marks import exchanged, fillers, places, unmarked
from assistant.adapted.training import Heads, Lesson, save, teach
from assistant.errors import LibraryError
from assistant.outreach.bank import DATA
from assistant.outreach.brief import KINDS
from assistant.outreach.extract.tagger import CHAINS, LABELS, OTHER, WEIGHTS
from assistant.reading import read_yaml

EXAMPLES = DATA / "readings.yaml"
WISHES = DATA / "wishes.yaml"
DRAFTS = DATA / "drafts.yaml"
# The first adapted layer, and how often all examples are gone through; set on the development messages.
FIRST_LAYER, PASSES = 2, 8
_CODES = tuple(code for chain in CHAINS.values() for code in chain.codes)
# What may be exchanged between examples, and how often it is.
_OFTEN = {"rt": 0.3, "rn": 0.6, "sn": 0.6, "rr": 0.4, "ri": 0.6, "si": 0.6, "ss": 0.5, "sr": 0.4, "free": 0.3}
_SMALL, _AGAIN = 0.3, 0.2


@dataclass(frozen=True)
class Example:
    """One marked message: its kind, or "other", and its spans."""

    text: str
    kind: str
    spans: tuple[Span, ...]


def load_examples(path: Path = EXAMPLES) -> list[Example]:
    """Read the examples. Raises LibraryError naming the kind and the bad line."""
    data = read_yaml(path, without="messages cannot be learned to be read without it")
    if not isinstance(data, dict) or not {*KINDS} <= set(data) <= {*KINDS, OTHER}:
        raise LibraryError(path.name, "file", f"must map each of {', '.join((*KINDS, OTHER))} to lines")
    found = []
    for kind, lines in data.items():
        for line in filter(None, map(str.strip, str(lines).splitlines())):
            text, spans = unmarked(line, _CODES, path.name, kind)
            found.append(Example(text, kind, spans))
    return found


def digest(examples: Sequence[Example]) -> str:
    """What tells two sets of examples apart; kept with the weights, compared by a test."""
    lines = (repr((example.kind, example.text, places(example.spans))) for example in examples)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def lessons(examples: Sequence[Example], wishes: Sequence[Example]) -> list[Lesson]:
    """What is learned from: each example, one in five once more with other fillers and some in small letters; of the
    wishes and drafts, which are not marked, only the kind."""
    rng = random.Random(7)
    others = fillers([(example.text, example.spans) for example in examples])
    found: list[Lesson] = []
    for example in examples:
        kind = {"kind": LABELS.index(example.kind)}
        found.append(Lesson(example.text, kind, example.spans))
        if example.spans and rng.random() < _AGAIN:
            text, spans = exchanged(example.text, example.spans, others, _OFTEN, rng)
            found.append(Lesson(text.lower() if rng.random() < _SMALL else text, kind, spans))
    return found + [Lesson(wish.text, {"kind": LABELS.index(wish.kind)}, None) for wish in wishes]


def train(model: Any) -> int:
    """Learn from all examples with the embedder's SentenceTransformer, write the weights, and return how many examples
    there were."""
    examples, unmarked_ones = load_examples(), [*load_examples(WISHES), *load_examples(DRAFTS)]
    heads = Heads({"kind": LABELS}, CHAINS)
    nets = teach(lessons(examples, unmarked_ones), model, heads, first_layer=FIRST_LAYER, passes=PASSES)
    save(nets, WEIGHTS, digest([*examples, *unmarked_ones]))
    return len(examples) + len(unmarked_ones)
