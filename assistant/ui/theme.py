"""The look, and what `launch` must be told. One stylesheet, one font that lies beside it; nothing is fetched."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.themes.utils import colors

HERE = Path(__file__).parent
FONT = HERE / "fonts" / "atkinson-hyperlegible-next.woff2"
FONTS = ("Hyperlegible", "ui-sans-serif", "system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif")


def theme() -> gr.themes.Base:
    """The theme of what Gradio draws itself; all else stands in style.css."""
    return gr.themes.Base(
        primary_hue=colors.teal, neutral_hue=colors.stone, font=list(FONTS), font_mono=["ui-monospace", "monospace"]
    ).set(body_background_fill="#f7f4ee", body_background_fill_dark="#121816")


def stylesheet() -> str:
    """The stylesheet with the font in it. The font is under the SIL Open Font License, fonts/OFL.txt."""
    font = base64.b64encode(FONT.read_bytes()).decode()
    face = (
        "@font-face{font-family:Hyperlegible;font-weight:200 800;font-display:swap;"
        f"src:url(data:font/woff2;base64,{font}) format('woff2')}}"
    )
    return face + (HERE / "style.css").read_text(encoding="utf-8")


def head() -> str:
    """What stands in the page's head. As `css` Gradio would rewrite the selectors, and not understand all of them."""
    return f"<style>{stylesheet()}</style>"


def launch_options() -> dict[str, Any]:
    """Everything that `launch` must be told so that nothing is fetched, shared, recorded or leaked."""
    return {
        "theme": theme(),
        "head": head(),
        "share": False,
        "footer_links": [],
        "run_history": False,
        "show_error": False,
        "quiet": True,
        "ssr_mode": False,
        "pwa": False,
        "enable_monitoring": False,
        "favicon_path": HERE / "favicon.png",
    }
