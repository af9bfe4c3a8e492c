"""The one way to the video service: submit, query, balance and download, each answer as a typed value or error."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Literal, TypeVar
from urllib.parse import quote

import requests

from lib.domain.errors import (
    NotReached,
    Redirected,
    Refused,
    RouteMissing,
    ServiceFailed,
    SettingsInvalid,
    StudioError,
    TaskUnknown,
    TlsFailed,
    TooLarge,
)
from lib.domain.replies import (
    Balance,
    SubmitReply,
    TaskReply,
    read_balance,
    read_error,
    read_failure,
    read_submit,
    read_task,
)
from lib.domain.request import MAX_BODY_BYTES, VideoRequest
from lib.services.body import body_of
from lib.services.download import MAX_DOWNLOAD_S, refusal_of_download, save
from lib.services.transport import (
    LOST,
    Bearer,
    FreshConnections,
    Origin,
    Session,
    Upload,
    blocks,
    is_loopback,
    joined,
    origin,
    read_lost,
    submit_lost,
)

QueryStyle = Literal["vidu", "unified"]
MAX_ANSWER_BYTES = 1_000_000
MAX_REDIRECTS = 5
LONGEST_WAIT_S = 5.0
"""The longest pause between two tries of a read inside one call; what takes longer belongs to the tracker."""
_SUBMIT = "/vidu/ent/v2/reference2video"
_QUERIES: dict[QueryStyle, str] = {"vidu": "/vidu/ent/v2/task/{}/creations", "unified": "/v1/video/query?id={}"}
_KEY_WORTH_HIDING = 6
"""Characters from which a key is looked for in answers; a shorter one would be found inside ordinary words."""

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class Timeouts:
    """In seconds. The read times hold for the answer's head as a whole and again for its body."""

    connect_s: float = 10
    read_s: float = 30
    submit_read_s: float = 180
    download_read_s: float = 60


class Client:
    """The video service at one address. Safe to use from several threads at once."""

    def __init__(
        self,
        base_url: str,
        api_key: str | None,
        *,
        query_style: QueryStyle = "vidu",
        timeouts: Timeouts = Timeouts(),
        read_retries: int = 2,
    ) -> None:
        """Raises SettingsInvalid for an address or a key that no request could carry."""
        self._base, home = _checked_base(base_url)
        self._home = home
        self._key = _checked_key(api_key)
        self._auth = Bearer(self._key, home)
        self._timeouts = timeouts
        self._read_retries = read_retries
        self._style: QueryStyle = query_style
        self._style_lock = threading.Lock()
        self._closed = threading.Event()
        # A proxy would look for the demo service on its own machine.
        self._session = Session(trust_env=not is_loopback(home[1]))
        self._session.mount(self._base + _SUBMIT, FreshConnections())

    def close(self) -> None:
        """Drop kept connections and end pauses between tries. Calls in flight finish."""
        self._closed.set()
        self._session.close()

    def submit(self, request: VideoRequest, picture: Callable[[str], bytes]) -> SubmitReply:
        """Order a video, once: never repeated, never redirected. `picture` gives the bytes of a picture by sha256.

        Raises NotReached (TlsFailed) when nothing of the body left, a Refused when nothing was made, and
        SubmissionUncertain for everything else. What `picture` raises passes through: nothing was sent then.
        """
        upload = body_of(request, picture)
        size_bytes = upload.getbuffer().nbytes
        if size_bytes > MAX_BODY_BYTES:
            raise TooLarge(detail=f"{size_bytes:,} bytes, of {MAX_BODY_BYTES:,}. It was not sent.")
        try:
            response = self._session.post(
                self._base + _SUBMIT,
                data=upload,
                headers={"Content-Type": "application/json", "Connection": "close"},
                auth=self._auth,
                timeout=(self._timeouts.connect_s, self._timeouts.submit_read_s),
                allow_redirects=False,
                stream=True,
            )
        except LOST as exc:
            raise submit_lost(exc, upload) from exc
        answer = self._submit_answer(response, upload)
        if not 200 <= response.status_code < 300:
            raise self._error(response, answer, submitting=True)
        return read_submit(answer, response.headers)

    def _submit_answer(self, response: requests.Response, upload: Upload) -> bytes:
        try:
            return self._answer(response, self._timeouts.submit_read_s)
        except LOST as exc:
            if 300 <= response.status_code < 500:
                return b""  # The status alone says that nothing was made.
            raise submit_lost(exc, upload) from exc

    def query(self, task_id: str) -> TaskReply:
        """How a task stands. A 404 that speaks of no task makes it try the other route, and remember it if it answers.

        Raises TaskUnknown, RouteMissing, KeyRejected, TooMany (at once, with its pause), ServiceFailed, NotReached.
        """
        style = self._style
        try:
            return self._ask(style, task_id)
        except RouteMissing as missing:
            if missing.http_status not in (404, 405):
                raise
            return self._ask_other(style, task_id, missing)

    def _ask_other(self, style: QueryStyle, task_id: str, missing: RouteMissing) -> TaskReply:
        other: QueryStyle = "unified" if style == "vidu" else "vidu"
        try:
            reply = self._ask(other, task_id)
        except RouteMissing:
            raise missing from None
        with self._style_lock:
            self._style = other
        log.info("The query route %s is missing; %s answers and is used from now on", style, other)
        return reply

    def _ask(self, style: QueryStyle, task_id: str) -> TaskReply:
        response, answer = self._read(_QUERIES[style].format(_quoted(task_id)))
        return read_task(answer, response.headers)

    def failure(self, task_id: str) -> StudioError | None:
        """Why a task failed, from the route that tells; None when it does not answer or gives no reason."""
        try:
            response, answer = self._read(f"/v1/videos/{_quoted(task_id)}")
        except StudioError as exc:
            log.info("No reason to be had for task %s: %s %s", task_id, exc.kind, exc)
            return None
        return read_failure(answer, response.headers)

    def balance(self) -> Balance | None:
        """What is left on the account; None where the service does not tell, for whatever reason."""
        try:
            return read_balance(self._read("/api/usage/token/")[1])
        except StudioError as exc:
            log.info("No balance to be had: %s %s", exc.kind, exc)
            return None

    def download(
        self,
        url: str,
        target: BinaryIO,
        *,
        on_bytes: Callable[[int], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> int:
        """Stream a video into `target`; the bytes written. `on_bytes` hears the total so far, `stop` may end it.

        Raises LinkDead, VideoBroken (a web page, empty, not as long as announced, over 2 GB), ServiceFailed (with code
        "stopped" after `stop`), NotReached, TooMany, KeyRejected. What `target` raises passes through.
        """
        try:
            response = self._retrying(lambda: self._open(url, self._timeouts.download_read_s, stay=False))
        except Refused as refused:
            raise refusal_of_download(refused, asked_home=origin(url) == self._home) from refused
        with response:
            return save(response, target, on_bytes=on_bytes, stop=stop, limit_s=MAX_DOWNLOAD_S)

    def download_content(
        self,
        task_id: str,
        target: BinaryIO,
        *,
        on_bytes: Callable[[int], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> int:
        """As `download`, from the service's own content route: for a finished task without a link."""
        url = f"{self._base}/v1/videos/{_quoted(task_id)}/content"
        return self.download(url, target, on_bytes=on_bytes, stop=stop)

    def _read(self, path: str) -> tuple[requests.Response, bytes]:
        """A 2xx answer with its body, tried again on 503, 504 and lost connections. Raises what `query` raises."""
        return self._retrying(lambda: self._read_once(path))

    def _read_once(self, path: str) -> tuple[requests.Response, bytes]:
        response = self._open(self._base + path, self._timeouts.read_s, stay=True)
        return response, self._received(response, self._timeouts.read_s)

    def _open(self, url: str, read_s: float, *, stay: bool) -> requests.Response:
        """The 2xx answer to a GET, its body unread. Follows redirects; with `stay` only to the same origin."""
        for _ in range(MAX_REDIRECTS + 1):
            response = self._get(url, read_s)
            location = response.headers.get("Location")
            if not (300 <= response.status_code < 400 and location):
                break
            response.close()
            url = joined(url, location)
            if stay and origin(url) != self._home:
                raise Redirected(detail="It leads to another address.", http_status=response.status_code)
        if 200 <= response.status_code < 300:
            return response
        raise self._error(response, self._received(response, read_s), submitting=False)

    def _get(self, url: str, read_s: float) -> requests.Response:
        if origin(url) is None:
            raise RouteMissing(detail="The link is no http(s) address.")
        timeout = (self._timeouts.connect_s, read_s)
        try:
            return self._session.get(url, auth=self._auth, timeout=timeout, allow_redirects=False, stream=True)
        except LOST as exc:
            raise read_lost(exc, answered=False) from exc

    def _retrying(self, attempt: Callable[[], T]) -> T:
        """Run `attempt`, again after growing pauses where it is a read that may work the next time."""
        for tried in range(self._read_retries):
            try:
                return attempt()
            except (ServiceFailed, NotReached) as exc:
                wait_s = exc.retry_after_s if exc.retry_after_s is not None else 0.2 * 2**tried
                passing = exc.http_status in (None, 503, 504) and not isinstance(exc, TlsFailed)
                if not passing or wait_s > LONGEST_WAIT_S or self._closed.wait(wait_s):
                    raise
        return attempt()

    def _received(self, response: requests.Response, limit_s: float) -> bytes:
        try:
            return self._answer(response, limit_s)
        except LOST as exc:
            raise read_lost(exc, answered=True) from exc

    def _answer(self, response: requests.Response, limit_s: float) -> bytes:
        """The body, cut at 1 MB, without the key should the service repeat it."""
        body = bytearray()
        with response:
            for block in blocks(response, 65_536, limit_s=limit_s):
                body += block
                if len(body) > MAX_ANSWER_BYTES:
                    break
        if len(self._key) < _KEY_WORTH_HIDING:
            return bytes(body)
        return bytes(body).replace(self._key.encode(), b"[key]")

    def _error(self, response: requests.Response, body: bytes, *, submitting: bool) -> StudioError:
        return read_error(response.status_code, response.headers, body, now=datetime.now(UTC), submitting=submitting)


def _checked_base(base_url: str) -> tuple[str, Origin]:
    """The address as requests spells it (host names in other scripts, say), without a slash at its end."""
    try:
        base = requests.Request("GET", base_url.strip()).prepare().url or ""
    except (requests.RequestException, ValueError) as exc:
        raise SettingsInvalid(detail="The address of the video service is no URL.") from exc
    home = origin(base)
    if home is None:
        raise SettingsInvalid(detail="The address of the video service is no http(s) URL.")
    return base.rstrip("/"), home


def _checked_key(api_key: str | None) -> str:
    """The key without surrounding blanks. Checked here, as http.client would name it in its complaint."""
    key = (api_key or "").strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise SettingsInvalid(detail="The API key contains characters that no request can carry.")
    return key


def _quoted(task_id: str) -> str:
    """A task id as one part of a path. Raises TaskUnknown for one that would lead to another path."""
    if not task_id.strip().strip("."):
        raise TaskUnknown(detail="This is no task id.")
    return quote(task_id.strip(), safe="")
