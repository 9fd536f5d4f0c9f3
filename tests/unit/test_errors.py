"""The tree of errors: one base, and messages that can be shown as they stand."""

from __future__ import annotations

import inspect

import pytest

import assistant
from assistant import errors

TREE = [cls for _, cls in inspect.getmembers(errors, inspect.isclass)]


def test_every_error_is_an_assistant_error() -> None:
    assert {cls.__name__ for cls in TREE} >= {
        "AssistantError",
        "DocumentError",
        "InputError",
        "LibraryError",
        "SearchError",
        "SettingsError",
        "SessionError",
    }
    assert all(issubclass(cls, assistant.AssistantError) for cls in TREE)


def test_the_drawn_tree_names_every_error() -> None:
    assert errors.__doc__
    assert all(cls.__name__ in errors.__doc__ for cls in TREE)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (None, "cards/a.md: field 'title': is missing"),
        (4, "cards/a.md:4: field 'title': is missing"),
    ],
)
def test_a_library_error_names_file_line_field_and_reason(line: int | None, message: str) -> None:
    error = errors.LibraryError("cards/a.md", "title", "is missing", line)
    assert str(error) == message
    assert (error.file, error.field, error.reason, error.line) == ("cards/a.md", "title", "is missing", line)


def test_a_document_error_names_file_and_reason() -> None:
    error = errors.DocumentError("rota.pdf", "holds no text")
    assert str(error) == "rota.pdf: holds no text"
    assert (error.file, error.reason) == ("rota.pdf", "holds no text")
