"""How much one visitor may ask for, so that the others are not kept waiting.

Token buckets: a bucket holds at most `burst` tokens and gains `rate` of
them a second; a request takes one. Memory is bounded: the buckets used longest ago are forgotten first.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Allowance:
    """What one bucket holds at most, and what it gains a second."""

    burst: float
    rate: float


@dataclass(frozen=True)
class Limits:
    """All limits of the door. Sizes in bytes, times in seconds.

    An address is allowed far more than a visitor, because a whole hospital may come from one; so are its guests, who
    bring no cookie and are counted together.
    """

    visitor: Allowance = Allowance(burst=120, rate=12)
    guests: Allowance = Allowance(burst=400, rate=50)
    address: Allowance = Allowance(burst=4000, rate=400)
    login: Allowance = Allowance(burst=8, rate=1 / 10)
    open_at_once: int = 40
    guests_open_at_once: int = 400
    body: int = 2_000_000
    upload: int = 20_000_000
    uploads_at_once: int = 8
    body_seconds: float = 60


class Buckets:
    """One token bucket a key; asked from one event loop."""

    def __init__(self, allowance: Allowance, most: int = 50_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowance = allowance
        self._most = most
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def wait(self, key: str) -> float:
        """Take a token and return 0; where there is none, take nothing and return the seconds until there is."""
        now = self._clock()
        tokens, since = self._buckets.pop(key, (self._allowance.burst, now))
        tokens = min(self._allowance.burst, tokens + (now - since) * self._allowance.rate)
        taken = tokens >= 1
        self._buckets[key] = (tokens - 1 if taken else tokens, now)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return 0.0 if taken else (1 - tokens) / self._allowance.rate


class Belongings:
    """What belongs to whom: a name that was first used by, or shown to, a visitor is that visitor's alone.

    Gradio fetches sessions, events and files by ids that the browser sends. Kept here, an id alone opens nothing.
    """

    def __init__(self, most: int = 100_000) -> None:
        self._most = most
        self._owners: OrderedDict[str, str] = OrderedDict()

    def give(self, name: str, visitor: str) -> None:
        """Note that `name` is this visitor's, unless it is already somebody's."""
        self._owners.setdefault(name, visitor)
        self._owners.move_to_end(name)
        if len(self._owners) > self._most:
            self._owners.popitem(last=False)

    def owns(self, name: str, visitor: str) -> bool:
        """Whether `name` is known to be this visitor's."""
        return self._owners.get(name) == visitor
