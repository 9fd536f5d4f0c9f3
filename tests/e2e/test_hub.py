"""Weights from the model hub: a server on loopback that speaks the hub's addresses, and the command that pulls."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.models.catalogue import local_model
from assistant.models.sources import begun_from_hub
from assistant.models.store import Store

pytest.importorskip("huggingface_hub")

WEIGHTS = bytes(range(256)) * 20_000
HALF = 2_500_000
# A model whose digest only the hub knows, and one whose digest stands in our table.
LOOSE, KNOWN = "qwen3-4b", "smollm2-135m"


class Hub(ThreadingHTTPServer):
    """Serves one file for every model. `cuts`: whether it breaks off in the middle, then has a fault of its own."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.published = hashlib.sha256(WEIGHTS).hexdigest()
        self.cuts = False
        self.down = False
        self.asked: list[tuple[str, str, str | None]] = []


class _Handler(BaseHTTPRequestHandler):
    server: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Tests read `asked` instead."""

    def do_HEAD(self) -> None:
        self._head(200, len(WEIGHTS))

    def do_GET(self) -> None:
        if self.server.down or "/resolve/" not in self.path:
            self._head(500, 0)
            return
        asked = self.headers.get("Range")
        start = int(asked.removeprefix("bytes=").split("-")[0]) if asked else 0
        self._head(206 if asked else 200, len(WEIGHTS) - start, start)
        self.close_connection = True
        if self.server.cuts:
            self.server.down = True
            self.wfile.write(WEIGHTS[start:HALF])
            return
        self.wfile.write(WEIGHTS[start:])

    def _head(self, status: int, length: int, start: int = 0) -> None:
        self.server.asked.append((self.command, self.path, self.headers.get("Range")))
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.send_header("ETag", f'"{self.server.published}"')
        self.send_header("X-Repo-Commit", "0" * 40)
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{len(WEIGHTS) - 1}/{len(WEIGHTS)}")
        self.end_headers()


@pytest.fixture
def hub() -> Iterator[Hub]:
    """The hub, for one test."""
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, name="hub", daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def pull(hub: Hub, name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """`models pull NAME` with that hub, and no package index to turn to."""
    here = {"HF_ENDPOINT": f"http://127.0.0.1:{hub.server_port}", "HF_HUB_OFFLINE": "0", "PIP_NO_INDEX": "1"}
    return subprocess.run(
        [sys.executable, "-m", "assistant", "models", "pull", name],
        env={**os.environ, **here, "MENTOR_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_download_that_broke_off_goes_on_and_is_verified(hub: Hub, tmp_path: Path) -> None:
    model = local_model(LOOSE)
    hub.cuts = True
    broken = pull(hub, LOOSE, tmp_path)
    assert broken.returncode == 2
    assert "the hub does not deliver" in broken.stderr.splitlines()[-1]
    assert "connect to the network and try again" in broken.stderr.splitlines()[-1]
    here = Store(tmp_path / "models")
    had = begun_from_hub(here.path(model).with_name(f"{model.file}.partial")).stat().st_size
    assert here.state(model) == "partial" and 0 < had <= HALF
    hub.cuts = hub.down = False
    hub.asked.clear()
    done = pull(hub, LOOSE, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "verified" in done.stdout
    address = f"/{model.hub.repository}/resolve/{model.hub.revision}/{model.hub.file}"
    assert ("HEAD", address, None) in hub.asked
    went_on = [asked for method, path, asked in hub.asked if method == "GET" and path == address]
    assert went_on == [f"bytes={had}-"], "it goes on after what had come"
    assert here.require(LOOSE).read_bytes() == WEIGHTS and here.digest(model) == hub.published
    names = {path.name for path in here.folder.iterdir()}
    assert names == {".lock", model.file, f"{model.file}.verified.json"}, "nothing else is left behind"


@pytest.mark.parametrize("name", [LOOSE, KNOWN])
def test_bytes_of_another_digest_are_refused_and_removed(hub: Hub, tmp_path: Path, name: str) -> None:
    if name == LOOSE:
        hub.published = "f" * 64
    done = pull(hub, name, tmp_path)
    assert done.returncode == 2
    assert f"is refused and removed; run: python -m assistant models pull {name}" in done.stderr.splitlines()[-1]
    assert {path.name for path in (tmp_path / "models").iterdir()} == {".lock"}
