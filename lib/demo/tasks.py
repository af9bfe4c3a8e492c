"""The service's tasks: one folder each, so that a restart, or another process on the same data, finds them again.

<folder>/<task id>/request.json (as it came)  task.json (how it stands)  video.mp4 (once drawn)
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import shutil
import threading
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

log = logging.getLogger(__name__)

_KEPT_DAYS = 7
"""Older tasks are forgotten at the next start; the real service promises 24 hours."""
_ID = re.compile(r"[0-9a-f-]{36}")
_MAX_SEED = 2**31 - 1


def new_video_name() -> str:
    """What nobody can guess, for a result link."""
    return secrets.token_urlsafe(24)


class DemoTask(BaseModel):
    """One task as it stands. All times UTC."""

    model_config = ConfigDict(frozen=True)

    id: str
    folder: Path = Field(exclude=True)
    created_at: datetime
    due_at: datetime
    """Its end is not reported before."""
    settled_at: datetime | None = None
    outcome: Literal["open", "completed", "failed"] = "open"
    held: bool = False
    """True: waits for the test that holds it; never drawn."""
    seed: int
    """What it is drawn with: the request's, or drawn by lot for 0 and absent."""
    video_name: str
    """Of the result link; cannot be guessed."""
    linked: bool = True
    """False: completed without a URL."""
    word: str = "processing"
    percent: float | None = None
    is_ordered: bool = False
    """True: a query answers `word` and `percent` (None: without progress); False: what the drawing child reports."""
    error_code: str = ""
    error_message: str = ""

    @property
    def state(self) -> str:
        """`processing`, `completed` or `failed`, as the service says it now."""
        return self.outcome if self.outcome != "open" and datetime.now(UTC) >= self.due_at else "processing"

    @property
    def ended_at(self) -> datetime:
        """When its end could be seen first; only for settled tasks."""
        return max(self.due_at, self.settled_at or self.created_at)

    @property
    def request(self) -> dict[str, Any]:
        """The JSON it was made from, pictures included: read from disk each time."""
        sent: dict[str, Any] = json.loads((self.folder / "request.json").read_bytes())
        return sent

    @property
    def video(self) -> Path:
        """Where the finished video lies."""
        return self.folder / "video.mp4"


class TaskShelf:
    """All tasks on disk. Thread-safe; the disk is the truth, nothing is cached."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()

    def add(self, body: bytes, *, seed: int | None, due_s: float, held: bool = False) -> DemoTask:
        """A new task for a request body. `due_s`: seconds after now before which its end is not reported."""
        now = datetime.now(UTC)
        task_id = str(uuid.uuid4())
        task = DemoTask(
            id=task_id,
            folder=self._folder / task_id,
            created_at=now,
            due_at=now + timedelta(seconds=due_s),
            held=held,
            seed=seed or secrets.randbelow(_MAX_SEED) + 1,
            video_name=new_video_name(),
        )
        task.folder.mkdir(parents=True)
        (task.folder / "request.json").write_bytes(body)
        _write(task)
        return task

    def find(self, task_id: str) -> DemoTask | None:
        """The task of that id; None if there is none."""
        if not _ID.fullmatch(task_id):
            return None
        folder = self._folder / task_id
        try:
            # Under the lock: Windows does not replace a file that another thread reads.
            with self._lock:
                kept = json.loads((folder / "task.json").read_bytes())
            return DemoTask.model_validate({**kept, "folder": folder})
        except FileNotFoundError:
            return None
        except (ValueError, ValidationError):
            log.warning("The demo task %s cannot be read and is left alone", task_id)
            return None

    def named(self, video_name: str) -> DemoTask | None:
        """The task whose result link has this name; None if there is none."""
        return next((task for task in self.all() if task.video_name == video_name), None)

    def all(self) -> list[DemoTask]:
        """Every task, oldest first."""
        names = [path.name for path in self._folder.iterdir()] if self._folder.is_dir() else []
        found = [task for name in names if (task := self.find(name))]
        return sorted(found, key=lambda task: (task.created_at, task.id))

    def change(self, task_id: str, **values: Any) -> DemoTask | None:
        """Set fields of a task; None if it is gone."""
        with self._lock:
            task = self.find(task_id)
            return _write(task.model_copy(update=values)) if task else None

    def settle(self, task_id: str, outcome: Literal["completed", "failed"], **values: Any) -> DemoTask | None:
        """End an open task now; one that has already ended stays as it is."""
        with self._lock:
            task = self.find(task_id)
            if task is None or task.outcome != "open":
                return task
            return _write(task.model_copy(update={"outcome": outcome, "settled_at": datetime.now(UTC), **values}))

    def forget_old(self) -> None:
        """Delete tasks older than _KEPT_DAYS."""
        oldest = datetime.now(UTC) - timedelta(days=_KEPT_DAYS)
        for task in self.all():
            if task.created_at < oldest:
                shutil.rmtree(task.folder, ignore_errors=True)

    def clear(self) -> None:
        """Delete all tasks and their files."""
        with self._lock:
            shutil.rmtree(self._folder, ignore_errors=True)


def _write(task: DemoTask) -> DemoTask:
    file = task.folder / "task.json"
    part = file.with_name(f"task.{secrets.token_hex(4)}.part")
    part.write_text(task.model_dump_json(), encoding="utf-8")
    part.replace(file)
    return task
