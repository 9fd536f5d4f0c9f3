"""A database that is locked, full, read-only, damaged or down is one clear line, and the next call tries again."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import SessionError, SettingsError
from assistant.events import Turn
from assistant.sessions import ConversationStore, database, transactions
from assistant.sessions.database import FILE, database_url, place
from assistant.settings import Settings, load_settings
from tests.ports import free_port

Say = Callable[..., Turn]
ANNA = "a-secret-of-the-browser"


def line_of(attempt: Callable[[], object]) -> str:
    with pytest.raises(SessionError) as caught:
        attempt()
    message = str(caught.value)
    assert len(message.splitlines()) == 1 and "Traceback" not in message and "sqlite3" not in message
    return message


def test_locked(monkeypatch: pytest.MonkeyPatch, settings: Settings, say: Say) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    store = ConversationStore.open(settings)
    id = store.create(ANNA)
    store.append(ANNA, id, say("one"))
    other = sqlite3.connect(settings.data_dir / FILE)
    other.execute("BEGIN EXCLUSIVE")
    assert "in use by another program; try again" in line_of(lambda: store.append(ANNA, id, say()))
    # Who only reads is not kept waiting.
    assert len(store.load(ANNA, id).turns) == 1
    other.close()
    assert store.append(ANNA, id, say("two")).n == 2
    store.close()


def test_full(store: ConversationStore, say: Say) -> None:
    id = store.create(ANNA)
    store.append(ANNA, id, say("one"))
    # SQLite's own limit on pages says the same as a full disk.
    with store._database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    assert "is full; free some space" in line_of(lambda: store.append(ANNA, id, say("x" * 100_000)))
    assert [turn.user for turn in store.load(ANNA, id).turns] == ["one"]


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    store = ConversationStore.open(load_settings(data_dir=tmp_path / "data"))
    assert "cannot be kept" in line_of(lambda: store.create(ANNA))


def test_read_only(store: ConversationStore, say: Say) -> None:
    id = store.create(ANNA)
    with store._database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    assert "read-only" in line_of(lambda: store.append(ANNA, id, say()))


@pytest.mark.parametrize("content", [b"this is no database " * 300, b"SQLite format 3\x00" + b"\x01" * 4096])
def test_damaged(monkeypatch: pytest.MonkeyPatch, settings: Settings, content: bytes) -> None:
    monkeypatch.setattr(transactions, "RETRY_SECONDS", 0)
    settings.data_dir.mkdir()
    (settings.data_dir / FILE).write_bytes(content)
    store = ConversationStore.open(settings)
    assert "is damaged or holds something else; move it away" in line_of(store.check)
    # Nothing was overwritten.
    assert (settings.data_dir / FILE).read_bytes() == content
    (settings.data_dir / FILE).unlink()
    assert store.check().turns == 0
    store.close()


def test_while_it_is_down_nobody_waits(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    tries: list[object] = []

    def slow(engine: object) -> None:
        tries.append(engine)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(transactions, "make_tables", slow)
    store = ConversationStore.open(settings)
    assert len({line_of(store.check) for _ in range(20)}) == 1
    assert len(tries) == 1


def test_who_waits_in_line_is_told_with_the_first_that_it_is_locked(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, say: Say
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)
    store = ConversationStore.open(settings)
    id = store.create(ANNA)
    other = sqlite3.connect(settings.data_dir / FILE, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    with ThreadPoolExecutor(20) as tabs:
        begun = time.monotonic()
        told = list(tabs.map(lambda n: line_of(lambda: store.append(ANNA, id, say(f"tab {n}"))), range(20)))
        waited = time.monotonic() - begun
    assert "in use by another program" in told[0] and set(told) == {told[0]}
    # One after another they would have waited for six seconds.
    assert waited < 3
    other.close()
    assert store.append(ANNA, id, say()).n == 1
    store.close()


def test_nobody_of_many_who_write_at_once_is_turned_away(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, say: Say
) -> None:
    # Far less than all of them take together: left to SQLite, most would be told that it is in use.
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    store = ConversationStore.open(settings)
    id = store.create(ANNA)
    with ThreadPoolExecutor(60) as tabs:
        kept = list(tabs.map(lambda n: store.append(ANNA, id, say(f"tab {n}")).n, range(120)))
    assert sorted(kept) == list(range(1, 121))
    store.close()


def test_gone_while_it_runs(store: ConversationStore, settings: Settings, say: Say) -> None:
    id = store.create(ANNA)
    store.append(ANNA, id, say())
    store.close()
    shutil.rmtree(settings.data_dir)
    line_of(lambda: store.append(ANNA, id, say()))
    store.append(ANNA, store.create(ANNA), say())


def test_a_postgresql_that_is_down_is_named_without_its_password(tmp_path: Path) -> None:
    port = free_port()
    settings = load_settings(
        data_dir=tmp_path, database_url=f"postgresql://coach:hunter2@127.0.0.1:{port}/conversations"
    )
    store = ConversationStore.open(settings)
    message = line_of(lambda: store.create(ANNA))
    assert f"'127.0.0.1:{port}/conversations' does not answer" in message
    assert "hunter2" not in message and "hunter2" not in repr(settings)


@pytest.mark.parametrize("url", ["postgresql://host:port/x", "postgresql:", "sqlite"])
def test_an_address_that_is_none(tmp_path: Path, url: str) -> None:
    assert "MENTOR_DATABASE_URL" in line_of(
        lambda: ConversationStore.open(load_settings(data_dir=tmp_path, database_url=url)).check()
    )


def test_another_kind_of_database_is_refused_without_telling_the_password() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(database_url="mysql://coach:hunter2@host/x")
    assert "MENTOR_DATABASE_URL" in str(caught.value) and "postgresql" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("url", ["postgres://u:p@db.example/x", "postgresql://u:p@db.example/x"])
def test_both_ways_to_write_postgresql_are_understood(url: str) -> None:
    made = database_url(load_settings(database_url=url))
    assert (made.drivername, place(made)) == ("postgresql+psycopg", "db.example:5432/x")


def test_an_empty_address_is_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MENTOR_DATABASE_URL", "")
    assert place(database_url(load_settings(data_dir=tmp_path))) == str(tmp_path / FILE)


def test_programs_that_open_it_for_the_first_time_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from assistant.sessions import ConversationStore; from assistant.settings import load_settings;"
        "store = ConversationStore.open(load_settings()); sys.stdin.readline(); store.create('x' * 20)"
    )
    environment = {**os.environ, "MENTOR_DATA_DIR": str(tmp_path)}
    programs = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    ends = [program.communicate(b"go\n", timeout=60) for program in programs]
    assert [program.returncode for program in programs] == [0, 0], ends
