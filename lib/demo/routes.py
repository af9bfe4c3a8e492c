"""The routes of contract 1, 2 and 4: from a request to its true answer, before anything goes wrong on the way."""

from __future__ import annotations

import hmac
import re
import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from lib.demo.answers import Answer, gateway_error, json_answer, no_such_route, reason_error, task_error
from lib.demo.drawing import Drawer
from lib.demo.intake import Refusal, read_request
from lib.demo.tasks import DemoTask, TaskShelf
from lib.domain.demo_words import DemoWord, words_in
from lib.domain.request import VideoRequest

Route = Literal["submit", "query", "video", "account", "other"]

SUBMIT = "/vidu/ent/v2/reference2video"
_ACCOUNT = "/api/usage/token/"
FAIL_SHARE, SLOW_SHARE = 0.6, 18.0
"""[fail] and [slow] in units of the shortest time: 3 s and 90 s at the usual 5 s."""
_BUSY_TIMES = 2

_QUERY = re.compile(r"/vidu/ent/v2/task/([^/]+)/creations|/v1/videos/([^/]+)|(/v1/video/query)")
_VIDEO = re.compile(r"/files/([\w-]+)\.mp4|/v1/videos/([^/]+)/content")


def route_of(method: str, target: str) -> Route:
    """Which part of the contract a request is about."""
    path = urlsplit(target).path
    if method == "POST":
        return "submit" if path == SUBMIT else "other"
    if _VIDEO.fullmatch(path):
        return "video"
    if _QUERY.fullmatch(path):
        return "query"
    return "account" if path == _ACCOUNT else "other"


class Routes:
    """Answers requests. Thread-safe."""

    def __init__(
        self, shelf: TaskShelf, drawer: Drawer, *, base_url: Callable[[], str], api_key: str | None, min_s: float
    ) -> None:
        self._shelf, self._drawer = shelf, drawer
        self._base_url, self._api_key, self._min_s = base_url, api_key, min_s
        self._busy: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.holding = False

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """The true answer. Raises OSError if the disk fails."""
        route, parts = route_of(method, target), urlsplit(target)
        if not parts.path.startswith("/files/") and not self._knows(headers.get("Authorization", "")):
            return gateway_error(401, "Unauthorized", "Invalid token")
        if route == "submit":
            return self._submit(headers, body)
        if method != "GET":
            return no_such_route(method, parts.path)
        if route == "video":
            return self._video(parts.path)
        if route == "query":
            return self._query(parts.path, parse_qs(parts.query))
        return self._account() if route == "account" and self._api_key else no_such_route(method, parts.path)

    def _knows(self, authorization: str) -> bool:
        if self._api_key is None:
            return True
        return hmac.compare_digest(authorization.encode(), f"Bearer {self._api_key}".encode())

    def _submit(self, headers: Mapping[str, str], body: bytes) -> Answer:
        if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            return reason_error(400, "FieldInvalid", "The Content-Type must be application/json.")
        try:
            request, _ = read_request(body)
        except Refusal as refusal:
            return reason_error(refusal.status, refusal.reason, refusal.message)
        words = words_in(request.prompt or "")
        if DemoWord.REFUSE in words:
            return reason_error(400, "AuditSubmitIllegal", "The prompt goes against the content rules.")
        if DemoWord.BUSY in words and self._still_busy(request.prompt or ""):
            return reason_error(429, "SystemThrottling", "Too many requests, try again later.", Retry_After="5")
        task = self._make(request, body, words)
        created_at = int(task.created_at.timestamp())
        made = json_answer(200, {"task_id": task.id, "status": "processing", "created_at": created_at})
        return Answer(200, made.body, lost=DemoWord.LOST in words)

    def _still_busy(self, prompt: str) -> bool:
        with self._lock:
            self._busy[prompt] += 1
            if self._busy[prompt] <= _BUSY_TIMES:
                return True
            del self._busy[prompt]  # Whoever shows it once more sees it once more.
            return False

    def _make(self, request: VideoRequest, body: bytes, words: Collection[DemoWord]) -> DemoTask:
        share = FAIL_SHARE if DemoWord.FAIL in words else SLOW_SHARE if DemoWord.SLOW in words else 1.0
        task = self._shelf.add(body, seed=request.seed, due_s=self._min_s * share, held=self.holding)
        if DemoWord.FAIL in words:
            message = "The service could not make this video, because the prompt asked it to fail."
            self._shelf.settle(task.id, "failed", error_code="CreationPolicyViolation", error_message=message)
        elif not task.held:
            self._drawer.add(task.id)
        return task

    def _query(self, path: str, query: dict[str, list[str]]) -> Answer:
        found = _QUERY.fullmatch(path)
        primary, single = (found[1], found[2]) if found else (None, None)
        task = self._shelf.find(primary or single or query.get("id", [""])[0])
        if task is None:
            return task_error(404, "task_not_exist", "The task does not exist.")
        if primary:
            return json_answer(200, self._primary(task))
        return json_answer(200, self._unified(task, with_reason=bool(single)))

    def _primary(self, task: DemoTask) -> dict[str, Any]:
        """`status_update_time` in Unix seconds; `video_url` only when completed."""
        word, at = self._word(task), task.created_at if task.state == "processing" else task.ended_at
        seen: dict[str, Any] = {"id": task.id, "status": word, "status_update_time": int(at.timestamp())}
        if url := self._link(task):
            seen["video_url"] = url
        return seen

    def _unified(self, task: DemoTask, *, with_reason: bool) -> dict[str, Any]:
        """`progress` 0 to 100, left out where a test says None; times in Unix seconds; `error` only `with_reason`."""
        done = task.state != "processing"
        seen: dict[str, Any] = {"id": task.id, "status": self._word(task)}
        if (percent := self._percent(task)) is not None:
            seen["progress"] = percent
        seen["created_at"] = int(task.created_at.timestamp())
        seen["completed_at"] = int(task.ended_at.timestamp()) if done else None
        seen["video_url"] = self._link(task)
        if with_reason and task.state == "failed":
            seen["error"] = {"message": task.error_message, "code": task.error_code}
        return seen

    def _word(self, task: DemoTask) -> str:
        return task.word if task.state == "processing" else task.state

    def _percent(self, task: DemoTask) -> float | None:
        """What is drawn, but never ahead of the time that the task takes at least; 99 until it is done."""
        if task.state == "completed":
            return 100
        if task.is_ordered:
            return task.percent
        passed_s = (datetime.now(UTC) - task.created_at).total_seconds()
        whole_s = (task.due_at - task.created_at).total_seconds()
        drawn = 1.0 if task.outcome != "open" else self._drawer.percent(task.id) / 100
        return round(99 * min(drawn, passed_s / whole_s if whole_s else 1.0, 1.0))

    def _link(self, task: DemoTask) -> str | None:
        if task.state != "completed" or not task.linked:
            return None
        return f"{self._base_url()}/files/{task.video_name}.mp4"

    def _video(self, path: str) -> Answer:
        found = _VIDEO.fullmatch(path)
        name, task_id = (found[1], found[2]) if found else (None, None)
        task = self._shelf.find(task_id) if task_id else self._shelf.named(name or "")
        if task is None or task.state != "completed" or not task.video.is_file():
            return task_error(404, "task_not_exist", "There is no such video.")
        return Answer(200, task.video, content_type="video/mp4")

    def _account(self) -> Answer:
        used = 10_000 * len(self._shelf.all())
        granted = 1_000_000
        data = {"name": "demo", "total_granted": granted, "total_used": used, "total_available": granted - used}
        return json_answer(200, {"code": True, "data": {**data, "unlimited_quota": False, "expires_at": 0}})
