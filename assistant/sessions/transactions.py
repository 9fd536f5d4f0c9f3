"""Transactions on a database that may be locked, full or down: each fails with one line, and a later one tries again.

While it is down, nobody waits for it but the one who tries. SQLite lets one write at a time and those who wait try now
and then, so that some of many never get in; here they stand in a line.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import SessionError
from assistant.sessions.database import busy, make_private, make_tables, place, told_plainly

_log = logging.getLogger(__name__)

# How long a database that could not be opened is taken to be down.
RETRY_SECONDS = 2.0
# How long a turn waits in line to be kept, where many write at once.
LINE_SECONDS = 30.0


class Database:
    """Opens transactions; may be shared by threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._sqlite = engine.dialect.name == "sqlite"
        self._opening, self._line = threading.Lock(), threading.Lock()
        self._ready = False
        self._down_until, self._down = 0.0, ""
        self._locked_out = 0.0

    @property
    def where(self) -> str:
        """Where it is, for a person."""
        return place(self.engine.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads, once the tables are there. Raises SessionError."""
        self._prepare()
        with told_plainly(self.engine.url):
            try:
                with self.engine.begin() as connection:
                    yield connection
            except SQLAlchemyError:
                # The file may have been moved or emptied: the next call opens it anew.
                self._ready = False
                self.engine.dispose()
                raise

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes. Raises SessionError."""
        if not self._sqlite:
            with self.reading() as connection:
                yield connection
            return
        since = time.monotonic()
        if not self._line.acquire(timeout=LINE_SECONDS):
            raise SessionError(busy(self.engine.url))
        try:
            if since < self._locked_out:
                # The one before has waited as long as one waits for another program, and so has this one.
                raise SessionError(busy(self.engine.url))
            with self.reading() as connection:
                yield connection
        except SessionError as error:
            if str(error) == busy(self.engine.url):
                self._locked_out = time.monotonic()
            raise
        finally:
            self._line.release()

    def forget(self) -> None:
        """Empty SQLite's log, in which deleted text would stay readable until it is overwritten."""
        if not self._sqlite:
            return
        with told_plainly(self.engine.url), self.engine.connect() as connection:
            blocked = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).first()
            if blocked and blocked[0]:
                _log.warning("deleted text stays in the log of '%s' until it is next emptied", self.where)

    def _prepare(self) -> None:
        """Make what is missing."""
        if self._ready:
            return
        # One tries again; to the others it is still down.
        down = self._down
        if not self._opening.acquire(blocking=not down):
            raise SessionError(down)
        try:
            if not self._ready:
                self._open()
        finally:
            self._opening.release()

    def _open(self) -> None:
        if time.monotonic() < self._down_until:
            raise SessionError(self._down)
        try:
            with told_plainly(self.engine.url):
                make_private(self.engine.url)
                make_tables(self.engine)
        except SessionError as error:
            self._down_until, self._down = time.monotonic() + RETRY_SECONDS, str(error)
            raise
        self._ready, self._down = True, ""
