"""The local chat model: llama.cpp inside this process, as a LangChain chat model that streams and stops.

    chat = LocalChat(path="...gguf")
    for chunk in chat.stream("Hello"):
        ...

Closing the stream stops the runtime within one token, or one batch of the prompt. One conversation's prompt is kept in
memory, so that what a prompt shares with an earlier one from its beginning is not read again; `timings` of the last
chunk says how many tokens that were (`cache_n`). What is kept was summed in other portions, which changes the last
bits, so that the same prompt may at times get another word, at temperature zero too.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import queue
import secrets
import signal
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from assistant.errors import ModelError

if TYPE_CHECKING:
    from xllamacpp import Server

_ROLES = {"human": "user", "ai": "assistant", "system": "system"}
# Tokens of a prompt that are read at a time: small enough to stop soon, large enough to be fast.
BATCH = 256
# Pieces are handed over in bundles of so many seconds: more often nobody reads, and each hand-over costs the runtime.
BUNDLE = 0.05
# Prompts of other conversations that are kept beside the current one.
CACHE_MIB = 256
Piece = dict[str, Any]
# What a call hands over: words, a piece that is no words, or why it failed.
Heard = str | Piece | Exception


class LocalChat(BaseChatModel):
    """A chat model on GGUF weights. Loads at the first call, once; calls run one at a time."""

    path: str
    context: int = 4096
    temperature: float = 0.3
    max_tokens: int = 400
    threads: int = 0  # 0: all cores but one
    seed: int = 7

    _server: Server | None = PrivateAttr(default=None)
    _loading: Any = PrivateAttr(default_factory=threading.Lock)
    _running: Any = PrivateAttr(default_factory=threading.Lock)

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    def load(self) -> Server:
        """Load the weights if they are not in memory. Raises ModelError with what to do."""
        with self._loading:
            if self._server is None:
                self._server = self._open()
            return self._server

    def _open(self) -> Server:
        try:
            import xllamacpp
        except ImportError:
            raise ModelError("a local model needs the package 'xllamacpp'; run: pip install -e '.[local]'") from None
        params = xllamacpp.CommonParams()
        params.model.path = self.path
        params.n_ctx = self.context
        params.n_parallel = 1
        params.n_batch = params.n_ubatch = BATCH
        params.cache_ram_mib = CACHE_MIB
        params.verbosity = -1
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = self.threads or max(1, _cores() - 1)
        # Waiting threads must not spin: on a busy machine the runtime then stands still.
        params.cpuparams.poll = params.cpuparams_batch.poll = 0
        # The runtime also listens on a free port of this machine: nobody else is to use it.
        params.api_keys = [secrets.token_hex(16)]
        params.ui = False
        try:
            with _python_keeps_its_signals():
                return xllamacpp.Server(params)
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(f"the weights in '{self.path}' cannot be loaded ({error}); pull them again") from error

    def _request(self, messages: list[BaseMessage], stop: list[str] | None, **options: Any) -> dict[str, Any]:
        return {
            "messages": [{"role": _ROLES.get(m.type, "user"), "content": m.text} for m in messages],
            "max_tokens": options.get("max_tokens") or self.max_tokens,
            "temperature": options.get("temperature", self.temperature),
            "seed": options.get("seed", self.seed),
            # What it costs to repeat a stretch of the prompt: a name is kept, a whole sentence is said anew.
            "dry_multiplier": options.get("dry_multiplier", 0.0),
            "dry_allowed_length": 8,
            "dry_penalty_last_n": 1024,
            "cache_prompt": True,
            "stream": True,
            # The runtime then calls back between batches of the prompt too, so that it can be stopped there.
            "return_progress": True,
            "timings_per_token": False,
            **({"stop": stop} if stop else {}),
        }

    def _run(self, request: dict[str, Any], heard: Callable[[Heard | None], None], stopped: Any) -> None:
        """Run one request to its end, or until `stopped` is set; what it says goes to `heard`, None comes last."""
        held, handed = "", 0.0

        def take(piece: Piece) -> bool:
            nonlocal held, handed
            if stopped.is_set():
                return True
            if (text := _plain_text(piece)) is None:
                # What came before it, then the piece that is no text: the end with its figures, progress, an error.
                if held:
                    heard(held)
                    held = ""
                heard(piece)
                return False
            held += text
            if held and time.monotonic() - handed >= BUNDLE:
                heard(held)
                held, handed = "", time.monotonic()
            return False

        try:
            with self._running:
                if not stopped.is_set():
                    self.load().handle_chat_completions(request, take)
            heard(None)
        except Exception as error:
            heard(error)

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        pieces: queue.SimpleQueue[Heard | None] = queue.SimpleQueue()
        stopped = threading.Event()
        request = self._request(messages, stop, **kwargs)
        runner = threading.Thread(target=self._run, args=(request, pieces.put, stopped), name="llama", daemon=True)
        runner.start()
        try:
            while (piece := pieces.get()) is not None:
                if chunk := _chunk(piece):
                    if run_manager:
                        run_manager.on_llm_new_token(chunk.text, chunk=chunk)
                    yield chunk
        finally:
            stopped.set()
            runner.join()

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        loop = asyncio.get_running_loop()
        pieces: asyncio.Queue[Heard | None] = asyncio.Queue()
        stopped = threading.Event()

        def heard(piece: Heard | None) -> None:
            # A loop that was closed meanwhile hears nothing any more.
            if not loop.is_closed():
                loop.call_soon_threadsafe(pieces.put_nowait, piece)

        request = self._request(messages, stop, **kwargs)
        threading.Thread(target=self._run, args=(request, heard, stopped), name="llama", daemon=True).start()
        try:
            while (piece := await pieces.get()) is not None:
                if chunk := _chunk(piece):
                    if run_manager:
                        await run_manager.on_llm_new_token(chunk.text, chunk=chunk)
                    yield chunk
        finally:
            stopped.set()

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))


def _plain_text(piece: Piece) -> str | None:
    """The text of a piece that is nothing else; None for progress, an error, or the end."""
    choice = (piece.get("choices") or [{}])[0]
    if "error" in piece or piece.get("code") or choice.get("finish_reason"):
        return None
    return (choice.get("delta") or {}).get("content")


def _chunk(piece: Heard) -> ChatGenerationChunk | None:
    """What the runtime said as a chunk; None for a piece without meaning, such as progress. Raises ModelError."""
    if isinstance(piece, str):
        return ChatGenerationChunk(message=AIMessageChunk(content=piece))
    if isinstance(piece, Exception):
        raise piece if isinstance(piece, ModelError) else ModelError(f"the local model failed ({piece})")
    if "error" in piece or piece.get("code"):
        said = piece.get("error") or piece
        raise ModelError(f"the local model failed ({said.get('message', said) if isinstance(said, dict) else said})")
    choice = (piece.get("choices") or [{}])[0]
    if not (reason := choice.get("finish_reason")):
        return None
    text = (choice.get("delta") or {}).get("content") or ""
    details = {"finish_reason": reason, "timings": piece.get("timings") or {}}
    return ChatGenerationChunk(message=AIMessageChunk(content=text, response_metadata=details))


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _python_keeps_its_signals() -> Iterator[None]:
    """The runtime takes Ctrl-C for itself when it starts; give it back. Works from any thread."""
    get, put = ctypes.pythonapi.PyOS_getsig, ctypes.pythonapi.PyOS_setsig
    get.restype, get.argtypes = ctypes.c_void_p, [ctypes.c_int]
    put.restype, put.argtypes = ctypes.c_void_p, [ctypes.c_int, ctypes.c_void_p]
    before = {number: get(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            put(number, handler)
