"""The page's endpoints through gradio_client, against a page that was started as a person starts it."""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from gradio_client import Client

from tests.serving import serve
from tests.warm import run_warm


@pytest.fixture(scope="module")
def url(guidance: Path) -> Iterator[str]:
    with serve(guidance) as page:
        yield page.url


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    client = Client(url, verbose=False, analytics_enabled=False)
    yield client
    client.close()


def test_ask_answers_with_citations(client: Client) -> None:
    line = client.predict("How do I ask for a letter of recommendation?", api_name="/ask")
    assert line["citations"][0]["card"] == "asking-for-a-letter"
    assert "strong letter" in line["text"]


def test_the_chat_streams_and_keeps_each_visitors_conversation(url: str, client: Client) -> None:
    steps = list(client.submit("How often should I meet my mentor?", api_name="/chat"))
    assert len(steps) > 5, "the reply came in one piece"
    assert all(str(later).startswith(str(earlier)[:20]) for earlier, later in pairwise(steps))
    followed = client.predict("and for a resident?", api_name="/chat")
    assert "Resident" in str(followed)
    other = Client(url, verbose=False, analytics_enabled=False)
    try:
        alone = str(other.predict("why?", api_name="/chat"))
    finally:
        other.close()
    assert "How often should I meet" not in alone


@pytest.mark.parametrize(
    "message",
    [
        "",
        "   ",
        "x" * 40_000,
        "🎉🎉🎉",
        "a\x00b feedback",
        "<script>alert(1)</script>",
        "如何请求反馈?",
        "\u202eabc\u202c",
    ],
)
def test_odd_messages_get_a_clear_reply(client: Client, message: str) -> None:
    line = client.predict(message, api_name="/ask")
    assert line["text"].strip()
    assert "Traceback" not in line["text"] and "went wrong" not in line["text"]


def test_only_the_named_endpoints_are_public(client: Client) -> None:
    api = client.view_api(return_format="dict", print_info=False)
    tasks = {"/ask", "/search", "/draft", "/check", "/extract", "/agenda", "/label", "/debrief", "/screen"}
    assert set(api["named_endpoints"]) == {"/chat", *tasks}
    assert not api["unnamed_endpoints"]


def test_the_page_asks_for_nothing_outside(url: str) -> None:
    body = urllib.request.urlopen(url, timeout=10).read().decode()
    for name in ("huggingface.co", "googleapis", "gstatic", "cdnjs", "unpkg"):
        assert f"//{name}" not in body and f".{name}" not in body


def test_run_history_is_off(url: str) -> None:
    with pytest.raises(OSError):
        urllib.request.urlopen(f"{url}/gradio_api/runs", timeout=10)


def test_a_taken_port_is_one_line(url: str, guidance: Path) -> None:
    port = url.rsplit(":", 1)[1]
    environment = {**os.environ, "MENTOR_DATA_DIR": str(guidance), "MENTOR_PORT": port}
    done = run_warm("app.py", environment=environment)
    assert done.returncode == 2
    assert f"port {port} is taken" in done.stderr
    assert "Traceback" not in done.stderr
