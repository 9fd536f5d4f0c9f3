"""Knowing that an index is up to date without reading a single document: sizes and times of files, as `make` does.

The stamp is written after an ingest that ended well. It covers what was read, the code that read it, and the files
of the build; where any of them differs, or the stamp cannot be read, everything is read and checked anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.embedding import embedder_id
from assistant.search.index import IndexStore, Report

_CODE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Stamp:
    """`inputs` is a digest over what an index is made from, by size and time of each file."""

    inputs: str

    @classmethod
    def of(cls, folder: Path, embedder: str) -> Stamp:
        """Look at every file under `folder` and at the code. Raises SettingsError for an embedder that is missing."""
        files = (*folder.rglob("*"), *_CODE.rglob("*.py"), *_CODE.rglob("*.yaml"))
        return cls(_digest([embedder_id(embedder)], files))

    def unchanged(self, store: IndexStore) -> Report | None:
        """Return what an ingest would report if it has nothing to do, else None."""
        build = store.live()
        try:
            record = json.loads(_file(store).read_text(encoding="utf-8"))
            if build is None or record["inputs"] != self.inputs or record["build"] != _build_digest(store, build):
                return None
            return Report(store.name, build, (), (), (), int(record["documents"]), 0)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, store: IndexStore) -> None:
        """Note that the live build was made from these inputs; a folder that cannot be written is left as it is."""
        build = store.live()
        if build is None:
            return
        record = {
            "inputs": self.inputs,
            "build": _build_digest(store, build),
            "documents": len(store.manifest(build).documents),
        }
        try:
            _file(store).write_text(json.dumps(record), encoding="utf-8")
        except OSError:
            return


def _file(store: IndexStore) -> Path:
    return store.folder / "stamp.json"


def _build_digest(store: IndexStore, build: str) -> str:
    """A digest over the files of a build; of its vectors only that they are there, since readers touch the folder."""
    folder = store.folder / build
    vectors = (folder / "chroma" / "chroma.sqlite3").is_file()
    return _digest([build, str(vectors)], (*folder.glob("*"), *folder.glob("keywords/*")))


def _digest(values: list[str], files: Iterable[Path]) -> str:
    lines = [*values]
    for path in sorted(files):
        stat = path.stat()
        if path.is_file():
            lines.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
