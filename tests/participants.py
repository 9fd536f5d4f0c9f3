"""Scripted participants of a workshop, over HTTP as their browsers talk: each joins by the code, in its own session.

The events of the page are private, so `gradio_client` cannot send them; these are the requests that a browser makes.
"""

from __future__ import annotations

import json
import random
import re
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from gradio_client.utils import apply_diff

BRIDGE, WORKSHOP_BRIDGE = "bridge", "workshop-bridge"


@dataclass
class Measured:
    """What one or more participants met: seconds from a message to its whole reply, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: Measured) -> None:
        """Take another's figures in."""
        self.seconds += other.seconds
        self.errors += other.errors

    @property
    def p95(self) -> float:
        """The 95th percentile of the seconds."""
        ordered = sorted(self.seconds)
        return ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]


class Browser:
    """One session on one route of the page."""

    def __init__(self, url: str, path: str = "/") -> None:
        self.http = httpx.Client(base_url=url, timeout=60, cookies={"mentor_visitor": secrets.token_urlsafe(32)})
        self.session = secrets.token_hex(5)
        self.page = path.strip("/")
        found = re.search(r"window\.gradio_config = (\{.*?\});</script>", self.http.get(path).text, re.DOTALL)
        config = json.loads(found[1]) if found else self.http.get("/config").json()
        ids = {c["props"].get("elem_id"): c["id"] for c in config["components"] if c["props"].get("elem_id")}
        self._calls = {
            (name, event): dependency
            for dependency in config["dependencies"]
            for target, event in dependency["targets"]
            for name, id in ids.items()
            if id == target
        }

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *error: object) -> None:
        self.http.close()

    def send(
        self,
        bridge: str,
        event: str,
        data: dict[str, Any],
        enough: Callable[[dict[str, Any]], bool] = lambda payload: False,
    ) -> dict[str, Any]:
        """Trigger an event; return the last payload that the page draws, or the first that is enough."""
        dependency = self._calls[bridge, event]
        body = {
            "fn_index": dependency["id"],
            "data": [None] * len(dependency["inputs"]),
            "session_hash": self.session,
            "event_data": data,
            "trigger_id": dependency["targets"][0][0],
        }
        if dependency["queue"] is False:
            answer = self.http.post("/gradio_api/run/predict", json=body)
            answer.raise_for_status()
            return dict(answer.json()["data"][0])
        self.http.post("/gradio_api/queue/join", json=body).raise_for_status()
        payload: dict[str, Any] = {}
        with self.http.stream("GET", "/gradio_api/queue/data", params={"session_hash": self.session}) as stream:
            for line in stream.iter_lines():
                message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
                if message.get("msg") not in ("process_generating", "process_completed"):
                    continue
                if not message["success"]:
                    raise RuntimeError(str(message["output"].get("error")))
                first = (message["output"].get("data") or [None])[0]
                if isinstance(first, dict):
                    payload = first
                elif isinstance(first, list):
                    # A stream tells only what changed since the payload before.
                    payload = apply_diff(payload, first)
                if message["msg"] == "process_completed" or enough(payload):
                    break
        return payload


class Participant(Browser):
    """Joins the room and says its messages."""

    def join(self, code: str) -> str:
        """Return the band as it is drawn."""
        return str(self.send(WORKSHOP_BRIDGE, "act", {"act": "join", "code": code})["regions"]["workshop"])

    def say(self, text: str) -> str:
        """Return what is drawn of the chat after the reply: this turn, and the one before it."""
        return "".join(turn["html"] for turn in self.send(BRIDGE, "say", {"text": text})["turns"])


def play(url: str, code: str, messages: Sequence[str], mark: str, until: float, pause: float = 0.0) -> Measured:
    """Join, and say the messages over and over until `until` (monotonic). `mark` must never stand in another's chat.

    `pause` is the mean of the seconds before each message; no two people think equally long.
    """
    measured, thinking = Measured(), random.Random(mark)
    try:
        with Participant(url) as somebody:
            somebody.join(code)
            first = True
            while first or time.monotonic() < until:
                first = False
                somebody.send(BRIDGE, "act", {"act": "new"})
                for message in messages:
                    started = time.monotonic()
                    log = somebody.say(message.replace("$mark", mark))
                    measured.seconds.append(time.monotonic() - started)
                    others = set(re.findall(r"mark-\d+", log)) - {mark}
                    if others:
                        measured.errors.append(f"{mark} saw {sorted(others)}")
                    somebody.send(WORKSHOP_BRIDGE, "act", {"act": "look"})
                    time.sleep(pause * thinking.uniform(0.5, 1.5))
    except (httpx.HTTPError, RuntimeError, KeyError) as error:
        measured.errors.append(f"{mark}: {error!r}")
    return measured


def crowd(url: str, code: str, messages: Sequence[str], people: int, seconds: float, pause: float = 0.0) -> Measured:
    """Let that many participants play at once."""
    together, lock, until = Measured(), threading.Lock(), time.monotonic() + seconds

    def one(number: int) -> None:
        measured = play(url, code, messages, f"mark-{number}", until, pause)
        with lock:
            together.add(measured)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return together
