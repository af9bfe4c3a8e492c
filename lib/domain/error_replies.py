"""Reading what the service says when it does not do what was asked: four body shapes, HTML, or nothing. Contract 3."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any

from lib.domain.complaints import MAX_CODE, Complaint, heard_in, inner_complaints
from lib.domain.error_codes import class_guessed, class_of_code, code_in
from lib.domain.error_fields import field_named
from lib.domain.errors import (
    Blocked,
    ContentRefused,
    FieldRefused,
    KeyRejected,
    NoCredit,
    NotAllowed,
    PictureRefused,
    ProxyRefused,
    Redirected,
    Refused,
    RouteMissing,
    ServiceFailed,
    StudioError,
    SubmissionUncertain,
    TaskFailed,
    TaskUnknown,
    TooLarge,
    TooMany,
)
from lib.domain.loose_json import children, decoded, embedded, first_text, kept, levels, parsed, printable

_MAX_RETRY_AFTER_S = 3600.0
_MAX_DETAIL = 500
_BY_STATUS: dict[int, type[StudioError]] = {
    401: KeyRejected,
    402: NoCredit,
    403: NotAllowed,
    404: RouteMissing,
    405: RouteMissing,
    407: ProxyRefused,
    413: TooLarge,
    422: FieldRefused,
    429: TooMany,
}
_BELIEVED: dict[int, tuple[type[StudioError], ...]] = dict.fromkeys((403, 422), (TaskUnknown, NoCredit, ContentRefused))
"""What a bare sentence may mean although the status says something else."""
_QUOTED = (Refused, KeyRejected, NotAllowed, NoCredit, FieldRefused)
"""Refusals that only the service itself can mean."""
_REQUEST_ID_HEADERS = ("x-request-id", "x-oneapi-request-id", "x-trace-id", "trace-id", "request-id", "cf-ray")
_REQUEST_ID_IN_TEXT = re.compile(r"\b(?:request|trace)[ _-]?id[\"']?\s*[:=]\s*[\"']?([\w.:-]{6,128})", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)


def read_error(status: int, headers: Mapping[str, str], body: bytes, *, now: datetime, submitting: bool) -> StudioError:
    """The typed error of an HTTP answer outside 2xx. Never raises.

    With `submitting` the table of design 4 decides, without it every 5xx is ServiceFailed. Retry-After is kept in
    seconds, at most an hour; `now` is aware and serves the header's date form.
    """
    document = _document(body)
    complaint = heard_in(document)
    choose = _class_of_submit if submitting else _class_of_read
    cls = choose(status, complaint)
    if cls in _QUOTED and (_is_a_page(body) or _is_of_cloudflare(document)):
        cls = Blocked
    if cls is NotAllowed and document is None and body.strip():
        cls = Blocked  # The service says in JSON what a key may not do; guards say "403 Forbidden" or "access denied".
    return cls(
        detail=_detail(status, complaint, body, document),
        code=complaint.code,
        field=field_named(cls, complaint.code, complaint.message, complaint.param),
        request_id=request_id_in(document, headers),
        http_status=status,
        retry_after_s=_retry_after_s(headers, now),
        answer=kept(body),
    )


def _is_a_page(body: bytes) -> bool:
    """Whether a web page or Cloudflare's own line came: the service itself always answers with JSON (contract 3)."""
    text = body.removeprefix(BOM_UTF8).lstrip()
    return text.startswith(b"<") or bool(re.fullmatch(rb"error(?: code)?:? 1\d{3}\s*", text, re.IGNORECASE))


def _is_of_cloudflare(document: Any) -> bool:
    """Whether it is the page that Cloudflare shows, as it gives it to programs."""
    return isinstance(document, dict) and document.get("cloudflare_error") is True


def _document(body: bytes) -> Any:
    """The JSON of an error body; also one that stands in a sentence, but not what a page's scripts hold."""
    document = parsed(body)
    if document is None and not (text := decoded(body)).lstrip().startswith("<"):
        return embedded(text)
    return document


def nothing_made(complaint: Complaint) -> type[StudioError] | None:
    """The refusal that a contract error body states by its code, whatever the HTTP status; None if it leaves it open.

    InternalServiceFailure leaves it open, and so does a task code, which makes no sense as the answer to a submit.
    """
    cls = complaint.known
    return cls if cls and issubclass(cls, Refused) and cls is not TaskUnknown else None


def _class_of_submit(status: int, complaint: Complaint) -> type[StudioError]:
    if 300 <= status < 400:
        return Redirected
    if refusal := nothing_made(complaint):
        return refusal
    if 400 <= status < 500 and status != 408:
        cls = _class_of_4xx(status, complaint)
        return Refused if cls in (TaskUnknown, ServiceFailed) else cls
    return SubmissionUncertain


def _class_of_read(status: int, complaint: Complaint) -> type[StudioError]:
    if 300 <= status < 400:
        return Redirected
    if 400 <= status < 500 and status != 408:
        return _class_of_4xx(status, complaint)
    return TooMany if complaint.known is TooMany else ServiceFailed


def _class_of_4xx(status: int, complaint: Complaint) -> type[StudioError]:
    by_status = _BY_STATUS.get(status, Refused)
    guessed = class_guessed(complaint.code, complaint.message)
    if guessed is TaskUnknown and status not in (400, 404):
        guessed = None
    if status == 429 or (by_status is not Refused and guessed not in _BELIEVED.get(status, (TaskUnknown, NoCredit))):
        guessed = None
    return complaint.known or guessed or by_status


def task_error(code: str, message: str, *, request_id: str | None = None) -> StudioError:
    """Why a task failed that the service had taken, from its code and sentence; TaskFailed when they name no cause."""
    code = code or code_in(message)
    cls = class_of_code(code) or class_guessed(code, message)
    if cls not in (ContentRefused, PictureRefused, FieldRefused, NoCredit):
        cls = TaskFailed
    return cls(
        detail=printable(message or code, _MAX_DETAIL),
        code=printable(code, MAX_CODE),
        field=field_named(cls, code, message, ""),
        request_id=request_id,
    )


def request_id_in(document: Any, headers: Mapping[str, str]) -> str | None:
    """The id that support asks for: from the body (trace_id before request_id), a sentence in it, or the headers."""
    found = levels(document)
    places = [*found, *children(found, "metadata", "error"), *inner_complaints(found)]
    text = first_text(places, "trace_id", "traceId", "request_id", "requestId")
    if not text and (in_text := _REQUEST_ID_IN_TEXT.search(first_text(places[::-1], "message"))):
        text = in_text[1]
    if not text:
        lower = {name.lower(): value for name, value in headers.items()}
        text = next((lower[name] for name in _REQUEST_ID_HEADERS if lower.get(name)), "")
    return printable(text, 200) or None


def _retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    lower = {name.lower(): value.strip() for name, value in headers.items()}
    text = lower.get("retry-after", "")
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return min(float(text), _MAX_RETRY_AFTER_S)
    until = _date(text)
    if until is None:
        return None
    # By the service's clock where it tells it: ours may be an hour off.
    wait_s = (until - (_date(lower.get("date", "")) or now)).total_seconds()
    return min(max(wait_s, 0.0), _MAX_RETRY_AFTER_S)


def _date(text: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(text)
        return when.replace(tzinfo=when.tzinfo or UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _detail(status: int, complaint: Complaint, body: bytes, document: Any) -> str:
    """What the service said, in one line; without a word from it, what its answer looked like."""
    if complaint.message or complaint.code:
        return printable(complaint.message or complaint.code, _MAX_DETAIL)
    if not body.strip():
        return f"HTTP {status}"
    seen = decoded(body[:20_000])
    if document is None and (title := _TITLE.search(seen)):
        # Cut first: a character reference of some thousand digits raises (the same limit as in loose_json).
        seen = unescape(title[1][: 4 * _MAX_DETAIL])
    return printable(f"HTTP {status}: {' '.join(re.sub(r'<[^>]{0,500}>', ' ', seen).split())}", _MAX_DETAIL)
