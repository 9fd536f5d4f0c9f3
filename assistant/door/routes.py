"""What the page needs of Gradio's routes. Everything else that Gradio would answer is closed.

Closed are, among others, the proxy, deep links (which store what is on a page), recordings, streams, the run history,
monitoring, and the developers' own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["page", "static", "plain", "call", "session", "event", "upload", "file", "login", "kept"]


@dataclass(frozen=True)
class Route:
    """One route that is open: what must be looked at, and the id in its path."""

    kind: Kind
    name: str
    id: str = ""


_API = "/gradio_api"
# Method, path, kind. A group called `id` is the id to look at.
_OPEN: tuple[tuple[str, str, Kind], ...] = (
    ("GET", r"/", "page"),
    ("GET", r"/facilitator/?", "page"),
    ("GET", r"/config/?", "page"),
    ("GET", r"/(assets|static|svelte)/.*", "static"),
    ("GET", r"(/gradio_api)?/theme\.css", "static"),
    ("GET", r"/favicon\.ico|/manifest\.json|/robots\.txt|/pwa_icon(/\d+)?", "static"),
    ("GET", r"/login/?|/logout/?", "login"),
    ("POST", r"/login/?", "login"),
    ("GET", r"/what-is-kept/?", "kept"),
    ("GET", rf"{_API}/(info|app_id|login_check|user|queue/status|startup-events)/?", "plain"),
    ("POST", rf"{_API}/(queue/join|cancel|reset/?)", "call"),
    ("POST", rf"{_API}/(run|api|call|call/v2)/[^/]+/?", "call"),
    ("POST", rf"{_API}/mcp/?", "call"),
    ("GET", rf"{_API}/mcp/?", "plain"),
    ("DELETE", rf"{_API}/mcp/?", "plain"),
    ("GET", rf"{_API}/call/(v2/)?[^/]+/(?P<id>[^/]+)", "event"),
    ("GET", rf"{_API}/heartbeat/(?P<id>[^/]+)", "session"),
    ("GET", rf"{_API}/queue/data", "session"),
    ("GET", rf"{_API}/upload_progress", "session"),
    ("POST", rf"{_API}/upload", "upload"),
    ("GET", rf"{_API}/file=(?P<id>.+)", "file"),
)
_COMPILED = tuple((method, re.compile(path, re.DOTALL), kind) for method, path, kind in _OPEN)
# The parameter that holds the id where the path does not.
PARAMETERS = {f"{_API}/queue/data": "session_hash", f"{_API}/upload_progress": "upload_id"}


def find_route(method: str, path: str) -> Route | None:
    """Return the open route of a request, or None. A HEAD is answered like a GET."""
    method = "GET" if method == "HEAD" else method
    for allowed, pattern, kind in _COMPILED:
        match = pattern.fullmatch(path) if allowed == method else None
        if match:
            id = match.groupdict().get("id") or ""
            # What a log may show: the path without its id.
            return Route(kind, path[: match.start("id")] if id else path, id)
    return None
