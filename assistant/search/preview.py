"""What a card would be found for: each way of asking it, with that very phrasing taken out of the index.

A phrasing that still finds its card shows that the card is found by meaning; one that finds another card shows the
neighbour that it must be told apart from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assistant.errors import SearchError
from assistant.search.searcher import Searcher


@dataclass(frozen=True)
class Found:
    """One phrasing: the place (from 1) at which its card is found without it, and the best other card."""

    phrasing: str
    place: int
    rival: str


def preview(searcher: Searcher, card: str) -> Iterator[Found]:
    """Yield how each phrasing of `card` fares. Raises SearchError when the index does not hold the card."""
    snapshot = searcher.open_with_vectors()
    assert snapshot.vectors is not None
    layout = snapshot.layout
    documents = [snapshot.passages[first].document for first in layout.first_passage]
    if card not in documents:
        raise SearchError(f"the index holds no card '{card}'; run: python ingest.py")
    own = documents.index(card)
    own_passage = int(layout.first_passage[own])
    # The first passage is embedded as itself, then key by key.
    keys = int(layout.first_vector[own]) + 1
    for number, phrasing in enumerate(snapshot.passages[own_passage].keys):
        dense = snapshot.vectors @ snapshot.vectors[keys + number]
        dense[keys + number] = -1.0
        best = np.maximum.reduceat(dense, layout.first_vector)
        place = int((best > best[own]).sum()) + 1
        best[own] = -1.0
        yield Found(phrasing, place, documents[int(best.argmax())])
