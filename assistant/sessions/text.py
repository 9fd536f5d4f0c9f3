"""The words of a conversation: its title, and what a search looks through."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

TITLE_LENGTH = 60


def title_of(said: str) -> str:
    """The first words of a message on one line, printable, at a length that a list can show."""
    line = " ".join("".join(char if char.isprintable() else " " for char in said[:1000]).split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def folded(said: str) -> str:
    """The text as it is compared: in one case, and one spelling of each sign."""
    return unicodedata.normalize("NFKC", said).casefold()


def words_of(body: Mapping[str, Any]) -> str:
    """What a stored turn says, for a search."""
    draft = body.get("draft") or {}
    return "\n".join(
        str(part) for part in (body["user"], body["reply"], draft.get("subject"), draft.get("body")) if part
    )
