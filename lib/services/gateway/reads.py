"""Reads from the video service: redirects that stay at home, repeated tries, and answers of bounded size and time."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

import requests

from lib.domain.causes import Cause
from lib.domain.errors import NotReached, Redirected, RouteMissing, ServiceFailed, StudioError, TlsFailed
from lib.domain.loose_json import decoded
from lib.domain.replies import read_error
from lib.domain.web_links import resolved
from lib.services.gateway.broken_lines import LOST, read_lost
from lib.services.gateway.transport import Bearer, Session, blocks, origin, redirect_of

_MAX_ANSWER_BYTES = 13_000_000
"""An answer may repeat the order's `payload`: 1,048,576 characters, up to twelve bytes each in JSON (contract 1)."""
_MAX_REDIRECTS = 5
_LONGEST_WAIT_S = 5.0
"""The longest pause between two tries of a read inside one call; what takes longer belongs to the tracker."""
_FIRST_WAIT_S = 0.2

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:+-]+)""", re.IGNORECASE)

T = TypeVar("T")


@dataclass(frozen=True)
class Timeouts:
    """In seconds. The read times hold for the answer's head as a whole and again for its body.

    For the body of a download, `download_read_s` is the longest silence; in all it may take an hour.
    """

    connect_s: float = 10
    read_s: float = 30
    submit_read_s: float = 180
    download_read_s: float = 60


USUAL = Timeouts()


class Answered(NamedTuple):
    """A 2xx answer: its head, its body, and the address that it came from in the end."""

    response: requests.Response
    body: bytes
    url: str


class Reads:
    """GETs over one session. Thread-safe."""

    def __init__(self, session: Session, auth: Bearer, timeouts: Timeouts, *, retries: int) -> None:
        self._session, self._auth, self._timeouts, self._retries = session, auth, timeouts, retries
        self._ended = threading.Event()

    def end(self) -> None:
        """Stop pausing and retrying from now on."""
        self._ended.set()

    def answer(self, url: str) -> Answered:
        """A 2xx answer of the service, in UTF-8. Raises the errors of `read_error`, NotReached, ServiceFailed."""
        return self._retrying(lambda: self._answer_once(url))

    def open(self, url: str, read_s: float) -> requests.Response:
        """A 2xx answer from wherever redirects lead, its body unread. Raises what `answer` raises."""
        return self._retrying(lambda: self._open_once(url, read_s, stay=False)[0])

    def _answer_once(self, url: str) -> Answered:
        response, url = self._open_once(url, self._timeouts.read_s, stay=True)
        return Answered(response, self._received(response, self._timeouts.read_s), url)

    def _open_once(self, url: str, read_s: float, *, stay: bool) -> tuple[requests.Response, str]:
        """The answer, unread, and where it came from. Redirects are followed by hand: the key is decided on anew each
        time. With `stay` only to the same origin.
        """
        for _ in range(_MAX_REDIRECTS + 1):
            response = self._get(url, read_s)
            location = redirect_of(response)
            if location is None:
                break
            response.close()
            url = resolved(location, url)
            if stay and origin(url) != self._auth.home:
                raise Redirected(code=Cause.LEADS_ELSEWHERE.value, http_status=response.status_code)
        if 200 <= response.status_code < 300:
            return response, url
        raise error_of(response, self._received(response, read_s), submitting=False)

    def _get(self, url: str, read_s: float) -> requests.Response:
        if origin(url) is None:
            raise RouteMissing.because(Cause.NO_WEB_ADDRESS)
        timeout = (self._timeouts.connect_s, read_s)
        try:
            return self._session.get_as_it_came(url, auth=self._auth, timeout=timeout)
        except LOST as exc:
            raise read_lost(exc, answered=False) from exc

    def _received(self, response: requests.Response, limit_s: float) -> bytes:
        try:
            return answer_of(response, limit_s, self._auth)
        except LOST as exc:
            raise read_lost(exc, answered=True) from exc

    def _retrying(self, attempt: Callable[[], T]) -> T:
        """Run `attempt`, again after growing pauses on 503, 504 and lost connections; not where it asks to wait longer.

        Own code, as urllib3's Retry neither covers a body that breaks off nor leaves a long Retry-After to the caller.
        """
        for tried in range(self._retries):
            try:
                return attempt()
            except (ServiceFailed, NotReached) as exc:
                wait_s = _FIRST_WAIT_S * 2**tried if exc.retry_after_s is None else exc.retry_after_s
                passing = exc.http_status in (None, 503, 504) and not isinstance(exc, TlsFailed)
                if not passing or wait_s > _LONGEST_WAIT_S or self._ended.wait(wait_s):
                    raise
        return attempt()


def answer_of(response: requests.Response, limit_s: float, auth: Bearer) -> bytes:
    """The body in UTF-8, cut at 13 MB, without the key should the service repeat it. Raises LOST."""
    body = bytearray()
    with response:
        for block in blocks(response, 65_536, limit_s=limit_s):
            body += block
            if len(body) > _MAX_ANSWER_BYTES:
                break
    return auth.hidden(in_utf8(bytes(body), response))


def in_utf8(body: bytes, response: requests.Response) -> bytes:
    """A text of the service, whose charset its head may tell: nobody behind has to know the head."""
    charset = _CHARSET.search(response.headers.get("Content-Type", ""))
    return decoded(body, charset[1] if charset else "").encode("utf-8", "replace")


def error_of(response: requests.Response, body: bytes, *, submitting: bool) -> StudioError:
    """The typed error of an answer outside 2xx."""
    return read_error(response.status_code, response.headers, body, now=datetime.now(UTC), submitting=submitting)
