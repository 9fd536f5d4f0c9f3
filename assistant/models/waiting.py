"""A line of people who wait for a model: so many are served at once, so many may wait, and each sees their place."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import ModelError


class Ticket:
    """One place in the line."""

    def __init__(self, line: WaitingLine) -> None:
        self._line = line

    def wait(self, seconds: float) -> int:
        """Wait for at most so long; return how many are before this one, 0 when it is served."""
        return self._line._wait(self, seconds)


class WaitingLine:
    """Serves `at_once` at a time, in order of arrival; `most` may wait beside them."""

    def __init__(self, at_once: int, most: int) -> None:
        self._at_once = at_once
        self._most = most
        self._tickets: list[Ticket] = []
        self._moved = threading.Condition()

    @contextmanager
    def join(self) -> Iterator[Ticket]:
        """Stand in the line while the block runs. Raises ModelError when it is full."""
        ticket = Ticket(self)
        with self._moved:
            if len(self._tickets) >= self._at_once + self._most:
                raise ModelError(f"the model is busy: {self._most} people are waiting for it; try again in a minute")
            self._tickets.append(ticket)
        try:
            yield ticket
        finally:
            with self._moved:
                self._tickets.remove(ticket)
                self._moved.notify_all()

    def _wait(self, ticket: Ticket, seconds: float) -> int:
        with self._moved:
            self._moved.wait_for(lambda: self._before(ticket) == 0, seconds)
            return self._before(ticket)

    def _before(self, ticket: Ticket) -> int:
        """How many must leave before this one is served."""
        return max(0, self._tickets.index(ticket) - self._at_once + 1)
