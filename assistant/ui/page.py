"""The page: one chat, drawn from the conversation that the server holds for each visitor."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.coach import Coach
from assistant.events import Citation, Conversation, Done, Notice, Text, Turn
from assistant.transcript import as_line, take_turn
from assistant.ui import render
from assistant.ui.theme import theme

# Words appear at about the pace of fast reading, so that the eye can follow and stop is worth pressing.
WORDS_A_STEP = 4
STEP_SECONDS = 0.02
MAX_LENGTH = 40_000
# How many replies are written at once, and how many people may wait.
CONCURRENCY = 8
QUEUE = 64

HERE = Path(__file__).parent
STYLE = HERE / "style.css"

Shown = tuple[list[render.Message], Conversation, Any]


class Page:
    """Builds the Blocks around one coach. Holds nothing of any visitor."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._words = coach.words

    def build(self) -> gr.Blocks:
        """Return the page, ready to launch."""
        words = self._words
        with gr.Blocks(title=words("ui_title"), fill_height=True, analytics_enabled=False) as page:
            conversation = gr.State(Conversation())
            gr.HTML(self._header(), elem_id="top", padding=False)
            chat = gr.Chatbot(
                elem_id="chat",
                label=words("ui_chat_label"),
                show_label=False,
                container=False,
                layout="bubble",
                height="100%",
                scale=1,
                buttons=["copy", "copy_all"],
                editable="user",
                placeholder=f"### {words('ui_welcome')}\n\n{words('ui_welcome_more')}",
                examples=[
                    {"text": words(f"tour_choice_{task}"), "display_text": words(f"tour_choice_{task}")}
                    for task in ("ask", "outreach", "agenda", "rehearsal")
                ],
                feedback_options=None,
                allow_tags=False,
                group_consecutive_messages=True,
                line_breaks=False,
                latex_delimiters=[],
            )
            box = gr.Textbox(
                elem_id="box",
                label=words("ui_box_label"),
                show_label=False,
                container=False,
                placeholder=words("ui_box_placeholder"),
                lines=1,
                max_lines=8,
                max_length=MAX_LENGTH,
                submit_btn=True,
                autofocus=True,
            )
            gr.HTML(f"<p>{words('ui_small_print')}</p>", elem_id="foot", padding=False)
            self._wire(chat, box, conversation)
            gr.api(self.ask, api_name="ask", concurrency_limit=CONCURRENCY)
        page.queue(max_size=QUEUE, default_concurrency_limit=CONCURRENCY)
        return page

    def ask(self, message: str) -> dict[str, Any]:
        """Answer one question about mentoring in medicine from cited guidance.

        Args:
            message: the question, in English.

        Returns:
            the reply with its citations, in the form of one `converse` line.
        """
        return as_line("", take_turn(self._coach, Conversation(), message))

    def respond(self, message: str, conversation: Conversation) -> Iterator[Shown]:
        """Play one turn, yielding the chat, the conversation and the text box at each step."""
        before = render.messages(_without_choices(conversation), self._coach.library, self._words)
        # Said once: a later step on its way when stop is pressed would bring the stop button back.
        box = gr.update(value="", submit_btn=False, stop_btn=True)
        for turn, finished in self._grow(conversation, message):
            shown = before + render.turn_messages(turn, self._coach.library, self._words, last=finished)
            yield shown, conversation.add(turn), _idle() if finished else box
            box = gr.skip()

    def _grow(self, conversation: Conversation, message: str) -> Iterator[tuple[Turn, bool]]:
        """Yield the turn as it grows, and whether it is finished."""
        n, said, notices = len(conversation.turns) + 1, "", ""
        citations: tuple[Citation, ...] = ()
        for event in self._coach.reply(conversation, message):
            match event:
                case Text(text):
                    for piece in _pieces(text):
                        said += piece
                        yield Turn(n, "ask", message, notices + said), False
                        time.sleep(STEP_SECONDS)
                case Notice(text):
                    notices += f"*{text}*\n\n"
                case Citation():
                    citations = (*citations, event)
                case Done(turn):
                    yield replace(turn, reply=notices + turn.reply), True

    def _wire(self, chat: gr.Chatbot, box: gr.Textbox, conversation: gr.State) -> None:
        shown = [chat, conversation, box]
        options: dict[str, Any] = {
            "concurrency_limit": CONCURRENCY,
            "concurrency_id": "reply",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        sent = box.submit(
            self.respond, [box, conversation], shown, **{**options, "api_visibility": "public", "api_name": "chat"}
        )
        chosen = chat.option_select(self._choose, [conversation], shown, **options)
        example = chat.example_select(self._example, [conversation], shown, **options)
        again = chat.retry(self._retry, [conversation], shown, **options)
        edited = chat.edit(self._edit, [conversation], shown, **options)
        plain: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
        chat.undo(self._undo, [conversation], shown, **plain)
        chat.clear(lambda: (Conversation(), _idle()), None, [conversation, box], **plain)
        box.stop(_idle, None, box, cancels=[sent, chosen, example, again, edited], **plain)

    def _choose(self, conversation: Conversation, picked: gr.SelectData) -> Iterator[Shown]:
        yield from self.respond(str(picked.value), conversation)

    def _example(self, conversation: Conversation, picked: gr.SelectData) -> Iterator[Shown]:
        text = picked.value["text"] if isinstance(picked.value, dict) else picked.value
        yield from self.respond(str(text), conversation)

    def _retry(self, conversation: Conversation) -> Iterator[Shown]:
        if conversation.turns:
            yield from self.respond(conversation.turns[-1].user, Conversation(conversation.turns[:-1]))

    def _undo(self, conversation: Conversation) -> Shown:
        """Take the last turn back and put its message into the box, to be sent again or changed."""
        if not conversation.turns:
            return [], conversation, gr.update()
        earlier = Conversation(conversation.turns[:-1])
        shown = render.messages(earlier, self._coach.library, self._words)
        return shown, earlier, gr.update(value=conversation.turns[-1].user, submit_btn=True, stop_btn=False)

    def _edit(self, conversation: Conversation, edited: gr.EditData) -> Iterator[Shown]:
        """Answer a changed message anew; what followed it is dropped."""
        index = edited.index[0] if isinstance(edited.index, (list, tuple)) else edited.index
        count = 0
        earlier: tuple[Turn, ...] = ()
        for turn in conversation.turns:
            last = turn is conversation.turns[-1]
            count += len(render.turn_messages(turn, self._coach.library, self._words, last=last))
            if index < count:
                break
            earlier = (*earlier, turn)
        yield from self.respond(_edited_text(edited.value), Conversation(earlier))

    def _header(self) -> str:
        logo = (HERE / "logo.svg").read_text(encoding="utf-8")
        words = self._words
        return f"<header>{logo}<div><h1>{words('ui_title')}</h1><p>{words('ui_tagline')}</p></div></header>"


def launch_options() -> dict[str, Any]:
    """Everything that `launch` must be told so that nothing is fetched, shared, recorded or leaked."""
    return {
        "theme": theme(),
        "css_paths": [STYLE],
        "share": False,
        "footer_links": [],
        "run_history": False,
        "show_error": False,
        "quiet": True,
        "ssr_mode": False,
        "pwa": False,
        "enable_monitoring": False,
        "favicon_path": HERE / "favicon.png",
    }


def _idle() -> Any:
    """The text box while nothing is being written."""
    return gr.update(submit_btn=True, stop_btn=False)


def _pieces(text: str) -> Iterator[str]:
    """Cut a text into steps of a few words, keeping every character."""
    begin = words = 0
    for place, char in enumerate(text):
        if char == " ":
            words += 1
            if words == WORDS_A_STEP:
                yield text[begin:place]
                begin, words = place, 0
    yield text[begin:]


def _without_choices(conversation: Conversation) -> Conversation:
    if not conversation.turns:
        return conversation
    return Conversation((*conversation.turns[:-1], replace(conversation.turns[-1], choices=())))


def _edited_text(value: Any) -> str:
    return render.plain({"content": value}) if not isinstance(value, dict) else render.plain(value)
