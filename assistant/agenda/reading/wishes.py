"""Whether a message wishes a meeting to be planned: "seeing dr park tues, letters", not "how do I plan one?".

A weighted sum over words, pairs of words and classes of words (`data/wishes.yaml`), learned from the examples there,
from the marked messages and from the questions of the cards (`python -m tests.evals.agenda_wishes write`).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.agenda.reading.lengths import read_length
from assistant.reading import first_fault, read_yaml

EXAMPLES = Path(__file__).parents[1] / "data" / "wishes.yaml"
WEIGHTS = EXAMPLES.with_suffix(".json")
BIAS = "bias"
# Of a long message the beginning and the end say what is wished.
_HEAD, _TAIL = 60, 20
_WORD = re.compile(r"\d:\d|1-1|121|[a-z]+(?:-[a-z]+)*(?:'[a-z]+)?|\d+|[?:/&+]")


class Wishes(BaseModel):
    """The examples, and the classes of words that are seen as one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    classes: dict[str, str] = Field(min_length=1)
    plan: tuple[str, ...] = Field(min_length=1)
    other: tuple[str, ...] = Field(min_length=1)


def wish_score(message: str) -> float:
    """Return how surely the message wishes a plan of a meeting; above 0 it does."""
    weights = _weights()
    found = [weights[name] for name in features(message) if name in weights]
    return sum(found) / math.sqrt(max(1, len(found))) + weights[BIAS]


def features(message: str) -> set[str]:
    """What is seen of a message: its words, pairs of them, their classes in a row and together, whether it asks."""
    text = message.replace("\u2019", "'").lower().strip()
    words = _WORD.findall(text[:4000])
    words += _WORD.findall(text[-400:]) if len(text) > 4000 else []
    words = words if len(words) <= _HEAD + _TAIL else [*words[:_HEAD], *words[-_TAIL:]]
    classes = _classes()
    words = ["^", *("<" + re.sub(r"\d", "0", word) + ">" if word[0].isdigit() else word for word in words), "$"]
    row = [classes.get(word, "<n>" if word[0] == "<" else word) for word in words]
    within = sorted({name for name in row if name.isupper()})
    found = {*words, *map(" ".join, pairwise(words))}
    found |= {f"~{a} {b}" for a, b in pairwise(row)}
    found |= {f"~{a} {b} {c}" for a, b, c in zip(row, row[1:], row[2:], strict=False)}
    found |= {f"~{a} . {b}" for a, b in zip(row, row[2:], strict=False)}
    found |= {f"has {a} {b}" for a in within for b in within if a <= b}
    found |= {f"first {row[1]}", f"first {' '.join(row[1:3])}", f"length {min(len(words) // 5, 6)}"}
    found.add("asks" if text.endswith("?") else "tells")
    if read_length(text[:400]):
        found |= {"time", *(f"time {name}" for name in within)}
    return found


@cache
def load_wishes(path: Path = EXAMPLES) -> Wishes:
    """Read the examples. Raises LibraryError naming the file and the field."""
    try:
        return Wishes.model_validate(read_yaml(path))
    except ValidationError as error:
        raise first_fault(path.name, error) from None


@cache
def _classes() -> Mapping[str, str]:
    return {word: name for name, words in load_wishes().classes.items() for word in words.split()}


@cache
def _weights() -> Mapping[str, float]:
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights
