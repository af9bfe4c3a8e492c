"""Streamlit's front end as browsers get it from us: its page with a head and an end of ours, its parts from memory."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.ui.streamlit_internals.page_head import HTML, HTML_UNTRANSLATED, head_of, page_end

FRONT_END = Path(st.__file__).parent / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
"""By ourselves: what a system says of .js can be wrong (Windows takes it from its registry)."""
FOREVER = "public, immutable, max-age=31536000"
"""As Streamlit says of the same files: their names hold a hash of what is in them."""


def parts(base: str) -> dict[str, Path]:
    """Scripts, styles and fonts of the front end, by the path of their address. `base`: a base path."""
    prefix = f"/{base}/" if base else "/"
    files = (file for file in (FRONT_END / "static").rglob("*") if file.suffix in TYPES)
    return {prefix + file.relative_to(FRONT_END).as_posix(): file for file in files}


class FrontEnd:
    """ASGI middleware before Streamlit's own routes. `base`: a base path, without slashes at its ends.

    A first visit asks for some hundred parts. Read from disk anew each they make a first load of the jobs page 13 %
    slower (20 rounds in turns: 1.81 of the blank page against 1.62; 0.832 to 0.961), and none of Create.
    """

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app, self.base = app, base
        self.parts = parts(base)
        self.read: dict[str, bytes] = {}
        """What was asked for once: some 5 MB for our pages, never more than the 25 MB of all parts."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            if part := await self._part(scope):
                await part(scope, receive, send)
                return
            if _accepts_html(scope):
                scope, send = _unpacked(scope), self._as_our_page(send, scope["path"])
        await self.app(scope, receive, send)

    async def _part(self, scope: Scope) -> Response | None:
        path = scope["path"]
        file = self.parts.get(path)
        if file is None or any(name == b"range" for name, _ in scope["headers"]):
            return None
        if path not in self.read:
            try:
                self.read[path] = await run_in_threadpool(file.read_bytes)
            except OSError:
                return None  # Streamlit answers for its own files.
        return Response(self.read[path], media_type=TYPES[file.suffix], headers={"Cache-Control": FOREVER})

    def _as_our_page(self, send: Send, path: str) -> Send:
        """Put ours into the page; it is sent once it is there as a whole."""
        head = head_of(path.removeprefix(f"/{self.base}").removeprefix("/"))
        begin: Message | None = None
        body = b""

        async def sending(message: Message) -> None:
            """Hold back a page until it is whole, and pass on everything else as it comes."""
            nonlocal begin, body
            if message["type"] == "http.response.start":
                kind = MutableHeaders(raw=message.setdefault("headers", [])).get("content-type", "")
                if message["status"] == 200 and kind.startswith("text/html"):
                    begin = message
                    return
            if begin is None or message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            page = _with(body, head, page_end())
            headers = MutableHeaders(raw=begin["headers"])
            headers["content-length"] = str(len(page))
            for of_the_bare_page in ("etag", "last-modified"):
                del headers[of_the_bare_page]
            # Someone else's page around ours could make people press Generate without seeing it.
            headers["content-security-policy"] = "frame-ancestors 'self'"
            await send(begin)
            await send({"type": "http.response.body", "body": page})

        return sending


def _with(page: bytes, head: str, end: str) -> bytes:
    for bare, ours in ((HTML, HTML_UNTRANSLATED), ("<head>", f"<head>{head}")):
        page = page.replace(bare.encode(), ours.encode(), 1)
    before, mark, after = page.rpartition(b"</body>")
    return before + end.encode() + mark + after if mark else page


def _accepts_html(scope: Scope) -> bool:
    return any(b"text/html" in value for name, value in scope["headers"] if name == b"accept")


def _unpacked(scope: Scope) -> Scope:
    """The same request for an answer that is not packed: it is about to be added to."""
    headers = [(name, value) for name, value in scope["headers"] if name not in (b"accept-encoding", b"if-none-match")]
    return {**scope, "headers": headers}
