"""The route that takes a file to import, part by part, from whoever holds a link that we signed for it."""

from __future__ import annotations

import logging
import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from lib.domain.errors import CastFileRefused, StudioError
from lib.services.cast_uploads import PART_BYTES
from lib.ui.state import studio, utc_now

log = logging.getLogger(__name__)

AT = "x-castboard-at"
"""The header that says where in the file a part begins, in bytes."""
_TOKEN = re.compile(r"[0-9a-f]{32}")
_PLACE = re.compile(r"[0-9]{1,12}")


def upload_route(base_path: str) -> Route:
    """Beside the media route, which has the same addresses for what is fetched."""
    prefix = f"/{base_path}" if base_path else ""
    return Route(f"{prefix}/app/static/library/imports/{{token}}.zip", _take, methods=["PUT"])


async def _take(request: Request) -> Response:
    """Keep one part; the answer says how much has come, and so what is to be sent next."""
    token, at = request.path_params["token"], request.headers.get(AT, "")
    signed = await run_in_threadpool(_is_signed, token, dict(request.query_params))
    if not signed or not _PLACE.fullmatch(at):
        return PlainTextResponse("Not found", status_code=404)
    part = bytearray()
    try:
        async for some in request.stream():
            part += some
            if len(part) > PART_BYTES:
                return PlainTextResponse("Too much at once", status_code=413)
    except ClientDisconnect:
        return PlainTextResponse("Cut short", status_code=400)
    return await run_in_threadpool(_kept, token, int(at), bytes(part))


def _is_signed(token: str, query: dict[str, str]) -> bool:
    return bool(_TOKEN.fullmatch(token)) and bool(studio().links.check(f"imports/{token}.zip", query, now=utc_now()))


def _kept(token: str, at: int, part: bytes) -> Response:
    try:
        return JSONResponse({"size": studio().cast_uploads.append(token, at, part)})
    except CastFileRefused:
        return PlainTextResponse("Too large", status_code=413)
    except StudioError:
        log.exception("A file to import cannot be kept")
        return PlainTextResponse("Not available now", status_code=503)
