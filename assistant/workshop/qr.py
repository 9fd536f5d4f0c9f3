"""A QR code as SVG, drawn here: nothing is asked of anybody outside."""

from __future__ import annotations

import segno

# The quiet margin that readers need, in modules (ISO/IEC 18004).
MARGIN = 4


def qr_svg(text: str, title: str) -> str:
    """Return `text` as a QR code: dark on white whatever the theme, because many readers want it so."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(border=MARGIN, dark="#000", light="#fff", title=title, omitsize=True))
