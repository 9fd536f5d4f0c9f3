"""Handles for anonymous people: two words drawn at random, never twice in one room."""

from __future__ import annotations

import secrets
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from assistant.reading import read_yaml

_FILE = Path(__file__).with_name("data") / "handles.yaml"


@dataclass(frozen=True)
class Handles:
    """The words that handles are made of."""

    first: tuple[str, ...]
    second: tuple[str, ...]

    @classmethod
    def load(cls, path: Path = _FILE) -> Handles:
        """Read the words."""
        data = read_yaml(path)
        return cls(tuple(data["first"]), tuple(data["second"]))

    def draw(self, taken: Set[str]) -> str:
        """Return a handle that is not taken; with all taken, one with a number."""
        free = [f"{a} {b}" for a in self.first for b in self.second if f"{a} {b}" not in taken]
        return secrets.choice(free) if free else f"Guest {len(taken) + 1}"
