"""An OpenAI-compatible server on loopback for tests: a real local model behind it, or failures on demand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

_KINDS: dict[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}


class OpenAIServer(ThreadingHTTPServer):
    """Serves `/v1/models` and `/v1/chat/completions`.

    `fails` is what the next calls do: a status, "cut" (the stream breaks off), "silent" (nothing comes) or "json"
    (an answer in JSON). `asked` are the requests; `left` counts the clients that went away in the middle.
    """

    daemon_threads = True

    def __init__(self, model: BaseChatModel | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.model = model
        self.fails: list[int | str] = []
        self.asked: list[dict[str, Any]] = []
        self.left = 0
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """The address that MENTOR_MODEL_URL takes."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is counted, not printed."""


class _Handler(BaseHTTPRequestHandler):
    server: OpenAIServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Tests read `asked` instead."""

    def do_GET(self) -> None:
        self._send(200, {"object": "list", "data": [{"id": "small", "object": "model"}]})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        fails = self.server.fails.pop(0) if self.server.fails else None
        if isinstance(fails, int):
            self._send(fails, {"error": {"message": "as the test wants it", "type": "test", "code": None}})
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            if fails == "silent":
                self.server.over.wait(60)
            elif fails == "json":
                self._piece('{"answer": "Meet once a month."}')
            else:
                self._stream(asked, cut=fails == "cut")
            if fails != "cut":
                self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
                self._chunk(b"data: [DONE]\n\n")
                self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            self.server.left += 1

    def _stream(self, asked: dict[str, Any], cut: bool) -> None:
        assert self.server.model is not None
        messages = [_KINDS[m["role"]](m["content"]) for m in asked["messages"]]
        for n, chunk in enumerate(self.server.model.stream(messages)):
            if cut and n == 1:
                return
            self._piece(chunk.text)

    def _piece(self, text: str) -> None:
        self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}]})

    def _event(self, data: dict[str, Any]) -> None:
        event = {"id": "c", "object": "chat.completion.chunk", "created": int(time.time()), "model": "small", **data}
        self._chunk(f"data: {json.dumps(event)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        """A stream in chunks has a known end, so that a client can tell when it is cut."""
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
        self.wfile.flush()

    def _send(self, status: int, data: dict[str, Any]) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(model: BaseChatModel | None = None) -> Iterator[OpenAIServer]:
    """Run a server while the block runs."""
    server = OpenAIServer(model)
    thread = threading.Thread(target=server.serve_forever, name="openai-server", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
