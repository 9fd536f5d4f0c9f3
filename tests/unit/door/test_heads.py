"""How a connection is read: it stays open while somebody thinks."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from assistant.door.heads import KEPT_OPEN, BoundedHead


def test_a_connection_outlasts_a_persons_thinking_and_a_proxys_patience() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError("nothing is asked")

    async def seconds() -> float:
        protocol = BoundedHead(config=uvicorn.Config(app), server_state=ServerState(), app_state={})
        return protocol.timeout_keep_alive

    assert asyncio.run(seconds()) == KEPT_OPEN > 60
