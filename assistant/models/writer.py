"""Asking the chat model: one call at a time through the waiting line, streamed, timed, and stopped when nobody listens.

    for piece in writer.write(load_prompt("answer").fill(...)):
        match piece:
            case Waiting(before): ...      somebody else is being answered
            case Pause(): ...              nothing new yet; whoever wants to stop can stop here
            case str(): ...                the next words

Closing the generator cancels the call: the provider's connection is closed, the local runtime stops.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError
from assistant.models.choose import Choice
from assistant.models.failures import as_model_error
from assistant.models.waiting import WaitingLine

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage

# How often somebody who listens can stop, in seconds.
BEAT = 0.25
# A local runtime serves one at a time; a provider serves several.
AT_ONCE = {"local": 1, "remote": 4}
MOST_WAITING = 8
_STARTING = threading.Lock()


@dataclass(frozen=True)
class Waiting:
    """`before` people are served first."""

    before: int


@dataclass(frozen=True)
class Pause:
    """Nothing new for a moment."""


Piece = str | Waiting | Pause


@dataclass
class Call:
    """What is known of one call when it is over. Times are in seconds since it was made.

    `first` is when the first words came; `timings` is what a local runtime measured (`cache_n`: tokens of the prompt
    that it did not have to read again).
    """

    started: float = field(default_factory=time.perf_counter)
    first: float | None = None
    ended: float | None = None
    pieces: int = 0
    timings: dict[str, Any] = field(default_factory=dict)


class Writer:
    """The chat model of the settings, opened at its first call and shared by all conversations."""

    def __init__(self, choice: Choice, opened: Callable[[], BaseChatModel], *, timeout: float) -> None:
        self.choice = choice
        self._opened = opened
        self._timeout = timeout
        self._line = WaitingLine(AT_ONCE[choice.kind], MOST_WAITING)
        self._lock = threading.Lock()
        self._model: BaseChatModel | None = None

    def open(self) -> BaseChatModel:
        """Open the model if it is not open. Raises ModelError with what to run."""
        with self._lock:
            if self._model is None:
                self._model = self._opened()
            return self._model

    def write(self, messages: Sequence[BaseMessage], call: Call | None = None, **options: Any) -> Iterator[Piece]:
        """Yield the reply in pieces; `call` is told the times.

        Raises ModelError: the model cannot be opened, the line is full, it took longer than the timeout, or it failed.
        """
        call = call or Call()
        model = self.open()
        with self._line.join() as ticket:
            while before := ticket.wait(BEAT):
                yield Waiting(before)
            # What a provider takes was set when its model was opened.
            local = options if self.choice.kind == "local" else {}
            yield from self._listen(model, messages, call, local)

    def _listen(
        self, model: BaseChatModel, messages: Sequence[BaseMessage], call: Call, options: dict[str, Any]
    ) -> Iterator[Piece]:
        heard: queue.SimpleQueue[AIMessageChunk | BaseException | None] = queue.SimpleQueue()
        deadline = time.monotonic() + self._timeout
        running = asyncio.run_coroutine_threadsafe(_speak(model, messages, options, heard.put), model_loop())
        try:
            while True:
                try:
                    piece = heard.get(timeout=max(0.0, min(BEAT, deadline - time.monotonic())))
                except queue.Empty:
                    if time.monotonic() >= deadline:
                        raise ModelError(
                            f"'{self.choice.name}' took longer than {self._timeout:g} seconds; try again, or raise "
                            "MENTOR_MODEL_TIMEOUT"
                        ) from None
                    yield Pause()
                    continue
                if piece is None:
                    return
                if isinstance(piece, BaseException):
                    raise as_model_error(piece, self.choice.name) from piece
                _note(call, piece)
                if piece.text:
                    yield str(piece.text)
                if time.monotonic() >= deadline:
                    raise ModelError(
                        f"'{self.choice.name}' took longer than {self._timeout:g} seconds; try again, or raise "
                        "MENTOR_MODEL_TIMEOUT"
                    )
        finally:
            call.ended = time.perf_counter() - call.started
            running.cancel()


def model_loop() -> asyncio.AbstractEventLoop:
    """The one loop of this process on which models are asked: clients share connections, and these belong to a loop."""
    with _STARTING:
        return _start_loop()


@cache
def _start_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="model", daemon=True).start()
    return loop


async def _speak(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    options: dict[str, Any],
    heard: Callable[[AIMessageChunk | BaseException | None], None],
) -> None:
    """Stream one reply into `heard`; None or an error comes last. Cancelling it closes the model's stream."""
    stream: AsyncIterator[AIMessageChunk] = model.astream(list(messages), **options)
    try:
        async for chunk in stream:
            heard(chunk)
        heard(None)
    except asyncio.CancelledError:
        raise
    except BaseException as error:
        heard(error)
    finally:
        close = getattr(stream, "aclose", None)
        if close:
            await close()


def _note(call: Call, chunk: AIMessageChunk) -> None:
    if chunk.text:
        call.pieces += 1
        if call.first is None:
            call.first = time.perf_counter() - call.started
    call.timings.update(chunk.response_metadata.get("timings") or {})
