"""Where conversations cannot be kept, the coach answers on and says so."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.sessions.database import FILE
from tests.ports import free_port
from tests.serving import serve
from tests.visitors import Visitor


@pytest.fixture
def data(guidance: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(guidance, tmp_path / "data"))


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=90) as client:
        yield client


def talk(client: httpx.Client, url: str) -> str:
    """Say one thing as a new visitor; return all that came back."""
    client.base_url = url  # type: ignore[assignment]
    visitor = Visitor(client)
    visitor.ask("GET", "/")
    dependencies: list[dict[str, Any]] = visitor.client.get("/config").json()["dependencies"]
    say = next(d for d in dependencies if any(target[1] == "say" for target in d["targets"]))
    visitor.call(say, {"act": "say", "id": "", "text": "How often should I meet my mentor?"})
    return visitor.all


def test_a_postgresql_that_is_down(data: Path, client: httpx.Client) -> None:
    port = free_port()
    with serve(data, MENTOR_DATABASE_URL=f"postgresql://coach:hunter2@127.0.0.1:{port}/x") as page:
        said = talk(client, page.url)
    assert "[1]" in said and "Traceback" not in said
    assert f"127.0.0.1:{port}/x' does not answer" in said and "hunter2" not in said


def test_a_file_that_another_program_holds(data: Path, client: httpx.Client) -> None:
    with serve(data) as page:
        talk(client, page.url)
        with sqlite3.connect(data / FILE, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            said = talk(client, page.url)
        other.close()
        after = talk(client, page.url)
    assert "[1]" in said and "in use by another program" in said
    assert "[1]" in after and "in use by another program" not in after
