"""The same store on a real PostgreSQL, on loopback in a folder of its own; and what is said when it goes down."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import SessionError
from assistant.events import Turn
from assistant.sessions import ConversationStore, transactions
from assistant.settings import Settings, load_settings
from assistant.ui.desk import Desk
from assistant.ui.keeping import Keeper
from tests.ports import free_port

Say = Callable[..., Turn]
ANNA, BEN = secrets.token_urlsafe(32), secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that can be stopped and started."""

    control: Path
    folder: Path
    port: int
    user: str | None

    def run(self, program: Path, *arguments: str) -> None:
        subprocess.run(
            [program, *arguments], check=True, stdout=subprocess.DEVNULL, user=self.user, cwd=self.folder.parent
        )

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -k ''"
        self.run(self.control, "-w", "-s", "-D", str(self.folder), "-o", options, "-l", f"{self.folder}.log", "start")

    def stop(self) -> None:
        self.run(self.control, "-w", "-s", "-D", str(self.folder), "-m", "immediate", "stop")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = shutil.which("pg_ctl") or next(
        map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))[::-1]), None
    )
    if found is None:
        pytest.skip("PostgreSQL is not installed; run: apt-get install postgresql")
    user = None
    if os.geteuid() == 0:
        # PostgreSQL does not run as root.
        user = next((entry.pw_name for entry in pwd.getpwall() if entry.pw_name in ("postgres", "nobody")), None)
        if user is None:
            pytest.skip("PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' here")
    # Outside pytest's own folders, which are for their owner only.
    home = Path(subprocess.run(["mktemp", "-d"], check=True, capture_output=True, text=True).stdout.strip())
    try:
        if user:
            shutil.chown(home, user)
        server = Server(Path(found), home / "data", free_port(), user)
        server.run(Path(found).with_name("initdb"), "-D", str(server.folder), "-U", "coach", "-A", "trust", "-N")
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(home)


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> Settings:
    return load_settings(data_dir=tmp_path, database_url=f"postgresql://coach@127.0.0.1:{server.port}/postgres")


def test_a_life_of_conversations(store: ConversationStore, say: Say) -> None:
    first, second = store.create(ANNA), store.create(ANNA)
    store.append(ANNA, first, say("About\x00 meetings \ud800", state={"odd": "\x00"}))
    store.append(ANNA, second, say("About letters"))
    store.append(ANNA, first, say("and feedback", task="agenda"))
    assert [(s.id, s.title, s.turns, s.task) for s in store.list(ANNA)] == [
        (first, "About meetings", 2, "agenda"),
        (second, "About letters", 1, "ask"),
    ]
    assert store.load(ANNA, first).turns[0].state == {"odd": "\x00"}
    assert [s.id for s in store.search(ANNA, "FEEDBACK")] == [first]
    for attempt in (store.load, store.delete, store.export):
        with pytest.raises(SessionError, match="there is no conversation"):
            attempt(BEN, first)
    with pytest.raises(SessionError, match="there is no conversation"):
        store.load(ANNA, "\x00" * 22)
    known = store.read(ANNA, first)
    assert store.keep(ANNA, first, known, known.turns[:1]).stamp == store.stamp(ANNA, first)
    store.rename(ANNA, first, "Meetings")
    assert store.export(ANNA, first).startswith("# Meetings")
    assert store.sweep(datetime.now(UTC) + timedelta(days=366)) == 2
    assert store.list(ANNA) == ()


def test_two_tabs_and_two_programs_lose_nothing(store: ConversationStore, settings: Settings, say: Say) -> None:
    id, other = store.create(ANNA), ConversationStore.open(settings)
    with ThreadPoolExecutor(12) as tabs:
        list(tabs.map(lambda n: (store, other)[n % 2].append(ANNA, id, say(f"tab {n}")), range(60)))
    turns = store.load(ANNA, id).turns
    assert [turn.n for turn in turns] == list(range(1, 61))
    assert {turn.user for turn in turns} == {f"tab {n}" for n in range(60)}
    other.close()
    assert store.delete_all(ANNA) == 1


def test_it_goes_down_in_the_middle_of_a_conversation_and_comes_back(
    store: ConversationStore, server: Server, monkeypatch: pytest.MonkeyPatch, say: Say
) -> None:
    monkeypatch.setattr(transactions, "RETRY_SECONDS", 0.1)
    keeper, desk = Keeper(store), Desk()

    def said(desk: Desk, text: str) -> tuple[Desk, str]:
        desk, differs = keeper.current(ANNA, desk)
        assert not differs
        return keeper.keep(ANNA, desk.after(say(text, n=len(desk.conversation.turns) + 1)))

    desk, told = said(desk, "before")
    assert told == ""
    server.stop()
    for text in ("while it is down", "still down"):
        desk, told = said(desk, text)
        assert f"'127.0.0.1:{server.port}/postgres' does not answer" in told and len(told.splitlines()) == 1
    for attempt in (lambda: store.append(ANNA, desk.id, say()), lambda: store.list(ANNA), store.check):
        with pytest.raises(SessionError, match="does not answer"):
            attempt()
    assert [turn.user for turn in desk.conversation.turns] == ["before", "while it is down", "still down"]
    server.start()
    time.sleep(0.1)
    desk, told = said(desk, "after")
    assert told == ""
    kept = store.load(ANNA, desk.id).turns
    assert [turn.user for turn in kept] == ["before", "while it is down", "still down", "after"]
    assert kept == desk.conversation.turns
