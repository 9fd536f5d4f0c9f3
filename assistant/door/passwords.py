"""Users and their passwords: scrypt hashes, one `user:hash` a line. There is no default user and no default password.

Parameters are those of the OWASP password storage guide for scrypt (N=2^15, r=8, p=3): about 32 MB and a tenth of a
second a check.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import SettingsError

LOG_N, R, P = 15, 8, 3
SALT_BYTES, HASH_BYTES = 16, 32
SHORTEST, LONGEST = 10, 1024
USER = re.compile(r"[A-Za-z0-9._@-]{1,64}")
# No sign in it that a shell or a compose file would act on.
HASH = re.compile(r"scrypt\.(\d\d)\.(\d{1,2})\.(\d{1,2})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})")


def hash_password(password: str) -> str:
    """Return the hash to keep of a password. Raises SettingsError where it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise SettingsError(f"a password has {SHORTEST} to {LONGEST} characters; this one has {len(password)}")
    salt = secrets.token_bytes(SALT_BYTES)
    return f"scrypt.{LOG_N}.{R}.{P}.{_text(salt)}.{_text(_scrypt(password, salt, LOG_N, R, P))}"


def verify(users: Mapping[str, str], user: str, password: str) -> bool:
    """Whether this is the user's password. Takes as long for a user that there is not."""
    known = users.get(user)
    match = HASH.fullmatch(known or NOBODY)
    assert match, "read_users checked the form"
    log_n, r, p = (int(part) for part in match.groups()[:3])
    found = _scrypt(password[:LONGEST], _bytes(match[4]), log_n, r, p)
    return hmac.compare_digest(found, _bytes(match[5])) and known is not None


def read_users(auth: str) -> dict[str, str]:
    """Read `user:hash` lines, from a file where `auth` names one.

    Raises SettingsError naming the line and not the hash.
    """
    lines = auth.split()
    if ":" not in auth:
        try:
            lines = Path(auth).expanduser().read_text(encoding="utf-8").split()
        except (OSError, UnicodeDecodeError):
            raise SettingsError(
                "MENTOR_AUTH is neither a file that can be read nor lines of user:hash; "
                "make a line: python -m assistant passwd NAME"
            ) from None
    users = {}
    for number, line in enumerate(lines, 1):
        user, _, hashed = line.partition(":")
        match = HASH.fullmatch(hashed)
        if not USER.fullmatch(user) or not match or not 10 <= int(match[1]) <= 20 or not int(match[2]) * int(match[3]):
            raise SettingsError(
                f"MENTOR_AUTH, line {number}: is not user:hash; make it anew: python -m assistant passwd NAME"
            )
        users[user] = hashed
    if not users:
        raise SettingsError("MENTOR_AUTH names no user; make a line: python -m assistant passwd NAME")
    return users


def write_user(path: Path, user: str, hashed: str) -> None:
    """Add a user to a file, or renew its line; the file is for its owner only. Raises SettingsError."""
    users = read_users(str(path)) if path.exists() and path.stat().st_size else {}
    lines = "".join(f"{name}:{value}\n" for name, value in {**users, user: hashed}.items())
    aside = path.with_name(f"{path.name}.new")
    try:
        with os.fdopen(os.open(aside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(lines)
        aside.replace(path)
    except OSError as error:
        raise SettingsError(f"'{path}' cannot be written ({error.strerror}); name another file") from None


def _scrypt(password: str, salt: bytes, log_n: int, r: int, p: int) -> bytes:
    said = password.encode("utf-8", "surrogatepass")
    room = 128 * r * ((1 << log_n) + p + 2) + (1 << 20)
    return hashlib.scrypt(said, salt=salt, n=1 << log_n, r=r, p=p, maxmem=room, dklen=HASH_BYTES)


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")


def _bytes(value: str) -> bytes:
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


# Checked for a user that there is not; no password has it.
NOBODY = f"scrypt.{LOG_N}.{R}.{P}.{_text(bytes(SALT_BYTES))}.{_text(bytes(HASH_BYTES))}"
