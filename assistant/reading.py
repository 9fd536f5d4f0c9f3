"""Reading a YAML file of the product, or the line that says what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.errors import LibraryError


def read_yaml(path: Path, name: str | None = None, *, without: str = "") -> Any:
    """Read a YAML file.

    `name` is what an error calls it, its own name where none is given; `without` says what is the matter when it is
    missing. Raises LibraryError.
    """
    name = name or path.name
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (FileNotFoundError, NotADirectoryError):
        raise LibraryError(name, "file", f"is missing; {without}" if without else "is missing") from None
    except UnicodeDecodeError:
        raise LibraryError(name, "file", "is not UTF-8 text") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise LibraryError(name, "yaml", f"cannot be read: {problem}", mark.line + 1 if mark else None) from None


def first_fault(name: str, error: ValidationError, *, inside: str = "", whole: str = "file") -> LibraryError:
    """Turn the first fault that pydantic found in a file into an error.

    `inside` is the entry that was checked; `whole` is the field that is named when the fault is in none.
    """
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"]) or whole
    return LibraryError(name, f"{inside}.{field}" if inside else field, str(first["msg"]))
