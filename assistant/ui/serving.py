"""Launching the page: behind the door, on the port that was asked for, as an MCP server where that is wanted."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import gradio as gr

from assistant.door import bound_heads
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.ui.theme import launch_options


def launch(page: gr.Blocks, settings: Settings, door: Mapping[str, Any], *, mcp: bool = False) -> None:
    """Start serving the page and return.

    Raises SettingsError when the port is taken, and when the MCP server is asked for and cannot be.
    """
    if mcp:
        check_mcp(login=settings.auth is not None)
    try:
        with warnings.catch_warnings():
            # It warns that a tool keeps no conversation; that is how /chat is meant where it is one.
            warnings.filterwarnings("ignore", message="This MCP server includes a tool that has a gr.State")
            _launch(page, settings, door, mcp)
    except OSError:
        raise SettingsError(f"port {settings.port} is taken; choose another: python app.py --port 7861") from None


def check_mcp(*, login: bool) -> None:
    """Raises SettingsError where the page cannot be an MCP server: the extra is missing, or it asks for a login."""
    if find_spec("mcp") is None:
        raise SettingsError("--mcp needs more packages; run: pip install 'mentoring-coach[mcp]'")
    if login:
        raise SettingsError("--mcp cannot log in for its callers; start a second page without MENTOR_AUTH")


def _launch(page: gr.Blocks, settings: Settings, door: Mapping[str, Any], mcp: bool) -> None:
    bound_heads()
    page.launch(
        server_name=settings.host,
        server_port=settings.port,
        prevent_thread_lock=True,
        mcp_server=mcp,
        **launch_options(),
        **door,
    )
