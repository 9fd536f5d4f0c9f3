"""How somebody gets into a room: codes that nobody mistakes, tried only so often, a QR code, a made-up name."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Callable, Set
from dataclasses import dataclass
from pathlib import Path

import segno

from assistant.door.limits import Allowance, Buckets
from assistant.reading import read_yaml

# Without I, L, O, U and V, which are read as something else from the back of a room.
LETTERS = "ABCDEFGHJKMNPQRSTWXYZ"
# 21**6 is 86 million: at one try a second from one address, that is years.
JOIN_LETTERS = 6
PASSCODE_LETTERS = 10


def new_code(length: int = JOIN_LETTERS) -> str:
    """Return a code that nobody can foresee."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def spaced(code: str) -> str:
    """Return a code as it is shown, in two halves."""
    return f"{code[: len(code) // 2]} {code[len(code) // 2 :]}"


def folded(typed: str) -> str:
    """Return what somebody typed as a code: case, spaces and hyphens do not count."""
    return "".join(char for char in typed.upper()[:100] if char.isalnum())


def same(typed: str, right: str) -> bool:
    """Compare in a time that says nothing of where they differ."""
    return hmac.compare_digest(typed.encode("utf-8", "surrogatepass"), right.encode("utf-8", "surrogatepass"))


class Tries:
    """How often a code may be tried: by one browser, and by all that come from one address. For many threads."""

    def __init__(self, one: Allowance, address: Allowance, clock: Callable[[], float] = time.monotonic) -> None:
        self._one, self._address = Buckets(one, clock=clock), Buckets(address, clock=clock)
        self._lock = threading.Lock()

    def wait(self, who: str, address: str) -> int:
        """Count a try; return 0, or the seconds until the next one is looked at."""
        with self._lock:
            seconds = self._one.wait(who) or self._address.wait(address)
        return int(seconds) + 1 if seconds else 0


_FILE = Path(__file__).with_name("data") / "handles.yaml"


@dataclass(frozen=True)
class Handles:
    """The words that handles are made of."""

    first: tuple[str, ...]
    second: tuple[str, ...]

    @classmethod
    def load(cls, path: Path = _FILE) -> Handles:
        """Read the words."""
        data = read_yaml(path)
        return cls(tuple(data["first"]), tuple(data["second"]))

    def draw(self, taken: Set[str]) -> str:
        """Return a handle that is not taken; with all taken, one with a number."""
        free = [f"{a} {b}" for a in self.first for b in self.second if f"{a} {b}" not in taken]
        return secrets.choice(free) if free else f"Guest {len(taken) + 1}"


# The quiet margin that readers need, in modules (ISO/IEC 18004).
MARGIN = 4


def qr_svg(text: str, title: str) -> str:
    """Return `text` as a QR code: dark on white whatever the theme, because many readers want it so."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(border=MARGIN, dark="#000", light="#fff", title=title, omitsize=True))
