"""The index on disk: builds that never change, and a pointer that names the live one.

    <data>/index/<name>/live                     the fingerprint of the live build, replaced last
    <data>/index/<name>/<fingerprint>/           one finished build
        manifest.json                            what it was made with, and how much it holds
        passages.jsonl  words.json  keywords/  chroma/   passages, their words, BM25, vectors (cosine, set at creation)
        learned.npz  wording.npz                 what was learned from phrasings, where there are any

A build is made in a folder of its own and moved into place whole, so a reader never sees half an index and a
crash half way loses nothing. No writer touches a folder that a reader has open. An index is a cache: it can
always be rebuilt from its documents.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.embedding import Embedder, Vectors, embedder_id
from assistant.errors import SearchError
from assistant.search.learned import Learned, Lessons, embed_lessons, learn
from assistant.search.lexical import HEADING_WEIGHT, K1, B, Keywords
from assistant.search.passages import SPLITTER_VERSION, WINDOW_WORDS, Document, Passage, content_digest, split
from assistant.search.spelling import Speller, count_words
from assistant.search.vectors import read_vectors, write_vectors
from assistant.search.wording import Wording

SCHEMA = 5
# The collection of the guidance library; every other name is a person's own.
LIBRARY = "guidance"
QUARANTINE = "quarantine.json"
# Who opens an index may hold it for a moment, to see that nothing has changed; an ingest that writes holds it longer.
LOCK_SECONDS = 5
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]")
_KEPT_BUILDS = 2

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Manifest:
    """What a build was made with. `documents` maps each document's id to its digest."""

    name: str
    fingerprint: str
    embedder: str
    dimensions: int
    passages: int
    vectors: int
    documents: dict[str, str]


@dataclass(frozen=True)
class Report:
    """What an ingest did, in ids of documents. `embedded` counts texts that went through the embedder."""

    name: str
    fingerprint: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int
    embedded: int
    rebuilt: str = ""


def fingerprint(documents: Iterable[Document], embedder: str, not_covered: Sequence[str] = ()) -> str:
    """Return what tells two builds apart: embedder, splitter, keyword settings, schema and content."""
    settings = [SCHEMA, embedder, SPLITTER_VERSION, WINDOW_WORDS, HEADING_WEIGHT, K1, B]
    parts = [*settings, content_digest(documents), sorted(not_covered)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


class IndexStore:
    """The builds of one collection under `<data>/index/<name>`."""

    def __init__(self, data: Path, name: str) -> None:
        """Raises SearchError when `name` cannot name a collection."""
        if not _NAME.fullmatch(name):
            raise SearchError(f"'{name}' cannot name a collection; use 3 to 40 of a-z, 0-9 and '-'")
        self.name = name
        self.folder = data / "index" / name

    def live(self) -> str | None:
        """Return the fingerprint of the live build, or None when there is none or the pointer is broken."""
        try:
            pointed = (self.folder / "live").read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return pointed if pointed.isalnum() and (self.folder / pointed / "manifest.json").is_file() else None

    def require(self) -> str:
        """Return the fingerprint of the live build. Raises SearchError naming the collections that exist."""
        build = self.live()
        if build is None:
            known = sorted(path.parent.name for path in self.folder.parent.glob("*/live"))
            there = f"; there is: {', '.join(known)}" if known else ""
            make = "python ingest.py"
            if self.name != LIBRARY:
                make += f" FOLDER --collection {self.name}"
            raise SearchError(f"there is no collection '{self.name}'{there}; make it: {make}")
        return build

    def quarantine(self) -> list[str]:
        """Return a line for each document that the last ingest kept out, because it commands the program."""
        try:
            lines = json.loads((self.folder / QUARANTINE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [str(line) for line in lines] if isinstance(lines, list) else []

    def write_quarantine(self, lines: Sequence[str]) -> None:
        """Keep what `quarantine` returns. Raises SearchError when it cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / QUARANTINE).write_text(json.dumps(list(lines), ensure_ascii=False), encoding="utf-8")
        except OSError as error:
            raise SearchError(f"'{self.folder / QUARANTINE}' cannot be written ({error.strerror})") from None

    def manifest(self, build: str) -> Manifest:
        """Read a build's manifest. Raises SearchError when it is broken."""
        try:
            return Manifest(**json.loads((self.folder / build / "manifest.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            raise SearchError(f"the index '{self.folder / build}' is broken; run: python ingest.py") from None

    def passages(self, build: str) -> list[Passage]:
        """Read a build's passages. Raises SearchError when they are broken."""
        try:
            lines = (self.folder / build / "passages.jsonl").read_text(encoding="utf-8").split("\n")
            return [_passage(json.loads(line)) for line in lines if line]
        except (OSError, ValueError, TypeError, KeyError):
            raise SearchError(f"the index '{self.folder / build}' is broken; run: python ingest.py") from None

    def keywords(self, build: str) -> Keywords:
        """Load a build's keyword index. Raises SearchError when it is broken."""
        try:
            return Keywords.load(self.folder / build / "keywords")
        except (OSError, ValueError, KeyError):
            raise SearchError(f"the index '{self.folder / build}' is broken; run: python ingest.py") from None

    def speller(self, build: str) -> Speller:
        """Load the words that a build knows. Raises SearchError when they are broken."""
        try:
            return Speller(json.loads((self.folder / build / "words.json").read_text(encoding="utf-8")))
        except (OSError, ValueError):
            raise SearchError(f"the index '{self.folder / build}' is broken; run: python ingest.py") from None

    def learned(self, build: str) -> Learned | None:
        """Load what a build learned from phrasings; None where it had none."""
        return Learned.load(self.folder / build / "learned.npz")

    def wording(self, build: str) -> Wording | None:
        """Load which words ask for which document; None where there were no phrasings."""
        return Wording.load(self.folder / build / "wording.npz")

    def vectors(self, build: str) -> Vectors:
        """Read a build's vectors from Chroma, in the order of its passages' embedded texts."""
        try:
            return read_vectors(self.folder / build / "chroma", self._collection(build))
        except Exception as error:  # chromadb raises its own, sqlite's and plain errors for a broken folder
            raise SearchError(
                f"the vectors in '{self.folder / build}' cannot be read; run: python ingest.py"
            ) from error

    def ingest(
        self,
        documents: Sequence[Document],
        embedder: Embedder,
        progress: Progress | None = None,
        *,
        not_covered: Sequence[str] = (),
        known: Path | None = None,
    ) -> Report:
        """Make a build of `documents` live; embed only texts that the live build does not hold.

        `not_covered` are questions that none of them answers. `known` is a file that was learned before; it serves
        when it was learned from the same phrasings, and otherwise they are learned from anew.

        Returns at once, without loading the embedder, when nothing changed. Raises SearchError when the folder
        cannot be written or another ingest holds it.
        """
        from filelock import FileLock, Timeout

        identity = embedder_id(embedder.name)
        wanted = fingerprint(documents, identity, not_covered)
        lessons = Lessons.of(documents, not_covered)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "lock", timeout=LOCK_SECONDS):
                learn_now = partial(_learn_into, lessons, identity, embedder, known)
                return self._ingest(documents, embedder, identity, wanted, progress, learn_now)
        except Timeout:
            raise SearchError(f"another ingest is writing '{self.folder}'; try again when it has ended") from None
        except PermissionError as error:
            where = error.filename or self.folder
            raise SearchError(f"'{where}' is not writable; set MENTOR_DATA_DIR to a folder that is") from None
        except OSError as error:
            raise SearchError(
                f"'{self.folder}' cannot be written ({error.strerror}); the old index still serves"
            ) from None

    def _ingest(
        self,
        documents: Sequence[Document],
        embedder: Embedder,
        identity: str,
        wanted: str,
        progress: Progress | None,
        learn: Callable[[Path], None],
    ) -> Report:
        self._sweep()
        build = self.live()
        old, why = self._usable(build, identity)
        digests = {document.id: document.digest for document in documents}
        before = old.documents if old else {}
        report = Report(
            name=self.name,
            fingerprint=wanted,
            added=tuple(sorted(digests.keys() - before.keys())),
            changed=tuple(sorted(d for d in digests.keys() & before.keys() if digests[d] != before[d])),
            removed=tuple(sorted(before.keys() - digests.keys())),
            kept=sum(digests[d] == before[d] for d in digests.keys() & before.keys()),
            embedded=0,
            rebuilt=why,
        )
        if build == wanted and not why:
            return report
        known = self._known_vectors(build) if build and old else {}
        passages = [passage for document in documents for passage in split(document)]
        if not passages:
            raise SearchError(f"nothing to index for '{self.name}': the documents hold no text")
        texts = [text for passage in passages for text in passage.embedded_texts]
        vectors, embedded = _embed(texts, known, embedder, progress)
        self._write(wanted, passages, vectors, texts, identity, digests, learn)
        self._point(wanted)
        return Report(**{**asdict(report), "embedded": embedded})

    def _usable(self, build: str | None, identity: str) -> tuple[Manifest | None, str]:
        """The live build's manifest where its vectors may be reused, or why everything is embedded anew."""
        if build is None:
            broken = (self.folder / "live").exists()
            return None, "the pointer to the live index is broken" if broken else ""
        try:
            manifest = self.manifest(build)
            self._examine(build)
        except SearchError:
            return None, "the live index is broken"
        if manifest.embedder != identity:
            return None, f"the index was made with the embedder '{manifest.embedder}', not '{identity}'"
        return manifest, ""

    def _examine(self, build: str) -> None:
        """Read all of a build but its vectors, whose folder is only looked at. Raises SearchError."""
        self.passages(build)
        self.speller(build)
        self.keywords(build)
        if not (self.folder / build / "chroma" / "chroma.sqlite3").is_file():
            raise SearchError(f"the vectors in '{self.folder / build}' are missing")

    def _known_vectors(self, build: str) -> dict[str, Any]:
        try:
            texts = [text for passage in self.passages(build) for text in passage.embedded_texts]
            return dict(zip(texts, self.vectors(build), strict=True))
        except (SearchError, ValueError):
            return {}

    def _write(
        self,
        build: str,
        passages: Sequence[Passage],
        vectors: Vectors,
        texts: Sequence[str],
        identity: str,
        digests: dict[str, str],
        learn: Callable[[Path], None],
    ) -> None:
        staging = self.folder / f"{build}.building"
        shutil.rmtree(staging, ignore_errors=True)
        (staging / "keywords").mkdir(parents=True)
        write_vectors(staging / "chroma", self._collection(build), vectors, texts)
        Keywords.build(passages).save(staging / "keywords")
        lines = (json.dumps(asdict(passage), ensure_ascii=False) for passage in passages)
        (staging / "passages.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (staging / "words.json").write_text(json.dumps(count_words(texts)), encoding="utf-8")
        learn(staging)
        manifest = Manifest(self.name, build, identity, vectors.shape[1], len(passages), len(texts), digests)
        (staging / "manifest.json").write_text(json.dumps(asdict(manifest)), encoding="utf-8")
        shutil.rmtree(self.folder / build, ignore_errors=True)
        staging.rename(self.folder / build)

    def _point(self, build: str) -> None:
        temporary = self.folder / "live.new"
        temporary.write_text(build + "\n", encoding="ascii")
        os.replace(temporary, self.folder / "live")
        builds = sorted(self.folder.glob("*/manifest.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for stale in builds[_KEPT_BUILDS:]:
            shutil.rmtree(stale.parent, ignore_errors=True)

    def _sweep(self) -> None:
        """Remove what an ingest that was killed left behind; the lock says that none is running."""
        for leftover in self.folder.glob("*.building"):
            shutil.rmtree(leftover, ignore_errors=True)

    def _collection(self, build: str) -> str:
        return f"{self.name}-{build}"


def _passage(record: dict[str, Any]) -> Passage:
    return Passage(**{**record, **{name: tuple(record[name]) for name in ("rows", "keys", "related")}})


def _embed(
    texts: Sequence[str], known: dict[str, Any], embedder: Embedder, progress: Progress | None
) -> tuple[Vectors, int]:
    """Return vectors of shape (len(texts), dimensions) and how many texts were embedded now."""
    fresh = list(dict.fromkeys(text for text in texts if text not in known))
    # Texts of like length share a batch, so that little of it is padding.
    fresh.sort(key=len)
    step = 256
    for start in range(0, len(fresh), step):
        batch = fresh[start : start + step]
        known.update(zip(batch, embedder.documents(batch), strict=True))
        if progress:
            progress(min(start + step, len(fresh)), len(fresh))
    return np.stack([known[text] for text in texts]).astype(np.float32), len(fresh)


def _learn_into(lessons: Lessons | None, identity: str, embedder: Embedder, known: Path | None, folder: Path) -> None:
    if lessons is None:
        return
    Wording.of(lessons).save(folder / "wording.npz")
    wanted = lessons.fingerprint(identity)
    before = Learned.load(known) if known else None
    if before is None or before.fingerprint != wanted:
        before = learn(lessons, wanted, embed_lessons(lessons, embedder))
    before.save(folder / "learned.npz")
