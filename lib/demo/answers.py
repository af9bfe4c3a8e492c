"""What the service answers, in the shapes of contract 3: a status, headers, and a body in memory or on disk."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

_WORDS = {
    400: ("FieldInvalid", "The request is not valid."),
    401: ("Unauthorized", "Invalid token"),
    402: ("insufficient_user_quota", "User quota is not enough"),
    403: ("Forbidden", "This token has no access to the model."),
    404: ("task_not_exist", "The task does not exist."),
    422: ("FieldInvalid", "The request is not valid."),
    429: ("TooManyRequests", "Too many requests, try again later."),
    500: ("InternalServiceFailure", "Internal service failure."),
    503: ("ModelUnavailable", "The model is not available at the moment."),
}


@dataclass(frozen=True)
class Answer:
    """One HTTP answer. A Path as body is sent from disk, piece by piece."""

    status: int
    body: bytes | Path
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    lost: bool = False
    """True: made, but the line is cut before a byte of it leaves ([lost])."""


def json_answer(status: int, value: Any, **headers: str) -> Answer:
    """`value` as JSON; headers with `_` for `-`, as in `Retry_After="5"`."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), headers=named)


def reason_error(status: int, reason: str, message: str, **headers: str) -> Answer:
    """The vendor's own shape: `{"code": 400, "reason", "message", "metadata": {"trace_id"}}`."""
    value = {"code": status, "reason": reason, "message": message, "metadata": {"trace_id": uuid.uuid4().hex}}
    return json_answer(status, value, **headers)


def gateway_error(status: int, code: str, message: str) -> Answer:
    """The gateway's shape: `{"error": {"message", "type", "param", "code"}}`."""
    return json_answer(status, {"error": {"message": message, "type": "new_api_error", "param": "", "code": code}})


def task_error(status: int, code: str, message: str) -> Answer:
    """The gateway's shape for tasks: `{"code", "message", "data": null}`."""
    return json_answer(status, {"code": code, "message": message, "data": None})


def plain_error(status: int, message: str) -> Answer:
    """The shortest shape: `{"success": false, "message"}`."""
    return json_answer(status, {"success": False, "message": message})


def proxy_page(status: int) -> Answer:
    """What a proxy in between answers: HTML, nothing of the contract."""
    title = f"{status} {phrase(status)}"
    page = f"<html><head><title>{title}</title></head><body><center><h1>{title}</h1></center><hr>nginx</body></html>"
    return Answer(status, page.encode(), content_type="text/html")


def phrase(status: int) -> str:
    """The words of a status line, also for numbers that no standard knows."""
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Unknown"


def usual_error(status: int, *, on: str) -> Answer:
    """The error body that contract 3 gives for this status on this kind of route; HTML where a proxy would answer."""
    code, message = _WORDS.get(status, ("", ""))
    if 300 <= status < 400:
        return Answer(status, b"", content_type="text/html", headers={"Location": "http://127.0.0.1:9/moved"})
    if status in (401, 402):
        return gateway_error(status, code, message)
    if status == 404:
        return task_error(status, code, message) if on == "query" else no_such_route("GET", "/")
    if status in (413, 502, 504):
        return proxy_page(status)
    if status == 503 and on != "submit":
        return proxy_page(status)
    return reason_error(status, code, message) if code else plain_error(status, phrase(status))


def no_such_route(method: str, path: str) -> Answer:
    """A 404 without a task error: this address does not speak this part of the contract."""
    error = {"message": f"Invalid URL ({method} {path})", "type": "invalid_request_error", "param": "", "code": ""}
    return json_answer(404, {"error": error})
