"""What every answer of the page carries, so that a browser runs, frames, sniffs and passes on nothing it need not."""

from __future__ import annotations

import re
import secrets

# Gradio styles its components inline, compiles their templates with `Function`, and brings its own scripts; the inline
# ones carry a nonce, so that a script which somebody puts into the page does not run.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
    )
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
_SCRIPT = re.compile(rb"<script(?=[\s>])")


def new_nonce() -> str:
    """Return a nonce for the scripts of one page view."""
    return secrets.token_urlsafe(16)


def security_headers(nonce: str, *, https: bool) -> dict[str, str]:
    """Return the headers of one answer."""
    return {
        "Content-Security-Policy": POLICY.format(nonce=nonce),
        **FIXED,
        **(HTTPS if https else {}),
    }


def with_nonce(page: bytes, nonce: str) -> bytes:
    """Mark the scripts that came with a page as its own; one that is put in later has no nonce and does not run."""
    return _SCRIPT.sub(b'<script nonce="' + nonce.encode("ascii") + b'"', page)
