"""A page that was started as a person starts it, on a port of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port


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
    with subprocess.Popen(
        [sys.executable, "app.py", *arguments],
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout
        said = []
        try:
            for line in process.stdout:
                said.append(line)
                if line.startswith("Open http"):
                    break
            else:
                raise AssertionError("the page did not start: " + "".join(said))
            yield Served(f"http://127.0.0.1:{port}", "".join(said), process.pid)
        finally:
            process.terminate()
