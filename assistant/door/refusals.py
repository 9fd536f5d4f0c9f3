"""A request that the door refuses: a status and one plain line."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """Why a request goes no further; `str(refused)` is the whole answer."""

    def __init__(self, status: int, line: str, headers: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.headers = dict(headers or {})
        super().__init__(line)


def not_found() -> Refused:
    """The same answer for what is not there and for what is somebody else's."""
    return Refused(404, "There is nothing here.")
