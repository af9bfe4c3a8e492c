"""What tests of dying and competing processes share: many jobs at once, a gate before the service, and who has what."""

from __future__ import annotations

import io
import json
import os
import select
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image

from lib.app import Studio
from lib.demo.service import DemoService
from lib.domain.actor import APP, Actor
from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.job import Job, JobState
from lib.domain.lists import JobLine, JobQuery
from lib.ui.state import utc_now
from tests.browser.running import AppServer
from tests.contract_schema import judge

LOOK_S = 0.2
TAKES = 10
_PADDING = 600_000
_ACTIVE = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
)
"""Other sessions of the database that are at work or within a transaction."""
_STARTING = threading.Semaphore(4)
"""A start takes seconds of a core: more at once would only wait for each other."""


def start(app: AppServer) -> None:
    with _STARTING:
        app.start()


def patiently(true: Callable[[], object], within_s: float, what: str) -> float:
    """Look five times a second until it is so; the seconds that took. Rarer than elsewhere: many wait side by side."""
    began = time.monotonic()
    pause = threading.Event()
    while not true():
        assert time.monotonic() - began < within_s, f"not within {within_s:g} s: {what}"
        pause.wait(LOOK_S)
    return time.monotonic() - began


def large(film: Path, into: Path) -> Path:
    """The same film with an empty box behind it: long enough for half of it to reach a disk."""
    into.write_bytes(film.read_bytes() + (8 + _PADDING).to_bytes(4, "big") + b"free" + bytes(_PADDING))
    return into


def many(studio: Studio, count: int) -> list[Job]:
    """So many jobs, by clicks of up to ten takes of different people, each with a seed of its own."""
    mia = subject(studio, Image.new("RGB", (320, 240), "red"))
    made: list[Job] = []
    while left := count - len(made):
        takes = min(left, TAKES)
        # A seed in any case: it tells whose submit it was.
        seed = int.from_bytes(os.urandom(3), "big") + 1
        draft = Draft(cast=(mia,), scene="@Mia walks", duration=1, resolution="540p", takes=takes, seed=seed)
        made += studio.desk.generate(Actor(os.urandom(16).hex()), draft, os.urandom(8).hex(), utc_now())
    return made


def subject(studio: Studio, *images: Image.Image) -> DraftSubject:
    """Mia, who looks like this."""

    def added(image: Image.Image) -> DraftPicture:
        file = io.BytesIO()
        image.save(file, "PNG", compress_level=1)
        return studio.desk.add_picture(APP, file.getvalue(), "mia.png")

    return DraftSubject(uid="mia", name="Mia", pictures=tuple(added(image) for image in images))


def lines(studio: Studio) -> dict[str, JobLine]:
    """Every job as it stands, by its id."""
    return {line.id: line for line in studio.store.lists.lines(JobQuery(limit=1000))}


def in_state(studio: Studio, state: JobState) -> list[JobLine]:
    return studio.store.lists.lines(JobQuery(states=frozenset({state}), limit=1000))


def seed_of(job: Job | JobLine) -> int:
    seed = job.request.seed if isinstance(job, Job) else job.seed
    assert seed
    return seed


# What the service's own log says. It keeps the last 50 bodies on disk, where the many queries do not push them out.


def arrived(received: Path) -> int:
    """How many submits arrived; judges none of them."""
    return max((int(file.stem) for file in received.glob("*.json")), default=0)


def submits(received: Path) -> Counter[int]:
    """How often the submit of each seed arrived. Every body is judged by the contract."""
    kept = sorted(received.glob("*.json"))
    assert not kept or int(kept[0].stem) == 1, "more submits came than the service keeps"
    bodies = [file.read_bytes() for file in kept]
    assert [found for body in bodies if (found := judge(body))] == []
    return Counter(json.loads(body)["seed"] for body in bodies)


def tasks_made(upstream: DemoService) -> Counter[int]:
    """How many tasks were made, and paid, for each seed."""
    return Counter(task.request["seed"] for task in upstream.tasks())


def lost(upstream: DemoService, studio: Studio) -> set[int]:
    """Seeds of videos that the service made and that are neither here nor offered: an unsure job takes a task id."""
    here = {line.seed for line in lines(studio).values() if line.state in (JobState.READY, JobState.UNSURE)}
    done = {task.request["seed"] for task in upstream.tasks() if task.outcome == "completed"}
    return done - here


def finish_all(upstream: DemoService, film: Path) -> None:
    """Every task that is still open is done now."""
    for task in upstream.tasks():
        if task.outcome == "open":
            upstream.finish(task.id, film)


@contextmanager
def locked(studio: Studio) -> Iterator[None]:
    """Hold the database's write lock in this process, as in the middle of a long write: the app's servers wait."""
    with studio.store._write():
        yield


def wait_for_killed_sessions(studio: Studio) -> None:
    """A moment after a kill PostgreSQL rolls back what the process had begun, or commits what it had sent."""

    def ended() -> bool:
        with studio.store._read() as connection:
            return connection.dialect.name != "postgresql" or not connection.exec_driver_sql(_ACTIVE).scalar()

    patiently(ended, 10, "no session of the killed process is active")


class Gate:
    """A relay in front of the service, on an address that stays.

    `shut()`: nobody gets a connection any more, and nobody is refused one (a full queue drops the first packet): a
    submit is committed as sending, and nothing of it leaves. `slow()`: what goes to the service takes its time.
    """

    def __init__(self, to: str) -> None:
        self._to = (urlsplit(to).hostname or "", urlsplit(to).port or 0)
        self._listening = socket.socket()
        # Small, so that a slow upload is slow for the sender too and does not vanish in buffers.
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen(8)
        self.base_url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.asked: list[tuple[float, str]] = []
        """When (time.monotonic) which path was asked for through here."""
        self._fillers: list[socket.socket] = []
        self._bytes_per_s = 0.0
        self._passes, self._ended = threading.Event(), threading.Event()
        self._accepting = threading.Lock()
        self._passes.set()
        threading.Thread(target=self._accept, name="gate", daemon=True).start()

    def shut(self) -> None:
        """From now on connections hang."""
        self._passes.clear()
        with self._accepting:
            full = False
            while not full:
                filler = socket.socket()
                filler.settimeout(0.3)
                self._fillers.append(filler)
                try:
                    filler.connect(self._listening.getsockname())
                except TimeoutError:
                    full = True

    def open(self) -> None:
        while self._fillers:
            self._fillers.pop().close()
        self._passes.set()

    def slow(self, bytes_per_s: float) -> None:
        self._bytes_per_s = bytes_per_s

    def close(self) -> None:
        self._ended.set()
        self.open()
        with self._accepting:
            self._listening.close()

    def _accept(self) -> None:
        while not self._ended.is_set():
            self._passes.wait()
            with self._accepting:
                if self._ended.is_set() or not self._passes.is_set():
                    continue
                if not select.select([self._listening], [], [], 0.05)[0]:
                    continue
                line, _ = self._listening.accept()
            threading.Thread(target=self._relay, args=(line,), name="gate-up", daemon=True).start()

    def _relay(self, line: socket.socket) -> None:
        with suppress(OSError), line, socket.create_connection(self._to) as beyond:
            threading.Thread(target=_pump, args=(beyond, line), name="gate-down", daemon=True).start()
            while piece := line.recv(32_768):
                self._note(piece)
                if self._bytes_per_s:
                    self._ended.wait(len(piece) / self._bytes_per_s)
                beyond.sendall(piece)

    def _note(self, piece: bytes) -> None:
        if piece.startswith((b"GET ", b"POST ")):
            self.asked.append((time.monotonic(), piece.split(b" ", 2)[1].decode("latin-1")))


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65_536):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
