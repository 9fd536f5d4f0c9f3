"""Anna's conversation is asked for through every endpoint of the page: by Ben, by a program, and under false names."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.events import Turn
from assistant.sessions import ConversationStore
from assistant.settings import load_settings
from tests.serving import serve
from tests.visitors import API, Visitor
from tests.warm import run_warm

WORD = "zanzibar"
COOKIE = "mentor_visitor"


@pytest.fixture(scope="module")
def data(guidance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of its own, with the index of the session."""
    return Path(shutil.copytree(guidance, tmp_path_factory.mktemp("isolation") / "data"))


@pytest.fixture(scope="module")
def url(data: Path) -> Iterator[str]:
    with serve(data) as page:
        yield page.url


@pytest.fixture
def arrive(url: str) -> Iterator[Any]:
    """Open the page as a new visitor; with `cookies` false, as a program."""
    clients = []

    def make(*, cookies: bool = True, value: str = "") -> Visitor:
        client = httpx.Client(base_url=url, timeout=60)
        clients.append(client)
        if value:
            client.cookies.set(COOKIE, value)
        visitor = Visitor(client)
        if cookies:
            visitor.ask("GET", "/")
        return visitor

    yield make
    for client in clients:
        client.close()


@dataclass
class Anna:
    """A visitor with a stored conversation and a page on which it is open."""

    visitor: Visitor
    id: str
    kept: tuple[Turn, ...]
    dependencies: list[dict[str, Any]]
    store: ConversationStore

    @property
    def secret(self) -> str:
        return self.visitor.client.cookies[COOKIE]

    def actions(self, id: str = "") -> list[dict[str, str]]:
        """All that the page's buttons send, aimed at her conversation."""
        names = {"arrive", *re.findall(r'data-(?:act|change)=\\*"([\w.-]+)', self.visitor.all)}
        id = id or self.id
        said = {"id": id, "search": f"?c={id}", "title": "taken", "text": "What did I say?", "query": "a", "turn": "1"}
        return [{"act": name, **said} for name in sorted(names)]

    def calls(self, dependency: dict[str, Any]) -> list[dict[str, str]]:
        """What the page, or a program, may send to one endpoint: every action, every way of saying, or anything."""
        events = {event for _, event in dependency["targets"]}
        if "act" in events:
            return self.actions()
        modes = ("", "retry", "edit", "act") if "say" in events else ("",)
        return [{**self.actions()[0], "mode": mode} for mode in modes]


@pytest.fixture
def anna(arrive: Any, data: Path) -> Iterator[Anna]:
    visitor = arrive()
    store = ConversationStore.open(load_settings(data_dir=data))
    secret = visitor.client.cookies[COOKIE]
    id = store.create(secret)
    store.append(secret, id, Turn(1, "ask", f"About {WORD}, my supervisor", f"{WORD} it is."))
    dependencies = visitor.client.get("/config").json()["dependencies"]
    for dependency in dependencies:
        visitor.call(dependency, {"act": "arrive", "id": id, "search": f"?c={id}"})
    yield Anna(visitor, id, store.load(secret, id).turns, dependencies, store)
    store.close()


def test_she_herself_sees_it_on_every_button(anna: Anna) -> None:
    """Or the walks below would prove nothing."""
    assert WORD in anna.visitor.all
    assert {"conversations.open", "conversations.export", "conversations.delete"} <= {a["act"] for a in anna.actions()}


@pytest.mark.parametrize("cookies", [True, False], ids=["another browser", "a program"])
def test_another_gets_nothing_of_it_from_any_endpoint(anna: Anna, arrive: Any, cookies: bool) -> None:
    other = arrive(cookies=cookies)
    for dependency in anna.dependencies:
        for action in anna.calls(dependency):
            other.call(dependency, action)
        assert other.call(dependency, anna.actions()[0], session=anna.visitor.session) == 404
        name = dependency.get("api_name") or "predict"
        for path in (f"{API}/run/{name}", f"{API}/api/{name}", f"{API}/call/{name}"):
            body = {"data": [anna.id], "fn_index": dependency["id"], "session_hash": anna.visitor.session}
            assert other.ask("POST", path, json=body).status_code == 404
    assert len(other.events) >= len(anna.actions())
    assert WORD not in other.all
    # And nothing was done to it.
    assert anna.store.load(anna.secret, anna.id).turns == anna.kept
    assert anna.store.list(anna.secret)[0].title != "taken"


@pytest.mark.parametrize("cookies", [True, False], ids=["another browser", "a program"])
def test_her_ids_open_no_route(anna: Anna, arrive: Any, cookies: bool) -> None:
    other = arrive(cookies=cookies)
    session, event = anna.visitor.session, anna.visitor.events[-1]
    ids = [session, event]
    for path in [
        *(f"{API}/queue/data?session_hash={id}" for id in ids),
        *(f"{API}/heartbeat/{id}" for id in ids),
        *(f"{API}/call/chat/{id}" for id in ids),
        f"{API}/upload_progress?upload_id={session}",
        f"{API}/deep_link?session_hash={session}",
        f"{API}/stream/{session}/1/1/playlist.m3u8",
    ]:
        # Some would go on for ever, were they let through.
        with other.client.stream("GET", path) as answer:
            assert answer.status_code == 404, path
    for path in (f"{API}/cancel", f"{API}/reset"):
        assert other.ask("POST", path, json={"session_hash": session, "event_id": event}).status_code == 404
    assert other.ask("POST", f"{API}/component_server", json={"session_hash": session}).status_code == 404
    assert WORD not in other.all


@pytest.mark.parametrize(
    "path", ["conversations.sqlite", "conversations.sqlite-wal", "door.key", "../app.py", "/etc/passwd"]
)
def test_no_file_of_the_machine_is_served(url: str, arrive: Any, data: Path, path: str) -> None:
    visitor = arrive()
    wanted = str(data / path) if not path.startswith("/") else path
    for route in (f"{API}/file={wanted}", f"{API}/file/{wanted}", f"/static/{wanted}", f"/assets/..%2f..%2f{wanted}"):
        assert visitor.ask("GET", route).status_code in (403, 404), route
    taken = {"data": [{"path": wanted, "meta": {"_type": "gradio.FileData"}}], "fn_index": 0, "session_hash": "f"}
    assert visitor.ask("POST", f"{API}/queue/join", json=taken).status_code == 404


def test_a_changed_cookie_or_id_is_somebody_else(anna: Anna, arrive: Any) -> None:
    def changed(value: str) -> str:
        return ("B" if value[0] == "A" else "A") + value[1:]

    for cookie, id in ((changed(anna.secret), anna.id), (anna.secret, changed(anna.id)), (anna.secret, "' OR 1=1 --")):
        visitor = arrive(value=cookie, cookies=False)
        for dependency in anna.dependencies:
            visitor.call(dependency, {"act": "conversations.open", "id": id, "search": f"?c={id}"})
        # With her own cookie her own list is hers to see, but no conversation opens.
        assert f"{WORD} it is." not in visitor.all
        assert cookie == anna.secret or WORD not in visitor.all


def test_many_at_once_are_not_mixed(anna: Anna, arrive: Any) -> None:
    say = next(d for d in anna.dependencies if any(target[1] == "say" for target in d["targets"]))
    people = [(f"qwordx{n}q", arrive()) for n in range(10)]

    def talk(person: tuple[str, Visitor]) -> None:
        word, visitor = person
        visitor.call(say, {"act": "say", "id": "", "text": f"How often should I meet Dr {word}?"})

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(talk, people))
    for word, visitor in people:
        assert set(re.findall(r"qwordx\d+q", visitor.all)) == {word}
        kept = anna.store.list(visitor.client.cookies[COOKIE])
        assert len(kept) == 1 and word in kept[0].title


def test_a_flood_from_one_visitor_leaves_the_others_alone(arrive: Any) -> None:
    flooder, calm = arrive(), arrive()

    def knock(_: int) -> int:
        return flooder.client.get(f"{API}/app_id").status_code

    with ThreadPoolExecutor(8) as threads:
        flood = threads.map(knock, range(600))
        answers = [calm.client.get(f"{API}/app_id").status_code for _ in range(20)]
        refused = list(flood).count(429)
    assert refused > 300
    assert answers == [200] * 20


def test_200_megabytes_are_refused_before_they_are_sent(url: str) -> None:
    port = int(url.rsplit(":", 1)[1])
    head = (
        f"POST {API}/upload HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        f"Content-Length: {200 * 1024 * 1024}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head.encode() + bytes(64 * 1024))
        answer = connection.recv(64 * 1024).decode()
    assert answer.startswith("HTTP/1.1 413")


def test_a_head_without_end_is_cut_off(url: str) -> None:
    port, sent = int(url.rsplit(":", 1)[1]), 0
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX: ".encode())
        with contextlib.suppress(ConnectionError):
            while sent < 50_000_000:
                connection.sendall(bytes(b"a" * 100_000))
                sent += 100_000
    assert sent < 50_000_000
    # One that ends is answered, also when a body comes with it.
    with httpx.Client(base_url=url, timeout=60, headers={"x": "a" * 20_000}) as client:
        assert client.get("/gradio_api/app_id").status_code == 200
        assert client.post("/gradio_api/queue/join", content=b" " * 1_000_000).status_code == 400


def test_another_machine_is_not_let_in_without_a_word(data: Path) -> None:
    done = run_warm("app.py", "--host", "0.0.0.0", environment={**os.environ, "MENTOR_DATA_DIR": str(data)})
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and "MENTOR_AUTH" in done.stderr and "--open" in done.stderr


def test_the_page_says_what_it_asks_for(anna: Anna) -> None:
    """The walk covers what `/config` and the description of the API list."""
    described = anna.visitor.client.get(f"{API}/info").json()
    named = {f"/{dependency['api_name']}" for dependency in anna.dependencies if dependency.get("api_name")}
    assert set(described["named_endpoints"]) <= named
    assert json.dumps(described["unnamed_endpoints"]) == "{}"
