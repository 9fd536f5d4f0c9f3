"""The command line: python -m assistant COMMAND. Its names and fields are stable.

Every command reads JSONL from a file or `-`, prints one JSON object a line with `--json`, and exits with 2 and one
clear line on bad input.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import lines
from assistant.coach import Coach, open_rehearsals, own_searcher
from assistant.errors import AssistantError, InputError
from assistant.events import Conversation
from assistant.library import load_library
from assistant.lines import (
    BriefLine,
    CheckLine,
    ConverseLine,
    DebriefLine,
    LabelLine,
    Line,
    ScreenLine,
    SearchLine,
    read_line,
)
from assistant.models.commands import models_app
from assistant.search import Embedder
from assistant.search.preview import preview
from assistant.settings import Settings, load_settings
from assistant.transcript import as_line, take_turn

if TYPE_CHECKING:
    from assistant.rehearsal import Room

app = typer.Typer(add_completion=False, no_args_is_help=True, help="A coach for mentoring in medicine.")

app.add_typer(models_app, name="models")

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")]
Collection = Annotated[str | None, typer.Option(help="Own documents that answer beside the library.")]
Model = Annotated[str | None, typer.Option(help="Overrides MENTOR_MODEL.")]
File = Annotated[str, typer.Argument(help="A JSONL file, or - for standard input.")]


@app.command()
def ask(text: str, collection: Collection = None, model: Model = None, json: Json = False) -> None:
    """Ask one question and print the answer with its citations.

    Keywords answer while the embedder would still be loading, when they are sure; otherwise it waits.
    """
    coach = Coach.open(_settings(model), collection=collection, wait=False)
    line = as_line("", take_turn(coach, Conversation(), text))
    _print(line, json) if json else _print_turn(line)


@app.command()
def search(file: File, k: int = 10, collection: Collection = None, json: Json = False) -> None:
    """Search the library, or own documents, for each question of a file."""
    if k < 1:
        raise InputError(f"--k '{k}' must be 1 or more")
    settings = load_settings()
    questions = list(_read(file, SearchLine))
    if collection:
        searcher = own_searcher(settings, collection, Embedder(settings.embedder))
    else:
        searcher = Coach.open(settings).searcher
    for line in questions:
        record = {"id": line.id, **lines.search(searcher, line.text, k)}
        if json:
            _print(record, json)
        else:
            typer.echo(f"{line.id}  {'covered' if record['covered'] else 'not covered'}  {line.text}")
            for item in record["results"][:5]:
                typer.echo(f"  {item['score']:6.2f}  {item['card']}: {item['title']}")


@app.command()
def converse(file: File, collection: Collection = None, model: Model = None, json: Json = False) -> None:
    """Play a file of messages, each in its session, through the coach that the page uses."""
    coach = Coach.open(_settings(model), collection=collection)
    conversations: dict[str, Conversation] = {}
    for line in _read(file, ConverseLine):
        said = take_turn(coach, conversations.get(line.session, Conversation()), line.text)
        conversations[line.session] = conversations.get(line.session, Conversation()).add(said.turn)
        record = as_line(line.session, said)
        _print(record, json) if json else _print_turn(record)


@app.command()
def screen(file: File, json: Json = False) -> None:
    """Screen each text of a file for what comes before any task."""
    coach = Coach.open(load_settings())
    for line in _read(file, ScreenLine):
        _print({"id": line.id, **lines.screen(coach, line.text)}, json)


@app.command()
def draft(file: File, model: Model = None, json: Json = False) -> None:
    """Write the outreach draft of each brief of a file."""
    from assistant.outreach import commands

    settings = _settings(model)
    if settings.model != "builtin":
        from assistant.outreach.with_model import draft_with_model

        coach = Coach.open(settings)
        if coach.model:
            for line in _read(file, BriefLine):
                _print({"id": line.id, **draft_with_model(line.brief, coach.library, coach.model.wording)}, json)
            return
    library = load_library(settings.knowledge)
    for line in _read(file, BriefLine):
        _print({"id": line.id, **commands.draft(line.brief, library)}, json)


@app.command()
def check(file: File, json: Json = False) -> None:
    """Check each message of a file against its brief, by rubric item."""
    from assistant.outreach import commands

    for line in _read(file, CheckLine):
        _print({"id": line.id, **commands.check(line.brief, line.text)}, json)


@app.command()
def extract(file: File, json: Json = False) -> None:
    """Find the outreach facts in each message of a file."""
    from assistant.outreach import commands

    for line in _read(file, SearchLine):
        _print({"id": line.id, **commands.extract(line.text)}, json)


@app.command()
def agenda(file: File, json: Json = False) -> None:
    """Plan the meeting of each brief of a file."""
    coach = Coach.open(load_settings(), wait=False)
    for line in _read(file, BriefLine):
        _print({"id": line.id, **lines.agenda(coach.library, line.brief)}, json)


@app.command()
def label(file: File, json: Json = False) -> None:
    """Read each learner turn of a file: which rubric items it shows."""
    room = _rehearsals()
    for line in _read(file, LabelLine):
        _print(room.label(line.model_dump()), json)


@app.command()
def debrief(file: File, json: Json = False) -> None:
    """Debrief each transcript of a file."""
    room = _rehearsals()
    for line in _read(file, DebriefLine):
        _print(room.debrief(line.model_dump()), json)


@app.command()
def cards(
    card: Annotated[str | None, typer.Argument(help="A card's id; the whole library when left out.")] = None,
    json: Json = False,
) -> None:
    """Check every card; with a card's id, show what it would be found for."""
    coach = Coach.open(load_settings())
    if card is None:
        uncovered = [row for row, ids in coach.library.by_row.items() if not ids]
        record = {"cards": len(coach.library.cards), "sources": len(coach.library.sources), "uncovered": uncovered}
        _print(record, json)
        return
    if card not in coach.library.cards:
        near = ", ".join(hit.passage.document for hit in coach.searcher.search(card, 3).hits)
        raise InputError(f"there is no card '{card}'; near it: {near}")
    for found in preview(coach.searcher, card):
        if json:
            _print(vars(found), json)
        else:
            verdict = "found" if found.place == 1 else f"place {found.place}, behind '{found.rival}'"
            typer.echo(f"{verdict:45} {found.phrasing}")


@app.command()
def doctor(json: Json = False) -> None:
    """Say what is installed, where the index is, and whether each part answers."""
    from assistant.doctor import examine

    checks = examine(load_settings())
    if json:
        _print({"ok": all(c.ok for c in checks), "checks": [vars(c) for c in checks]}, json)
    else:
        for check in checks:
            typer.echo(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.says}")
    if not all(check.ok for check in checks):
        raise typer.Exit(2)


@app.command()
def passwd(
    user: Annotated[str, typer.Argument(help="The name to log in with.")],
    file: Annotated[
        Path | None, typer.Option(help="The file of users that MENTOR_AUTH names; its line is renewed.")
    ] = None,
) -> None:
    """Ask for a password and make the line that lets a user log in."""
    # Imported late: a question waits for no web server.
    from assistant.door.passwords import USER, hash_password, write_user

    if not USER.fullmatch(user):
        raise InputError(f"'{user}' is not a name to log in with; use up to 64 letters, figures and . _ @ -")
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    hashed = hash_password(password)
    if file is None:
        typer.echo(f"{user}:{hashed}")
    else:
        write_user(file, user, hashed)
        typer.echo(f"'{user}' can log in; start the page with MENTOR_AUTH={file}", err=True)


def _settings(model: str | None) -> Settings:
    """The settings; whoever names a model on the command line has agreed to send it what they type."""
    return load_settings(model=model, model_consent=True if model else None)


def _rehearsals() -> Room:
    settings = load_settings()
    return open_rehearsals(settings, load_library(settings.knowledge), Embedder(settings.embedder))


def _read(file: str, form: type[Line]) -> Iterator[Line]:
    """Read JSONL lines of one form. Raises InputError naming the line and the field."""
    try:
        stream = sys.stdin.buffer if file == "-" else open(file, "rb")  # noqa: SIM115 closed by the end of the process
    except OSError as error:
        raise InputError(
            f"'{file}' cannot be read ({error.strerror}); name a JSONL file, or - for standard input"
        ) from None
    for number, raw in enumerate(stream, 1):
        if not raw.strip():
            continue
        try:
            yield read_line(form, json.loads(raw.decode("utf-8")))
        except (UnicodeDecodeError, json.JSONDecodeError):
            raise InputError(f"{file}, line {number}: is not one JSON object in UTF-8") from None
        except InputError as error:
            raise InputError(f"{file}, line {number}: {error}") from None


def _print(record: dict[str, Any], as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    else:
        typer.echo("\n".join(f"{name}: {value}" for name, value in record.items()) + "\n")


def _print_turn(line: dict[str, Any]) -> None:
    typer.echo(line["text"] + "\n")
    if line["draft"]:
        subject = f"Subject: {line['draft']['subject']}\n\n" if line["draft"]["subject"] else ""
        typer.echo(f"{subject}{line['draft']['body']}\n")
    for citation in line["citations"]:
        typer.echo(f"[{citation['n']}] {citation['card']}, {citation['section']}")
    for choice in line["choices"]:
        typer.echo(f"  > {choice}")


def main() -> None:
    """Run the command line; an error is one line and exit code 2."""
    try:
        app(standalone_mode=True)
    except AssistantError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(0)


if __name__ == "__main__":
    main()
