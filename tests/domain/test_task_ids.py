"""A task id is found in every place of the family, and nothing that reads like an error becomes one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.errors import StudioError
from lib.domain.replies import read_submit

ID = "48038932-0ff5-4251-8b4b-7a76c09fd114"


def submitted(answer: Any) -> str | None:
    try:
        return read_submit(json.dumps(answer).encode(), {}).task_id
    except StudioError:
        return None


@pytest.mark.parametrize("task_id", [ID, "TASK-ID", "task_01HXYZ", "cgt-20261126-abc", "915847362514", "vidu:7.1"])
@pytest.mark.parametrize(
    "place",
    [
        lambda said: {"data": said},
        lambda said: {"data": [said]},
        lambda said: {"code": "success", "message": "", "data": said},
        lambda said: {"code": 200, "message": "ok", "data": said, "error": None},
        lambda said: {"success": True, "result": said},
        lambda said: {"status": "processing", "data": said},
        lambda said: {"task_id": said},
        lambda said: {"taskId": said},
        lambda said: {"id": said},
        lambda said: {"data": {"id": said}},
        lambda said: {"data": {"task_id": said}},
        lambda said: {"data": [{"id": said}]},
        lambda said: {"output": {"task_id": said, "task_status": "PENDING"}, "request_id": "call-1"},
        lambda said: {"id": "call-1", "data": {"task": {"task_id": said}}},
        lambda said: {"data": json.dumps({"task_id": said})},
        lambda said: {"code": 1, "description": "Submit success", "result": said},
        lambda said: {"code": "0000", "msg": "操作成功", "data": said},
        lambda said: {"code": 20000, "message": "success", "data": {"id": said}},
        lambda said: {"error": {"code": 0, "message": ""}, "data": said},
    ],
)
def test_the_id_is_found_in_every_place(place: Any, task_id: str) -> None:
    assert submitted(place(task_id)) == task_id


@pytest.mark.parametrize("place", ["task_id", "id", "data"])
def test_a_whole_number_is_an_id(place: str) -> None:
    assert submitted({place: 915847362514}) == "915847362514"
    assert submitted({place: 915847362514.0}) == "915847362514"


@pytest.mark.parametrize(
    "answer",
    [
        *[{"data": said} for said in ("", "ok", "success", "processing", "accepted", "null", "error", None, True, 0)],
        *[
            {"data": said}
            for said in ("Your balance is used up", "余额不足，请充值", "insufficient_user_quota", "x" * 300)
        ],
        *[
            {"data": said}
            for said in ("not-found", "error-500", "rate_limit_exceeded", "TaskNotFound", "in-progress", 1.5)
        ],
        *[
            {"data": said}
            for said in ("https://x/y.mp4", "<html>502</html>", "a b-1", "-1", "No such model: viduq3-pro")
        ],
        *[
            {name: said}
            for name in ("task_id", "id")
            for said in ("Try again later.", "null", "0", 0, -1, False, "余额 不足")
        ],
        {"code": "task_not_exist", "message": "task not found", "data": ID},
        {"code": 500, "message": "busy", "data": "trace-123"},
        {"success": False, "message": "no", "data": "req-123"},
        {"code": 1, "message": "Submit was not a success", "data": "req-123"},
        {"code": "CreditInsufficient", "message": "success", "data": "req-123"},
        {"error": {"message": "no", "code": "odd"}, "data": "req-123"},
        {"status": "failed", "data": "req-123"},
        {"message": "insufficient balance", "data": "req-123"},
        {"message": "审核不通过", "data": "req-123"},
        {"request_id": ID, "trace_id": ID},
        ID,
        [ID],
        [],
    ],
)
def test_no_error_and_no_sentence_becomes_an_id(answer: Any) -> None:
    assert submitted(answer) is None


@settings(max_examples=200, deadline=None)
@given(words=st.lists(st.text("abcdefghijklmnop", min_size=1, max_size=9), min_size=2, max_size=8))
def test_a_sentence_is_never_an_id(words: list[str]) -> None:
    for name in ("data", "task_id", "id", "result"):
        assert submitted({name: " ".join(words)}) is None
