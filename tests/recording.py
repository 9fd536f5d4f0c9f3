"""A chat model for tests: says what was queued, one reply a call, in pieces, and records what it was asked."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from assistant.events import Event
from assistant.models.choose import Choice
from assistant.models.wording import Wording
from assistant.models.writer import Writer
from assistant.words import load_words


@dataclass(frozen=True)
class Slow:
    """A reply that takes `seconds` before each piece."""

    text: str
    seconds: float


@dataclass(frozen=True)
class Cut:
    """A reply that breaks off with an error after its text."""

    text: str
    error: Exception


class RecordingModel(BaseChatModel):
    """Queue replies with `say`; `calls` are the prompts, `closed` counts the streams closed before their end."""

    _queue: list[str | Slow | Cut | Exception] = PrivateAttr(default_factory=list)
    _calls: list[list[BaseMessage]] = PrivateAttr(default_factory=list)
    _closed: int = PrivateAttr(default=0)

    @property
    def _llm_type(self) -> str:
        return "recording"

    @property
    def calls(self) -> list[list[BaseMessage]]:
        """The messages of each call."""
        return self._calls

    @property
    def closed(self) -> int:
        """How many streams were closed before their end."""
        return self._closed

    def say(self, *replies: str | Slow | Cut | Exception) -> RecordingModel:
        """Queue replies; an exception is raised instead of one. Returns itself."""
        self._queue.extend(replies)
        return self

    def _next(self, messages: list[BaseMessage]) -> str | Slow | Cut:
        self._calls.append(messages)
        assert self._queue, "the model was asked more often than the test expected"
        reply = self._queue.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        reply = self._next(messages)
        for piece in _pieces(reply):
            time.sleep(reply.seconds if isinstance(reply, Slow) else 0)
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        reply = self._next(messages)
        over = False
        try:
            for piece in _pieces(reply):
                await asyncio.sleep(reply.seconds if isinstance(reply, Slow) else 0)
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
            over = True
            if isinstance(reply, Cut):
                raise reply.error
        finally:
            self._closed += not over

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))


def _pieces(reply: str | Slow | Cut) -> list[str]:
    text = reply if isinstance(reply, str) else reply.text
    return re.findall(r"\s*\S{1,4}", text) or [""]


def wording_of(
    *replies: str | Slow | Cut | Exception, timeout: float = 20, similar: float = 0.9
) -> tuple[Wording, RecordingModel]:
    """A wording on a recording model; everything is as similar as `similar`."""
    model = RecordingModel().say(*replies)
    writer = Writer(Choice("local", "local:recording"), lambda: model, timeout=timeout)
    return Wording(writer, load_words(), lambda text: None, lambda one, other: similar), model


def drained(steps: Any) -> tuple[list[Event], Any]:
    """The events of a generator and what it returned."""
    events: list[Event] = []
    while True:
        try:
            events.append(next(steps))
        except StopIteration as over:
            return events, over.value
