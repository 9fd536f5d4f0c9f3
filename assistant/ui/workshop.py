"""The participant's side of a workshop: a band above the chat with the join code, the exercise, the timer, the consent.

It has a bridge and a timer of its own, so that the page does not wait for the room nor the room for the page.
"""

from __future__ import annotations

import logging
from typing import Any

import gradio as gr

from assistant.door import visitor_of
from assistant.errors import AssistantError, InputError
from assistant.events import Turn
from assistant.ui.desk import Action
from assistant.ui.theme import HERE
from assistant.ui.views import Views
from assistant.workshop import Workshop

SCRIPT = (HERE / "script" / "workshop.js").read_text(encoding="utf-8")
# How often a participant's page looks for what the facilitator did; between, the browser counts the timer down.
TICK_SECONDS = 4
PRIVATE: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
_log = logging.getLogger(__name__)

Payload = dict[str, Any]


class Band:
    """Draws the band, and tells the room what a participant did. Holds nothing of any participant."""

    def __init__(self, workshop: Workshop, views: Views) -> None:
        self._workshop = workshop
        self._views = views

    def add(self) -> None:
        """Put the bridge and the timer on the page that is being built."""
        bridge = gr.HTML({}, html_template="", js_on_load=SCRIPT, visible="hidden", elem_id="workshop-bridge")
        bridge.act(self.act, None, bridge, trigger_mode="multiple", **PRIVATE)
        gr.Timer(TICK_SECONDS).tick(self.tick, None, bridge, **PRIVATE)

    def tick(self, request: gr.Request) -> Payload:
        """Draw the band as it stands."""
        return self._drawn(who(request))

    def act(self, event: gr.EventData, request: gr.Request) -> Payload:
        """Join, agree to quotes or not, leave."""
        action, visitor = Action.read(event._data), who(request)
        try:
            match action.name:
                case "join":
                    self._workshop.join(visitor, address(request), action("code"))
                case "consent":
                    self._workshop.consent(visitor, action("agreed") == "true")
                case "leave":
                    self._workshop.leave(visitor)
        except InputError as error:
            return {**self._drawn(visitor), "told": str(error)}
        return {**self._drawn(visitor), "told": ""}

    def held(self, request: gr.Request) -> str:
        """Return why a message waits, or ""."""
        return self._workshop.held(who(request))

    def saw(self, request: gr.Request, turn: Turn) -> None:
        """Tell the room of a finished turn. A fault of the wall is never one of the turn."""
        try:
            self._workshop.saw(who(request), turn)
        except AssistantError as error:
            _log.warning("the wall did not see a turn: %s", error)
        except Exception:
            _log.exception("the wall did not see a turn")

    def first_words(self) -> str:
        """The message that starts the room's exercise, or ""."""
        exercise = self._workshop.exercise
        return exercise.say if exercise else ""

    def _drawn(self, visitor: str) -> Payload:
        room, timer = self._workshop, self._workshop.timer
        somebody = room.participant(visitor)
        html = self._views.render("workshop", somebody=somebody, exercise=room.exercise, paused=room.paused)
        payload: Payload = {"regions": {"workshop": html}, "joined": somebody is not None}
        return {**payload, "left": timer.left, "running": timer.running} if somebody else payload


def who(request: gr.Request) -> str:
    """Whose seat a request is for: its browser's, or, without cookies, that of the open page."""
    return visitor_of(request) or str(getattr(request, "session_hash", None) or "")


def address(request: gr.Request) -> str:
    """Where a request comes from."""
    client = getattr(request, "client", None)
    return str(client.host) if client else ""
