"""The service of a load test: it remembers every request by its time, and has a film of its own for each task."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
from PIL import Image, ImageDraw

from lib.demo.received import Inbox
from lib.demo.routes import route_of
from lib.demo.service import DemoService

FRAMES = 24
_TASK = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Asked:
    """One request: `at` in UTC, `path` with the task's id where it is about one."""

    at: datetime
    route: str
    path: str


class Ledger(Inbox):
    """An inbox that forgets nothing: the ring of the last requests is soon full."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: list[Asked] = []

    def add(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> None:
        self.asked.append(Asked(datetime.now(UTC), route_of(method, path), path))
        super().add(method, path, headers, body)


class Upstream(DemoService):
    """Holds every task until `finish_all`."""

    def __init__(self, folder: Path, *, api_key: str) -> None:
        super().__init__(folder, api_key=api_key)
        self.ledger = self._inbox = Ledger(folder / "received")
        self._films = folder / "films"
        self.hold()

    def looks(self, age: timedelta) -> Counter[str]:
        """How often each task was asked for before it reached this age.

        Pauses between two looks grow with a task's age, so that tasks can only be compared at the same age.
        """
        asked: dict[str, list[datetime]] = {}
        for one in list(self.ledger.asked):
            if one.route == "query" and (named := _TASK.search(one.path)):
                asked.setdefault(named[0], []).append(one.at)
        return Counter(
            {task.id: sum(at <= task.created_at + age for at in asked.get(task.id, ())) for task in self.tasks()}
        )

    def counts(self) -> Counter[str]:
        """Requests by route, since the start."""
        return Counter(one.route for one in list(self.ledger.asked))

    def finish_all(self) -> dict[str, str]:
        """Every task is done now; the SHA-256 of its film, by task."""
        self._films.mkdir()
        film, shas = _draw(self._films / "film.mp4").read_bytes(), {}
        for task in self.tasks():
            # An empty box behind the film: it plays the same, and nobody can take one task's video for another's.
            own = film + (8 + len(task.id)).to_bytes(4, "big") + b"free" + task.id.encode()
            shas[task.id] = hashlib.sha256(own).hexdigest()
            (path := self._films / f"{task.id}.mp4").write_bytes(own)
            self.finish(task.id, path)
        return shas


def _draw(path: Path) -> Path:
    """One second of 320 x 180."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=FRAMES, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for at in range(FRAMES):
            image = Image.new("RGB", (320, 180), (40, 10 * at, 90))
            ImageDraw.Draw(image).rectangle((8 * at, 40, 8 * at + 60, 140), fill="white")
            container.mux(stream.encode(av.VideoFrame.from_image(image)))
        container.mux(stream.encode(None))
    return path
