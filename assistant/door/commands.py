"""The door's part of the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.door.passwords import USER, hash_password, write_user
from assistant.errors import InputError


def passwd(
    user: Annotated[str, typer.Argument(help="The name to log in with.")],
    file: Annotated[
        Path | None, typer.Option(help="The file of users that MENTOR_AUTH names; its line is renewed.")
    ] = None,
) -> None:
    """Ask for a password and make the line that lets a user log in."""
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
