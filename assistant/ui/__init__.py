"""The Gradio page. Nothing outside this folder imports gradio."""

from assistant.ui.page import Page
from assistant.ui.theme import launch_options

__all__ = ["Page", "launch_options"]
