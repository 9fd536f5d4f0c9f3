"""Prompts, from assistant/prompts: one file each, what never changes first and what changes most last.

A file has a part `[system]`, which is the same at every call, and a part `[user]` with $names. A runtime that keeps the
beginning of a prompt reads only what is new. Whatever is filled in is data: its angle brackets are taken away, so that
nothing in it can close the tag in which it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from assistant.errors import LibraryError

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

FOLDER = Path(__file__).resolve().parent.parent / "prompts"
_BRACKETS = str.maketrans("<>", "\u2039\u203a")


@dataclass(frozen=True)
class Prompt:
    """One prompt. `system` has no names to fill in."""

    name: str
    system: str
    user: Template

    @property
    def rules(self) -> str:
        """The instructions without the examples that may follow them."""
        return self.system.split("\n\n")[0]

    def fill(self, **values: str) -> list[BaseMessage]:
        """Return the messages. Raises KeyError when a value is missing or one is given too many."""
        # Imported late: the built-in coach needs none of it, and it is slow.
        from langchain_core.messages import HumanMessage, SystemMessage

        wanted = set(self.user.get_identifiers())
        if wanted != set(values):
            raise KeyError(f"prompt '{self.name}' asks for {sorted(wanted)}, is given {sorted(values)}")
        shown = {name: value.translate(_BRACKETS).strip() for name, value in values.items()}
        return [SystemMessage(self.system), HumanMessage(self.user.substitute(shown))]


@cache
def load_prompt(name: str, folder: Path = FOLDER) -> Prompt:
    """Read one prompt. Raises LibraryError naming the file and the part that is missing."""
    path = folder / f"{name}.txt"
    text = path.read_text(encoding="utf-8")
    before, found, user = text.partition("\n[user]\n")
    if not found or not before.startswith("[system]\n"):
        raise LibraryError(path.name, "file", "must hold a part [system] and a part [user]")
    system = before.removeprefix("[system]\n").strip()
    if "$" in system or not system or not user.strip():
        raise LibraryError(path.name, "[system]", "must be filled, and must not change from call to call")
    return Prompt(name, system, Template(user.strip()))
