"""A small app with the routes that matter, behind the door."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.door import Limits, door_options, visitor_of
from assistant.settings import load_settings

FILE = "/cache/" + "ab" * 32 + "/letter.docx"


async def page(request: Request) -> Response:
    return HTMLResponse("<html><script>window.x = {}</script><SCRIPT>no</SCRIPT></html>")


async def join(request: Request) -> Response:
    return JSONResponse({"event_id": uuid.uuid4().hex, "sent": len(await request.body())})


async def data(request: Request) -> Response:
    said = json.dumps({"said": 'a "path": "/cache/other" here', "file": {"path": FILE}, "for": visitor_of(request)})
    return StreamingResponse(iter([f"data: {said}\n\n"]), media_type="text/event-stream")


async def upload(request: Request) -> Response:
    async with request.form() as form:
        names = [f"/cache/{uuid.uuid4().hex}/{part.filename}" for part in form.getlist("files")]  # type: ignore[union-attr]
    return JSONResponse(names)


async def broken(request: Request) -> Response:
    raise ValueError("Dr Osei's secret")


async def plain(request: Request) -> Response:
    return PlainTextResponse("plain")


ROUTES = [
    Route("/", page),
    Route("/gradio_api/queue/join", join, methods=["POST"]),
    Route("/gradio_api/run/broken", broken, methods=["POST"]),
    Route("/gradio_api/run/{name}", join, methods=["POST"]),
    Route("/gradio_api/cancel", join, methods=["POST"]),
    Route("/gradio_api/queue/data", data),
    Route("/gradio_api/call/{name}/{id}", data),
    Route("/gradio_api/heartbeat/{id}", plain),
    Route("/gradio_api/upload", upload, methods=["POST"]),
    Route("/gradio_api/upload_progress", plain),
    Route("/gradio_api/{rest:path}", plain),
    Route("/{rest:path}", plain),
]

Knock = Callable[..., TestClient]


@pytest.fixture
def knock(tmp_path: Path) -> Knock:
    """Make a browser at the door; the settings and limits of the first call hold for all."""
    made: list[Starlette] = []

    def make(
        limits: Limits | None = None, *, address: str = "127.0.0.1", base: str = "http://localhost", **settings: Any
    ):
        if not made:
            options = door_options(load_settings(data_dir=tmp_path / "data", **settings), limits)
            made.append(Starlette(routes=ROUTES, **options["app_kwargs"]))
        return TestClient(made[0], base, client=(address, 5000), follow_redirects=False, raise_server_exceptions=False)

    return make
