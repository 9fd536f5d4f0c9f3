"""The ids that a browser sends (sessions, events, uploads, files) and those that it was shown.

Gradio hands out a session, an event or a file to whoever names it. Here each belongs to the visitor who brought it or
was shown it first; anybody else is told that there is nothing there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from assistant.door.limits import Belongings
from assistant.door.refusals import Refused, not_found

# In JSON that the server writes. What a person typed stands there with its quotes escaped, so it cannot look like this.
_SHOWN_FILE = re.compile(rb'(?<!\\)"path": ?("(?:[^"\\]|\\.)*")')
_SHOWN_EVENT = re.compile(rb'(?<!\\)"event_id": ?("[0-9a-f]{8,64}")')
_UPLOADED = re.compile(rb'"(?:[^"\\]|\\.)*"')
_MOST_DEPTH = 40
_LONGEST = 100


class Ids:
    """Who owns which id; `visitor` is anything that names a visitor.

    Sessions and events share their names, as in Gradio, and have one owner. A file may have been shown to many.
    """

    def __init__(self, belongings: Belongings) -> None:
        self._belongings = belongings

    def claim(self, id: str, visitor: str) -> None:
        """Take the id of a session that the browser made up. Raises Refused where it is somebody else's."""
        if len(id) > _LONGEST:
            raise Refused(400, "That id is too long.")
        self._belongings.give(id, visitor)
        self.need(id, visitor)

    def need(self, id: str, visitor: str) -> None:
        """Raises Refused where the session or event is not this visitor's."""
        if not self._belongings.owns(id, visitor):
            raise not_found()

    def need_file(self, path: str, visitor: str) -> None:
        """Raises Refused where this visitor neither brought the file nor was shown it."""
        if not self._belongings.owns(f"{visitor}:{path}", visitor):
            raise not_found()

    def check_call(self, body: bytes, visitor: str) -> None:
        """Look at the ids in the body of a call. Raises Refused for another's, and for what is no JSON object."""
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            raise Refused(400, "That request is not JSON.") from None
        if not isinstance(data, dict):
            raise Refused(400, "That request is not a JSON object.")
        session, event = data.get("session_hash"), data.get("event_id")
        if session is not None:
            self.claim(str(session), visitor)
        if event is not None:
            self.need(str(event), visitor)
        for path in _paths(data, _MOST_DEPTH):
            self.need_file(path, visitor)

    def note_shown(self, content: bytes, visitor: str) -> None:
        """Give the visitor the events and files that an answer in JSON names."""
        for found in _SHOWN_FILE.finditer(content):
            self._belongings.give(f"{visitor}:{json.loads(found[1])}", visitor)
        for found in _SHOWN_EVENT.finditer(content):
            self._belongings.give(json.loads(found[1]), visitor)

    def note_uploaded(self, content: bytes, visitor: str) -> None:
        """Give the visitor the files that an upload was answered with: a JSON list of paths."""
        for found in _UPLOADED.finditer(content):
            self._belongings.give(f"{visitor}:{json.loads(found[0])}", visitor)


def _paths(value: Any, depth: int) -> Iterator[str]:
    """Every file that a call names."""
    if depth == 0:
        raise Refused(400, "That request is nested too deeply.")
    if isinstance(value, dict):
        if isinstance(value.get("path"), str):
            yield value["path"]
        for part in value.values():
            yield from _paths(part, depth - 1)
    elif isinstance(value, list):
        for part in value:
            yield from _paths(part, depth - 1)
