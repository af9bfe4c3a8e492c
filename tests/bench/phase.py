"""One phase of the load test: the real app before a service that holds all tasks, and so many pages that look on."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from lib.app import Studio
from lib.domain.job import JobState
from lib.domain.role import Role
from lib.domain.sign_in import Caller
from lib.services.settings import Settings
from lib.ui.callers import TOKEN_COOKIE
from tests.bench.front_end import Tally
from tests.bench.sessions import Crowd, crowd
from tests.bench.upstream import Upstream
from tests.browser.running import AppServer
from tests.browser.team import INVITE
from tests.conftest import KEY
from tests.faults.processes import in_state, many

FIRST_PART = 0.2
"""Of the phase: the first of five minutes, in which memory may still grow."""
PATIENCE_S, EACH_MAY_TAKE_S = 90.0, 1.0
LOOK_S = 0.2
# Not the names of files and functions in a traceback: each trouble should count about once.
_TROUBLE = re.compile(r"\btraceback\b|\bexception\b", re.IGNORECASE)
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


@dataclass(frozen=True)
class Shape:
    """How many pages look on, how many jobs run, and for how long."""

    sessions: int
    jobs: int
    minutes: float
    signed_in: bool = False
    """Whether people have to sign in, and each page is that of another one who has, by an invitation."""

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Sample:
    """The server at one moment: seconds since all jobs ran, resident memory in bytes, processor time in seconds."""

    at_s: float
    memory_bytes: int
    processor_s: float


@dataclass(frozen=True)
class Phase:
    """The figures. Ticks and memory: from the moment at which all jobs ran to the last task's full age."""

    shape: Shape
    seconds: float
    """How long that was."""
    sent_s: float
    """How long it took to send all jobs, with all pages open."""
    ticks: Tally
    ticks_per_s: float
    """What each page asks for by the intervals that the server gave it."""
    ticking: int
    """Pages that still had their line and their timers at the end."""
    samples: tuple[Sample, ...]
    looks: int
    """At the tasks, each in the first minutes of its life."""
    requests: dict[str, int]
    """All that arrived at the service by then, by route."""
    saved_s: float
    """From the service's word that all are done until all videos lay on disk."""
    videos: int
    """Jobs that are ready, and whose file holds exactly the film of their own task."""
    troubles: tuple[str, ...] = field(default=())
    """Lines of the server's log that tell of an exception, and exceptions that pages were to show."""
    log: str = ""
    """What the server wrote to its terminal from the first of these lines on."""

    @property
    def expected_runs(self) -> float:
        """Of all pages, had no timer ever been started anew."""
        return self.shape.sessions * self.seconds * self.ticks_per_s

    @property
    def runs_share(self) -> float:
        return self.ticks.runs / self.expected_runs if self.expected_runs else 0.0

    @property
    def looks_each(self) -> float:
        """Per task and minute."""
        return self.looks / self.shape.jobs / self.shape.minutes

    @property
    def memory_first(self) -> int:
        """Bytes at the end of the first minute."""
        return [one.memory_bytes for one in self.samples if one.at_s <= FIRST_PART * self.seconds][-1]

    @property
    def memory_most(self) -> int:
        """Bytes, at the most, after it."""
        return max(one.memory_bytes for one in self.samples if one.at_s >= FIRST_PART * self.seconds)

    @property
    def processor_share(self) -> float:
        """Of one core."""
        first, last = self.samples[0], self.samples[-1]
        return (last.processor_s - first.processor_s) / (last.at_s - first.at_s)


@dataclass(frozen=True)
class _Scene:
    """What runs side by side, for as long as a phase takes."""

    shape: Shape
    service: Upstream
    server: AppServer
    studio: Studio

    def send(self, number: int) -> float:
        """Make so many jobs more and wait until all tasks run; the seconds that took."""
        expected = len(self.service.tasks()) + number
        many(self.studio, number)
        return self._wait(lambda: len(in_state(self.studio, JobState.RUNNING)) == expected)

    def people(self) -> list[Mapping[str, str]]:
        """The cookies of whoever comes."""
        names = [f"Person {at + 1}" for at in range(self.shape.sessions)]
        return [{TOKEN_COOKIE: self._joined(name)} if self.shape.signed_in else {} for name in names]

    def _joined(self, name: str) -> str:
        now, invitations = datetime.now(UTC), self.studio.invitations
        cookie = invitations.join(invitations.make(Role.MAKER, "", now), name, Caller(address="127.0.0.1"), now)
        assert cookie is not None
        return cookie

    def left_s(self) -> float:
        """Seconds until the youngest task has reached the full age."""
        youngest = max((task.created_at for task in self.service.tasks()), default=datetime.now(UTC))
        return (youngest + self.shape.length - datetime.now(UTC)).total_seconds()

    def save(self) -> tuple[float, int]:
        """Let all tasks be done; the seconds until all jobs are ready, and how many whole videos lie there then."""
        began = time.monotonic()
        shas = self.service.finish_all()
        self._wait(lambda: len(in_state(self.studio, JobState.READY)) == self.shape.jobs)
        saved_s = time.monotonic() - began
        return saved_s, sum(self._whole(line.id, shas) for line in in_state(self.studio, JobState.READY))

    def _wait(self, true: Callable[[], bool]) -> float:
        """Until it is so, or for as long as a sound server takes at the very most; the seconds that took."""
        began = time.monotonic()
        while not true() and time.monotonic() - began < PATIENCE_S + self.shape.jobs * EACH_MAY_TAKE_S:
            time.sleep(LOOK_S)
        return time.monotonic() - began

    def _whole(self, job_id: str, shas: dict[str, str]) -> bool:
        job, path = self.studio.store.jobs.get(job_id), self.studio.library.video(job_id)
        if job is None or job.video is None or not path.is_file():
            return False
        return hashlib.sha256(path.read_bytes()).hexdigest() == job.video.sha256 == shas.get(job.task_id or "")


def run(folder: Path, shape: Shape) -> Phase:
    """Play the phase on data of its own, and stop all it started."""
    with _scene(folder, shape) as scene:
        # The first job runs before anyone comes: so every page ticks from its first moment as often as it ever does.
        scene.send(1)
        phase = asyncio.run(_under_load(scene))
    said = _COLOUR.sub("", scene.server.said())
    logged = [line.strip() for line in said.splitlines() if _TROUBLE.search(line)]
    log = said[said.index(logged[0]) :] if logged else ""
    return replace(phase, troubles=(*logged, *phase.troubles), log=log)


@contextmanager
def _scene(folder: Path, shape: Shape) -> Iterator[_Scene]:
    service = Upstream(folder / "upstream", api_key=KEY)
    service.start()
    sign_in = INVITE if shape.signed_in else {}
    server = AppServer(folder / "data", _settings(service.base_url, shape.jobs) | sign_in)
    try:
        server.start()
        studio = server.studio()
        try:
            yield _Scene(shape, service, server, studio)
        finally:
            studio.close()
    finally:
        server.stop()
        service.close()


def _settings(base_url: str, jobs: int) -> dict[str, str]:
    """The service, and pauses between two looks as they are by default: tests have shorter ones."""
    pauses = {name: Settings.model_fields[name] for name in ("poll_min_s", "poll_max_s", "poll_off_peak_s")}
    usual = {str(field.alias): str(field.default) for field in pauses.values()}
    return usual | {"OCTOPUSX_API_KEY": KEY, "OCTOPUSX_BASE_URL": base_url, "CASTBOARD_MAX_RUNNING": str(jobs)}


async def _under_load(scene: _Scene) -> Phase:
    """All pages are open from before the jobs are sent until all videos are saved."""
    shape, service = scene.shape, scene.service
    async with crowd(f"{scene.server.address}/jobs", scene.people()) as pages:
        sent_s = await asyncio.to_thread(scene.send, shape.jobs - 1) if shape.jobs > 1 else 0.0
        ticks_per_s = pages.ticks_per_s
        seconds, samples, ticks = await _watched(scene, pages)
        ticking = await _ticking(pages)
        looks, requests = service.looks(shape.length), service.counts()
        saved_s, videos = await asyncio.to_thread(scene.save)
        return Phase(
            shape=shape,
            seconds=seconds,
            sent_s=sent_s,
            ticks=ticks,
            ticks_per_s=ticks_per_s,
            ticking=ticking,
            samples=samples,
            looks=looks.total(),
            requests=dict(requests),
            saved_s=saved_s,
            videos=videos,
            troubles=tuple(pages.tally.troubles),
        )


async def _watched(scene: _Scene, pages: Crowd) -> tuple[float, tuple[Sample, ...], Tally]:
    """Let time pass; how long it was, the server meanwhile, and the ticks."""
    server, before, began = psutil.Process(scene.server.pid), pages.tally.copy(), time.monotonic()
    samples = [_sample(server, 0.0)]
    every_s = min(5.0, scene.shape.length.total_seconds() / 20)
    end = began + scene.left_s()
    while (left_s := end - time.monotonic()) > 0:
        await asyncio.sleep(min(every_s, left_s))
        samples.append(_sample(server, time.monotonic() - began))
    return time.monotonic() - began, tuple(samples), pages.tally.since(before)


async def _ticking(pages: Crowd) -> int:
    """The most at any of some moments close together: a full run, during which a page has no timers, is soon over."""
    most = 0
    for _ in range(10):
        most = max(most, pages.ticking)
        await asyncio.sleep(LOOK_S)
    return most


def _sample(server: psutil.Process, at_s: float) -> Sample:
    spent = server.cpu_times()
    return Sample(at_s, server.memory_info().rss, spent.user + spent.system)
