"""What holds for everybody: routes that nobody here needs are closed, and each browser gets its person cookie."""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.ui.state import PERSON_COOKIE

YEAR_S = 365 * 24 * 3600
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""Routes of Streamlit without a login of their own that staff never need."""


class Guard:
    """ASGI middleware: closes routes nobody here needs, and gives each browser its person cookie.

    `names_browsers`: no, where people sign in and a browser is nobody by itself.
    """

    def __init__(self, app: ASGIApp, *, names_browsers: bool = True) -> None:
        self.app, self.names_browsers = app, names_browsers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if any(part in scope["path"] for part in CLOSED):
            await _refuse(scope, receive, send)
            return
        if self.names_browsers and scope["type"] == "http" and not _has_person(scope):
            send = _with_cookie(send, secure=scope.get("scheme") == "https")
        await self.app(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4404})
        return
    await PlainTextResponse("Not found", status_code=404)(scope, receive, send)


def _has_person(scope: Scope) -> bool:
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    sent = b"; ".join(value for name, value in headers if name == b"cookie").decode("latin-1")
    try:
        return PERSON_COOKIE in SimpleCookie(sent)
    except CookieError:
        return False


def _with_cookie(send: Send, *, secure: bool) -> Send:
    """Set the cookie with the page itself, so that the first run of a session can read it already."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                value = f"{PERSON_COOKIE}={secrets.token_hex(16)}; Path=/; HttpOnly; SameSite=Lax; Max-Age={YEAR_S}"
                headers.append("Set-Cookie", value + ("; Secure" if secure else ""))
        await send(message)

    return sending
