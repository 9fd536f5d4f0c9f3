"""Searching a collection: the live build, by keywords until the embedder is in, then by meaning."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from assistant.errors import SearchError, SettingsError
from assistant.search import Document, IndexStore, Result, Searcher
from assistant.search.passages import Section
from tests.hashing import HashEmbedder

TOPICS = {
    "parking": "Visitors park in the north garage and the first hour costs nothing.",
    "pagers": "Collect a pager from the switchboard before the first night shift.",
    "leave": "Book annual leave six weeks ahead and tell the rota office.",
    "badges": "Lost badges are replaced at the security desk on weekdays.",
}


def documents(**topics: str) -> list[Document]:
    return [Document(n, n.title(), (Section("", t), Section("More", t[::-1])), (n.title(),)) for n, t in topics.items()]


@pytest.fixture
def searcher(tmp_path: Path, hash_embedder: HashEmbedder) -> Searcher:
    IndexStore(tmp_path, "rules").ingest(documents(**TOPICS), HashEmbedder())
    return Searcher(tmp_path, "rules", hash_embedder)


def cards(result: Result) -> list[str]:
    return [hit.passage.document for hit in result.hits]


def test_each_document_is_found_once_best_first(searcher: Searcher) -> None:
    result = searcher.search("annual leave six weeks ahead", 10)
    assert cards(result)[0] == "leave"
    assert sorted(cards(result)) == sorted(TOPICS)
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(("k", "found"), [(1, 1), (3, 3), (4, 4), (50, 4)])
def test_at_most_k_documents_are_found(searcher: Searcher, k: int, found: int) -> None:
    assert len(searcher.search("leave", k).hits) == found


def test_whether_a_question_is_covered_does_not_depend_on_k(searcher: Searcher) -> None:
    one, ten = searcher.search("Parking", 1), searcher.search("Parking", 10)
    assert (one.probability, one.covered) == (ten.probability, ten.covered)
    assert one.hits == ten.hits[:1]


def test_a_title_is_covered_and_words_from_elsewhere_are_not(searcher: Searcher) -> None:
    assert searcher.search("Parking").covered
    assert not searcher.search("tungsten boiling point quasar").covered


def test_the_same_question_has_the_same_answer(searcher: Searcher) -> None:
    assert searcher.search("night pager") == searcher.search("night pager")


@pytest.mark.parametrize("query", ["", " ", "?!", "🎉", "the of and", "x" * 12_000, "日本語", "a\x00b"])
def test_any_text_can_be_searched_for(searcher: Searcher, query: str) -> None:
    for wait in (True, False):
        assert len(searcher.search(query, 3, wait=wait).hits) == 3


def test_without_waiting_keywords_answer_and_the_embedder_stays_out(
    searcher: Searcher, hash_embedder: HashEmbedder
) -> None:
    result = searcher.search("night pager", wait=False)
    assert not result.by_meaning
    assert not hash_embedder.loaded
    assert cards(result)[0] == "pagers"
    assert all(hit.dense == 0 for hit in result.hits)


def test_once_warm_it_goes_by_meaning_without_waiting(searcher: Searcher, hash_embedder: HashEmbedder) -> None:
    assert not searcher.ready()
    searcher.warm().join(timeout=20)
    assert searcher.ready()
    assert searcher.search("night pager", wait=False).by_meaning


def test_a_new_build_is_seen_at_the_next_question(searcher: Searcher, tmp_path: Path) -> None:
    assert cards(searcher.search("Parking", 1)) == ["parking"]
    changed = documents(**(TOPICS | {"bicycles": "Bicycles stand behind the north garage."}))
    IndexStore(tmp_path, "rules").ingest(changed[1:], HashEmbedder())
    result = searcher.search("Bicycles", 10)
    assert cards(result)[0] == "bicycles"
    assert "parking" not in cards(result)


def test_a_removed_index_is_said_with_what_to_do(searcher: Searcher) -> None:
    (searcher.store.folder / "live").unlink()
    with pytest.raises(SearchError, match=r"no index 'rules' yet; run: python ingest\.py"):
        searcher.search("Parking")


def test_an_index_of_another_embedder_is_refused(searcher: Searcher, tmp_path: Path) -> None:
    other = Searcher(tmp_path, "rules", HashEmbedder("other-words"))
    with pytest.raises(SearchError, match="made with 'hashed-words', not 'other-words'"):
        other.search("Parking")
    assert cards(other.search("Parking", 1, wait=False)) == ["parking"]


def test_an_embedder_that_cannot_be_loaded_is_heard_by_who_asks_and_not_by_the_warming(tmp_path: Path) -> None:
    class Broken(HashEmbedder):
        def load(self) -> None:
            raise SettingsError("the embedder cannot be loaded")

    IndexStore(tmp_path, "rules").ingest(documents(**TOPICS), HashEmbedder())
    searcher = Searcher(tmp_path, "rules", Broken())
    searcher.warm().join(timeout=20)
    assert not searcher.ready()
    with pytest.raises(SettingsError):
        searcher.search("Parking")


def test_the_passages_of_a_document_come_in_order(searcher: Searcher) -> None:
    assert [passage.id for passage in searcher.passages("leave")] == ["leave#0", "leave#1"]
    assert searcher.passages("nothing") == []


def test_terms_are_the_stems_that_keywords_look_for(searcher: Searcher) -> None:
    assert searcher.terms("How are lost badges replaced?") == ["lost", "badg", "replac"]


def test_a_slip_of_the_thumb_still_finds(searcher: Searcher) -> None:
    assert cards(searcher.search("swichboard", 1, wait=False)) == ["pagers"]


def test_several_threads_may_ask_at_once(searcher: Searcher) -> None:
    found: dict[str, str] = {}

    def ask(topic: str) -> None:
        found[topic] = cards(searcher.search(topic.title(), 1))[0]

    threads = [threading.Thread(target=ask, args=(topic,)) for topic in TOPICS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert found == {topic: topic for topic in TOPICS}
