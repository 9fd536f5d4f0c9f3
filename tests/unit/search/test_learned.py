"""Learning from phrasings: which document is meant, when none is, and a file that spares learning again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.search import Document, IndexStore, Searcher
from assistant.search.learned import Learned, Lessons, embed_lessons, learn, unlike
from assistant.search.passages import Section
from tests.hashing import HashEmbedder

ASKED = {
    "letters": ("ask for a letter", "who writes my letter", "letter of support"),
    "meetings": ("plan a meeting", "how often a meeting", "meeting was cancelled"),
    "silence": ("no reply at all", "still no reply", "reply never came"),
}
NOT_COVERED = ("price of tomatoes", "tomatoes in winter", "who sells tomatoes")


def documents(asked: dict[str, tuple[str, ...]] = ASKED) -> list[Document]:
    return [
        Document(name, name.title(), (Section("", f"About {name}."),), (name,), asked=texts)
        for name, texts in asked.items()
    ]


def lessons() -> Lessons:
    found = Lessons.of(documents(), NOT_COVERED)
    assert found is not None
    return found


def learned() -> Learned:
    return learn(lessons(), "made-here", embed_lessons(lessons(), HashEmbedder()))


@pytest.mark.parametrize(("query", "best"), [("a letter please", 0), ("the next meeting", 1), ("reply", 2)])
def test_each_question_scores_its_own_document_highest(query: str, best: int) -> None:
    scores = learned().scores(HashEmbedder().query(query))
    assert scores.shape == (4,)
    assert int(scores.argmax()) == best
    assert unlike(scores) < 0


def test_a_question_like_those_that_nothing_answers_is_said_to_be_unlike_all() -> None:
    assert unlike(learned().scores(HashEmbedder().query("cheap tomatoes"))) > 0


def test_the_documents_can_be_put_into_another_order() -> None:
    one, query = learned(), HashEmbedder().query("a letter please")
    other = one.in_order(["silence", "letters", "meetings"])
    assert other is not None
    assert np.array_equal(other.scores(query)[:3], one.scores(query)[[2, 0, 1]])
    assert other.scores(query)[-1] == one.scores(query)[-1]
    assert one.in_order(["letters", "meetings"]) is None


@pytest.mark.parametrize(
    ("asked", "not_covered"),
    [(ASKED, ()), ({"letters": ASKED["letters"]}, NOT_COVERED), ({"one": (), "two": ()}, NOT_COVERED)],
)
def test_too_little_to_learn_from_teaches_nothing(
    asked: dict[str, tuple[str, ...]], not_covered: tuple[str, ...]
) -> None:
    assert Lessons.of(documents(asked), not_covered) is None


def test_other_phrasings_or_another_embedder_are_other_lessons() -> None:
    here = lessons().fingerprint("hashed")
    assert here != lessons().fingerprint("another")
    more = Lessons.of(documents(ASKED | {"silence": ("nothing came",)}), NOT_COVERED)
    assert more is not None and more.fingerprint("hashed") != here
    backwards = Lessons.of(documents(dict(reversed(ASKED.items()))), NOT_COVERED)
    assert backwards is not None and backwards.fingerprint("hashed") == here


def test_what_was_learned_is_written_and_read(tmp_path: Path) -> None:
    one = learned()
    one.save(tmp_path / "learned.npz")
    again = Learned.load(tmp_path / "learned.npz")
    assert again is not None
    assert (again.fingerprint, again.documents) == (one.fingerprint, one.documents)
    assert np.allclose(again.weights, one.weights, atol=0.02)


@pytest.mark.parametrize("content", [None, b"", b"PK not an archive"])
def test_a_file_that_cannot_be_read_is_none(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "learned.npz").write_bytes(content)
    assert Learned.load(tmp_path / "learned.npz") is None


def test_an_ingest_learns_once_and_then_uses_the_file_that_was_kept(tmp_path: Path) -> None:
    kept = tmp_path / "kept.npz"
    first, second = HashEmbedder(), HashEmbedder()
    store = IndexStore(tmp_path / "one", "rules")
    store.ingest(documents(), first, not_covered=NOT_COVERED)
    build = store.learned(str(store.live()))
    assert build is not None
    build.save(kept)
    IndexStore(tmp_path / "two", "rules").ingest(documents(), second, not_covered=NOT_COVERED, known=kept)
    assert first.embedded - second.embedded == len(lessons().texts)
    found = Searcher(tmp_path / "two", "rules", second).search("who sells tomatoes")
    assert found.evidence.unlike > 0
