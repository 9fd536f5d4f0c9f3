"""The login page: a form, a check that takes as long for a wrong name as for a wrong password, and a signed cookie."""

from __future__ import annotations

import html
import time
from pathlib import Path
from urllib.parse import parse_qs

import anyio
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.door.limits import Allowance, Buckets
from assistant.door.passwords import read_users, verify
from assistant.door.refusals import Refused
from assistant.door.visitors import LOGIN_COOKIE, LOGIN_SECONDS, load_key, set_cookie, sign, signed_user
from assistant.words import Words

# A check takes 32 MB; no more than this many at once, however many knock.
CHECKS_AT_ONCE = 2
PAGE = Path(__file__).with_name("login.html")


class Login:
    """Lets users in by their passwords."""

    def __init__(self, auth: str, folder: Path, words: Words, allowance: Allowance) -> None:
        self._users = read_users(auth)
        self._key = load_key(folder)
        self._words = words
        self._page = PAGE.read_text(encoding="utf-8")
        self._by_address, self._by_user = Buckets(allowance), Buckets(allowance)
        self._checks = anyio.CapacityLimiter(CHECKS_AT_ONCE)

    def user(self, request: Request) -> str | None:
        """Return who is logged in, or None."""
        return signed_user(self._key, self._users, request.cookies.get(LOGIN_COOKIE, ""), time.time())

    def form(self, said: str = "", status: int = 200) -> Response:
        """Return the page with the form, and what went wrong where something did."""
        texts = {name: self._words(f"login_{name}") for name in ("title", "user", "password", "send")}
        page = self._page
        for name, text in {**texts, "said": said}.items():
            page = page.replace(f"{{{{ {name} }}}}", html.escape(text))
        return HTMLResponse(page, status)

    async def enter(self, request: Request, body: bytes, *, secure: bool) -> Response:
        """Check what the form sent. Raises Refused where it is tried too often."""
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10, keep_blank_values=True)
        user, password = (fields.get(name, [""])[0] for name in ("username", "password"))
        address = request.client.host if request.client else ""
        wait = max(self._by_address.wait(address), self._by_user.wait(user[:64]))
        if wait:
            raise Refused(429, "That was tried too often; wait a minute.", {"Retry-After": str(int(wait) + 1)})
        right = await anyio.to_thread.run_sync(verify, self._users, user, password, limiter=self._checks)
        wants_page = "text/html" in request.headers.get("accept", "")
        if not right:
            said = self._words("login_wrong")
            return self.form(said, 401) if wants_page else JSONResponse({"error": said}, 401)
        answer = RedirectResponse("./", 303) if wants_page else JSONResponse({"success": True})
        until = int(time.time()) + LOGIN_SECONDS
        value = sign(self._key, user, self._users[user], until)
        answer.headers.append("set-cookie", set_cookie(LOGIN_COOKIE, value, secure=secure, seconds=LOGIN_SECONDS))
        return answer

    def leave(self, *, secure: bool) -> Response:
        """Forget the login of this browser."""
        answer = RedirectResponse("login", 303)
        answer.headers.append("set-cookie", set_cookie(LOGIN_COOKIE, "", secure=secure, seconds=0))
        return answer
