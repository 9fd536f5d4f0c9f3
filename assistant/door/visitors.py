"""Who asks: a browser by its cookie, a user by a signed one. Neither can be guessed nor made up."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from starlette.requests import Request

from assistant.errors import SettingsError

VISITOR_COOKIE, LOGIN_COOKIE = "mentor_visitor", "mentor_login"
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
VISITOR_SECONDS = 400 * 24 * 3600
LOGIN_SECONDS = 12 * 3600
KEY_FILE, KEY_BYTES = "door.key", 32


def browser_secret(request: Request) -> tuple[str, bool]:
    """Return the browser's secret of 256 bits, and whether it is new: none came, or one of another form."""
    sent = request.cookies.get(VISITOR_COOKIE, "")
    return (sent, False) if SECRET.fullmatch(sent) else (secrets.token_urlsafe(32), True)


def set_cookie(name: str, value: str, *, secure: bool, seconds: int | None) -> str:
    """Return a Set-Cookie header that no script reads and no other site sends along."""
    parts = [f"{name}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    parts += [f"Max-Age={seconds}"] if seconds is not None else []
    return "; ".join([*parts, "Secure"] if secure else parts)


def sign(key: bytes, user: str, hashed: str, until: int) -> str:
    """Return the login cookie of a user, good until `until` (seconds since 1970) or the next password."""
    name = base64.urlsafe_b64encode(user.encode("ascii")).decode("ascii").rstrip("=")
    return f"{name}.{until}.{_seal(key, user, hashed, until)}"


def signed_user(key: bytes, users: dict[str, str], cookie: str, now: float) -> str | None:
    """Return the user of a login cookie; None for one that is missing, old, changed or of a user that is gone."""
    name, _, rest = cookie.partition(".")
    until, _, seal = rest.partition(".")
    try:
        user = base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    if user not in users or not (until.isascii() and until.isdigit() and len(until) < 12) or int(until) < now:
        return None
    right = _seal(key, user, users[user], int(until))
    return user if hmac.compare_digest(seal.encode("utf-8", "surrogatepass"), right.encode("ascii")) else None


def load_key(folder: Path) -> bytes:
    """Return the key that signs logins, made on the first start. Raises SettingsError where it cannot be kept."""
    path = folder / KEY_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Written aside and linked, so that a second program never reads half a key.
        aside = folder / f"{KEY_FILE}.{secrets.token_hex(8)}"
        with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        try:
            os.link(aside, path)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
        key = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"'{path}' cannot be kept ({error.strerror}); set MENTOR_DATA_DIR") from None
    if len(key) != KEY_BYTES:
        raise SettingsError(f"'{path}' is not a key; delete it, and everybody logs in anew")
    return key


def _seal(key: bytes, user: str, hashed: str, until: int) -> str:
    return hmac.new(key, f"{user}\n{hashed}\n{until}".encode("ascii"), hashlib.sha256).hexdigest()
