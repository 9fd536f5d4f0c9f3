"""Lists of phrases as data: a YAML file maps a name to patterns, each a regular expression on one line."""

from __future__ import annotations

import re
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
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise LibraryError(path.name, str(name), f"'{pattern}' is not a pattern: {error}") from None
        phrases[name] = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    return phrases
