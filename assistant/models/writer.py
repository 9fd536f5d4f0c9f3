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
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError
from assistant.models.choose import Choice

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage

# How often somebody who listens can stop, in seconds.
BEAT = 0.25
# A local runtime serves one at a time; a provider serves several.
AT_ONCE = {"local": 1, "remote": 4}
MOST_WAITING = 8
_STARTING = threading.Lock()
# What a provider's error means. Their clients have trees of errors of their own, but HTTP errors carry `status_code`,
# and the others have telling names; that is all that is looked at, so that no client need be imported.
_BY_STATUS = {
    400: "did not accept the request; the model's name may be wrong, or the text too long for it",
    401: "refused the key; check it, and export it again",
    402: "says that there is no credit left on the account",
    403: "does not allow this key to use the model",
    404: "does not have this model; check the name in MENTOR_MODEL",
    408: "took too long",
    413: "finds the text too long",
    429: "is refusing more requests for now (rate limit or quota); wait a minute, or look at the account",
}
# The most telling first: a client calls a stream that is cut a fault of the connection, and names the cut as its cause.
_BY_NAME = (
    (("remoteprotocol", "incomplete", "readerror", "chunked", "jsondecode"), "broke off in the middle; ask again"),
    (
        ("connecterror", "apiconnection", "connectionerror", "connectionrefused", "connecttimeout"),
        "does not answer; start the server, or check MENTOR_MODEL_URL and the network",
    ),
    (("timeout",), "took too long; try again, or raise MENTOR_MODEL_TIMEOUT"),
)


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


class Ticket:
    """One place in the line."""

    def __init__(self, line: WaitingLine) -> None:
        self._line = line

    def wait(self, seconds: float) -> int:
        """Wait for at most so long; return how many are before this one, 0 when it is served."""
        return self._line._wait(self, seconds)


class WaitingLine:
    """Serves `at_once` at a time, in order of arrival; `most` may wait beside them."""

    def __init__(self, at_once: int, most: int) -> None:
        self._at_once = at_once
        self._most = most
        self._tickets: list[Ticket] = []
        self._moved = threading.Condition()

    @contextmanager
    def join(self) -> Iterator[Ticket]:
        """Stand in the line while the block runs. Raises ModelError when it is full."""
        ticket = Ticket(self)
        with self._moved:
            if len(self._tickets) >= self._at_once + self._most:
                raise ModelError(f"the model is busy: {self._most} people are waiting for it; try again in a minute")
            self._tickets.append(ticket)
        try:
            yield ticket
        finally:
            with self._moved:
                self._tickets.remove(ticket)
                self._moved.notify_all()

    def _wait(self, ticket: Ticket, seconds: float) -> int:
        with self._moved:
            self._moved.wait_for(lambda: self._before(ticket) == 0, seconds)
            return self._before(ticket)

    def _before(self, ticket: Ticket) -> int:
        """How many must leave before this one is served."""
        return max(0, self._tickets.index(ticket) - self._at_once + 1)


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


def as_model_error(error: BaseException, name: str) -> ModelError:
    """Return the error as one line that names the model and says what to do."""
    if isinstance(error, ModelError):
        return error
    for cause in _chain(error):
        status = getattr(cause, "status_code", None)
        if isinstance(status, int):
            server = f"has a fault of its own (status {status}); try again later"
            return ModelError(f"'{name}' {_BY_STATUS.get(status, server if status >= 500 else f'answered {status}')}")
    kinds = [type(cause).__name__.lower() for cause in _chain(error)]
    for names, meaning in _BY_NAME:
        if any(part in kind for part in names for kind in kinds):
            return ModelError(f"'{name}' {meaning}")
    lines = str(error).strip().splitlines()
    return ModelError(f"'{name}' failed ({(lines[0] if lines else type(error).__name__)[:160]})")


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it came from."""
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in found and len(found) < 8:
        found.append(cause)
        cause = cause.__cause__ or cause.__context__
    return found
