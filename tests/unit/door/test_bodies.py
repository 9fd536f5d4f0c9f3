"""What comes in: of a size and of the kinds that are read here."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.requests import Request

from assistant.door import Limits
from assistant.door.bodies import read_body
from assistant.door.refusals import Refused
from tests.unit.door.conftest import Knock


def docx() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.md", b"# Notes"),
        ("NOTES.TXT", "Größe".encode()),
        ("rota.pdf", b"%PDF-1.7 ..."),
        ("letter.docx", docx()),
        ("corpus.jsonl", b"{}"),
        ("empty.txt", b""),
    ],
)
def test_documents_come_in(knock: Knock, name: str, content: bytes) -> None:
    answer = knock().post("/gradio_api/upload", files={"files": (name, content)})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("run.exe", b"MZ", "of a kind that is not read"),
        ("page.svg", b"<svg/>", "of a kind that is not read"),
        ("noname", b"x", "of a kind that is not read"),
        ("state.json", b"{}", "of a kind that is not read"),
        ("letter.docx", b"MZ\x90", "is not what its name says"),
        ("rota.pdf", b"<html>", "is not what its name says"),
        ("notes.txt", b"MZ\x00\x01", "is not what its name says"),
        ("..\\..\\x.md\x00.exe", b"x", ""),
    ],
)
def test_other_things_do_not(knock: Knock, name: str, content: bytes, said: str) -> None:
    answer = knock().post("/gradio_api/upload", files=[("files", ("good.md", b"x")), ("files", (name, content))])
    assert answer.status_code == 415
    assert said in answer.text and len(answer.text.splitlines()) == 1


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "multipart/form-data; boundary=b"])
def test_an_upload_that_is_none_is_one_line(knock: Knock, kind: str) -> None:
    answer = knock().post("/gradio_api/upload", content=b"nothing of the kind", headers={"content-type": kind})
    assert answer.status_code in (400, 415)


def asked(pieces: Iterator[bytes], length: int | None) -> tuple[Request, list[int]]:
    taken: list[int] = []

    async def receive() -> dict[str, Any]:
        piece = next(pieces, b"")
        taken.append(len(piece))
        return {"type": "http.request", "body": piece, "more_body": bool(piece)}

    headers = [(b"content-length", str(length).encode())] if length is not None else []
    return Request({"type": "http", "method": "POST", "headers": headers}, receive), taken


def pieces(count: int) -> Iterator[bytes]:
    return iter([bytes(1_000_000)] * count)


def test_200_megabytes_that_say_so_are_refused_before_a_byte_is_read() -> None:
    request, taken = asked(pieces(200), 200_000_000)
    with pytest.raises(Refused, match="too large; the most is 20 MB") as caught:
        asyncio.run(read_body(request, Limits().upload, 5))
    assert (caught.value.status, taken) == (413, [])


def test_200_megabytes_that_do_not_say_so_are_refused_at_the_limit() -> None:
    request, taken = asked(pieces(200), None)
    with pytest.raises(Refused, match="too large"):
        asyncio.run(read_body(request, 3_000_000, 5))
    assert sum(taken) == 4_000_000


def test_who_sends_a_byte_at_a_time_is_not_waited_for() -> None:
    async def never() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    request = Request({"type": "http", "method": "POST", "headers": []}, never)
    with pytest.raises(Refused, match="too long to arrive"):
        asyncio.run(read_body(request, 10, 0.05))


def test_a_message_too_large_is_one_line(knock: Knock) -> None:
    client = knock(Limits(body=1000))
    assert client.post("/gradio_api/queue/join", content=b'{"data": "' + b"x" * 2000 + b'"}').status_code == 413
    said = b'{"data": "' + b"x" * 500 + b'"}'
    assert client.post("/gradio_api/queue/join", content=said).json()["sent"] == len(said)


@pytest.mark.parametrize(
    "head",
    ['Content-Disposition: form-data; name="files"', "Content-Disposition: form-data; filename*=UTF-8''a.txt", "X: y"],
)
def test_a_part_without_a_name_is_a_file_of_no_kind(knock: Knock, head: str) -> None:
    answer = knock().post(
        "/gradio_api/upload",
        content=f"--b\r\n{head}\r\n\r\nMZ\r\n--b--\r\n".encode(),
        headers={"content-type": "multipart/form-data; boundary=b"},
    )
    assert answer.status_code == 415
    assert "is of a kind that is not read" in answer.text
