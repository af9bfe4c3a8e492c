"""The demo service as one object: started by the app in demo mode, and by every test as its outside world."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path

from lib.demo.drawing import Drawer
from lib.demo.mishaps import Mishap, On
from lib.demo.received import Inbox, Received
from lib.demo.routes import SUBMIT, Routes
from lib.demo.tasks import DemoTask, TaskShelf, new_video_name
from lib.demo.wire import Server

_FAILED = "The service could not make this video."


class DemoService:
    """Speaks the contract on 127.0.0.1. `port` 0 takes a free one. With `api_key`, only that key is accepted.

    `min_s`: a task is never done earlier than that many seconds after it was made. `inbox`: keep what arrives, for
    tests to judge; otherwise none of it stays, neither in memory nor on disk.
    """

    def __init__(
        self, folder: Path, *, port: int = 0, api_key: str | None = None, min_s: float = 5.0, inbox: bool = False
    ) -> None:
        self._folder = folder.resolve()
        self._port, self._api_key, self._min_s = port, api_key, min_s
        self._shelf = TaskShelf(self._folder / "tasks")
        self._inbox = Inbox(self._folder / "received") if inbox else None
        self._lock = threading.RLock()
        self._ordered: list[tuple[str, int | Mishap]] = []
        self._server: Server | None = None
        self._drawer = Drawer(self._shelf)
        self._routes = self._new_routes()

    def start(self) -> None:
        """Bind, answer, and take up undone tasks again. Safe to call twice, and after close. Raises OSError."""
        with self._lock:
            if self._server:
                return
            self._shelf.forget_old()
            if self._inbox is None:
                shutil.rmtree(self._folder / "received", ignore_errors=True)
            self._drawer = Drawer(self._shelf)
            self._routes = self._new_routes(holding=self._routes.holding)
            server = Server(self._port, inbox=self._inbox, routes=self._routes, next_mishap=self._next_mishap)
            self._server = server
            self._drawer.start()
            for task in self._shelf.all():
                if task.outcome == "open" and not task.held:
                    self._drawer.add(task.id)
            threading.Thread(target=server.serve_forever, args=(0.05,), name="demo-service", daemon=True).start()

    def close(self) -> None:
        """Stop answering and end the drawing child. Safe to call twice; never waits for a client."""
        with self._lock:
            server, self._server = self._server, None
            if server:
                server.close()
                self._drawer.close()

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:PORT`, also known before start when the port was given."""
        server = self._server
        return f"http://127.0.0.1:{server.server_address[1] if server else self._port}"

    @property
    def received(self) -> list[Received]:
        """The last 200 requests, newest last. Only with an inbox."""
        if self._inbox is None:
            raise RuntimeError("Nothing is kept of what arrives: start the service with inbox=True")
        return self._inbox.all()

    def submits(self) -> list[Received]:
        """Only POSTs on the submit route."""
        return [one for one in self.received if one.method == "POST" and one.path.partition("?")[0] == SUBMIT]

    def fail_next(self, mishap: int | Mishap, *, on: On = "submit", times: int = 1) -> None:
        """Let the next exchanges on these routes go wrong, in the order given; a number is that HTTP status."""
        with self._lock:
            self._ordered += [(on, mishap)] * times

    def behave(self) -> int:
        """Forget the mishaps that are still ordered; how many there were."""
        with self._lock:
            left, self._ordered = len(self._ordered), []
            return left

    def hold(self) -> None:
        """Tasks made from now on are not drawn: they wait until the test says how they end."""
        self._routes.holding = True

    def finish(self, task_id: str, video: Path | None = None, *, linked: bool | None = None) -> None:
        """Completed at once with this file as its video; None: completed without a URL.

        `linked=False` with a file: no URL, but `/v1/videos/{id}/content` has it.
        """
        task = self._shelf.find(task_id)
        if task and video:
            shutil.copyfile(video, task.video)
        linked = video is not None if linked is None else linked
        self._shelf.settle(task_id, "completed", due_at=datetime.now(UTC), linked=linked)

    def progress(self, task_id: str, percent: float | None, word: str = "processing") -> None:
        """What queries answer from now on while the task is open; None: without a percentage."""
        self._shelf.change(task_id, percent=percent, word=word, is_ordered=True)

    def fail_task(self, task_id: str, code: str = "InternalServiceFailure", message: str = _FAILED) -> None:
        """Failed at once, for this reason."""
        now = datetime.now(UTC)
        self._shelf.settle(task_id, "failed", due_at=now, error_code=code, error_message=message)

    def relink(self, task_id: str, *, linked: bool = True) -> None:
        """The link of a finished task dies. Queries give a fresh one; with `linked=False` none, as `finish` says."""
        self._shelf.change(task_id, video_name=new_video_name(), linked=linked)

    def tasks(self) -> list[DemoTask]:
        """All tasks, oldest first."""
        return self._shelf.all()

    def wait_idle(self, timeout_s: float = 60.0) -> bool:
        """Wait until everything is drawn; False if that takes longer."""
        return self._drawer.wait_idle(timeout_s)

    def clear(self) -> None:
        """Forget all tasks and delete their files."""
        self._drawer.drop()
        self._shelf.clear()

    def _new_routes(self, *, holding: bool = False) -> Routes:
        routes = Routes(
            self._shelf, self._drawer, base_url=lambda: self.base_url, api_key=self._api_key, min_s=self._min_s
        )
        routes.holding = holding
        return routes

    def _next_mishap(self, route: str) -> Mishap | None:
        """Take the first ordered mishap that is meant for this route."""
        with self._lock:
            for n, (on, mishap) in enumerate(self._ordered):
                if on in ("any", route):
                    del self._ordered[n]
                    return Mishap.of(mishap, on=route) if isinstance(mishap, int) else mishap
            return None
