"""Endpoints for other programs: in the forms of the command line, errors one line, README's examples run."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from assistant.settings import PROJECT
from tests.serving import serve
from tests.warm import run_warm

ENDPOINTS = {"/ask", "/search", "/draft", "/check", "/extract", "/agenda", "/label", "/debrief", "/screen"}
BRIEF = {"kind": "first-contact", "recipient": {"name": "Amara Lindqvist", "title": "Dr."}, "minutes": 20}
EMAIL = "Subject: Your talk\n\nDear Dr. Lindqvist,\n\nPick your brain?\n\nSam"
TURNS = [
    {"who": "giver", "text": "Your notes were open at eight and the night team had nothing."},
    {"who": "learner", "text": "Thank you for telling me. Which of them did the most harm?"},
    {"who": "giver", "text": "The new admission in six."},
    {"who": "learner", "text": "I left it open, that was my part. From today I sign each note before I leave."},
]


@pytest.fixture(scope="module")
def url(guidance: Path) -> Iterator[str]:
    with serve(guidance) as served:
        yield served.url


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[Client]:
    client = Client(url, verbose=False, analytics_enabled=False)
    yield client
    client.close()


def by_command(name: str, given: dict[str, Any], guidance: Path) -> dict[str, Any]:
    """What the command line answers to the same line, without the id."""
    environment = {**os.environ, "MENTOR_DATA_DIR": str(guidance)}
    done = run_warm(
        "-m", "assistant", name, "-", "--json", environment=environment, stdin=json.dumps({"id": "1", **given})
    )
    assert done.returncode == 0, done.stderr
    return {key: value for key, value in json.loads(done.stdout).items() if key != "id"}


def test_each_endpoint_is_named_and_explains_itself(client: Client) -> None:
    api = client.view_api(return_format="dict", print_info=False)
    assert set(api["named_endpoints"]) == {*ENDPOINTS, "/chat"}
    for name in ENDPOINTS:
        about = api["named_endpoints"][name]
        assert len(about["description"]) > 40, name
        assert all(parameter["parameter_name"] for parameter in about["parameters"])


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("draft", {"brief": BRIEF}),
        ("check", {"brief": BRIEF, "text": EMAIL}),
        ("extract", {"text": "help me email Dr. Amara Lindqvist for 20 minutes of her time"}),
        ("agenda", {"brief": {"meeting": "first", "minutes": 30, "topics": ["choosing a specialty"]}}),
        ("label", {"giver": TURNS[0]["text"], "text": TURNS[1]["text"]}),
    ],
)
def test_an_endpoint_answers_like_its_command(client: Client, guidance: Path, name: str, given: dict[str, Any]) -> None:
    assert client.predict(**given, api_name=f"/{name}") == by_command(name, given, guidance)


def test_search_debrief_screen_and_ask_answer_in_the_contracts_forms(client: Client) -> None:
    found = client.predict("How often should we meet?", 3, api_name="/search")
    assert found["covered"] and len(found["results"]) == 3
    assert set(found["results"][0]) == {"passage", "card", "title", "section", "rows", "score", "text"}
    debrief = client.predict(TURNS, None, api_name="/debrief")
    assert set(debrief) == {"criteria", "strengths", "change", "rewrite"}
    assert any(entry["item"] == "R04" and entry["score"] for entry in debrief["criteria"])
    screened = client.predict("My patient John Miller died", api_name="/screen")
    assert screened["kind"] == "phi" and "Miller" not in screened["masked"]
    assert client.predict("How often should we meet?", api_name="/ask")["citations"]


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("search", {"question": "mentor", "k": 0}, "1 to 50"),
        ("draft", {"brief": {"kind": "love-letter"}}, "love-letter"),
        ("draft", {"brief": {"kind": "thank-you", "colour": "red"}}, "colour"),
        ("agenda", {"brief": {"colour": "red"}}, "colour"),
        ("debrief", {"turns": [{"who": "judge", "text": "x"}]}, "who"),
        ("debrief", {"turns": [], "scenario": "no-such"}, "no-such"),
    ],
)
def test_bad_input_is_one_line_that_names_it(client: Client, name: str, given: dict[str, Any], says: str) -> None:
    with pytest.raises(AppError) as refused:
        client.predict(**given, api_name=f"/{name}")
    line = str(refused.value)
    assert says in line and "\n" not in line and "Traceback" not in line


def _examples() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", (PROJECT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", _examples())
def test_readmes_examples_run_and_print(url: str, example: str) -> None:
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(example.replace("http://127.0.0.1:7860", url), "README.md", "exec"), {})
    assert said.getvalue().strip()


def test_readme_has_an_example_of_each_task() -> None:
    named = set(re.findall(r'api_name="(/\w+)"', "\n".join(_examples())))
    assert named >= {"/ask", "/search", "/draft", "/check", "/agenda", "/debrief"}


@pytest.mark.skipif(importlib.util.find_spec("mcp") is None, reason="the extra 'mcp' is not installed")
def test_a_model_finds_the_tools_and_calls_one(guidance: Path) -> None:
    import anyio
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def call(address: str) -> tuple[set[str], str]:
        async with (
            streamablehttp_client(f"{address}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {tool.name for tool in (await session.list_tools()).tools}
            answer = await session.call_tool("search", {"question": "How often should we meet?", "k": 3})
            return tools, str(answer.content)

    with serve(guidance, "--mcp") as served:
        tools, answer = anyio.run(call, served.url)
    assert {"search", "check", "agenda", "debrief"} <= tools
    assert "covered" in answer


def test_mcp_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.errors import SettingsError
    from assistant.ui import serving

    monkeypatch.setattr(serving, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"mentoring-coach\[mcp\]"):
        serving.check_mcp(login=False)
    with pytest.raises(SettingsError, match="log in"):
        monkeypatch.setattr(serving, "find_spec", lambda name: object())
        serving.check_mcp(login=True)
