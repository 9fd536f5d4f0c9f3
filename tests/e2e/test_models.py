"""A real local model, end to end: the weights that `models pull` brought, in this process and behind a server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.coach import Coach
from assistant.doctor import examine
from assistant.errors import ModelError
from assistant.events import Conversation, Notice, Status
from assistant.models.choose import Choice, open_chat_model
from assistant.models.local import LocalChat
from assistant.models.store import Store
from assistant.models.writer import Call, Writer
from assistant.settings import load_settings
from assistant.transcript import take_turn
from tests.openai_server import OpenAIServer, serving
from tests.warm import run_warm
from tests.weights import NAME, weights_folder

QUESTION = "How often should I meet my mentor?"
SYSTEM = SystemMessage("You are a friendly mentor of medical students. Answer in one short sentence. " * 6)


@pytest.fixture(scope="module")
def chat() -> LocalChat:
    """The model, loaded once."""
    before = signal.getsignal(signal.SIGINT)
    path = Store(weights_folder() / "models").require(NAME)
    model = LocalChat(path=str(path), context=2048, temperature=0.0, max_tokens=24)
    model.load()
    assert signal.getsignal(signal.SIGINT) is before
    return model


@pytest.fixture(scope="module")
def worded(coach: Coach, chat: LocalChat) -> Coach:
    """The real coach with the real model, on the session's index."""
    here = coach.settings
    folder = here.data_dir / "models"
    if not folder.exists():
        folder.symlink_to(weights_folder() / "models")
    opened = Coach.open(load_settings(data_dir=here.data_dir, knowledge=here.knowledge, model=f"local:{NAME}"))
    assert opened.model
    opened.model.wording.writer._model = chat
    return opened


def test_it_speaks_in_pieces(chat: LocalChat) -> None:
    pieces = [chunk.text for chunk in chat.stream([SYSTEM, HumanMessage("Say hello to a new student.")])]
    assert len([piece for piece in pieces if piece]) > 1
    assert len("".join(pieces).split()) > 2


def test_a_second_turn_does_not_read_the_beginning_again(chat: LocalChat) -> None:
    writer = Writer(Choice("local", f"local:{NAME}"), lambda: chat, timeout=120)
    calls = [Call(), Call()]
    for n, call in enumerate(calls):
        list(writer.write([SYSTEM, HumanMessage(f"Question {n}: what is a mentor?")], call, max_tokens=4))
    assert calls[1].timings["cache_n"] > 80, "the system part has about a hundred tokens"
    assert calls[1].timings["prompt_n"] < 40


def test_stopping_stops_the_runtime_at_once(chat: LocalChat) -> None:
    long = [HumanMessage("Count from one to one thousand in words.")]
    stream = chat.stream(long, max_tokens=1500)
    next(stream)
    started = time.perf_counter()
    stream.close()  # type: ignore[attr-defined]
    stopped = time.perf_counter() - started
    # The next call is served, so the first is over.
    assert chat.invoke([HumanMessage("Hi")], max_tokens=2).text is not None
    assert stopped < 20


def test_a_prompt_that_is_too_long_is_one_line(chat: LocalChat) -> None:
    with pytest.raises(ModelError) as caught:
        chat.invoke([HumanMessage("word " * 5000)])
    assert len(str(caught.value).splitlines()) == 1


def test_a_file_that_holds_no_model_is_one_line(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    (tmp_path / "bad.gguf").write_bytes(b"no model at all" * 100)
    with pytest.raises(ModelError, match="cannot be loaded"):
        LocalChat(path=str(tmp_path / "bad.gguf")).load()


def test_the_coach_answers_and_says_who_wrote_it(worded: Coach) -> None:
    conversation = Conversation()
    for question in (QUESTION, "How do I prepare for a meeting?"):
        said = take_turn(worded, conversation, question)
        conversation = conversation.add(said.turn)
        assert said.turn.citations and said.turn.reply
        assert any(isinstance(event, Status) for event in said.events)
        notices = [event for event in said.events if isinstance(event, Notice)]
        assert said.turn.model == f"local:{NAME}" or len(notices) == 1
    assert worded.model
    reused = [call.timings.get("cache_n", 0) for call in worded.model.wording.calls]
    assert max(reused[1:]) > 80, "the second turn reuses the beginning of the prompt"


def test_a_turn_that_is_stopped_leaves_the_coach_well(worded: Coach) -> None:
    steps = worded.reply(Conversation(), QUESTION)
    for event in steps:
        if isinstance(event, Status) and "model" in event.text:
            break
    steps.close()  # type: ignore[attr-defined]
    assert take_turn(worded, Conversation(), "hello").turn.reply


def test_the_doctor_asks_the_model_for_a_word(worded: Coach) -> None:
    check = next(check for check in examine(worded.settings) if check.name == "model")
    assert check.ok and "answers; weights sha256 b179c9523d0e" in check.says


@pytest.fixture(scope="module")
def server(chat: LocalChat) -> Iterator[OpenAIServer]:
    """The same weights behind an OpenAI-compatible server."""
    with serving(chat) as running:
        yield running


@pytest.fixture
def remote(server: OpenAIServer) -> Iterator[Writer]:
    """A writer that reaches the server through LangChain's provider."""
    pytest.importorskip("langchain_openai")
    server.fails.clear()

    def opened() -> object:
        return open_chat_model("openai:small", url=server.url, timeout=20, folder=Path("none"))

    yield Writer(Choice("remote", "openai:small"), opened, timeout=60)  # type: ignore[arg-type]


def test_the_provider_path_streams_from_a_server(server: OpenAIServer, remote: Writer) -> None:
    pieces = [piece for piece in remote.write([SYSTEM, HumanMessage("Say hello.")]) if isinstance(piece, str)]
    assert len(pieces) > 1
    assert server.asked[-1]["stream"] is True and server.asked[-1]["model"] == "small"


@pytest.mark.parametrize(
    ("fails", "says"),
    [
        (401, "refused the key"),
        (404, "does not have this model"),
        (429, "rate limit or quota"),
        (500, "a fault of its own (status 500)"),
        ("cut", "broke off in the middle"),
    ],
)
def test_a_server_that_fails_is_one_line(server: OpenAIServer, remote: Writer, fails: int | str, says: str) -> None:
    server.fails.append(fails)
    with pytest.raises(ModelError) as caught:
        list(remote.write([HumanMessage("Hello")]))
    assert says in str(caught.value) and len(str(caught.value).splitlines()) == 1


def test_a_server_that_is_not_there_is_one_line() -> None:
    pytest.importorskip("langchain_openai")
    model = open_chat_model("openai:small", url="http://127.0.0.1:9/v1", timeout=5, folder=Path("none"))
    writer = Writer(Choice("remote", "openai:small"), lambda: model, timeout=30)
    with pytest.raises(ModelError, match="does not answer; start the server, or check MENTOR_MODEL_URL"):
        list(writer.write([HumanMessage("Hello")]))


def test_a_server_that_is_silent_is_left(server: OpenAIServer, remote: Writer) -> None:
    server.fails.append("silent")
    remote._timeout = 1
    with pytest.raises(ModelError, match="took longer than 1 seconds"):
        list(remote.write([HumanMessage("Hello")]))


def cli(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run_warm("-m", "assistant", *words, environment={**os.environ, **environment})


def test_the_command_line_lists_and_pulls(tmp_path: Path) -> None:
    listed = cli("models", "list", "--json", MENTOR_DATA_DIR=str(tmp_path))
    models = {line["name"]: line for line in map(json.loads, listed.stdout.splitlines())}
    assert models[NAME]["state"] == "absent" and models[NAME]["licence"] == "Apache-2.0"
    unknown = cli("models", "pull", "gpt-9", MENTOR_DATA_DIR=str(tmp_path))
    assert unknown.returncode == 2
    assert unknown.stderr.splitlines() == [f"there is no local model 'gpt-9'; choose one of {', '.join(models)}"]


def test_the_command_line_with_a_model_that_is_not_here_still_answers(guidance: Path) -> None:
    done = cli("ask", QUESTION, "--model", "local:qwen3-8b", "--json", MENTOR_DATA_DIR=str(guidance))
    line = json.loads(done.stdout)
    assert line["model"] == "builtin" and line["citations"]
    assert "models pull qwen3-8b" in line["text"] or "pip install" in line["text"]
