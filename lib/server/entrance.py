"""Who gets in once people sign in: every request and every message of an open page is asked for its person."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.domain.errors import StudioError
from lib.domain.role import Role, Visitor
from lib.domain.sign_in import Caller, is_within, origin_of
from lib.server.doors import STREAM, inner_path, is_page, least_role
from lib.server.page_cookie import dropped, renewed, secured, with_cookie
from lib.server.page_sessions import PageSessions, without_session
from lib.server.same_origin import is_from_elsewhere
from lib.services.settings import Settings
from lib.ui.callers import ADDRESS_HEADER, TOKEN_COOKIE, caller_of
from lib.ui.state import VISITOR, studio, utc_now
from lib.ui.streamlit_internals.back_messages import is_for
from lib.ui.streamlit_internals.forward_messages import session_of
from lib.ui.streamlit_internals.peers import PEER
from lib.ui.streamlit_internals.provider_cookie import SIGN_OUT

log = logging.getLogger(__name__)

CLOSED_BY_US = 4401


class Entrance:
    """ASGI middleware. Behind it a request carries its visitor, its address, and no name that nobody believed."""

    def __init__(self, app: ASGIApp, settings: Settings | None, base: str) -> None:
        self.app, self.base = app, base
        self._settings = settings
        self._sessions = PageSessions()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not await self._is_on():
            await self.app(scope, receive, send)
            return
        scope = self._cleaned(scope)
        path = inner_path(scope["path"], self.base)
        if scope["type"] == "websocket":
            if path == STREAM and not is_from_elsewhere(Headers(scope=scope)):
                await self._stream(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": CLOSED_BY_US})
            return
        if scope["scheme"] == "https":
            send = secured(send)
        least = least_role(scope["method"], path)
        if least is Role.NOBODY:
            await self.app(scope, receive, await self._on_open_ground(scope, path, send))
            return
        try:
            visitor = await self._who(self._caller(scope))
        except StudioError:
            log.exception("Nobody can be asked for who they are")
            await PlainTextResponse("Not available now", status_code=503)(scope, receive, send)
            return
        if visitor.role.is_at_least(least):
            await self.app({**scope, VISITOR: visitor}, receive, send)
        else:
            await _refusal(visitor)(scope, receive, send)

    async def _is_on(self) -> bool:
        """Settings that could not be read as the server started are those of the studio, once it has any."""
        if self._settings is None:
            try:
                self._settings = await run_in_threadpool(lambda: studio().settings)
            except StudioError:
                return False  # There is no studio: nothing that could be shown or done.
        return self._settings.sign_in is not None

    @property
    def settings(self) -> Settings:
        assert self._settings is not None
        return self._settings

    def _cleaned(self, scope: Scope) -> Scope:
        """Without names that nobody believed; with the address, and https where a proxy that is believed says so."""
        headers = Headers(scope=scope)
        client = scope.get("client")
        peer = scope.get(PEER) or (client[0] if client else "")
        is_believed = is_within(peer, self.settings.proxy_addresses)
        forbidden, name = {ADDRESS_HEADER.encode()}, self.settings.proxy_header
        # Twice: the proxy added a name to the one that a browser sent, and nothing tells which is whose.
        if not is_believed or self.settings.sign_in != "proxy" or len(headers.getlist(name)) > 1:
            forbidden.add(name.lower().encode())
        kept = [(name, value) for name, value in scope["headers"] if name.lower() not in forbidden]
        address = origin_of(peer, ", ".join(headers.getlist("x-forwarded-for")), self.settings.proxy_addresses)
        cleaned = {**scope, "headers": [*kept, (ADDRESS_HEADER.encode(), address.encode("latin-1", "replace"))]}
        if is_believed and headers.get("x-forwarded-proto", "").strip() in ("https", "wss"):
            cleaned["scheme"] = "https" if scope["type"] == "http" else "wss"
        return cleaned

    def _caller(self, scope: Scope) -> Caller:
        return caller_of(HTTPConnection(scope).cookies, Headers(scope=scope), self.settings)

    async def _who(self, caller: Caller) -> Visitor:
        return await run_in_threadpool(lambda: studio().identity.who(caller, utc_now()))

    async def _on_open_ground(self, scope: Scope, path: str, send: Send) -> Send:
        """What an open address does beside its answer: a page renews its cookie, the way out makes it worthless."""
        if path == SIGN_OUT and self.settings.sign_in == "oidc":
            await run_in_threadpool(self._sign_out, scope)
        elif is_page(path) and TOKEN_COOKIE in HTTPConnection(scope).cookies:
            cookie = await run_in_threadpool(self._page_cookie, scope)
            return with_cookie(send, cookie) if cookie else send
        return send

    def _sign_out(self, scope: Scope) -> None:
        try:
            studio().identity.sign_out(self._caller(scope), utc_now())
        except StudioError:
            log.exception("Signing out is not kept: a copy of this cookie still counts")

    def _page_cookie(self, scope: Scope) -> str:
        caller, now = self._caller(scope), utc_now()
        secure = scope.get("scheme") == "https"
        try:
            identity = studio().identity
            if not caller.token or identity.is_stale(caller, now):
                return dropped(self.base, secure=secure)
            return renewed(caller.token, self.base, secure=secure) if identity.renew(caller, now) else ""
        except StudioError:
            return ""  # The page itself says what is wrong.

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        caller = self._caller(scope)
        line = _Line(await self._asked(caller, None))
        if not self._sessions.are_kept(scope, line.visitor):
            scope = without_session(scope)

        async def receiving() -> Message:
            """The next message that this person may send; the end of the line once they may be here no more."""
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                if not line.goes_on_for(await self._asked(caller, line.visitor)):
                    line.closed = True
                    await send({"type": "websocket.close", "code": CLOSED_BY_US})
                    return {"type": "websocket.disconnect", "code": CLOSED_BY_US}
                if line.session:
                    self._sessions.note(line.session, line.visitor)
                if is_for(line.visitor.role, message.get("bytes") or b""):
                    return message

        async def sending(message: Message) -> None:
            if line.closed:
                return
            if not line.session and (session := session_of(message.get("bytes") or b"")):
                line.session = session
                self._sessions.note(session, line.visitor)
            await send(message)

        await self.app(scope, receiving, sending)

    async def _asked(self, caller: Caller, before: Visitor | None) -> Visitor:
        """While the store is away everybody is who they were: the same store would have to give what they ask for."""
        try:
            return await self._who(caller)
        except StudioError:
            return before or Visitor("", Role.NOBODY, caller.address)


class _Line:
    """An open page: whose it is, and whether it still may be open."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.closed = visitor, False
        self.session = ""
        """"" until a run has begun."""

    def goes_on_for(self, now: Visitor) -> bool:
        """Note who it is now. Whoever was let in once must not become anybody else on the same line.

        Nor somebody who may do less or more: what the page shows was drawn for another role.
        """
        was = self.visitor
        self.visitor = now
        return not was.is_let_in or (now.person_id, now.role) == (was.person_id, was.role)


def _refusal(visitor: Visitor) -> PlainTextResponse:
    if visitor.person_id:
        return PlainTextResponse("Not allowed", status_code=403)
    return PlainTextResponse("Sign in first", status_code=401)
