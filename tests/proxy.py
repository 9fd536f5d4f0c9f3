"""A connection that can be lost: a forwarder on loopback between a browser and the page."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Proxy:
    """Passes bytes on, both ways, until it is cut; cut, it refuses everybody until it is mended."""

    def __init__(self, port: int) -> None:
        """`port` is where the page listens."""
        self._to = port
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._sign = b""
        self._down = False
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Lose every connection, and refuse new ones."""
        with self._lock:
            self._down = True
            lost, self._open = self._open, set()
        for end in lost:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def cut_at(self, sign: bytes) -> None:
        """Cut as soon as the page sends these bytes."""
        self._sign = sign

    @property
    def is_cut(self) -> bool:
        """Whether the connection is lost."""
        return self._down

    def mend(self) -> None:
        """Let everybody through again."""
        self._sign, self._down = b"", False

    def close(self) -> None:
        """Stop listening."""
        self.cut()
        self._server.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._server.accept()
            except OSError:
                return
            if self._down:
                browser.close()
                continue
            page = socket.create_connection(("127.0.0.1", self._to))
            with self._lock:
                self._open |= {browser, page}
            threading.Thread(target=self._pass, args=(browser, page), daemon=True).start()
            threading.Thread(target=self._pass, args=(page, browser, True), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, from_page: bool = False) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if from_page and self._sign and self._sign in data:
                    self.cut()
                    return
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.close()


@contextmanager
def between(port: int) -> Iterator[Proxy]:
    """A proxy to the page at a port."""
    proxy = Proxy(port)
    yield proxy
    proxy.close()
