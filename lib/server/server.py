"""The server's side: what runs beside the pages (lifespan), the signed media route, the guard and the person cookie."""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import logging
import pkgutil
import re
import secrets
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

import streamlit as st
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from zipstream import ZipStream

import lib.ui
from lib.app import Studio
from lib.domain.errors import PictureUnusable, StudioError
from lib.domain.naming import file_name
from lib.server.front_end import FrontEnd
from lib.services.media.links import Allowed
from lib.ui.state import PERSON_COOKIE, studio, utc_now

log = logging.getLogger(__name__)

KEEP_S = 1.0
RETRY_S = 1.0
STALLED_DOWNLOADS_MAY_TAKE_S = 3
YEAR_S = 365 * 24 * 3600
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""Routes of Streamlit without a login of their own that staff never need."""

_VIDEO = re.compile(r"videos/([0-9a-f]{32})\.mp4")
_PREVIEW = re.compile(r"previews/([0-9a-f]{32})\.mp4")
_POSTER = re.compile(r"posters/([0-9a-f]{32})\.jpg")
_THUMB = re.compile(r"thumbs/([0-9a-f]{64})-(96|320|640)\.webp")
_ZIP = re.compile(r"zips/([0-9a-f]{32})\.zip")
_UNCHANGED = StaticFiles(check_dir=False).is_not_modified
"""Starlette's reading of If-None-Match and If-Modified-Since, which a bare FileResponse does without."""


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Start the studio with the server and close it with it."""
    _let_stalled_downloads_go()
    await run_in_threadpool(_import_what_pages_need)
    _freeze()
    keeper = asyncio.create_task(_keep_started())
    try:
        yield
    finally:
        keeper.cancel()
        await run_in_threadpool(_close)


def _import_what_pages_need() -> None:
    """Import once, before the first visitor waits for it."""
    for module in pkgutil.walk_packages(lib.ui.__path__, "lib.ui."):
        importlib.import_module(module.name)
    importlib.import_module("pyarrow")


def _freeze() -> None:
    # Most of a rerun's cost would be a full collection of what the imports left (streamlit.md 5).
    gc.collect()
    gc.freeze()


async def _keep_started() -> None:
    """Start the studio, and the one that follows it when someone clears Streamlit's caches."""
    said = ""
    while True:
        try:
            await run_in_threadpool(_ensure_started)
            said = ""
        except (StudioError, OSError) as error:
            # OSError: the demo service finds no port. Whatever it is, it may pass, and nobody else starts the studio.
            if said != str(error):
                log.exception("Castboard cannot start yet")
            said = str(error)
            await asyncio.sleep(RETRY_S)
        await asyncio.sleep(KEEP_S)


def _ensure_started() -> None:
    studio().start()


def _close() -> None:
    try:
        studio().close()
    except StudioError:
        log.exception("Castboard did not close in order")


def _let_stalled_downloads_go() -> None:
    # One stalled download blocks uvicorn's graceful shutdown for ever; there is no public way to its limit.
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if config := getattr(server, "config", None):
        config.timeout_graceful_shutdown = STALLED_DOWNLOADS_MAY_TAKE_S


def routes() -> list[Route]:
    """The media route; behind a base path the browser asks with it in front."""
    prefix = f"/{_base_path()}" if _base_path() else ""
    return [Route(f"{prefix}/app/static/library/{{name:path}}", _media, methods=["GET", "HEAD"])]


def _base_path() -> str:
    return str(st.get_option("server.baseUrlPath")).strip("/")


def middleware() -> list[Middleware]:
    return [Middleware(Guard), Middleware(FrontEnd, _base_path())]


async def _media(request: Request) -> Response:
    """A file of ours to whoever holds a link that is signed for it and has not expired; 404 says nothing else."""
    answer = await run_in_threadpool(_answer, request.path_params["name"], dict(request.query_params))
    return NotModifiedResponse(answer.headers) if _is_known(request, answer) else answer


def _is_known(request: Request, answer: Response) -> bool:
    """Whether the browser says that it has this file already, as it is; asked before any range of it."""
    if "etag" not in answer.headers:
        return False
    said = {"if-none-match": ", ".join(request.headers.getlist("if-none-match"))}
    return _UNCHANGED(answer.headers, Headers({**request.headers, **said}))


def _answer(name: str, query: dict[str, str]) -> Response:
    try:
        here = studio()
        allowed = here.links.check(name, query, now=utc_now())
        found = _file_answer(here, allowed) if allowed else None
    except PictureUnusable:
        found = None  # Its file is gone.
    except StudioError:
        log.exception("Media %s cannot be served", name)
        return PlainTextResponse("Not available now", status_code=503)
    return found or PlainTextResponse("Not found", status_code=404)


def _file_answer(here: Studio, allowed: Allowed) -> Response | None:
    if found := _ZIP.fullmatch(allowed.name):
        return _zip_answer(here, found[1], allowed.download_as or "Castboard.zip")
    media_type = None
    if found := _VIDEO.fullmatch(allowed.name):
        path, media_type = here.library.video(found[1]), here.library.kind(found[1]).media_type
    elif found := _PREVIEW.fullmatch(allowed.name):
        path = here.library.preview(found[1])
    elif found := _POSTER.fullmatch(allowed.name):
        path = here.library.poster(found[1])
    elif found := _THUMB.fullmatch(allowed.name):
        path = here.pictures.thumbnail(found[1], int(found[2]))
    else:
        return None
    if not path.is_file():
        return None
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    name = allowed.download_as
    return FileResponse(path, media_type=media_type, filename=name, headers=headers, stat_result=path.stat())


def _zip_answer(here: Studio, token: str, download_as: str) -> Response | None:
    """Several videos as one zip, written while it is sent: no temporary file, no memory."""
    listed = here.store.note(f"zip:{token}")
    if listed is None:
        return None
    packed = ZipStream(sized=True)
    for job_id, name in here.store.names(json.loads(listed)).items():
        path = here.library.video(job_id)
        if path.is_file():
            packed.add_path(str(path), file_name(name, job_id, here.library.kind(job_id).ending))
    if packed.is_empty():
        return None
    size = len(packed)
    headers = {"Content-Length": str(size), "Content-Disposition": f"attachment; filename*=utf-8''{quote(download_as)}"}
    return StreamingResponse(iterate_in_threadpool(_chunks(packed)), media_type="application/zip", headers=headers)


def _chunks(packed: ZipStream) -> Iterator[bytes]:
    yield from packed


class Guard:
    """ASGI middleware: closes routes nobody here needs, and gives each browser its person cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if any(part in scope["path"] for part in CLOSED):
            await _refuse(scope, receive, send)
            return
        if scope["type"] == "http" and not _has_person(scope):
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
