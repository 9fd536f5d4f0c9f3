"""The page: a chat, the workbench beside it, the conversations and tasks. Composed of panels, drawn from a `Desk`.

The browser holds nothing but what is drawn. One `gr.HTML`, the bridge, carries both directions: the script triggers
`say` (a turn), `act` (a change beside the chat) and `halt`; the value that comes back names the regions to redraw.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import gradio as gr
from markupsafe import Markup

from assistant.coach import Coach
from assistant.door import visitor_of
from assistant.errors import AssistantError
from assistant.events import Citation, Conversation, Done, Masked, Notice, Screened, Status, TaskName, Text, Turn
from assistant.sessions import ConversationStore
from assistant.ui.bench import Bench
from assistant.ui.chat import Chat, pieces
from assistant.ui.desk import Action, Desk, Outcome
from assistant.ui.endpoints import Endpoints
from assistant.ui.facilitator import Facilitator
from assistant.ui.keeping import Keeper
from assistant.ui.nav import Nav
from assistant.ui.views import Views, load_page_words
from assistant.ui.workshop import Band
from assistant.workshop import Workshop

# Words appear at about the pace of fast reading, so that the eye can follow and stop is worth pressing.
STEP_SECONDS = 0.025
# How many replies are written at once, and how many people may wait.
CONCURRENCY = 8
QUEUE = 64
# What the script says of its own.
SCRIPT_WORDS = tuple("writing slow lost back offline empty saved copied edit send_again cancel".split())

HERE = Path(__file__).parent
# It stands in the component, because the door lets no script into the page's head. One function: none of it is global.
_PARTS = ("state", "drawing", "connection", "talking", "drawers", "tools", "listening", "start")
_SCRIPT = "\n".join((HERE / "script" / f"{part}.js").read_text(encoding="utf-8") for part in _PARTS)
SCRIPT = f"(() => {{\n{_SCRIPT}}})();"
_log = logging.getLogger(__name__)

Payload = dict[str, Any]
Shown = tuple[Payload, Desk]


@dataclass
class Grown:
    """What a growing turn tells for this moment only: a status, and the words that were masked, never kept."""

    status: str = ""
    masked: tuple[str, ...] = ()


class Page:
    """Builds the Blocks around one coach and the store of conversations, if any. Holds nothing of any visitor."""

    def __init__(self, coach: Coach, store: ConversationStore | None = None, workshop: Workshop | None = None) -> None:
        self._coach = coach
        self._words = load_page_words()
        self._views = Views(coach.library, self._words)
        questions = tuple(self._words(f"question_{n}") for n in (1, 2, 3))
        self._chat = Chat(self._views, questions)
        self._keeper = Keeper(store)
        self._nav = Nav(self._views, self._keeper)
        self._bench = Bench(coach, self._views)
        self._workshop = workshop
        self._band = Band(workshop, self._views) if workshop else None

    def build(self) -> gr.Blocks:
        """Return the page, ready to launch."""
        with gr.Blocks(title=self._words("title"), analytics_enabled=False) as page:
            desk = gr.State(Desk())
            gr.HTML(self._frame(), padding=False, apply_default_css=False, js_on_load=None)
            bridge = gr.HTML({}, html_template="", js_on_load=SCRIPT, visible="hidden", elem_id="bridge")
            # The script sends one thing after another; what Gradio believes to be under way must drop none of them.
            private: dict[str, Any] = {
                "show_progress": "hidden",
                "api_visibility": "private",
                "trigger_mode": "multiple",
            }
            said = bridge.say(
                self.say, desk, [bridge, desk], concurrency_limit=CONCURRENCY, concurrency_id="reply", **private
            )
            bridge.act(self.act, desk, [bridge, desk], queue=False, **private)
            bridge.halt(self.halt, desk, [bridge, desk], cancels=[said], queue=False, **private)
            self._endpoints(desk)
            if self._band:
                self._band.add()
        if self._workshop:
            Facilitator(self._workshop, self._views, self._chat, self._grow).add(page)
        page.queue(max_size=QUEUE, default_concurrency_limit=CONCURRENCY)
        return page

    def _endpoints(self, desk: gr.State) -> None:
        """What other programs call."""
        message, reply = gr.Textbox(visible=False), gr.Textbox(visible=False)
        message.submit(
            self.converse,
            [message, desk],
            [reply, desk],
            api_name="chat",
            concurrency_limit=CONCURRENCY,
            concurrency_id="reply",
            show_progress="hidden",
        )
        Endpoints(self._coach).add()

    def converse(self, message: str, desk: Desk) -> Iterator[tuple[str, Desk]]:
        """Answer one message of a conversation that goes on as long as the client does; yields the reply so far."""
        for turn, _ in self._grow(desk.conversation, message):
            yield turn.reply, desk.after(turn)

    def say(self, desk: Desk, event: gr.EventData, request: gr.Request) -> Iterator[Shown]:
        """Play one turn, yielding what to draw at each step."""
        action, visitor = Action.read(event._data), visitor_of(request)
        desk, differs = self._keeper.current(visitor, desk, action("id"))
        told = self._words("other_tab") if differs else ""
        if self._band and (held := self._band.held(request)):
            yield self._drawn(desk, visitor, told=held, box=action("text"))
            return
        if action("mode") == "act":
            yield self._made(desk, action, visitor)
            return
        conversation, message, regions = self._asked(desk, action)
        if differs:
            regions = {"log": self._chat.log(conversation)}
        before = desk.changed(conversation=conversation)
        if regions:
            yield _payload(busy=True, regions=regions), before
        unmask = tuple(action("unmask").split("\n")) if action("unmask") else ()
        grown = Grown()
        for turn, finished in self._grow(conversation, message, unmask, desk.country, grown):
            if finished:
                if self._band:
                    self._band.saw(request, turn)
                yield self._after(before.after(turn), visitor, told, grown.masked)
            else:
                drawn = self._chat.sent(turn, growing=True, status=grown.status)
                yield _payload(turns=[drawn]), before.changed(conversation=conversation.add(turn))

    def act(self, desk: Desk, event: gr.EventData, request: gr.Request) -> Shown:
        """Carry out one change beside the chat."""
        action, visitor = Action.read(event._data), visitor_of(request)
        try:
            return self._done(action, desk, visitor)
        except AssistantError as error:
            return _payload(done=True, told=str(error), regions={"bench-body": self._bench.draw(desk)}), desk
        except Exception:
            _log.exception("'%s' failed", action.name)
            return _payload(done=True, told=self._words("failed")), desk

    def halt(self, desk: Desk, request: gr.Request) -> Shown:
        """Show and keep the reply as far as it came."""
        visitor = visitor_of(request)
        desk, told = self._keeper.keep(visitor, desk)
        return self._drawn(desk, visitor, told=told, stopped=True)

    def _made(self, desk: Desk, action: Action, visitor: str) -> Shown:
        """Add a turn that was made beside the chat."""
        try:
            turn = self._bench.make(desk, action)
        except AssistantError as error:
            return _payload(done=True, told=str(error)), desk
        except Exception:
            _log.exception("'%s' failed", action.name)
            return _payload(done=True, told=self._words("failed")), desk
        return self._after(desk.after(turn), visitor, bottom=True)

    def _asked(self, desk: Desk, action: Action) -> tuple[Conversation, str, Payload]:
        """What a turn is played on: the conversation before it, the message, and the regions to redraw first."""
        turns = desk.conversation.turns
        match action("mode"):
            case "retry" if turns:
                earlier = Conversation(turns[:-1])
                return earlier, turns[-1].user, {"log": self._chat.log(earlier)}
            case "edit":
                earlier = Conversation(turns[: max(action.number("turn") - 1, 0)])
                return earlier, action("text"), {"log": self._chat.log(earlier)}
        return desk.conversation, action("text"), {}

    def _grow(
        self,
        conversation: Conversation,
        message: str,
        unmask: Collection[str] = (),
        country: str | None = None,
        grown: Grown | None = None,
    ) -> Iterator[tuple[Turn, bool]]:
        """Yield the turn as it grows, and whether it is finished; `grown` takes what is for this moment only."""
        grown = grown or Grown()
        n, said = len(conversation.turns) + 1, ""
        turn = Turn(n, self._task(conversation), message, "")
        for event in self._coach.reply(conversation, message, unmask=unmask, country=country):
            match event:
                case Text(text):
                    for piece in pieces(text):
                        said += piece
                        turn = replace(turn, reply=said)
                        yield turn, False
                        time.sleep(STEP_SECONDS)
                case Notice(text):
                    turn = replace(turn, notices=(*turn.notices, text))
                case Status(text):
                    grown.status = text
                    yield turn, False
                case Masked(spans, masked):
                    # What is stopped here is kept as far as it came: without what must not be kept.
                    turn = replace(turn, user=masked)
                    grown.masked = tuple(words for _, words in spans)
                case Screened(kind):
                    turn = replace(turn, kept=kind != "crisis")
                case Citation():
                    turn = replace(turn, citations=(*turn.citations, event))
                case Done(done):
                    yield done, True

    def _task(self, conversation: Conversation) -> TaskName:
        last = conversation.last()
        return last.task if last else "ask"

    def _done(self, action: Action, desk: Desk, visitor: str) -> Shown:
        match action.name.split(".")[0]:
            case "arrive":
                return self._arrive(action, desk, visitor)
            case "new":
                return self._drawn(Desk(country=desk.country), visitor, push=True, box="")
            case "workshop" if self._band:
                return self._drawn(Desk(country=desk.country), visitor, push=True, say=self._band.first_words())
            case "take-back":
                return self._take_back(desk, visitor)
            case "settings":
                return _payload(done=True), desk.changed(country=action("country")[:2].upper() or None)
            case "conversations":
                return self._conversations(action, desk, visitor)
        return self._shown(self._bench.act(desk, action), desk, visitor)

    def _arrive(self, action: Action, desk: Desk, visitor: str) -> Shown:
        """Draw the page for somebody who opens it, perhaps by a link to a card, a scenario or a brief."""
        empty = Desk(country=action("country")[:2].upper() or None)
        wanted = parse_qs(action("search").lstrip("?")).get("c", [""])[0]
        try:
            if wanted:
                return self._drawn(self._keeper.open(visitor, wanted, empty), visitor, bottom=True)
            outcome = self._bench.arrive(empty, action("search"))
        except AssistantError as error:
            return self._drawn(empty, visitor, told=str(error))
        linked = outcome.desk != empty
        return self._drawn(outcome.desk, visitor, told=outcome.told, show=linked, url=None if linked else "")

    def _take_back(self, desk: Desk, visitor: str) -> Shown:
        """Take the last turn back and put its message into the box, to be sent again or changed."""
        desk, differs = self._keeper.current(visitor, desk)
        turns = desk.conversation.turns
        if differs or not turns:
            return self._drawn(desk, visitor, told=self._words("other_tab") if differs else "")
        earlier = desk.changed(conversation=Conversation(turns[:-1]), revision=desk.revision + 1)
        earlier, told = self._keeper.keep(visitor, earlier)
        return self._drawn(earlier, visitor, told=told, box=turns[-1].user, bottom=True)

    def _conversations(self, action: Action, desk: Desk, visitor: str) -> Shown:
        if action.name == "conversations.find":
            return _payload(done=True, regions={"nav-body": self._nav.draw(desk, visitor, action("query")[:200])}), desk
        outcome = self._nav.act(desk, action, visitor)
        if outcome.file:
            return _payload(done=True, file=outcome.file.sent()), desk
        return self._drawn(outcome.desk, visitor, told=outcome.told, push=True, bottom=True)

    def _shown(self, outcome: Outcome, before: Desk, visitor: str) -> Shown:
        """Draw what an action at the workbench led to, and keep what it changed in the conversation."""
        desk, told = outcome.desk, outcome.told
        if desk.conversation != before.conversation:
            current, differs = self._keeper.current(visitor, before)
            if differs:
                return self._drawn(current, visitor, told=self._words("other_tab"), bottom=True)
            desk, trouble = self._keeper.keep(visitor, desk)
            told = trouble or told
        regions = {"bench-body": self._bench.draw(desk)}
        if desk.task != before.task:
            regions["nav-body"] = self._nav.draw(desk, visitor)
        if desk.conversation != before.conversation and not outcome.quiet:
            regions["log"] = self._chat.log(desk.conversation)
        more: Payload = {"told": told} if told else {}
        if outcome.file:
            more["file"] = outcome.file.sent()
        if outcome.say:
            more["say"] = outcome.say
        return _payload(done=True, regions=regions, **more), desk

    def _after(self, desk: Desk, visitor: str, told: str = "", masked: tuple[str, ...] = (), **more: Any) -> Shown:
        """Keep a finished turn, and draw it and the one before it, which is the last no more."""
        desk, trouble = self._keeper.keep(visitor, desk)
        turns = desk.conversation.turns[-2:]
        payload, desk = self._drawn(
            desk,
            visitor,
            log=False,
            told=trouble or told,
            said=" ".join([*turns[-1].notices, turns[-1].reply]),
            turns=[self._chat.sent(turn, last=turn is turns[-1], masked=masked) for turn in turns],
            **more,
        )
        return payload, desk

    def _drawn(
        self,
        desk: Desk,
        visitor: str,
        *,
        told: str = "",
        stopped: bool = False,
        log: bool = True,
        **more: Any,
    ) -> Shown:
        """The whole page as it stands; without its `log` where only some turns of it changed."""
        regions = {"nav-body": self._nav.draw(desk, visitor), "bench-body": self._bench.draw(desk)}
        if log:
            regions["log"] = self._chat.log(desk.conversation, stopped=stopped)
        more = {"url": f"?c={desk.id}" if desk.id else "", **more}
        return _payload(done=True, told=told, regions=regions, id=desk.id, **more), desk

    def _frame(self) -> str:
        return self._views.render(
            "page",
            logo=Markup((HERE / "logo.svg").read_text(encoding="utf-8")),
            welcome=Markup(self._chat.welcome()),
            settings=Markup(self._nav.settings(self._coach)),
            script_words=json.dumps({name: self._words(f"script_{name}") for name in SCRIPT_WORDS}),
        )


def _payload(*, done: bool = False, **parts: Any) -> Payload:
    """What goes to the browser. `at` makes each value differ from the one before, so that none is passed over."""
    return {"at": time.monotonic_ns(), "done": done, **parts}
