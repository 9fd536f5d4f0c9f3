"""The facilitator's page: behind the passcode, the room's controls, the wall, and a demonstration for the projector."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import gradio as gr
from markupsafe import Markup

from assistant.errors import AssistantError, InputError
from assistant.events import Conversation, Turn
from assistant.ui.chat import Chat
from assistant.ui.desk import Action, File
from assistant.ui.theme import HERE
from assistant.ui.views import Views
from assistant.ui.workshop import PRIVATE, SCRIPT, Payload, address, who
from assistant.workshop import Workshop, load_demos, qr_svg
from assistant.workshop.demo import reading_seconds
from assistant.workshop.exercises import by_task
from assistant.workshop.export import handout_docx, handout_markdown, results_csv, results_json
from assistant.workshop.joining import spaced

Grow = Callable[[Conversation, str], Iterator[tuple[Turn, bool]]]
TICK_SECONDS = 2
# A demonstration can be stopped this often while a reply stands.
PAUSE_STEP = 0.25
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REGIONS = ("hall-door", "hall-join", "hall-controls", "hall-wall", "demo-log", "demo-now")


class Facilitator:
    """Draws the facilitator's page. Whether somebody has given the passcode is a state of their session."""

    def __init__(self, workshop: Workshop, views: Views, chat: Chat, grow: Grow) -> None:
        self._workshop = workshop
        self._views = views
        self._words = views.words
        self._chat = chat
        self._grow = grow
        self._demos = load_demos()

    def add(self, page: gr.Blocks) -> None:
        """Add the page /facilitator."""
        with page.route(self._words("hall"), "/facilitator", show_in_navbar=False):
            inside = gr.State(False)
            logo = Markup((HERE / "logo.svg").read_text(encoding="utf-8"))
            frame = self._views.render("facilitator", logo=logo)
            gr.HTML(frame, padding=False, apply_default_css=False, js_on_load=None)
            bridge = gr.HTML({}, html_template="", js_on_load=SCRIPT, visible="hidden", elem_id="workshop-bridge")
            # Two presses in quick succession are two: none is dropped while the first is under way.
            bridge.act(self.act, inside, [bridge, inside], trigger_mode="multiple", **PRIVATE)
            shown = bridge.demo(
                self.demo, inside, bridge, concurrency_limit=2, concurrency_id="demo", **{**PRIVATE, "queue": True}
            )
            bridge.halt(self.halt, inside, bridge, cancels=[shown], **PRIVATE)
            gr.Timer(TICK_SECONDS).tick(self.tick, inside, bridge, **PRIVATE)

    def tick(self, inside: bool) -> Payload:
        """Draw the wall and the timer as they stand."""
        return self._timed({"hall-wall": self._wall()}) if inside else {"regions": {"hall-door": self._door()}}

    def act(self, inside: bool, event: gr.EventData, request: gr.Request) -> tuple[Payload, bool]:
        """Carry out one thing that the facilitator does; before the passcode there is only one."""
        action = Action.read(event._data)
        try:
            if action.name == "unlock":
                self._workshop.unlock(who(request), address(request), action("passcode"))
                return {**self._all(action("here")), "told": ""}, True
            if not inside:
                return {"regions": {**dict.fromkeys(REGIONS, ""), "hall-door": self._door()}}, False
            file = self._do(action)
        except AssistantError as error:
            return {"told": str(error)}, inside
        payload = {**self._all(action("here")), "told": ""}
        return ({**payload, "file": file.sent()} if file else payload), True

    def demo(self, inside: bool, event: gr.EventData) -> Iterator[Payload]:
        """Play a task by itself: a real conversation with the coach, at a pace that a room can read."""
        chosen = self._demos.get(Action.read(event._data)("demo"))
        if not inside or chosen is None:
            return
        conversation = Conversation()
        for message in chosen.messages:
            for turn, finished in self._grow(conversation, message):
                yield _regions(demo_now=self._chat.turn(turn, growing=not finished))
                if finished:
                    conversation = conversation.add(turn)
            past = "".join(self._chat.turn(turn, last=False) for turn in conversation.turns)
            yield _regions(demo_log=past, demo_now="")
            until = time.monotonic() + reading_seconds(conversation.turns[-1].reply)
            while time.monotonic() < until:
                time.sleep(PAUSE_STEP)
                yield _regions(demo_now="")
        yield {**_regions(demo_now=""), "told": self._words("demo_over")}

    def halt(self, inside: bool) -> Payload:
        """Take the demonstration away."""
        return {**_regions(demo_log="", demo_now=""), "told": ""} if inside else {}

    def _do(self, action: Action) -> File | None:
        room = self._workshop
        match action.name:
            case "exercise":
                room.choose(action("exercise"))
            case "timer":
                try:
                    room.start_timer(float(action("minutes") or "nan"))
                except ValueError:
                    raise InputError(room.words("minutes", minutes=action("minutes")[:20])) from None
            case "timer.stop":
                room.stop_timer()
            case "pause":
                room.pause(not room.paused)
            case "reset":
                room.reset()
            case "save":
                return self._file(action("file"))
        return None

    def _file(self, name: str) -> File | None:
        room, rubrics = self._workshop, self._workshop.rubrics
        exercise = room.exercise
        match name:
            case "results.csv":
                return File(name, "text/csv", results_csv(room.participants).encode())
            case "results.json":
                results = results_json(room.participants, room.exercises, rubrics)
                return File(name, "application/json", results.encode())
            case "handout.md" if exercise:
                return File(name, "text/markdown", handout_markdown(exercise, rubrics, room.words).encode())
            case "handout.docx" if exercise:
                return File(name, DOCX, handout_docx(exercise, rubrics, room.words))
        raise InputError(self._words("hall_no_exercise"))

    def _all(self, here: str) -> Payload:
        return self._timed(
            {
                "hall-door": "",
                "hall-join": self._join(here),
                "hall-controls": self._controls(),
                "hall-wall": self._wall(),
            }
        )

    def _timed(self, regions: dict[str, str]) -> Payload:
        timer = self._workshop.timer
        return {"regions": regions, "inside": True, "left": timer.left, "running": timer.running}

    def _door(self) -> str:
        return self._views.render("facilitator_door")

    def _join(self, here: str) -> str:
        """The code, and where to type it. `here` is the address at which the facilitator's own browser is."""
        room, place = self._workshop, _base(here)
        link = f"{place}?join={room.code}" if place else ""
        return self._views.render(
            "facilitator_join",
            code=spaced(room.code),
            place=place,
            qr=Markup(qr_svg(link, self._words("hall_qr"))) if link else "",
            alone=bool(place) and (urlsplit(place).hostname or "") in ("127.0.0.1", "localhost", "::1"),
        )

    def _controls(self) -> str:
        room: Any = self._workshop
        return self._views.render(
            "facilitator_controls",
            groups=by_task(room.exercises),
            exercise=room.exercise,
            paused=room.paused,
            timer=room.timer,
            demos=list(self._demos.values()),
            trouble=room.trouble,
        )

    def _wall(self) -> str:
        room = self._workshop
        return self._views.render("facilitator_wall", wall=room.wall(), exercise=room.exercise, paused=room.paused)


def _regions(**regions: str) -> Payload:
    return {"regions": {name.replace("_", "-"): html for name, html in regions.items()}}


def _base(here: str) -> str:
    """The address of the participants' page, from that of this one."""
    parts = urlsplit(here[:300])
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix('facilitator')}"
