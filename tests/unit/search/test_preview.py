"""What a card would be found for, were a phrasing not among its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SearchError
from assistant.search import Document, IndexStore, Searcher
from assistant.search.passages import Section
from assistant.search.preview import preview
from tests.hashing import HashEmbedder

DOCUMENTS = [
    Document(
        "letters", "Letters", (Section("", "Ask early."),), ("ask for a letter", "a letter to ask for", "who writes")
    ),
    Document("meetings", "Meetings", (Section("", "Who plans, writes."),), ("plan a meeting", "who writes the plan")),
]


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    IndexStore(tmp_path, "rules").ingest(DOCUMENTS, HashEmbedder())
    return Searcher(tmp_path, "rules", HashEmbedder())


def test_each_phrasing_is_tried_without_itself(searcher: Searcher) -> None:
    found = list(preview(searcher, "letters"))
    assert [item.phrasing for item in found] == list(DOCUMENTS[0].keys)
    assert [item.place for item in found] == [1, 1, 2]
    assert {item.rival for item in found} == {"meetings"}


def test_a_card_that_the_index_does_not_hold_is_said(searcher: Searcher) -> None:
    with pytest.raises(SearchError, match="nothing"):
        list(preview(searcher, "nothing"))
