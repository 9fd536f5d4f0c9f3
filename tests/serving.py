"""A page that was started as a person starts it, on a port of its own."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.ports import free_port
from tests.warm import start_warm

START_SECONDS = 300


@dataclass(frozen=True)
class Served:
    """A page that runs. `said` is what it printed while it started."""

    url: str
    said: str
    pid: int


@contextmanager
def serve(data_dir: Path, *arguments: str, port: int | None = None, **environment: str) -> Iterator[Served]:
    """Start `python app.py` with these arguments and settings, and wait for its address."""
    port = port or free_port()
    settings = {**os.environ, "MENTOR_DATA_DIR": str(data_dir), "MENTOR_PORT": str(port), **environment}
    # Into a file: a pipe that nobody reads any more would hold the page up once it is full.
    with tempfile.NamedTemporaryFile("w+", encoding="utf-8") as log:
        process = start_warm("app.py", *arguments, environment=settings, said=Path(log.name))
        try:
            yield Served(f"http://127.0.0.1:{port}", _said(Path(log.name), process), process.pid or 0)
        finally:
            process.terminate()
            process.join(timeout=20)


def _said(log: Path, process: BaseProcess) -> str:
    """Wait until the page has printed its address; return all that it printed."""
    deadline = time.monotonic() + START_SECONDS
    while "\nOpen http" not in f"\n{(said := log.read_text(encoding='utf-8'))}":
        assert process.exitcode is None and time.monotonic() < deadline, f"the page did not start: {said}"
        time.sleep(0.1)
    return said
