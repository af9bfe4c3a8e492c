"""The route that gives out our pictures and videos to whoever holds a link that we signed."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from urllib.parse import quote

from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from zipstream import ZipStream

from lib.app import Studio
from lib.domain.errors import PictureUnusable, StudioError
from lib.domain.naming import file_name, numbered
from lib.services.media.links import Allowed
from lib.ui.parts.job_watch import FOLDER, current_stamp
from lib.ui.state import studio, utc_now

log = logging.getLogger(__name__)

_VIDEO = re.compile(r"videos/([0-9a-f]{32})\.mp4")
_PREVIEW = re.compile(r"previews/([0-9a-f]{32})\.mp4")
_POSTER = re.compile(r"posters/([0-9a-f]{32})\.jpg")
_THUMB = re.compile(r"thumbs/([0-9a-f]{64})-(96|320|640)\.webp")
_PICTURE = re.compile(r"pictures/([0-9a-f]{64})\.(png|jpeg|webp)")
_STANDING = re.compile(FOLDER + r"/((?:[0-9a-f]{32}\.?)+)")
_ZIP = re.compile(r"zips/([0-9a-f]{32})\.zip")
_CAST = re.compile(r"casts/([0-9a-f]{32})\.zip")
_UNCHANGED = StaticFiles(check_dir=False).is_not_modified
"""Starlette's reading of If-None-Match and If-Modified-Since, which a bare FileResponse does without."""


def signed_route(base_path: str) -> Route:
    """Behind a base path (without slashes at its ends) the browser asks with it in front."""
    prefix = f"/{base_path}" if base_path else ""
    return Route(f"{prefix}/app/static/library/{{name:path}}", _media, methods=["GET", "HEAD"])


async def _media(request: Request) -> Response:
    """A file of ours to whoever holds a link that is signed for it and has not expired; 404 says nothing else."""
    answer = await run_in_threadpool(_answer, request.path_params["name"], dict(request.query_params))
    return NotModifiedResponse(answer.headers) if _is_known(request, answer) else answer


def _is_known(request: Request, answer: Response) -> bool:
    """Whether the browser says that it has this file already, as it is; asked before any range of it."""
    if "etag" not in answer.headers:
        return False
    known = {"if-none-match": ", ".join(request.headers.getlist("if-none-match"))}
    return _UNCHANGED(answer.headers, Headers({**request.headers, **known}))


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
    if found := _STANDING.fullmatch(allowed.name):
        return PlainTextResponse(current_stamp(found[1]), headers={"Cache-Control": "no-store"})
    if found := _ZIP.fullmatch(allowed.name):
        return _zip_answer(here, found[1], allowed.download_as or "Castboard.zip")
    if found := _CAST.fullmatch(allowed.name):
        return _cast_answer(here, found[1], allowed.download_as or "Castboard cast.zip")
    media_type = None
    if found := _VIDEO.fullmatch(allowed.name):
        path, media_type = here.library.video(found[1]), here.library.kind(found[1]).media_type
    elif found := _PREVIEW.fullmatch(allowed.name):
        path = here.library.preview(found[1])
    elif found := _POSTER.fullmatch(allowed.name):
        path = here.library.poster(found[1])
    elif found := _THUMB.fullmatch(allowed.name):
        path = here.pictures.thumbnail(found[1], int(found[2]))
    elif found := _PICTURE.fullmatch(allowed.name):
        path, media_type = here.pictures.files / found[1], f"image/{found[2]}"
    else:
        return None
    if not path.is_file():
        return None
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    name = allowed.download_as
    return FileResponse(path, media_type=media_type, filename=name, headers=headers, stat_result=path.stat())


def _zip_answer(here: Studio, token: str, download_as: str) -> Response | None:
    """Several videos as one zip, written while it is sent: no temporary file, no memory."""
    packed = ZipStream(sized=True)
    there = here.store.lists.names(_listed(here, token))
    there = {job_id: name for job_id, name in there.items() if here.library.video(job_id).is_file()}
    for place, (job_id, name) in enumerate(there.items(), 1):
        named = numbered(place, len(there), file_name(name, here.library.kind(job_id).ending))
        packed.add_path(str(here.library.video(job_id)), named)
    return None if packed.is_empty() else _sent(packed, download_as)


def _cast_answer(here: Studio, token: str, download_as: str) -> Response | None:
    """The chosen members of the cast, in the same way."""
    if not (ids := _listed(here, token)):
        return None
    package = here.cast_export.package(ids, utc_now())
    packed = ZipStream(sized=True)
    packed.add(package.document, package.document_name)
    for name, path in package.files.items():
        packed.add_path(str(path), name)
    return _sent(packed, download_as)


def _sent(packed: ZipStream, download_as: str) -> Response:
    size = len(packed)
    headers = {"Content-Length": str(size), "Content-Disposition": f"attachment; filename*=utf-8''{quote(download_as)}"}
    return StreamingResponse(iterate_in_threadpool(_chunks(packed)), media_type="application/zip", headers=headers)


def _listed(here: Studio, token: str) -> list[str]:
    """The ids of what was chosen; none for a list that is gone or cannot be read."""
    try:
        ids = json.loads(here.store.notes.get(f"zip:{token}") or "[]")
    except ValueError:
        return []
    return [one for one in ids if isinstance(one, str)] if isinstance(ids, list) else []


def _chunks(packed: ZipStream) -> Iterator[bytes]:
    yield from packed
