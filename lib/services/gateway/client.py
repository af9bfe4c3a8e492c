"""The one way to the video service: submit, query, balance and download, each answer as a typed value or error."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import wraps
from typing import BinaryIO, Concatenate, Literal, ParamSpec, TypeVar
from urllib.parse import quote

import requests

from lib.domain.causes import Cause
from lib.domain.errors import (
    KeyRejected,
    NotReached,
    Refused,
    RouteMissing,
    SettingsInvalid,
    StudioError,
    TaskUnknown,
    TooLarge,
)
from lib.domain.replies import (
    Balance,
    SubmitReply,
    TaskReply,
    read_balance,
    read_failure,
    read_submit,
    read_task,
)
from lib.domain.request import MAX_BODY_BYTES, VideoRequest
from lib.services.gateway.body import body_of
from lib.services.gateway.broken_lines import LOST, submit_lost
from lib.services.gateway.download import MAX_DOWNLOAD_S, refusal_of_download, save
from lib.services.gateway.reads import USUAL, Reads, Timeouts, answer_of, error_of
from lib.services.gateway.transport import (
    Bearer,
    FreshConnections,
    Origin,
    Session,
    Upload,
    origin,
)

__all__ = ["Client", "QueryStyle", "Timeouts"]

QueryStyle = Literal["vidu", "unified"]
_SUBMIT = "/vidu/ent/v2/reference2video"
_QUERIES: dict[QueryStyle, str] = {"vidu": "/vidu/ent/v2/task/{}/creations", "unified": "/v1/video/query?id={}"}

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)


def _keyless(call: Callable[Concatenate[Client, P], R]) -> Callable[Concatenate[Client, P], R]:
    """Whatever the service or the line says: no error of this call holds the key."""

    @wraps(call)
    def called(self: Client, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self._auth.kept_out():
            return call(self, *args, **kwargs)

    return called


class Client:
    """The video service at one address. Safe to use from several threads at once."""

    def __init__(
        self,
        base_url: str,
        api_key: str | None,
        *,
        query_style: QueryStyle = "vidu",
        timeouts: Timeouts = USUAL,
        read_retries: int = 2,
    ) -> None:
        """Raises SettingsInvalid for an address or a key that no request could carry."""
        self._base, home = _checked_base(base_url)
        self._home = home
        self._auth = Bearer(_checked_key(api_key), home)
        self._timeouts = timeouts
        self._style: QueryStyle = query_style
        self._style_lock = threading.Lock()
        self._session = Session()
        self._session.mount(self._base + _SUBMIT, FreshConnections())
        self._reads = Reads(self._session, self._auth, timeouts, retries=read_retries)

    def close(self) -> None:
        """Drop kept connections and end pauses between tries. Calls in flight finish."""
        self._reads.end()
        self._session.close()

    @_keyless
    def submit(self, request: VideoRequest, picture: Callable[[str], bytes]) -> SubmitReply:
        """Order a video, once: never repeated, never redirected. `picture` gives the bytes of a picture by sha256.

        Raises NotReached (TlsFailed) when nothing of the body left, a Refused when nothing was made, and
        SubmissionUncertain for everything else. What `picture` raises passes through: nothing was sent then.
        """
        upload = body_of(request, picture)
        size_bytes = upload.getbuffer().nbytes
        if size_bytes > MAX_BODY_BYTES:
            raise TooLarge.because(Cause.REQUEST_TOO_LARGE, size_bytes=size_bytes, limit_bytes=MAX_BODY_BYTES)
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
            raise submit_lost(exc, begun=upload.begun) from exc
        answer = self._submit_answer(response, upload)
        if not 200 <= response.status_code < 300:
            raise error_of(response, answer, submitting=True)
        return read_submit(answer, response.headers)

    def _submit_answer(self, response: requests.Response, upload: Upload) -> bytes:
        try:
            return answer_of(response, self._timeouts.submit_read_s, self._auth)
        except LOST as exc:
            if 300 <= response.status_code < 500:
                return b""  # The status alone says that nothing was made.
            raise submit_lost(exc, begun=upload.begun) from exc

    @_keyless
    def query(self, task_id: str) -> TaskReply:
        """The status of a task. A 404 not about the task makes it try the other route, and remember it if it answers.

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
        answered = self._reads.answer(self._base + _QUERIES[style].format(_quoted(task_id)))
        return read_task(answered.body, answered.response.headers, answered.url)

    @_keyless
    def failure(self, task_id: str) -> StudioError | None:
        """Why a task failed, from the route that tells; None when it does not answer or gives no reason."""
        try:
            answered = self._reads.answer(f"{self._base}/v1/videos/{_quoted(task_id)}")
        except StudioError as exc:
            log.info("No reason to be had for task %s: %s %s", task_id, exc.kind, exc)
            return None
        return read_failure(answered.body, answered.response.headers)

    @_keyless
    def balance(self) -> Balance | None:
        """What is left on the account; None where the service does not tell. Raises KeyRejected and NotReached."""
        try:
            return read_balance(self._reads.answer(self._base + "/api/usage/token/").body)
        except (KeyRejected, NotReached):
            raise
        except StudioError as exc:
            log.info("No balance to be had: %s %s", exc.kind, exc)
            return None

    @_keyless
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
            response = self._reads.open(url, self._timeouts.download_read_s)
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
        raise TaskUnknown.because(Cause.NOT_A_TASK_ID)
    return quote(task_id.strip(), safe="")
