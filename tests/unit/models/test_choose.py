"""Choosing a model: where text goes, and one line with a command for whatever is missing."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from assistant.errors import ModelError, SettingsError
from assistant.models import choose as module
from assistant.models.choose import Choice, choose, open_chat_model
from assistant.settings import load_settings


def opened(model: str, tmp_path: Path, url: str | None = None) -> object:
    return open_chat_model(model, url=url, timeout=5, folder=tmp_path)


@pytest.mark.parametrize(
    ("model", "url", "choice"),
    [
        ("builtin", None, Choice("builtin", "builtin")),
        ("local:smollm2-135m", None, Choice("local", "local:smollm2-135m")),
        ("openai:gpt-x", None, Choice("remote", "openai:gpt-x", "api.openai.com")),
        ("anthropic:claude-x", None, Choice("remote", "anthropic:claude-x", "api.anthropic.com")),
        ("ollama:llama3", None, Choice("remote", "ollama:llama3", None)),
        ("openai:any", "http://127.0.0.1:8000/v1", Choice("remote", "openai:any", None)),
        ("openai:any", "http://[::1]:8000/v1", Choice("remote", "openai:any", None)),
        ("openai:any", "https://models.example.org/v1", Choice("remote", "openai:any", "models.example.org")),
        ("openai:any", "http://localhost.example.org/v1", Choice("remote", "openai:any", "localhost.example.org")),
        ("mistralai:m", None, Choice("remote", "mistralai:m", "the servers of mistralai")),
    ],
)
def test_where_text_goes_is_known_before_anything_is_opened(model: str, url: str | None, choice: Choice) -> None:
    assert choose(model, url) == choice


def test_an_ollama_on_another_machine_is_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "ward-server:11434")
    assert choose("ollama:llama3").host == "ward-server"


@pytest.fixture
def remote(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a remote model is allowed in this test; the sockets are still closed."""
    monkeypatch.setattr(module, "ALLOW_REMOTE", True)


@pytest.mark.usefixtures("remote")
def test_a_missing_key_is_one_line_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"^'openai:gpt-x' needs your key; run: export OPENAI_API_KEY=\.\.\.$"):
        opened("openai:gpt-x", tmp_path)


@pytest.mark.usefixtures("remote")
def test_a_missing_package_is_one_line_with_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(
        ModelError, match=r"needs the package 'langchain_anthropic'; run: pip install -e '\.\[anthropic\]'"
    ):
        opened("anthropic:claude-x", tmp_path)
    with pytest.raises(ModelError, match=r"needs the package 'xllamacpp'; run: pip install -e '\.\[local\]'"):
        opened("local:smollm2-135m", tmp_path)


@pytest.mark.usefixtures("remote")
def test_a_provider_that_is_none_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"'opanai' is no provider; use builtin, local:NAME, openai:MODEL"):
        opened("opanai:gpt", tmp_path)


@pytest.mark.usefixtures("remote")
def test_another_provider_needs_its_own_package(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"needs a package of its own; run: pip install langchain-mistralai"):
        opened("mistralai:mistral-small", tmp_path)


def test_local_weights_that_are_not_here_name_the_pull(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    with pytest.raises(ModelError, match="run: python -m assistant models pull smollm2-135m"):
        opened("local:smollm2-135m", tmp_path)
    with pytest.raises(ModelError, match="there is no local model 'gpt-4'; choose one of"):
        opened("local:gpt-4", tmp_path)


def test_a_server_of_ones_own_needs_no_key(tmp_path: Path) -> None:
    pytest.importorskip("langchain_openai")
    model = opened("openai:any", tmp_path, "http://127.0.0.1:9/v1")
    assert getattr(model, "openai_api_base", "") == "http://127.0.0.1:9/v1"


def test_no_test_reaches_a_remote_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "a-key")
    with pytest.raises(ModelError, match=r"would send text to api\.openai\.com, and that is turned off"):
        opened("openai:gpt-x", tmp_path)


@pytest.mark.parametrize("value", ["gpt-4", "local:", ":x", "openai"])
def test_a_name_that_is_no_model_is_refused_by_the_settings(value: str) -> None:
    with pytest.raises(SettingsError, match="use 'builtin', 'local:NAME' or 'provider:model'"):
        load_settings(model=value)


def test_an_address_without_http_is_refused_by_the_settings() -> None:
    with pytest.raises(SettingsError, match="MENTOR_MODEL_URL='localhost:8000': is not an address"):
        load_settings(model_url="localhost:8000")
