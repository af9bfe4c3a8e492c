"""What the service answers, as typed values: a submit, a look at a task, the balance. Source: contract 1.3, 2 and 4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lib.domain.causes import Cause, written
from lib.domain.complaints import (
    FINE,
    MAX_CODE,
    Complaint,
    codes_in,
    complaint_in,
    inner_complaints,
    sentence_in,
    telling,
)
from lib.domain.error_replies import nothing_made, read_error, request_id_in, task_error
from lib.domain.errors import Refused, ServiceFailed, StudioError, SubmissionUncertain
from lib.domain.loose_json import (
    Level,
    decoded,
    first_text,
    kept,
    levels,
    moment,
    number,
    parsed,
    printable,
)
from lib.domain.status_words import Phase, phase_of, status_word
from lib.domain.task_ids import bare_id, named_id
from lib.domain.video_links import address_of, video_link

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


def read_submit(body: bytes, headers: Mapping[str, str]) -> SubmitReply:
    """The task that a 2xx answer to a submit names.

    Raises SubmissionUncertain without a task id; but the refusal itself when the body is an error whose code says that
    nothing was made (contract 3), since gateways also send those with status 200.
    """
    document = parsed(body)
    found = levels(document)
    request_id = request_id_in(document, headers)
    word = status_word(found)
    task_id = _task_id(document, phase_of(word))
    if not task_id:
        raise _no_task(document, body, request_id)
    created_at = _first_moment(found, "created_at", "submit_time", "createdAt")
    return SubmitReply(task_id, word, phase_of(word), created_at, request_id, kept(body))


def _task_id(document: Any, phase: Phase) -> str:
    complains = complaint_in(document) is not None
    if text := named_id(document):
        return text
    # An error body's own `id` is at best the id of the call, unless it also states how the task stands.
    if not (complains and phase is Phase.UNKNOWN) and (text := named_id(document, ("id",))):
        return text
    return "" if complains or phase in (Phase.FAILED, Phase.ENDED) else bare_id(document)


def _no_task(document: Any, body: bytes, request_id: str | None) -> StudioError:
    complaint = complaint_in(document) or Complaint("", "")
    cls = nothing_made(complaint) or SubmissionUncertain
    code, detail = _seen(Cause.NO_TASK_ID, complaint, body)
    return cls(detail=detail, code=code, request_id=request_id, answer=kept(body))


def read_task(body: bytes, headers: Mapping[str, str], base: str = "") -> TaskReply:
    """One look at a task, from any of the shapes of contract 2. `base`: the address that answered, for relative links.

    Beside a word that is known the word decides, also about a link; with an unknown one a link means that it is done.
    Raises ServiceFailed when neither a status nor a video can be found in it; the refusal that an error body states.
    """
    document = parsed(body)
    found = levels(document)
    request_id = request_id_in(document, headers)
    word, url = status_word(found), video_link(document, base)
    if not word and not url:
        raise _unreadable(document, body, request_id)
    phase = phase_of(word)
    if phase is Phase.UNKNOWN and url:
        phase = Phase.DONE
    if phase is Phase.DONE and not url:
        # Older gateways of this family put the address of a finished video into the field for failures.
        reasons = (level.get("fail_reason") for level in found)
        url = next((address for text in reasons if isinstance(text, str) and (address := address_of(text, ""))), None)
    reason, code = _reason(found) if phase in (Phase.FAILED, Phase.ENDED) else ("", "")
    return TaskReply(
        phase=phase,
        word=word,
        progress=_progress(found),
        video_url=url,
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
    code, detail = _seen(Cause.NO_STATUS, complaint, body)
    return cls(detail=detail, code=code, request_id=request_id, answer=kept(body))


def _seen(cause: Cause, complaint: Complaint, body: bytes) -> tuple[str, str]:
    """Code and detail of an answer without what it should have had: what it complains of, else our own."""
    text = complaint.message or complaint.code or printable(decoded(body[:2000]), 300)
    return (complaint.code, text[:500]) if complaint.code else (cause.value, written({"said": text[:500]}))


def read_failure(body: bytes, headers: Mapping[str, str]) -> StudioError | None:
    """Why a task failed, as the route for it tells; None when it gives no reason or does not speak of a failure."""
    document = parsed(body)
    found = levels(document)
    if phase_of(status_word(found)) in (Phase.WAITING, Phase.WORKING, Phase.DONE):
        return None
    reason, code = _reason(found)
    if not reason:
        return None
    return task_error(code, reason, request_id=request_id_in(document, headers))


def _reason(found: list[Level]) -> tuple[str, str]:
    """The sentence and the code; the code stands in for a missing sentence."""
    inner = inner_complaints(found)
    codes = [*codes_in(inner), *(first_text(found, name) for name in ("err_code", "error_code", "reason"))]
    text = [sentence_in(inner), *(first_text(found, name) for name in ("fail_reason", "err_msg", "error", "message"))]
    message = next((words for words in text if words and words.lower() not in FINE), "")
    code = telling([code for code in codes if code], message)
    return message or code, code[:MAX_CODE]


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
