"""What the doctor says of the chat model: which it is, where text goes, and whether it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from assistant.errors import ModelError
from assistant.models.catalogue import local_model
from assistant.models.choose import choose, open_chat_model
from assistant.models.failures import as_model_error
from assistant.models.store import Store
from assistant.words import Words

if TYPE_CHECKING:
    from assistant.settings import Settings

_SECONDS = 5.0


def examine_model(settings: Settings, words: Words) -> str:
    """Say which model words replies and that it answers. Raises ModelError with what to do.

    A model on this machine is asked for one word. Nothing is sent to another machine.
    """
    choice = choose(settings.model, settings.model_url)
    if choice.kind == "builtin":
        return f"{choice.name}: replies are written on this machine, by the built-in coach"
    folder = settings.data_dir / "models"
    model = open_chat_model(settings.model, url=settings.model_url, timeout=settings.model_timeout, folder=folder)
    if choice.kind == "local":
        entry = local_model(choice.name.removeprefix("local:"))
        said = model.invoke("Say yes.", max_tokens=4).text.strip()
        if not said:
            raise ModelError(
                f"'{choice.name}' loads but says nothing; run: python -m assistant models pull {entry.name}"
            )
        digest = Store(folder).digest(entry) or ""
        return f"{choice.name}, on this machine, answers; weights sha256 {digest[:12]}..., licence {entry.licence}"
    if choice.host is None and settings.model_url:
        try:
            httpx.get(f"{settings.model_url.rstrip('/')}/models", timeout=_SECONDS).raise_for_status()
        except httpx.HTTPStatusError as error:
            if error.response.status_code not in (401, 403, 404, 405):
                raise as_model_error(error, choice.name) from None
        except httpx.HTTPError as error:
            raise as_model_error(error, choice.name) from None
        return f"{choice.name}, on this machine, the server at {settings.model_url} answers"
    where = words("model_away", host=choice.host) if choice.host else words("model_here")
    return f"{choice.name}, {where}; package and key are here, and it was not asked: nothing is sent by this check"
