"""The look: calm greens on warm paper, local fonts, light and dark."""

from __future__ import annotations

import gradio as gr
from gradio.themes.utils import colors

FONTS = ("ui-sans-serif", "system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")

# Contrast of the 700 on the 50 is above 7:1, of white on the 600 above 5:1.
PINE = colors.Color(
    name="pine",
    c50="#f1f7f5",
    c100="#dcece7",
    c200="#bbd9d0",
    c300="#8fbfb2",
    c400="#5f9f8f",
    c500="#3f8373",
    c600="#2c6b5d",
    c700="#23564b",
    c800="#1d453d",
    c900="#183832",
    c950="#0c211d",
)


def theme() -> gr.themes.Base:
    """Return the theme; nothing in it is fetched from outside."""
    return gr.themes.Base(
        primary_hue=PINE,
        secondary_hue=PINE,
        neutral_hue=colors.stone,
        font=list(FONTS),
        font_mono=list(MONO),
        radius_size=gr.themes.sizes.radius_lg,
        text_size=gr.themes.sizes.text_md,
    ).set(
        body_background_fill="#faf8f5",
        body_background_fill_dark="#141716",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#1b201e",
        background_fill_secondary="#f3f0ea",
        background_fill_secondary_dark="#222826",
        block_background_fill="#ffffff",
        block_background_fill_dark="#1b201e",
        border_color_primary="#ddd7cc",
        border_color_primary_dark="#37403d",
        body_text_color="#23292a",
        body_text_color_dark="#e9ece9",
        body_text_color_subdued="#5a6262",
        body_text_color_subdued_dark="#b0b9b4",
        color_accent_soft="*primary_100",
        color_accent_soft_dark="*primary_900",
        input_background_fill="#ffffff",
        input_background_fill_dark="#222826",
    )
