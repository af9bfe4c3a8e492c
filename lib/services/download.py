"""A video as it comes over the line: into a file, with its length checked and web pages told from videos."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.client import IncompleteRead
from typing import BinaryIO

import requests
import urllib3

from lib.domain.errors import KeyRejected, LinkDead, Refused, ServiceFailed, StudioError, TooMany, VideoBroken
from lib.services.broken_lines import LOST, read_lost, reasons
from lib.services.transport import blocks

BLOCK_BYTES = 256 * 1024
MAX_VIDEO_BYTES = 2_000_000_000
MAX_DOWNLOAD_S = 3600.0
_OTHER_FORMATS = ("text/html", "application/json", "application/xml", "text/xml")


def refusal_of_download(refused: Refused, *, asked_home: bool) -> StudioError:
    """What a refused download means: come later, a wrong key (`asked_home`: others know none), or a dead link."""
    if isinstance(refused, TooMany) or (asked_home and isinstance(refused, KeyRejected)):
        return refused
    return LinkDead(
        detail=refused.detail,
        code=refused.code,
        http_status=refused.http_status,
        request_id=refused.request_id,
        answer=refused.answer,
    )


def save(
    response: requests.Response,
    target: BinaryIO,
    *,
    on_bytes: Callable[[int], None] | None,
    stop: Callable[[], bool] | None,
    limit_s: float,
) -> int:
    """Write the body of a 2xx answer into `target`; the bytes written. Raises VideoBroken, ServiceFailed."""
    announced = _announced(response)
    if (announced or 0) > MAX_VIDEO_BYTES:
        raise VideoBroken(detail=f"{announced:,} bytes are announced, over {MAX_VIDEO_BYTES:,}")
    written = 0
    for block in _video_blocks(response, limit_s):
        target.write(block)
        written += len(block)
        if written > MAX_VIDEO_BYTES:
            raise VideoBroken(detail=f"Longer than {MAX_VIDEO_BYTES:,} bytes")
        if on_bytes:
            on_bytes(written)
        if stop and stop():
            raise ServiceFailed(detail="The download was stopped", code="stopped")
    if not written:
        raise VideoBroken(detail="The file is empty")
    if announced is not None and announced != written:
        raise VideoBroken(detail=f"{written:,} bytes came, {announced:,} were announced")
    return written


def _announced(response: requests.Response) -> int | None:
    said = response.headers.get("Content-Length", "")
    # With an encoding the length is that of the packed bytes, which urllib3 checks.
    return int(said) if said.isascii() and said.isdigit() and not response.headers.get("Content-Encoding") else None


def _video_blocks(response: requests.Response, limit_s: float) -> Iterator[bytes]:
    """The body, once it is clear that it is no web page. What breaks the line breaks the video, a stall does not."""
    kind = response.headers.get("Content-Type", "").lower()
    if response.status_code == 206 or kind.startswith(_OTHER_FORMATS):
        raise VideoBroken(detail=f"HTTP {response.status_code} {kind[:100]} is no complete video")
    first = True
    try:
        for block in blocks(response, BLOCK_BYTES, limit_s=limit_s):
            if first and block.lstrip()[:1] in (b"<", b"{"):
                raise VideoBroken(detail="A page of text came in place of a video")
            first = False
            yield block
    except LOST as exc:
        raise _cut_off(exc) from exc


def _cut_off(exc: Exception) -> StudioError:
    seen = list(reasons(exc))
    if any(isinstance(one, IncompleteRead | urllib3.exceptions.DecodeError) for one in seen):
        return VideoBroken(detail=f"The line was cut: {exc}"[:500])
    return read_lost(exc, answered=True)
