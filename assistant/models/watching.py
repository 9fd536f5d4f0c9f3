"""Progress of a download that reports none: how much lies in a folder, looked at a few times a second."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# Hears the bytes so far.
Report = Callable[[int], None]
_SECONDS = 0.2


@contextmanager
def watched(folder: Path, report: Report) -> Iterator[None]:
    """Report the size of all files under `folder` while the block runs."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(_SECONDS):
            report(folder_size(folder))

    watcher = threading.Thread(target=look, name="watch-download", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def folder_size(folder: Path) -> int:
    """Bytes of all files under `folder`; a file that vanishes meanwhile counts nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total
