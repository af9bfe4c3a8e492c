"""The route that takes pictures from a page of ours, as when they are pasted: one a request, straight to the disk."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from lib.domain.errors import DiskTrouble
from lib.domain.picture_rules import MAX_FILE_BYTES
from lib.domain.role import Visitor
from lib.server.same_origin import is_from_our_page
from lib.ui.media_links import UPLOADS
from lib.ui.state import VISITOR, person_of, studio

log = logging.getLogger(__name__)

_KIND = "application/octet-stream"
"""No form can send this, and a script of another site has to ask first, which nobody answers."""


def pictures_route(base_path: str) -> Route:
    """Behind a base path (without slashes at its ends) the browser asks with it in front."""
    prefix = f"/{base_path}" if base_path else ""
    return Route(f"{prefix}{UPLOADS}", _upload, methods=["POST"])


async def _upload(request: Request) -> Response:
    """What the file is taken by; only for a page of ours, and somebody who has a cookie from us."""
    visitor: Visitor | None = request.scope.get(VISITOR)
    person_id = visitor.person_id if visitor else person_of(request.cookies)
    if person_id is None or not is_from_our_page(request.headers):
        return PlainTextResponse("Not allowed", status_code=403)
    if request.headers.get("content-type") != _KIND:
        return PlainTextResponse("Not a file", status_code=415)
    if not _is_possible(request.headers.get("content-length", "")):
        return PlainTextResponse("Too large", status_code=413)
    try:
        return await _received(request, person_id)
    except DiskTrouble:
        log.exception("An upload cannot be kept")
        return PlainTextResponse("Not available now", status_code=503)


async def _received(request: Request, person_id: str) -> Response:
    inbox = studio().inbox
    if await run_in_threadpool(lambda: inbox.is_full):
        return PlainTextResponse("Not available now", status_code=503)
    token, file = await run_in_threadpool(inbox.begin, person_id)
    whole, size_bytes = False, 0
    try:
        with file:
            async for chunk in request.stream():
                size_bytes += len(chunk)
                if size_bytes > MAX_FILE_BYTES:
                    return PlainTextResponse("Too large", status_code=413)
                await run_in_threadpool(file.write, chunk)
        whole = True
    except ClientDisconnect:
        return PlainTextResponse("Gone", status_code=400)
    except OSError as exc:
        raise DiskTrouble(detail=str(exc.strerror or exc)) from exc
    finally:
        if not whole:
            await run_in_threadpool(inbox.drop, token, person_id)
    return JSONResponse({"id": token}, headers={"Cache-Control": "no-store"})


def _is_possible(length: str) -> bool:
    return not length or (length.isascii() and length.isdigit() and int(length) <= MAX_FILE_BYTES)
