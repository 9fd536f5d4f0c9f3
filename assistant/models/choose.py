"""Which chat model writes replies, where text goes, and opening it.

MENTOR_MODEL is `builtin`, `local:NAME` (a name of data/models.yaml), or `provider:model` as LangChain's
`init_chat_model` takes it. MENTOR_MODEL_URL points at any OpenAI-compatible server. What is missing is said in one
line, with the command that mends it.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from assistant.errors import ModelError
from assistant.models.catalogue import local_model
from assistant.models.store import Store
from assistant.reading import read_yaml

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PROVIDERS = Path(__file__).with_name("data") / "providers.yaml"
MAX_TOKENS = 400
# Tests turn this off, so that none of them can reach another machine.
ALLOW_REMOTE = True


class Provider(BaseModel):
    """What one provider needs; see data/providers.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    package: str
    extra: str
    host: str
    address: str
    key: str | None = None
    options: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Choice:
    """A model by its full name. `host` is where text goes; None means that it stays on this machine."""

    kind: Literal["builtin", "local", "remote"]
    name: str
    host: str | None = None


def choose(model: str, url: str | None = None) -> Choice:
    """Read the settings' `model` and `model_url`; nothing is opened."""
    if model == "builtin":
        return Choice("builtin", model)
    provider = model.partition(":")[0]
    if provider == "local":
        return Choice("local", model)
    known = providers().get(provider)
    host = _host(url or (os.environ.get("OLLAMA_HOST") if provider == "ollama" else None)) or (
        known.host if known else f"the servers of {provider}"
    )
    return Choice("remote", model, None if _is_this_machine(host) else host)


def open_chat_model(model: str, *, url: str | None, timeout: float, folder: Path) -> BaseChatModel:
    """Open the chat model of the settings. `folder` holds the local weights; `timeout` is in seconds.

    Raises ModelError: unknown, or a package, a key or the weights are missing, each with what to run.
    """
    provider, _, name = model.partition(":")
    if provider == "local":
        if importlib.util.find_spec("xllamacpp") is None:
            raise ModelError("a local model needs the package 'xllamacpp'; run: pip install -e '.[local]'")
        path = Store(folder).require(name)
        # Imported late: most runs have no local model.
        from assistant.models.local import LocalChat

        return LocalChat(path=str(path), context=local_model(name).context, max_tokens=MAX_TOKENS)
    return _open_remote(provider, name, url, timeout)


def _open_remote(provider: str, name: str, url: str | None, timeout: float) -> BaseChatModel:
    known = providers().get(provider)
    host = choose(f"{provider}:{name}", url).host
    if host and not ALLOW_REMOTE:
        raise ModelError(f"'{provider}:{name}' would send text to {host}, and that is turned off here")
    options: dict[str, Any] = {}
    if known:
        if importlib.util.find_spec(known.package) is None:
            raise ModelError(
                f"'{provider}:{name}' needs the package '{known.package}'; run: pip install -e '.[{known.extra}]'"
            )
        options = {key: _filled(value, timeout) for key, value in known.options.items()}
        if url:
            options[known.address] = url
        if known.key and not os.environ.get(known.key):
            if not url:
                raise ModelError(f"'{provider}:{name}' needs your key; run: export {known.key}=...")
            # A server of one's own asks for no key, but the client insists on one.
            options["api_key"] = "none"
    elif url:
        raise ModelError(f"MENTOR_MODEL_URL goes with 'openai:{name}', not with '{provider}'; set MENTOR_MODEL so")
    # Imported late: it is slow, and the built-in coach needs none of it.
    from langchain.chat_models import init_chat_model

    try:
        return cast("BaseChatModel", init_chat_model(name, model_provider=provider, **options))
    except ImportError:
        package = f"langchain-{provider.replace('_', '-')}"
        raise ModelError(f"'{provider}:{name}' needs a package of its own; run: pip install {package}") from None
    except ValueError as error:
        if "nsupported" in str(error) or "infer" in str(error):
            shown = ", ".join(["builtin", "local:NAME", *(f"{known}:MODEL" for known in providers())])
            raise ModelError(f"MENTOR_MODEL='{provider}:{name}': '{provider}' is no provider; use {shown}") from None
        raise ModelError(f"'{provider}:{name}' cannot be opened ({_first_line(error)})") from None
    except Exception as error:
        # Each provider's client has errors of its own; whichever it is, the person reads one line.
        raise ModelError(f"'{provider}:{name}' cannot be opened ({_first_line(error)})") from None


@cache
def providers() -> Mapping[str, Provider]:
    """The providers of data/providers.yaml."""
    data = read_yaml(_PROVIDERS)
    return {name: Provider.model_validate(entry) for name, entry in data.items()}


def _filled(value: Any, timeout: float) -> Any:
    return {"{timeout}": timeout, "{tokens}": MAX_TOKENS}.get(value, value) if isinstance(value, str) else value


def _host(url: str | None) -> str | None:
    if not url:
        return None
    return urlsplit(url if "//" in url else f"//{url}").hostname


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:160] if lines else type(error).__name__
