"""Everything that can go wrong and be told to a person.

    AssistantError
    ├── SettingsError     a MENTOR_* variable or an option cannot be used
    ├── LibraryError      a file under knowledge/ breaks its schema
    ├── SearchError       the search index is missing, broken or cannot be written
    ├── DocumentError     a document cannot be read for ingest
    ├── InputError        a line given to a command is not of the contract's form
    ├── ModelError        a chat model cannot be had, or did not answer
    └── SessionError      a conversation cannot be read or kept

Each message is fit to be shown as it stands: what failed, the value in quotes, what to do.

    try:
        library = load_library(folder)
    except AssistantError as error:
        print(error)
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of all errors; `str(error)` is one line for a person."""


class SettingsError(AssistantError):
    """A setting has a value that cannot be used."""


class LibraryError(AssistantError):
    """A file of the library breaks its schema. Names the file, the field and the reason."""

    def __init__(self, file: str, field: str, reason: str, line: int | None = None) -> None:
        self.file = file
        self.field = field
        self.reason = reason
        self.line = line
        where = f"{file}:{line}" if line else file
        super().__init__(f"{where}: field '{field}': {reason}")


class SearchError(AssistantError):
    """The search index is missing, broken or cannot be written."""


class DocumentError(AssistantError):
    """A document cannot be read. Names the file and the reason."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(f"{file}: {reason}")


class InputError(AssistantError):
    """An input line is not of the form that the command takes."""


class ModelError(AssistantError):
    """A chat model cannot be had, or did not answer. Says what to do."""


class SessionError(AssistantError):
    """A conversation cannot be read or kept."""
