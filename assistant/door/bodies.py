"""What comes in with a request: read up to a limit, and uploads only of the kinds that are read here."""

from __future__ import annotations

import asyncio
from pathlib import PurePosixPath

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request
from starlette.types import Message, Receive

from assistant.door.refusals import Refused

TEXTS = frozenset({".md", ".txt", ".html", ".htm", ".jsonl"})
# The first bytes of the kinds that are no text.
MAGIC = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}
KINDS = "md, txt, html, pdf, docx or jsonl"


async def read_body(request: Request, most: int, seconds: float) -> bytes:
    """Return the body, of at most `most` bytes. Raises Refused as soon as it is, or says it is, larger or slow."""
    if _declared(request) > most:
        raise _too_large(most)
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise _too_large(most)
    except TimeoutError:
        raise Refused(408, "That took too long to arrive; try again.") from None
    return bytes(body)


def replayed(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body that was already read, then what comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def check_upload(content_type: str, body: bytes) -> None:
    """Look into a multipart upload. Raises Refused for a file of another kind, or one that is not what it says."""
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise Refused(415, "An upload comes as multipart/form-data.")
    reader = _Parts()
    try:
        parser = MultipartParser(boundary, callbacks=reader.callbacks())  # type: ignore[arg-type]
        parser.write(body)
        parser.finalize()
    except MultipartParseError:
        raise Refused(400, "That upload cannot be read; send it again.") from None
    for name, content in reader.files:
        _check_file(name, bytes(content))


def _check_file(name: str, content: bytes) -> None:
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    shown = "".join(char for char in name if char.isprintable())[-60:]
    if suffix in TEXTS:
        good = b"\0" not in content
    elif suffix in MAGIC:
        good = content.startswith(MAGIC[suffix])
    else:
        raise Refused(415, f"'{shown}' is of a kind that is not read here; send {KINDS}.")
    if not good:
        raise Refused(415, f"'{shown}' is not what its name says; send {KINDS}.")


class _Parts:
    """Collects the files of a multipart body: name and content."""

    def __init__(self) -> None:
        self.files: list[tuple[str, bytearray]] = []
        self._field = self._value = b""
        # A part that does not say its name is a file of no kind.
        self._name = ""

    def callbacks(self) -> dict[str, object]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._add_field,
            "on_header_value": self._add_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._end_headers,
            "on_part_data": self._add_data,
        }

    def _begin(self) -> None:
        self._field = self._value = b""
        self._name = ""

    def _add_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _add_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._field.lower() == b"content-disposition":
            _, options = parse_options_header(self._value)
            self._name = options.get(b"filename", b"").decode("utf-8", "replace")
        self._field = self._value = b""

    def _end_headers(self) -> None:
        self.files.append((self._name, bytearray()))

    def _add_data(self, data: bytes, start: int, end: int) -> None:
        self.files[-1][1].extend(data[start:end])


def _declared(request: Request) -> int:
    said = request.headers.get("content-length", "0")
    return int(said) if said.isascii() and said.isdigit() else 0


def _too_large(most: int) -> Refused:
    return Refused(413, f"That is too large; the most is {max(1, most // 1_000_000)} MB.", {"Connection": "close"})
