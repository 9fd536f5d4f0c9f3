"""Indexing a folder: what `ingest.py` does, what it prints, and how it ends.

Exit code 0 when a new index serves, 2 when nothing could be made of what was given; the old index then still serves.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.errors import AssistantError, DocumentError, InputError
from assistant.library import load_library
from assistant.search import Embedder, IndexStore, Report
from assistant.search.index import LIBRARY
from assistant.search.of_library import ingest_library, keep_learned
from assistant.search.stamp import Stamp
from assistant.settings import Settings, load_settings
from assistant.start import PrintedProgress


def ingest(settings: Settings, folder: Path | None, collection: str) -> tuple[Report, list[str]]:
    """Index `folder` as `collection`, or the library when no folder is given.

    Returns the report and the refusals, each a line. Raises AssistantError when nothing can be indexed.
    """
    if folder is None or folder.resolve() == settings.knowledge.resolve():
        if collection != LIBRARY:
            raise InputError(f"the library's collection is '{LIBRARY}'; name a FOLDER for '{collection}'")
        store, stamp = IndexStore(settings.data_dir, LIBRARY), Stamp.of(settings.knowledge, settings.embedder)
        unchanged = stamp.unchanged(store)
        if unchanged is not None:
            return unchanged, []
        library = load_library(settings.knowledge)
        with PrintedProgress("embedding") as progress:
            report = ingest_library(store, library, settings.knowledge, Embedder(settings.embedder), progress.update)
        stamp.write(store)
        return report, []
    if collection == LIBRARY:
        raise InputError(f"'{LIBRARY}' is the library's own; choose a name for '{folder}' with --collection NAME")
    # Imported here, with the screen that it needs: an unchanged library is reported without either.
    from assistant.search.documents import read_folder

    reading = read_folder(folder)
    if not reading.documents:
        raise DocumentError(str(folder), "; ".join(map(str, reading.refused)) or "holds nothing to index")
    store = IndexStore(settings.data_dir, collection)
    with PrintedProgress("embedding") as progress:
        report = store.ingest(reading.documents, Embedder(settings.embedder), progress.update)
    store.write_quarantine([str(error) for error in reading.quarantined])
    return report, [str(error) for error in reading.refused]


def run(
    folder: Annotated[Path | None, typer.Argument(help="Folder of documents; the library when left out.")] = None,
    collection: Annotated[str | None, typer.Option(help="Name of the collection.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one summary object.")] = False,
    keep: Annotated[bool, typer.Option("--keep-learned", help="Keep what was learned in the library.")] = False,
) -> None:
    """Index the guidance library, or a folder of your own documents."""
    name = collection or (LIBRARY if folder is None else "documents")
    report, refused = ingest(load_settings(), folder, name)
    if keep:
        settings = load_settings()
        keep_learned(IndexStore(settings.data_dir, name), settings.knowledge)
    summary: dict[str, Any] = {**asdict(report), "refused": refused}
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False))
        return
    if report.rebuilt:
        typer.echo(f"rebuilt: {report.rebuilt}")
    for kind in ("added", "changed", "removed"):
        ids = summary[kind]
        shown = f": {', '.join(ids[:8])}{' ...' if len(ids) > 8 else ''}" if ids else ""
        typer.echo(f"{kind} {len(ids)}{shown}")
    typer.echo(f"kept {report.kept}")
    typer.echo(f"refused {len(refused)}")
    for line in refused:
        typer.echo(f"  {line}")
    typer.echo(f"'{name}' is live ({report.embedded} texts embedded)")


def main() -> None:
    """Run the command; an error is one line and exit code 2."""
    app = typer.Typer(add_completion=False)
    app.command()(run)
    try:
        app()
    except AssistantError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("stopped; the old index still serves\n")
        sys.exit(130)
