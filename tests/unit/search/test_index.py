"""The index on disk: only what changed is embedded, and whatever happens half way, the old build serves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import chromadb
import filelock
import numpy as np
import pytest

from assistant.errors import SearchError
from assistant.search import Document, IndexStore, Searcher
from assistant.search import index as index_module
from assistant.search.index import fingerprint
from assistant.search.passages import Section, split
from tests.hashing import DIMENSIONS, HashEmbedder

_HOLD_LOCK = """
import sys, filelock
with filelock.FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def document(name: str, text: str) -> Document:
    return Document(name, name.title(), (Section("Rules", text),), (name.title(),), (), f"{name}.md")


PARKING = document("parking", "Visitors park in the north garage.")
PAGERS = document("pagers", "Collect a pager before the first night shift.")
LEAVE = document("leave", "Book annual leave six weeks ahead.")
BOTH = [PARKING, PAGERS]


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    return IndexStore(tmp_path, "rules")


def texts_of(*documents: Document) -> int:
    return len({text for d in documents for p in split(d) for text in p.embedded_texts})


def found(store: IndexStore, embedder: HashEmbedder, query: str = "Parking") -> str:
    return Searcher(store.folder.parent.parent, store.name, embedder).search(query, 1).hits[0].passage.document


# Building


def test_a_build_holds_passages_vectors_and_keywords_in_one_order(
    store: IndexStore, hash_embedder: HashEmbedder
) -> None:
    report = store.ingest(BOTH, hash_embedder)
    assert store.live() == report.fingerprint
    passages = store.passages(report.fingerprint)
    assert passages == [passage for d in BOTH for passage in split(d)]
    texts = [text for passage in passages for text in passage.embedded_texts]
    assert np.allclose(store.vectors(report.fingerprint), HashEmbedder().documents(texts), atol=1e-6)
    assert store.keywords(report.fingerprint).scores("pager").argmax() == 1


def test_the_report_says_what_was_added_and_embedded(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    report = store.ingest(BOTH, hash_embedder)
    assert (report.added, report.changed, report.removed, report.kept) == (("pagers", "parking"), (), (), 0)
    assert report.embedded == hash_embedder.embedded == texts_of(*BOTH)
    assert report.rebuilt == ""


def test_the_manifest_says_what_the_build_was_made_with(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    build = store.ingest(BOTH, hash_embedder).fingerprint
    manifest = store.manifest(build)
    assert (manifest.name, manifest.embedder, manifest.dimensions) == ("rules", hash_embedder.name, DIMENSIONS)
    assert manifest.vectors == 4
    assert manifest.documents == {d.id: d.digest for d in BOTH}


def test_the_vectors_lie_in_a_cosine_space(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    build = store.ingest(BOTH, hash_embedder).fingerprint
    client = chromadb.PersistentClient(str(store.folder / build / "chroma"))
    try:
        collection = client.get_collection(f"rules-{build}", embedding_function=None)
        longer = 3 * store.vectors(build)[0]
        nearest = collection.query(query_embeddings=[longer], n_results=1, include=["distances"])
        assert nearest["ids"] == [["00000000"]]
        # In any other space a vector three times as long is far from itself.
        assert nearest["distances"] == [[pytest.approx(0, abs=1e-5)]]
    finally:
        client.close()


def test_progress_ends_at_the_number_of_texts(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    seen: list[tuple[int, int]] = []
    many = [document(f"note{n}", f"Sentence {n} stands alone.") for n in range(300)]
    report = store.ingest(many, hash_embedder, lambda done, total: seen.append((done, total)))
    assert len(seen) > 1
    assert seen[-1] == (report.embedded, report.embedded)
    assert seen == sorted(seen)


def test_documents_without_text_make_no_index(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    with pytest.raises(SearchError, match="nothing to index for 'rules'"):
        store.ingest([document("empty", "  ")], hash_embedder)
    assert store.live() is None


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85", "\x0c", "\x1c", "\r"])
def test_a_text_with_an_odd_line_break_comes_back_as_it_was(
    store: IndexStore, hash_embedder: HashEmbedder, odd: str
) -> None:
    build = store.ingest([document("odd", f"One{odd}two.")], hash_embedder).fingerprint
    assert [passage.text for passage in store.passages(build)] == [f"One{odd}two."]


@pytest.mark.parametrize("name", ["", "ab", "Rules", "-rules", "rules-", "a/b", "..", "rules!", "r" * 41, "rü-le"])
def test_a_name_that_cannot_name_a_collection_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SearchError, match="cannot name a collection"):
        IndexStore(tmp_path, name)


@pytest.mark.parametrize("name", ["abc", "local-rules-2", "r" * 40])
def test_the_longest_and_the_shortest_name_make_an_index(
    tmp_path: Path, name: str, hash_embedder: HashEmbedder
) -> None:
    store = IndexStore(tmp_path, name)
    build = store.ingest(BOTH, hash_embedder).fingerprint
    assert len(store.vectors(build)) == 4


# Again


def test_an_unchanged_library_is_left_alone_and_the_embedder_not_loaded(
    store: IndexStore, hash_embedder: HashEmbedder
) -> None:
    first = store.ingest(BOTH, hash_embedder)
    again = HashEmbedder()
    report = store.ingest(list(reversed(BOTH)), again)
    assert not again.loaded
    assert (report.fingerprint, report.kept, report.embedded) == (first.fingerprint, 2, 0)
    assert (report.added, report.changed, report.removed) == ((), (), ())


def test_only_what_changed_is_embedded_again(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    store.ingest(BOTH, hash_embedder)
    again = HashEmbedder()
    report = store.ingest([PARKING, document("pagers", "Leave the pager at the desk."), LEAVE], again)
    assert (report.added, report.changed, report.removed, report.kept) == (("leave",), ("pagers",), (), 1)
    # The title of the changed document was embedded before; its text and the two of the new one were not.
    assert again.embedded == report.embedded == 3
    assert found(store, hash_embedder, "Leave the pager at the desk") == "pagers"


def test_kept_vectors_are_the_same_as_fresh_ones(
    store: IndexStore, hash_embedder: HashEmbedder, tmp_path: Path
) -> None:
    store.ingest(BOTH, hash_embedder)
    renewed = store.ingest([LEAVE, *BOTH], hash_embedder).fingerprint
    fresh = IndexStore(tmp_path / "fresh", "rules")
    build = fresh.ingest([LEAVE, *BOTH], HashEmbedder()).fingerprint
    assert build == renewed
    assert np.allclose(store.vectors(renewed), fresh.vectors(build), atol=1e-6)


def test_what_is_gone_is_removed(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    store.ingest(BOTH, hash_embedder)
    again = HashEmbedder()
    report = store.ingest([PAGERS], again)
    assert (report.removed, report.kept, again.embedded) == (("parking",), 1, 0)
    assert {passage.document for passage in store.passages(report.fingerprint)} == {"pagers"}


def test_only_the_last_two_builds_are_kept(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    builds = [store.ingest(documents, hash_embedder).fingerprint for documents in ([PARKING], [PAGERS], [LEAVE], BOTH)]
    assert {path.parent.name for path in store.folder.glob("*/manifest.json")} == set(builds[-2:])
    assert store.live() == builds[-1]


def test_another_embedder_rebuilds_and_says_so(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    store.ingest(BOTH, hash_embedder)
    other = HashEmbedder("other-words")
    report = store.ingest(BOTH, other)
    assert report.rebuilt == "the index was made with the embedder 'hashed-words', not 'other-words'"
    assert other.embedded == texts_of(*BOTH)
    live = store.live()
    assert live and store.manifest(live).embedder == "other-words"


def test_the_fingerprint_tells_embedders_and_contents_apart() -> None:
    assert fingerprint(BOTH, "one") == fingerprint(BOTH[::-1], "one")
    assert len({fingerprint(BOTH, "one"), fingerprint(BOTH, "two"), fingerprint([PARKING], "one")}) == 3


# Half way


def test_the_pointer_moves_last(
    store: IndexStore, hash_embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = store.ingest([PARKING], hash_embedder).fingerprint
    wanted = fingerprint(BOTH, hash_embedder.name)
    moved: list[tuple[str | None, int]] = []
    replace = os.replace

    def watched(source: Path, target: Path) -> None:
        moved.append((store.live(), len(store.vectors(wanted))))
        replace(source, target)

    monkeypatch.setattr(index_module.os, "replace", watched)
    during: list[str | None] = []
    store.ingest(BOTH, hash_embedder, lambda done, total: during.append(store.live()))
    assert during == [old]
    assert moved == [(old, 4)]
    assert store.live() == wanted


def test_an_embedder_that_fails_leaves_the_old_build(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    class Failing(HashEmbedder):
        def documents(self, texts: object) -> np.ndarray:
            raise RuntimeError("out of memory")

    old = store.ingest([PARKING], hash_embedder).fingerprint
    with pytest.raises(RuntimeError, match="out of memory"):
        store.ingest(BOTH, Failing())
    assert store.live() == old
    assert found(store, hash_embedder) == "parking"


def test_what_a_kill_half_way_left_is_swept_and_never_served(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    old = store.ingest([PARKING], hash_embedder).fingerprint
    wanted = fingerprint(BOTH, hash_embedder.name)
    leftover = store.folder / f"{wanted}.building"
    shutil.copytree(store.folder / old, leftover)
    (leftover / "manifest.json").unlink()
    abandoned = store.folder / "0123456789abcdef.building"
    abandoned.mkdir()
    assert store.live() == old
    assert found(store, hash_embedder) == "parking"
    assert store.ingest(BOTH, hash_embedder).fingerprint == wanted
    assert not list(store.folder.glob("*.building"))
    assert len(store.vectors(wanted)) == 4


def test_a_kill_between_the_build_and_the_pointer_is_mended(store: IndexStore, hash_embedder: HashEmbedder) -> None:
    old = store.ingest([PARKING], hash_embedder).fingerprint
    new = store.ingest(BOTH, hash_embedder).fingerprint
    (store.folder / "live").write_text(old + "\n", encoding="ascii")
    (store.folder / "live.new").write_text("torn", encoding="ascii")
    assert found(store, hash_embedder) == "parking"
    report = store.ingest(BOTH, hash_embedder)
    assert (report.fingerprint, store.live()) == (new, new)
    assert len(store.vectors(new)) == 4


@pytest.mark.parametrize("pointer", [b"", b"nothing-here\n", b"../../elsewhere\n", b"0123456789abcdef\n", b"\xff\xfe"])
def test_a_broken_pointer_is_no_index_and_the_next_ingest_rebuilds(
    store: IndexStore, hash_embedder: HashEmbedder, pointer: bytes
) -> None:
    build = store.ingest(BOTH, hash_embedder).fingerprint
    (store.folder / "live").write_bytes(pointer)
    assert store.live() is None
    report = store.ingest(BOTH, hash_embedder)
    assert report.rebuilt == "the pointer to the live index is broken"
    assert store.live() == build
    assert found(store, hash_embedder) == "parking"


BROKEN = ["manifest.json", "passages.jsonl", "words.json", "keywords", "chroma"]


def damage(store: IndexStore, part: str) -> None:
    live = store.live()
    assert live
    path = store.folder / live / part
    if path.is_dir():
        shutil.rmtree(path)
        path.mkdir()
    else:
        path.write_text("{torn", encoding="utf-8")


@pytest.mark.parametrize("part", BROKEN)
def test_a_broken_build_says_which_and_what_to_do(store: IndexStore, hash_embedder: HashEmbedder, part: str) -> None:
    store.ingest(BOTH, hash_embedder)
    damage(store, part)
    with pytest.raises(SearchError, match=r"run: python ingest\.py"):
        found(store, hash_embedder)


@pytest.mark.parametrize("part", BROKEN)
def test_the_next_ingest_mends_a_broken_build(store: IndexStore, hash_embedder: HashEmbedder, part: str) -> None:
    store.ingest(BOTH, hash_embedder)
    damage(store, part)
    store.ingest(BOTH, hash_embedder)
    assert found(store, hash_embedder) == "parking"


@pytest.mark.parametrize("part", BROKEN)
def test_changed_documents_mend_a_broken_build(store: IndexStore, hash_embedder: HashEmbedder, part: str) -> None:
    store.ingest(BOTH, hash_embedder)
    damage(store, part)
    store.ingest([*BOTH, LEAVE], hash_embedder)
    assert found(store, hash_embedder) == "parking"


# The folder


@pytest.fixture
def foreign_folder() -> Iterator[Path]:
    """A readable folder that this process may not write; root steps down for it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def nobody() -> Iterator[None]:
    """Run as a person who owns nothing, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_is_not_writable_is_named_with_what_to_do(
    foreign_folder: Path, hash_embedder: HashEmbedder, nobody: None
) -> None:
    if os.geteuid() != 65534:
        foreign_folder.chmod(0o555)
    with pytest.raises(SearchError, match=f"'{foreign_folder}.*' is not writable; set MENTOR_DATA_DIR"):
        IndexStore(foreign_folder, "rules").ingest(BOTH, hash_embedder)
    assert not hash_embedder.loaded


def test_an_index_in_a_folder_that_is_not_writable_can_be_read(
    foreign_folder: Path, hash_embedder: HashEmbedder
) -> None:
    store = IndexStore(foreign_folder, "rules")
    build = store.ingest(BOTH, hash_embedder).fingerprint
    before = sorted(path for path in foreign_folder.rglob("*"))
    assert len(store.passages(build)) == 2
    assert len(store.vectors(build)) == 4
    assert {path.name for path in sorted(foreign_folder.rglob("*"))} >= {path.name for path in before}


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path, hash_embedder: HashEmbedder) -> None:
    (tmp_path / "index").write_text("not a folder", encoding="utf-8")
    with pytest.raises(SearchError, match="cannot be written"):
        IndexStore(tmp_path, "rules").ingest(BOTH, hash_embedder)


def test_a_lock_held_by_another_process_is_said_and_released_with_it(
    store: IndexStore, hash_embedder: HashEmbedder
) -> None:
    store.ingest([PARKING], hash_embedder)
    command = [sys.executable, "-c", _HOLD_LOCK, str(store.folder / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        with pytest.raises(SearchError, match="another ingest is writing"):
            store.ingest(BOTH, hash_embedder)
        assert found(store, hash_embedder) == "parking"
        holder.kill()
    report = store.ingest(BOTH, hash_embedder)
    assert report.added == ("pagers",)
    with filelock.FileLock(store.folder / "lock", timeout=0):
        pass


# Naming what is there


def test_a_missing_collection_names_those_that_exist(tmp_path: Path, hash_embedder: HashEmbedder) -> None:
    IndexStore(tmp_path, "local-rules").ingest(BOTH, hash_embedder)
    with pytest.raises(SearchError) as caught:
        IndexStore(tmp_path, "rules").require()
    assert "there is: local-rules" in str(caught.value)
    assert "python ingest.py FOLDER --collection rules" in str(caught.value)


def test_two_collections_do_not_touch_each_other(tmp_path: Path, hash_embedder: HashEmbedder) -> None:
    one, two = IndexStore(tmp_path, "one"), IndexStore(tmp_path, "two")
    first = one.ingest([PARKING], hash_embedder).fingerprint
    two.ingest([PAGERS], hash_embedder)
    assert one.require() == first
    assert {passage.document for passage in one.passages(first)} == {"parking"}
