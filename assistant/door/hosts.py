"""By which name the page was asked for, and from which page: against DNS rebinding and requests forged by other sites.

A rebinding attack needs a host name that an attacker owns. So an address in figures, a loopback name and the names in
`MENTOR_HOSTS` are let in; every other name is not.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from starlette.requests import Request

from assistant.door.refusals import Refused

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens on `host`."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Hosts:
    """The names by which the page may be asked for."""

    def __init__(self, listening: str, more: tuple[str, ...] = ()) -> None:
        self._names = LOOPBACK | {name.lower() for name in more}
        self._figures = not is_loopback(listening)
        if self._figures:
            self._names |= {listening.lower(), socket.gethostname().lower()}

    def check(self, request: Request) -> None:
        """Raises Refused for a host that is none of ours, and for what another site's script asks for."""
        host = request.headers.get("host", "")
        name = _name_of(host)
        if name is None or not (name in self._names or (self._figures and _is_address(name))):
            raise Refused(421, "This page is not served under that name; add the name to MENTOR_HOSTS.")
        origin = request.headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc.lower() != host.lower()
        # A link from elsewhere brings no origin and only opens the page.
        change = request.method not in SAFE_METHODS
        if foreign or (change and request.headers.get("sec-fetch-site") in ("cross-site", "same-site")):
            raise Refused(403, "This was asked for by another site.")


def _name_of(host: str) -> str | None:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower() or None
    except ValueError:
        return None


def _is_address(name: str) -> bool:
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False
