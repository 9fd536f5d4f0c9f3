"""A request's head of a bounded size, and connections that outlast a person's thinking.

Uvicorn's reader takes a head of any size, and holds it in memory until it ends; and it closes a connection that was
idle for five seconds, so that a message sent in that moment is lost.
"""

from __future__ import annotations

from typing import Any

from uvicorn.config import HTTP_PROTOCOLS
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# Browsers and proxies send at most 8 to 16 KB.
MOST_HEAD = 64 * 1024
# Seconds for which an idle connection stays open: longer than proxies keep theirs (nginx: 60).
KEPT_OPEN = 75


class BoundedHead(HttpToolsProtocol):
    """Reads requests; one whose head does not end within `MOST_HEAD` bytes is refused and its connection closed."""

    _head: int | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.timeout_keep_alive = KEPT_OPEN

    def data_received(self, data: bytes) -> None:
        """Take what has arrived."""
        super().data_received(data)
        if self._head is not None:
            self._head += len(data)
            if self._head > MOST_HEAD:
                self.send_400_response("The head of that request is too large.")

    def on_message_begin(self) -> None:
        """A request begins with its head."""
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head has ended; what follows is counted by the door."""
        self._head = None
        super().on_headers_complete()


def bound_heads() -> None:
    """Let every server that this program starts from here on read requests so."""
    HTTP_PROTOCOLS["auto"] = f"{BoundedHead.__module__}:{BoundedHead.__name__}"
