"""The door itself: every request is looked at before Gradio sees it, every answer before it leaves.

In order: the host's name, who asks, how often, whether the route is open, the login, the size, the ids. State lies in
the `Door` and is bounded; nothing lies in the module.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import time
from collections import Counter
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.door.bodies import check_upload, read_body, replayed
from assistant.door.headers import new_nonce, security_headers, with_nonce
from assistant.door.hosts import Hosts, is_loopback
from assistant.door.ids import Ids
from assistant.door.kept import kept_page
from assistant.door.limits import Belongings, Buckets, Limits
from assistant.door.login import Login
from assistant.door.refusals import Refused, not_found
from assistant.door.routes import PARAMETERS, Route, find_route
from assistant.door.visitors import VISITOR_COOKIE, VISITOR_SECONDS, browser_secret, set_cookie
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.words import Words, load_words

_log = logging.getLogger(__name__)
_VISITOR = "mentor.visitor"


def door_options(settings: Settings, limits: Limits | None = None) -> dict[str, Any]:
    """Return what Gradio's `launch` is told so that the page stands behind the door.

    Raises SettingsError when the page would be open to others and nobody said so, and for unusable users.
    """
    limits = limits or Limits()
    check_open(settings)
    door = Middleware(Door, settings=settings, words=load_words(), limits=limits, login=_login(settings, limits))
    return {"app_kwargs": {"middleware": [door]}, "max_file_size": limits.upload}


def check_open(settings: Settings) -> None:
    """Raises SettingsError when others could reach the page and neither users nor `--open` are set."""
    if not is_loopback(settings.host) and settings.auth is None and not settings.open:
        raise SettingsError(
            f"host '{settings.host}' lets others reach the page; set MENTOR_AUTH (python -m assistant passwd NAME "
            "makes a line of it), or add --open if everybody who reaches it may use it"
        )


def visitor_of(request: Any) -> str:
    """Return whose conversations a request may see: the secret of its browser, or its user.

    `request` is Gradio's or Starlette's. Empty where it brought no cookie: a browser that refuses them, or a program.
    """
    scope = getattr(getattr(request, "request", None) or request, "scope", None) or {}
    return str(scope.get(_VISITOR, ""))


def _login(settings: Settings, limits: Limits) -> Login | None:
    if settings.auth is None:
        return None
    return Login(settings.auth.get_secret_value(), settings.data_dir, load_words(), limits.login)


class Door:
    """ASGI middleware around the page."""

    def __init__(
        self, app: ASGIApp, settings: Settings, words: Words, limits: Limits, login: Login | None = None
    ) -> None:
        self._app = app
        self._words = words
        self._limits = limits
        self._login = login
        self._kept = kept_page(settings, words)
        self._hosts = Hosts(settings.host, settings.host_names)
        self._visitors, self._guests = Buckets(limits.visitor), Buckets(limits.guests)
        self._addresses = Buckets(limits.address)
        self._ids = Ids(Belongings())
        self._open: Counter[str] = Counter()
        self._uploads = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            # The page has none.
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        else:
            await _Passage(self, Request(scope, receive)).go(send)

    async def admit(self, passage: _Passage) -> Response | None:
        """Look at a request; return an answer of the door's own, or None to let it through. Raises Refused."""
        request = passage.request
        self._hosts.check(request)
        user = self._login.user(request) if self._login else None
        visitor = f"user:{user}" if user else "" if passage.fresh else passage.secret
        request.scope[_VISITOR] = visitor
        # Who brings no cookie (a first visit, a program) is one of the guests at its address.
        passage.guest = not visitor
        passage.who = _digest(visitor or f"guest:{passage.address}")
        route = find_route(request.method, request.url.path)
        self._count(passage, route)
        if route is None:
            raise not_found()
        passage.route = route
        if route.kind == "login":
            return await self._log_in_or_out(passage)
        if route.kind == "kept":
            return HTMLResponse(self._kept)
        if self._login and user is None and route.kind != "static" and not route.name.endswith("/startup-events"):
            if route.kind == "page" and route.name == "/":
                return RedirectResponse("login", 303)
            raise Refused(401, self._words("login_first"))
        await self._look(passage, route)
        return None

    def enter(self, passage: _Passage) -> None:
        """Count an open request. Raises Refused where this visitor has too many."""
        most = self._limits.guests_open_at_once if passage.guest else self._limits.open_at_once
        if self._open[passage.who] >= most:
            raise Refused(429, self._words("door_busy"), {"Retry-After": "5"})
        self._open[passage.who] += 1

    def leave(self, passage: _Passage) -> None:
        """A request of this visitor is over."""
        self._open[passage.who] -= 1
        if self._open[passage.who] <= 0:
            del self._open[passage.who]

    def note(self, passage: _Passage, content: bytes) -> None:
        """Look at a piece of an answer for what it shows to the visitor."""
        match passage.route.kind:
            case "upload":
                self._ids.note_uploaded(content, passage.who)
            case "call" | "session" | "event":
                self._ids.note_shown(content, passage.who)
            case "page":
                # The page's own files are shown to the guest, and to the visitor that it is about to become.
                for who in {passage.who, _digest(passage.secret)}:
                    self._ids.note_shown(content, who)

    def _count(self, passage: _Passage, route: Route | None) -> None:
        """Raises Refused when a visitor, or an address, asks too often.

        The visitor comes first: what is refused there takes nothing from the others at the same address.
        """
        own = self._guests if passage.guest else self._visitors
        wait = 0.0 if route and route.kind == "static" else own.wait(passage.who)
        wait = wait or self._addresses.wait(passage.address)
        if wait:
            raise Refused(429, self._words("door_too_often"), {"Retry-After": str(int(wait) + 1)})

    async def _log_in_or_out(self, passage: _Passage) -> Response:
        request, login = passage.request, self._login
        if login is None:
            return RedirectResponse("./", 303)
        if "logout" in request.url.path:
            return login.leave(secure=passage.https)
        if request.method != "POST":
            return login.form()
        body = await read_body(request, 10_000, self._limits.body_seconds)
        return await login.enter(request, body, secure=passage.https)

    async def _look(self, passage: _Passage, route: Route) -> None:
        """Look at the ids and the body. Raises Refused."""
        request, who, limits = passage.request, passage.who, self._limits
        id = route.id or request.query_params.get(PARAMETERS.get(route.name, ""), "")
        match route.kind:
            case "session":
                self._ids.claim(id, who)
            case "event":
                self._ids.need(id, who)
            case "file":
                self._ids.need_file(id, who)
            case "call":
                passage.body = await read_body(request, limits.body, limits.body_seconds)
                self._ids.check_call(passage.body, who)
            case "upload":
                if self._uploads >= limits.uploads_at_once:
                    raise Refused(503, self._words("door_busy"), {"Retry-After": "5"})
                self._uploads += 1
                try:
                    passage.body = await read_body(request, limits.upload, limits.body_seconds)
                finally:
                    self._uploads -= 1
                check_upload(request.headers.get("content-type", ""), passage.body)
                if upload := request.query_params.get("upload_id"):
                    self._ids.claim(upload, who)


def _digest(visitor: str) -> str:
    return hashlib.sha256(visitor.encode("utf-8")).hexdigest()


class _Passage:
    """One request on its way in and its answer on its way out."""

    def __init__(self, door: Door, request: Request) -> None:
        self.request = request
        self.secret, self.fresh = browser_secret(request)
        self.address = request.client.host if request.client else ""
        self.https = request.url.scheme == "https"
        self.who = ""
        self.guest = True
        self.route = Route("plain", "")
        self.body: bytes | None = None
        self._door = door
        self._nonce = new_nonce()
        self._status = 0
        self._page: tuple[Message, bytearray] | None = None

    async def go(self, send: Send) -> None:
        """Let it through or refuse it, and log that it came."""
        started, entered = time.perf_counter(), False

        async def out(message: Message) -> None:
            await self._out(message, send)

        try:
            answer = await self._door.admit(self)
            self._door.enter(self)
            entered = True
            if answer is not None:
                await answer(self.request.scope, self.request.receive, out)
            else:
                receive = self.request.receive
                body = replayed(self.body, receive) if self.body is not None else receive
                await self._door._app(self.request.scope, body, out)
        except Refused as refused:
            line = PlainTextResponse(f"{refused}\n", refused.status, refused.headers)
            await line(self.request.scope, self.request.receive, out)
        except Exception:
            reference = secrets.token_hex(4)
            _log.exception("request failed", extra={"reference": reference})
            if not self._status:
                await PlainTextResponse(f"Something went wrong here ({reference}).\n", 500)(
                    self.request.scope, self.request.receive, out
                )
        finally:
            if entered:
                self._door.leave(self)
            milliseconds = round((time.perf_counter() - started) * 1000)
            found = {"method": self.request.method, "route": self.route.name, "status": self._status}
            _log.info("request", extra={**found, "ms": milliseconds, "visitor": self.who[:8]})

    async def _out(self, message: Message, send: Send) -> None:
        """Send a message on, with the headers, the cookie and, in the page, the nonce."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in security_headers(self._nonce, https=self.https).items():
                headers[name] = value
            if self.fresh and self.route.kind == "page":
                cookie = set_cookie(VISITOR_COOKIE, self.secret, secure=self.https, seconds=VISITOR_SECONDS)
                headers.append("set-cookie", cookie)
            if self.route.kind != "static":
                headers["Cache-Control"] = "no-store"
            if headers.get("content-type", "").startswith("text/html"):
                self._page = (message, bytearray())
                return
        elif message["type"] == "http.response.body":
            if message.get("body"):
                self._door.note(self, message["body"])
            if self._page is not None:
                start, page = self._page
                page += message.get("body", b"")
                if message.get("more_body"):
                    return
                whole = with_nonce(bytes(page), self._nonce)
                if self.request.method != "HEAD":
                    MutableHeaders(scope=start)["content-length"] = str(len(whole))
                self._page = None
                await send(start)
                message = {**message, "body": whole, "more_body": False}
        await send(message)
