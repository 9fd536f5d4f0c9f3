"""A page that runs, and visitors that call it as a browser does, over plain HTTP."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

API = "/gradio_api"


@dataclass
class Visitor:
    """A browser, or a program that keeps no cookie: it calls any endpoint and remembers all that it got."""

    client: httpx.Client
    session: str = field(default_factory=lambda: secrets.token_hex(6))
    got: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send a request; wait where it comes too often."""
        while True:
            answer = self.client.request(method, path, **more)
            if answer.status_code != 429:
                self.got.append(answer.text)
                return answer
            time.sleep(1)

    def call(self, dependency: dict[str, Any], action: dict[str, str], session: str = "") -> int:
        """Call an endpoint as the page does and take all that it says; return the status."""
        session = session or self.session
        body = {
            "fn_index": dependency["id"],
            "data": [action["id"]] * len(dependency["inputs"]),
            "event_data": action,
            "session_hash": session,
        }
        joined = self.ask("POST", f"{API}/queue/join", json=body)
        if joined.status_code == 200:
            self.events.append(joined.json()["event_id"])
            with self.client.stream("GET", f"{API}/queue/data", params={"session_hash": session}) as stream:
                for line in stream.iter_lines():
                    self.got.append(line)
                    if '"close_stream"' in line or '"unexpected_error"' in line:
                        break
        return joined.status_code

    @property
    def all(self) -> str:
        """Everything that was ever received."""
        return "\n".join(self.got)
