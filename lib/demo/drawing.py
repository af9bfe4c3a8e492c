"""The drawing child, seen from the server: one at a time, low priority, ended with the server.

A process of its own because drawing in the server more than doubled its memory; started by subprocess, since a child of
multiprocessing would run streamlit_app.py again.
"""

from __future__ import annotations

import logging
import subprocess
import threading
from collections import deque

from lib import children
from lib.demo.tasks import DemoTask, TaskShelf

log = logging.getLogger(__name__)

_END_S = 5.0


class Drawer:
    """Draws the tasks it is given, oldest first, in a thread that waits for one child after the other."""

    def __init__(self, shelf: TaskShelf) -> None:
        self._shelf = shelf
        self._waiting: deque[str] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._child: subprocess.Popen[str] | None = None
        self._current = ""
        self._percent = 0.0
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to draw. Once closed, it stays closed."""
        self._thread = threading.Thread(target=self._work, name="demo-drawing", daemon=True)
        self._thread.start()

    def add(self, task_id: str) -> None:
        """Draw this task when its turn comes."""
        with self._changed:
            self._waiting.append(task_id)
            self._changed.notify_all()

    def percent(self, task_id: str) -> float:
        """How far the drawing of this task is, 0 to 100; 0 for one that waits."""
        with self._changed:
            return self._percent if task_id == self._current else 0.0

    def wait_idle(self, timeout_s: float) -> bool:
        """Wait until nothing is left to draw; False if that takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._current, timeout_s)

    def drop(self) -> None:
        """Draw none of what waits, and stop what is being drawn."""
        with self._changed:
            self._waiting.clear()
            if self._child:
                self._child.kill()

    def close(self) -> None:
        """End the child and the thread. What was not drawn is taken up by the next start."""
        with self._changed:
            self._closing = True
            self.drop()
            self._changed.notify_all()
        if self._thread:
            self._thread.join(_END_S)

    def _work(self) -> None:
        while task_id := self._next():
            try:
                self._draw_if_open(task_id)
            except OSError:
                # No process to be had, or the disk: this task stays open for the next start, the others go on.
                log.exception("The demo task %s could not be drawn", task_id)
            with self._changed:
                self._current, self._child = "", None
                self._changed.notify_all()

    def _next(self) -> str:
        """The next task id, once there is one; empty when closing."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing)
            if self._closing:
                return ""
            self._current, self._percent = self._waiting.popleft(), 0.0
            return self._current

    def _draw_if_open(self, task_id: str) -> None:
        task = self._shelf.find(task_id)
        if task and task.outcome == "open" and not task.held:
            self._draw(task)

    def _draw(self, task: DemoTask) -> None:
        child = self._spawn(task)
        if child is None:
            return
        with child:
            last = self._listen(child, task)
        with self._changed:
            if self._closing:
                return
        if child.returncode == 0:
            self._shelf.settle(task.id, "completed")
        else:
            self._fail(task, child.returncode, last)

    def _spawn(self, task: DemoTask) -> subprocess.Popen[str] | None:
        """Start the child; None when closing."""
        with self._changed:
            if self._closing:
                return None
            self._child = children.start("lib.demo.draw", str(task.folder), str(task.seed))
            return self._child

    def _listen(self, child: subprocess.Popen[str], task: DemoTask) -> str:
        """Follow `progress 42` lines to the end; the last line that is none of them tells why it failed."""
        last = ""
        for line in child.stdout or ():
            word, _, rest = line.strip().partition(" ")
            if word != "progress":
                last = line.strip() or last
                continue
            with self._changed:
                self._percent = float(rest)
            now = self._shelf.find(task.id)
            if now is None or now.outcome != "open":
                child.kill()
        return last

    def _fail(self, task: DemoTask, returncode: int, last: str) -> None:
        """A child that says `failed CODE sentence` knows why; any other end is a crash."""
        word, _, rest = last.partition(" ")
        code, _, message = rest.partition(" ")
        if word != "failed":
            log.warning("Drawing demo task %s ended with %s: %s", task.id, returncode, last[:200])
            code, message = "InternalServiceFailure", f"The drawing stopped unexpectedly (exit code {returncode})."
        self._shelf.settle(task.id, "failed", error_code=code, error_message=message)
