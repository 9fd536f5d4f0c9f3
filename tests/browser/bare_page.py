"""The least that Gradio can serve, to measure our page against: python -m tests.browser.bare_page PORT."""

from __future__ import annotations

import sys

import gradio as gr


def main() -> None:
    """Serve a page with one box until it is stopped."""
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Textbox(elem_id="box")
    page.launch(server_port=int(sys.argv[1]), quiet=True)


if __name__ == "__main__":
    main()
