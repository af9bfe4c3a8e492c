"""A video as it comes over the line: into a file, with its length checked and texts distinguished from videos.

Whether it is a video, its content decides: storages send real ones as `text/html`, `application/json` or with 206.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.client import IncompleteRead
from typing import BinaryIO

import requests
import urllib3

from lib.domain.causes import Cause, written
from lib.domain.errors import KeyRejected, LinkDead, Refused, ServiceFailed, StudioError, TooMany, VideoBroken
from lib.domain.job_steps import in_words_of
from lib.domain.replies import read_error
from lib.services.gateway.broken_lines import LOST, read_lost, reasons
from lib.services.gateway.reads import in_utf8
from lib.services.gateway.transport import blocks

_BLOCK_BYTES = 256 * 1024
_MAX_VIDEO_BYTES = 2_000_000_000
MAX_DOWNLOAD_S = 3600.0
_HEAD_BYTES, _MAX_TEXT_BYTES = 512, 256 * 1024
_NOT_IN_TEXTS = frozenset(range(32)) - frozenset(b"\t\n\f\r\x1b")
"""Every video format has some of these at its very beginning: they count and measure in bytes, not in words."""
_OF = re.compile(r"bytes\s+\d+-\d+/(\d+)", re.IGNORECASE)


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
    """Write the body of a 2xx answer into `target`; the bytes written. Raises ServiceFailed, VideoBroken.

    VideoBroken carries the code and the words of the service when these came in place of a video.
    """
    announced = _announced(response)
    if (announced or 0) > _MAX_VIDEO_BYTES:
        raise VideoBroken.because(Cause.VIDEO_TOO_LARGE, limit_bytes=_MAX_VIDEO_BYTES)
    came = 0
    for block in _video_blocks(response, limit_s):
        target.write(block)
        came += len(block)
        if came > _MAX_VIDEO_BYTES:
            raise VideoBroken.because(Cause.VIDEO_TOO_LARGE, limit_bytes=_MAX_VIDEO_BYTES)
        if on_bytes:
            on_bytes(came)
        if stop and stop():
            raise ServiceFailed.because(Cause.STOPPED)
    if not came:
        raise VideoBroken.because(Cause.EMPTY_FILE)
    if announced is not None and announced != came:
        raise VideoBroken.because(Cause.BYTES_MISSING, came_bytes=came, announced_bytes=announced)
    if (whole := _OF.match(response.headers.get("Content-Range", ""))) and int(whole[1]) != came:
        raise VideoBroken.because(Cause.BYTES_MISSING, came_bytes=came, announced_bytes=int(whole[1]))
    return came


def _announced(response: requests.Response) -> int | None:
    length = response.headers.get("Content-Length", "")
    # With an encoding the length is that of the packed bytes, which urllib3 checks.
    return (
        int(length) if length.isascii() and length.isdigit() and not response.headers.get("Content-Encoding") else None
    )


def _video_blocks(response: requests.Response, limit_s: float) -> Iterator[bytes]:
    """The body, once it is clear that it is no text. What breaks the line breaks the video, a stall does not."""
    try:
        came = blocks(response, _BLOCK_BYTES, limit_s=limit_s)
        head = _up_to(came, _HEAD_BYTES)
        if _is_text(head):
            raise _error_in(response, head + _up_to(came, _MAX_TEXT_BYTES))
        yield head
        yield from came
    except LOST as exc:
        raise _cut_off(exc) from exc


def _up_to(came: Iterator[bytes], size: int) -> bytes:
    """At least so many bytes of what comes, all of it where it is less."""
    begun = b""
    while len(begun) < size and (block := next(came, b"")):
        begun += block
    return begun


def _cut_off(exc: Exception) -> StudioError:
    seen = list(reasons(exc))
    for one in seen:
        # With a length urllib3 keeps numbers here, where http.client keeps what came.
        came, missing = (vars(one).get(name) for name in ("partial", "expected"))
        if isinstance(one, IncompleteRead) and isinstance(came, int) and isinstance(missing, int):
            return VideoBroken.because(Cause.BYTES_MISSING, came_bytes=came, announced_bytes=came + missing)
    if any(isinstance(one, IncompleteRead | urllib3.exceptions.DecodeError) for one in seen):
        return VideoBroken.because(Cause.LINE_CUT, seen=str(exc)[:500])
    return read_lost(exc, answered=True)


def _is_text(head: bytes) -> bool:
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return bool(head) and (marked or not _NOT_IN_TEXTS & frozenset(head[:_HEAD_BYTES]))


def _error_in(response: requests.Response, text: bytes) -> StudioError:
    """What a text says that came in place of a video: a page, or an error of the service that was sent with 200."""
    body = in_utf8(text[:_MAX_TEXT_BYTES], response)
    answer_error = read_error(response.status_code, response.headers, body, now=datetime.now(UTC), submitting=False)
    error = in_words_of(VideoBroken, answer_error)
    if not error.code:
        error.code, error.detail = Cause.TEXT_CAME.value, written({"said": answer_error.detail})
    return error
