"""Reading a YAML file of the library, or the line that says what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assistant.errors import LibraryError


def read_yaml(path: Path, name: str) -> Any:
    """Read a YAML file; `name` is what an error calls it. Raises LibraryError."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        raise LibraryError(name, "file", "is missing") from None
    except UnicodeDecodeError:
        raise LibraryError(name, "file", "is not UTF-8 text") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = str(getattr(error, "problem", None) or "is not YAML")
        raise LibraryError(name, "yaml", problem, mark.line + 1 if mark else None) from None
