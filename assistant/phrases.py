"""Lists of phrases as data: a YAML file maps a name to patterns, each a regular expression on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import LibraryError
from assistant.reading import read_yaml


def load_phrases(path: Path) -> dict[str, re.Pattern[str]]:
    """Return one compiled alternation a name. Raises LibraryError naming the file, the name and the pattern."""
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise LibraryError(path.name, "file", "must map names to lists of patterns")
    phrases: dict[str, re.Pattern[str]] = {}
    for name, patterns in data.items():
        if not isinstance(patterns, list) or not patterns or not all(isinstance(p, str) for p in patterns):
            raise LibraryError(path.name, str(name), "must be a list of patterns")
        phrases[name] = compile_any(patterns, path.name, str(name))
    return phrases


def compile_any(patterns: Sequence[str], file: str, field: str) -> re.Pattern[str]:
    """Return one pattern that matches what any of them does. Raises LibraryError naming the one that is none."""
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise LibraryError(file, field, f"'{pattern[:60]}' is not a pattern: {error}") from None
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
