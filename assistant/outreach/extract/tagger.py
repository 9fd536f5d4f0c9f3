"""What the adapted embedder finds in a message: whose name, title or stage stands where, times, a reason, a request;
each with how sure it is, and which kind of message is wanted.

Learned by `learning.py` from data/readings.yaml. Two chains: persons and times, and what is said, whose spans may
hold those of the first. Deterministic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.adapted import Adapted, Chain, Span
from assistant.embedding import Kept, packaged_model
from assistant.outreach.bank import DATA
from assistant.outreach.brief import KINDS
from assistant.weights import softmax

PERSONS = Chain(("rt", "rn", "rr", "rs", "ri", "rp", "st", "sn", "sr", "ss", "si", "sp", "free", "due"))
SAID = Chain(("why", "tie", "goal", "ask", "offer", "note"))
CHAINS = {"persons": PERSONS, "said": SAID}
OTHER = "other"
LABELS = (*KINDS, OTHER)
WEIGHTS = DATA / "reader.npz"
# One turn reads its message in several places; so many readings are kept.
_KEPT = 32


@dataclass(frozen=True)
class Reading:
    """The spans of a message, persons and times first, and the chance of each kind and of "other"."""

    spans: tuple[Span, ...]
    kinds: Mapping[str, float]


class MessageReader:
    """Reads messages. Safe from several threads. Kept are digests and places in a text, never its words."""

    def __init__(self, adapted: Adapted) -> None:
        self._adapted = adapted
        self._kept: Kept[Reading] = Kept(_KEPT)

    def __call__(self, text: str) -> Reading:
        """Read one message. Raises LibraryError when the weights are missing or old."""
        return self._kept.get(text, lambda: self._read(text))

    def _read(self, text: str) -> Reading:
        read = self._adapted.read(text)
        found = tuple(
            span
            for name, chain in CHAINS.items()
            for span in chain.read(read.scores[name], read.steps[name], read.words)
        )
        return Reading(found, dict(zip(LABELS, map(float, softmax(read.scores["kind"])), strict=True)))


@cache
def message_reader() -> MessageReader:
    """The reader of this process; the weights are read at the first message."""
    return MessageReader(Adapted(WEIGHTS, packaged_model))
