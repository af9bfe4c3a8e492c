"""Error answers become typed errors: contract 3 for the codes, design 4 for what a submit meets."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from lib.domain.errors import (
    Blocked,
    ContentRefused,
    FieldRefused,
    KeyRejected,
    ModelUnavailable,
    NoCredit,
    NotAllowed,
    PictureRefused,
    Redirected,
    Refused,
    RouteMissing,
    ServiceFailed,
    StudioError,
    SubmissionUncertain,
    TaskUnknown,
    TooLarge,
    TooMany,
)
from lib.domain.replies import read_error

NOW = datetime(2026, 3, 26, 3, 0, 0, tzinfo=UTC)
HTML = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
CODES = [
    (401, "Unauthorized", KeyRejected),
    (401, "invalid token", KeyRejected),
    (403, "Forbidden", NotAllowed),
    (400, "CreditInsufficient", NoCredit),
    (403, "insufficient_user_quota", NoCredit),
    (400, "AuditSubmitIllegal", ContentRefused),
    (400, "TaskPromptPolicyViolation", ContentRefused),
    (400, "CreationPolicyViolation", ContentRefused),
    (400, "ImageDownloadFailure", PictureRefused),
    (400, "ImageFormatInvalid", PictureRefused),
    (400, "PageSizeOutOfRange", PictureRefused),
    (400, "ImageCheckFaceFailed", PictureRefused),
    (400, "ImageObjectsUndetected", PictureRefused),
    (400, "FieldLacking", FieldRefused),
    (422, "FieldInvalid", FieldRefused),
    (400, "FieldUnwanted", FieldRefused),
    (400, "FieldItemCountOutOfRange", FieldRefused),
    (429, "TooManyRequests", TooMany),
    (429, "QuotaExceeded", TooMany),
    (429, "SystemThrottling", TooMany),
    (400, "ModelUnavailable", ModelUnavailable),
    (503, "ModelUnavailable", ModelUnavailable),
]
SHAPES = {
    "task": lambda code: {"code": code, "message": "On purpose.", "data": None},
    "error": lambda code: {"error": {"message": "On purpose.", "type": "new_api_error", "param": "", "code": code}},
    "reason": lambda code: {"code": 400, "reason": code, "message": "On purpose.", "metadata": {"trace_id": "t-1"}},
}


def error_of(status: int, body: Any = b"", headers: dict[str, str] | None = None, *, submitting: bool) -> StudioError:
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return read_error(status, headers or {}, raw, now=NOW, submitting=submitting)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("status", "code", "kind"), CODES, ids=[f"{code} {status}" for status, code, _ in CODES])
def test_every_code_of_the_contract_in_every_shape(status: int, code: str, kind: type[StudioError], shape: str) -> None:
    error = error_of(status, SHAPES[shape](code), submitting=True)

    assert (type(error), error.code, error.detail, error.http_status) == (kind, code, "On purpose.", status)


@pytest.mark.parametrize(("status", "code", "kind"), CODES, ids=[f"{code} {status}" for status, code, _ in CODES])
def test_a_5xx_with_a_contract_code_says_that_nothing_was_made(status: int, code: str, kind: type[StudioError]) -> None:
    assert type(error_of(502, SHAPES["reason"](code), submitting=True)) is kind


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (301, b"", Redirected),
        (302, HTML, Redirected),
        (307, b"", Redirected),
        (308, b"", Redirected),
        (400, b"", Refused),
        (400, {"success": False, "message": "no"}, Refused),
        (400, SHAPES["reason"]("InternalServiceFailure"), Refused),
        (401, b"", KeyRejected),
        (402, b"", NoCredit),
        (403, HTML, Blocked),
        (404, HTML, RouteMissing),
        (404, SHAPES["task"]("task_not_exist"), Refused),
        (405, b"", RouteMissing),
        (408, b"", SubmissionUncertain),
        (408, SHAPES["reason"]("CreditInsufficient"), NoCredit),
        (413, HTML, TooLarge),
        (418, b"", Refused),
        (422, b"", FieldRefused),
        (429, b"", TooMany),
        (500, b"", SubmissionUncertain),
        (500, SHAPES["reason"]("InternalServiceFailure"), SubmissionUncertain),
        (500, {"success": False, "message": "sensitive words"}, SubmissionUncertain),
        (500, SHAPES["error"]("ImageSomethingNew"), SubmissionUncertain),
        (502, HTML, SubmissionUncertain),
        (503, b"", SubmissionUncertain),
        (503, SHAPES["error"]("model_not_found"), ModelUnavailable),
        (504, HTML, SubmissionUncertain),
        (199, b"", SubmissionUncertain),
        (600, b"", SubmissionUncertain),
    ],
)
def test_what_a_submit_meets(status: int, body: Any, kind: type[StudioError]) -> None:
    assert type(error_of(status, body, submitting=True)) is kind


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (404, SHAPES["task"]("task_not_exist"), TaskUnknown),
        (404, SHAPES["reason"]("TaskNotFound"), TaskUnknown),
        (400, SHAPES["task"]("task_not_exist"), TaskUnknown),
        (404, {"success": False, "message": "Task not found"}, TaskUnknown),
        (404, HTML, RouteMissing),
        (404, b"", RouteMissing),
        (
            404,
            {"error": {"message": "Invalid URL (GET /v1/video/query)", "type": "invalid_request_error"}},
            RouteMissing,
        ),
        (302, b"", Redirected),
        (401, b"", KeyRejected),
        (408, b"", ServiceFailed),
        (429, b"", TooMany),
        (500, SHAPES["task"]("task_not_exist"), ServiceFailed),
        (500, SHAPES["reason"]("InternalServiceFailure"), ServiceFailed),
        (502, HTML, ServiceFailed),
        (503, SHAPES["reason"]("ModelUnavailable"), ServiceFailed),
        (503, SHAPES["reason"]("SystemThrottling"), TooMany),
    ],
)
def test_what_a_read_meets(status: int, body: Any, kind: type[StudioError]) -> None:
    assert type(error_of(status, body, submitting=False)) is kind


def test_a_vendors_code_inside_the_gateways_sentence_counts() -> None:
    said = '{"code":400,"reason":"CreditInsufficient"}'

    error = error_of(500, {"code": "fail_to_fetch_task", "message": said}, submitting=True)

    assert (type(error), error.code) == (NoCredit, "CreditInsufficient")


@pytest.mark.parametrize(
    ("said", "wait_s"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("999999", 3600.0),
        ("Thu, 26 Mar 2026 03:02:00 GMT", 120.0),
        ("Thu, 26 Mar 2026 02:00:00 GMT", 0.0),
        ("Fri, 01 Jan 2100 00:00:00 GMT", 3600.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_bounded(said: str, wait_s: float | None) -> None:
    assert error_of(429, headers={"retry-after": said}, submitting=True).retry_after_s == wait_s


@pytest.mark.parametrize("hour", ["02", "03", "04"])
def test_a_date_in_retry_after_is_read_by_the_clock_of_the_service(hour: str) -> None:
    headers = {"Retry-After": f"Thu, 26 Mar 2026 {hour}:12:00 GMT", "Date": f"Thu, 26 Mar 2026 {hour}:10:30 GMT"}

    assert error_of(429, headers=headers, submitting=True).retry_after_s == 90


@pytest.mark.parametrize(
    ("body", "headers", "request_id"),
    [
        (SHAPES["reason"]("FieldInvalid"), {}, "t-1"),
        (SHAPES["reason"]("FieldInvalid"), {"X-Request-Id": "r-1"}, "t-1"),
        ({"error": {"message": "no (request id: 20260326030831abc)", "code": "x"}}, {}, "20260326030831abc"),
        ({"request_id": "r-2"}, {}, "r-2"),
        (b"", {"X-Oneapi-Request-Id": "r-3"}, "r-3"),
        (b"", {}, None),
    ],
)
def test_the_id_that_support_asks_for_is_kept(body: Any, headers: dict[str, str], request_id: str | None) -> None:
    assert error_of(400, body, headers, submitting=True).request_id == request_id


@pytest.mark.parametrize(
    ("code", "message", "field"),
    [
        ("FieldInvalid", "duration must be 1 to 10", "duration"),
        ("FieldLacking", "subjects[0].images is required", "subjects.0.images"),
        ("ImageFormatInvalid", "subjects.0.images.1: not a picture", "subjects.0.images.1"),
        ("ImageDownloadFailure", "could not be fetched", "subjects"),
        ("TaskPromptPolicyViolation", "not allowed", "prompt"),
        ("AuditSubmitIllegal", "the image is not allowed", "subjects"),
        ("AuditSubmitIllegal", "not allowed", ""),
        ("ModelUnavailable", "away", "model"),
        ("CreditInsufficient", "the model costs more", ""),
        ("FieldInvalid", "body.duration: Input should be less than 11", "duration"),
        ("FieldInvalid", "Key: 'Request.WmPosition' Error:Field validation for 'WmPosition' failed", "wm_position"),
        ("FieldInvalid", '"offPeak" must be a boolean', "off_peak"),
        ("FieldInvalid", "参数错误：时长超出范围", "duration"),
        ("FieldInvalid", "the request is not valid", ""),
    ],
)
def test_the_field_in_question_is_named(code: str, message: str, field: str) -> None:
    body = {"code": 400, "reason": code, "message": message, "metadata": {}}

    assert error_of(400, body, submitting=True).field == field


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (HTML, "HTTP 502: 502 Bad Gateway"),
        (b"", "HTTP 502"),
        (b"upstream \x1b[31m timed out", "HTTP 502: upstream  [31m timed out"),
        ({"error": "no such thing"}, "no such thing"),
        ({"message": "x" * 9000}, "x" * 500),
        ({"detail": "Not Found"}, "Not Found"),
    ],
)
def test_what_was_said_is_kept_printable_and_short(body: Any, detail: str) -> None:
    assert error_of(502, body, submitting=False).detail == detail
