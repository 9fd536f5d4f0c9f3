"""Start the page: python app.py, then open the address that is printed last."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant import AssistantError, Coach
from assistant.door import door_options
from assistant.logs import configure_logs
from assistant.sessions import ConversationStore
from assistant.settings import load_settings
from assistant.start import PrintedProgress, announce
from assistant.workshop import Workshop


def main(
    host: Annotated[str | None, typer.Option(help="Address to listen on; overrides MENTOR_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; overrides MENTOR_PORT.")] = None,
    open: Annotated[bool, typer.Option(help="Let everybody in who reaches the page, without a login.")] = False,
    collection: Annotated[str | None, typer.Option(help="Own documents that answer beside the library.")] = None,
    workshop: Annotated[bool, typer.Option(help="Run a workshop: a join code and a facilitator's page.")] = False,
    passcode: Annotated[str | None, typer.Option(help="Facilitator's; overrides MENTOR_WORKSHOP_PASSCODE.")] = None,
    mcp: Annotated[bool, typer.Option(help="Serve the tasks as tools of an MCP server too.")] = False,
) -> None:
    """Build the coach, warm it in the background, launch the page."""
    try:
        settings = load_settings(host=host, port=port, open=open or None)
        configure_logs(settings)
        door = door_options(settings)
        with PrintedProgress("preparing the guidance") as progress:
            reports = []
            coach = Coach.open(settings, collection=collection, wait=False, progress=progress.update, told=reports)
        announce(reports)
        room, told = Workshop.open(settings, coach, passcode) if workshop else (None, "")
        # Imported late: gradio takes a second, and a bad setting should be heard before it.
        from assistant.ui import Page, launch

        coach.warm()
        page = Page(coach, ConversationStore.open(settings), room).build()
        launch(page, settings, door, mcp=mcp)
    except AssistantError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    if told:
        print(told)
    print(f"Open http://{settings.host}:{settings.port}", flush=True)
    page.block_thread()


if __name__ == "__main__":
    typer.run(main)
