"""The Gradio page. Nothing outside this folder imports gradio."""

from assistant.ui.page import Page
from assistant.ui.serving import launch

__all__ = ["Page", "launch"]
