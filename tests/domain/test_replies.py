"""Answers of the service become typed values, in every shape of contract 1.3, 2 and 4."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from lib.domain.errors import (
    ContentRefused,
    NoCredit,
    PictureRefused,
    ServiceFailed,
    SubmissionUncertain,
    TaskFailed,
    TaskUnknown,
    TooMany,
)
from lib.domain.replies import Phase, read_balance, read_failure, read_submit, read_task, task_error

WHEN = datetime(2026, 3, 26, 3, 8, 31, tzinfo=UTC)
URL = "https://cdn.example.com/x.mp4"


def body(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("answer", "task_id", "phase", "created_at"),
    [
        pytest.param(
            {"task_id": "48038932-0ff5", "status": "processing", "created_at": 1774494511},
            "48038932-0ff5",
            Phase.WORKING,
            WHEN,
            id="mission document",
        ),
        pytest.param(
            {"id": "a1", "state": "created", "created_at": "2026-03-26T03:08:31Z"}, "a1", Phase.WAITING, WHEN, id="iso"
        ),
        pytest.param({"task_id": "a1", "created_at": 1774494511000}, "a1", Phase.UNKNOWN, WHEN, id="milliseconds"),
        pytest.param(
            {"code": "success", "message": "", "data": {"task_id": "a1", "status": "SUBMITTED"}},
            "a1",
            Phase.WAITING,
            None,
            id="wrapped",
        ),
        pytest.param(
            {"id": "call-9", "data": {"task_id": "a1"}}, "a1", Phase.UNKNOWN, None, id="the call has an id too"
        ),
        pytest.param({"task_id": 12345678901234567890}, "12345678901234567890", Phase.UNKNOWN, None, id="number"),
        pytest.param({"task_id": "a1", "status": "failed"}, "a1", Phase.FAILED, None, id="failed at once"),
        pytest.param({"task_id": "a1", "error": {"message": "m"}}, "a1", Phase.UNKNOWN, None, id="id beside an error"),
    ],
)
def test_a_submit_answer_names_its_task(answer: Any, task_id: str, phase: Phase, created_at: datetime | None) -> None:
    reply = read_submit(body(answer), {"X-Request-Id": "r-1"})

    assert (reply.task_id, reply.phase, reply.created_at, reply.request_id) == (task_id, phase, created_at, "r-1")
    assert json.loads(reply.raw) == answer


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html><title>Welcome</title></html>", id="html"),
        pytest.param(b'{"task_id": "a', id="half"),
        pytest.param(body({"status": "processing"}), id="no id"),
        pytest.param(body({"task_id": None, "id": ""}), id="empty ids"),
        pytest.param(body({"task_id": ["a"], "id": True}), id="ids of odd types"),
        pytest.param(body({"task_id": "x" * 5000}), id="an id as long as a novel"),
        pytest.param(body({"success": False, "message": "no"}), id="an error without a code"),
        pytest.param(body({"id": "call-9", "error": {"message": "m", "code": "odd"}}), id="only the call has an id"),
        pytest.param(body({"code": 500, "reason": "InternalServiceFailure"}), id="their fault"),
        pytest.param(body([1, 2]), id="list"),
        pytest.param(b"[" * 200_000, id="deep"),
    ],
)
def test_a_submit_answer_without_a_task_is_uncertain(answer: bytes) -> None:
    with pytest.raises(SubmissionUncertain) as caught:
        read_submit(answer, {})

    assert 0 < len(caught.value.detail) <= 500


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"code": 400, "reason": "CreditInsufficient", "message": "m", "metadata": {"trace_id": "t-1"}}, NoCredit),
        ({"error": {"message": "m", "code": "insufficient_user_quota"}, "id": "call", "trace_id": "t-1"}, NoCredit),
        ({"code": "SystemThrottling", "message": "m", "data": None, "trace_id": "t-1"}, TooMany),
    ],
)
def test_a_refusal_with_status_200_is_a_refusal(answer: Any, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        read_submit(body(answer), {})

    assert caught.value.request_id == "t-1"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("answer", "phase", "progress", "url"),
    [
        pytest.param(
            {"id": "a", "status": "completed", "video_url": URL, "status_update_time": 1774494511},
            Phase.DONE,
            None,
            URL,
            id="primary",
        ),
        pytest.param(
            {"id": "a", "status": "in_progress", "progress": 50, "video_url": None, "created_at": 1},
            Phase.WORKING,
            50,
            None,
            id="alternative",
        ),
        pytest.param(
            {
                "state": "success",
                "err_code": "",
                "credits": 4,
                "creations": [{"id": "c", "url": URL, "cover_url": URL}],
            },
            Phase.DONE,
            None,
            URL,
            id="vidu",
        ),
        pytest.param(
            {
                "code": "success",
                "data": {"status": "SUCCESS", "progress": "100%", "fail_reason": "", "result_url": URL},
            },
            Phase.DONE,
            100,
            URL,
            id="wrapped",
        ),
        pytest.param(
            {"code": "success", "data": {"status": "IN_PROGRESS", "progress": "50", "url": ""}},
            Phase.WORKING,
            50,
            None,
            id="wrapped, on its way",
        ),
        pytest.param(
            {"code": "success", "data": {"status": "SUCCESS", "fail_reason": URL}},
            Phase.DONE,
            None,
            URL,
            id="odd place",
        ),
        pytest.param(
            {"status": "success", "data": {"status": "Queueing", "progress": -3}},
            Phase.WAITING,
            0,
            None,
            id="the wrapper has a status",
        ),
        pytest.param({"status": "COMPLETED", "video_url": "  "}, Phase.DONE, None, None, id="done without a link"),
        pytest.param({"status": "Rendering", "progress": "1e9"}, Phase.UNKNOWN, 100, None, id="unknown word"),
        pytest.param({"status": 7, "progress": True}, Phase.UNKNOWN, None, None, id="odd types"),
        pytest.param({"status": "cancelled"}, Phase.ENDED, None, None, id="cancelled"),
        pytest.param({"video_url": URL}, Phase.DONE, None, URL, id="nothing but a video"),
        pytest.param({"status": "completed", "video_url": "ftp://x/y"}, Phase.DONE, None, None, id="not a web address"),
    ],
)
def test_a_look_at_a_task_is_understood(answer: Any, phase: Phase, progress: float | None, url: str | None) -> None:
    reply = read_task(body(answer), {})

    assert (reply.phase, reply.progress, reply.video_url) == (phase, progress, url)


@pytest.mark.parametrize(
    ("words", "phase"),
    [
        ("created submitted queued queueing pending not_start NOT_START Not-Start", Phase.WAITING),
        ("processing in_progress running IN_PROGRESS In-Progress", Phase.WORKING),
        ("completed success succeeded done finished complete succeed SUCCESS Done", Phase.DONE),
        ("failed failure error rejected banned FAILURE Banned", Phase.FAILED),
        ("cancelled canceled expired timeout TIMEOUT", Phase.ENDED),
        ("rendering dreaming 成功", Phase.UNKNOWN),
    ],
)
def test_every_status_word_of_the_contract_is_known_in_any_case(words: str, phase: Phase) -> None:
    for word in words.split():
        reply = read_task(body({"status": word}), {})
        assert (reply.phase, reply.word) == (phase, word)


@pytest.mark.parametrize(
    ("answer", "reason", "code"),
    [
        (
            {"state": "failed", "err_code": "CreationPolicyViolation"},
            "CreationPolicyViolation",
            "CreationPolicyViolation",
        ),
        (
            {"status": "failed", "error": {"message": "no face", "code": "ImageCheckFaceFailed"}},
            "no face",
            "ImageCheckFaceFailed",
        ),
        (
            {"code": "success", "message": "ok", "data": {"status": "FAILURE", "fail_reason": "too dark"}},
            "too dark",
            "",
        ),
        ({"code": "success", "message": "success", "data": {"status": "FAILURE"}}, "", ""),
        ({"status": "failed", "error": "boom"}, "boom", ""),
    ],
)
def test_a_failed_task_tells_its_reason(answer: Any, reason: str, code: str) -> None:
    reply = read_task(body(answer), {})

    assert (reply.reason, reply.reason_code) == (reason, code)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"", ServiceFailed),
        (b"<html>hello</html>", ServiceFailed),
        (b"{}", ServiceFailed),
        (b"null", ServiceFailed),
        (body({"status": None, "data": []}), ServiceFailed),
        (body({"code": "task_not_exist", "message": "m", "data": None}), TaskUnknown),
        (body({"success": False, "message": "m"}), ServiceFailed),
    ],
)
def test_an_answer_that_tells_nothing_about_the_task_is_an_error(answer: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_task(answer, {})


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"id": "a", "status": "failed", "error": {"message": "m", "code": "AuditSubmitIllegal"}}, ContentRefused),
        ({"error": {"message": "m", "code": "ImageDownloadFailure"}}, PictureRefused),
        ({"id": "a", "status": "failed", "error": {"message": "out of memory", "code": ""}}, TaskFailed),
        ({"id": "a", "status": "failed", "error": None}, None),
        ({"id": "a", "status": "failed"}, None),
        ({"id": "a", "status": "processing", "error": {"message": "m"}}, None),
        ([], None),
    ],
)
def test_the_route_for_failures_gives_the_cause_or_nothing(answer: Any, error: type[Exception] | None) -> None:
    found = read_failure(body(answer), {})

    assert (type(found) if found else None) is error


def test_a_failure_that_names_no_cause_is_still_the_tasks() -> None:
    found = task_error("Unauthorized", "worker lost its token")

    assert type(found) is TaskFailed
    assert found.detail == "worker lost its token"


def test_a_balance_is_read() -> None:
    balance = read_balance(
        body(
            {"code": True, "data": {"name": "team", "total_available": 1200, "unlimited_quota": False, "expires_at": 0}}
        )
    )

    assert balance is not None
    assert (balance.available, balance.unlimited, balance.name, balance.expires_at) == (1200, False, "team", None)


@pytest.mark.parametrize("answer", [b"", b"<html>", b"{}", b'{"code": false, "message": "no"}', b'{"data": [1]}', b"7"])
def test_a_balance_that_is_not_told_is_none(answer: bytes) -> None:
    assert read_balance(answer) is None
