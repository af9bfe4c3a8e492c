"""What the service answers, as typed values: a submit, a look at a task, the balance. Source: contract 1.3, 2 and 4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from lib.domain.error_replies import FINE, Complaint, complaint_in, nothing_made, read_error, request_id_in, task_error
from lib.domain.errors import Refused, ServiceFailed, StudioError, SubmissionUncertain
from lib.domain.loose_json import (
    Level,
    children,
    decoded,
    first_text,
    kept,
    levels,
    moment,
    number,
    parsed,
    printable,
    text,
)

__all__ = [
    "Balance",
    "Phase",
    "SubmitReply",
    "TaskReply",
    "phase_of",
    "read_balance",
    "read_error",
    "read_failure",
    "read_submit",
    "read_task",
    "task_error",
]

_MAX_WORD, _MAX_TASK_ID, _MAX_URL = 100, 200, 8000


class Phase(StrEnum):
    """What a status word of the service means."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    ENDED = "ended"
    """Cancelled or expired there."""
    UNKNOWN = "unknown"
    """A word this version does not know: shown as it came, and asked again."""


_WORDS: dict[Phase, tuple[str, ...]] = {
    Phase.WAITING: ("created", "submitted", "queued", "queueing", "pending", "not_start"),
    Phase.WORKING: ("processing", "in_progress"),
    Phase.DONE: ("completed", "success", "succeeded"),
    Phase.FAILED: ("failed", "failure", "error"),
    Phase.ENDED: ("cancelled", "canceled", "expired"),
}
_PHASES = {word: phase for phase, words in _WORDS.items() for word in words}


@dataclass(frozen=True)
class SubmitReply:
    """The service has taken an order."""

    task_id: str
    word: str
    """The status as it came; "" when there was none."""
    phase: Phase
    created_at: datetime | None
    request_id: str | None
    raw: str
    """The answer's text, at most 4,000 characters."""


@dataclass(frozen=True)
class TaskReply:
    """One look at a task."""

    phase: Phase
    word: str
    """The status as it came."""
    progress: float | None
    """Percent, 0 to 100; None when the service does not say."""
    video_url: str | None
    cover_url: str | None
    reason: str
    """Why it failed or ended, in the service's words; "" when it gives none."""
    reason_code: str
    credits: float | None
    updated_at: datetime | None
    request_id: str | None
    raw: str
    """The answer's text, at most 4,000 characters."""


@dataclass(frozen=True)
class Balance:
    """What is left on the account, in the service's own unit."""

    available: float | None
    unlimited: bool
    name: str
    expires_at: datetime | None


def phase_of(word: str) -> Phase:
    """What a status word means, in any case, with blanks or hyphens for underscores."""
    return _PHASES.get(word.strip().lower().replace("-", "_").replace(" ", "_"), Phase.UNKNOWN)


def read_submit(body: bytes, headers: Mapping[str, str]) -> SubmitReply:
    """The task that a 2xx answer to a submit names.

    Raises SubmissionUncertain without a task id; but the refusal itself when the body is an error whose code says that
    nothing was made (contract 3), since gateways also send those with status 200.
    """
    document = parsed(body)
    found = levels(document)
    request_id = request_id_in(document, headers)
    word = _status_word(found)
    task_id = _task_id(document, found, word)
    if not task_id:
        raise _no_task(document, body, request_id)
    created_at = _first_moment(found, "created_at", "submit_time", "createdAt")
    return SubmitReply(task_id, word, phase_of(word), created_at, request_id, kept(body))


def _task_id(document: Any, found: list[Level], word: str) -> str:
    # An error body's own `id` is at best the id of the call, unless it also states how the task stands.
    only_the_call = complaint_in(document) is not None and phase_of(word) is Phase.UNKNOWN
    said = first_text(found, "task_id", "taskId") or ("" if only_the_call else first_text(found, "id"))
    return said if len(said) <= _MAX_TASK_ID else ""


def _no_task(document: Any, body: bytes, request_id: str | None) -> StudioError:
    complaint = complaint_in(document) or Complaint("", "")
    cls = nothing_made(complaint) or SubmissionUncertain
    said = complaint.message or complaint.code or printable(decoded(body[:2000]), 300) or "an empty answer"
    return cls(detail=f"No task id: {said}"[:500], code=complaint.code, request_id=request_id, answer=kept(body))


def read_task(body: bytes, headers: Mapping[str, str]) -> TaskReply:
    """One look at a task, from any of the shapes of contract 2.

    Raises ServiceFailed when neither a status nor a video can be found in it; the refusal that an error body states.
    """
    document = parsed(body)
    found = levels(document)
    request_id = request_id_in(document, headers)
    word, url = _status_word(found), _url(found, "video_url", "result_url", "url")
    if not word and not url:
        raise _unreadable(document, body, request_id)
    phase = phase_of(word) if word else Phase.DONE
    if phase is Phase.DONE and not url:
        # Older gateways of this family put the address of a finished video into the field for failures.
        url = _address(first_text(found, "fail_reason"))
    reason, code = _reason(found) if phase in (Phase.FAILED, Phase.ENDED) else ("", "")
    return TaskReply(
        phase=phase,
        word=word,
        progress=_progress(found),
        video_url=url,
        cover_url=_url(found, "cover_url", "thumbnail_url"),
        reason=reason,
        reason_code=code,
        credits=_first_number(found, "credits"),
        updated_at=_first_moment(found, "status_update_time", "updated_at", "completed_at", "finish_time"),
        request_id=request_id,
        raw=kept(body),
    )


def _unreadable(document: Any, body: bytes, request_id: str | None) -> StudioError:
    complaint = complaint_in(document) or Complaint("", "")
    known = complaint.known
    cls = known if known and issubclass(known, Refused) else ServiceFailed
    said = complaint.message or complaint.code or printable(decoded(body[:2000]), 300) or "an empty answer"
    return cls(detail=f"No status: {said}"[:500], code=complaint.code, request_id=request_id, answer=kept(body))


def _status_word(found: list[Level]) -> str:
    """The first word under `status` or `state` that is known, else the first there is."""
    words = [word for level in found for name in ("status", "state") if (word := text(level.get(name), _MAX_WORD))]
    return next((word for word in words if phase_of(word) is not Phase.UNKNOWN), next(iter(words), ""))


def read_failure(body: bytes, headers: Mapping[str, str]) -> StudioError | None:
    """Why a task failed, as the route for it tells; None when it gives no reason or does not speak of a failure."""
    document = parsed(body)
    found = levels(document)
    if phase_of(_status_word(found)) in (Phase.WAITING, Phase.WORKING, Phase.DONE):
        return None
    reason, code = _reason(found)
    if not reason:
        return None
    return task_error(code, reason, request_id=request_id_in(document, headers))


def _reason(found: list[Level]) -> tuple[str, str]:
    """The sentence and the code; the code stands in for a missing sentence."""
    nested = list(children(found, "error"))
    code = first_text(nested, "code", "type") or first_text(found, "err_code", "error_code", "reason")
    said = [first_text(nested, "message", "msg")]
    said += [first_text(found, name) for name in ("fail_reason", "err_msg", "error", "message")]
    message = next((words for words in said if words and words.lower() not in FINE), "")
    return message or code, code[:_MAX_WORD]


def _url(found: list[Level], *names: str) -> str | None:
    places = [*children(found, "creations", "videos"), *found]
    places += children(found, "output", "result", "video", "content", "metadata")
    urls = (_address(place.get(name)) for place in places for name in names)
    return next((url for url in urls if url), None)


def _address(value: Any) -> str | None:
    if not isinstance(value, str) or not value.strip().lower().startswith(("https://", "http://")):
        return None
    url = value.strip()
    return url if len(url) <= _MAX_URL and url.isprintable() else None


def _progress(found: list[Level]) -> float | None:
    percent = _first_number(found, "progress")
    return None if percent is None else min(max(percent, 0.0), 100.0)


def _first_number(found: list[Level], name: str) -> float | None:
    return next((value for level in found if (value := number(level.get(name))) is not None), None)


def _first_moment(found: list[Level], *names: str) -> datetime | None:
    return next((when for name in names for level in found if (when := moment(level.get(name)))), None)


def read_balance(body: bytes) -> Balance | None:
    """The account behind the key; None when the answer does not tell it."""
    found = levels(parsed(body))
    available = _first_number(found, "total_available")
    unlimited = any(level.get("unlimited_quota") in (True, 1, "true") for level in found)
    if available is None and not unlimited:
        return None
    return Balance(available, unlimited, first_text(found, "name")[:200], _first_moment(found, "expires_at"))
