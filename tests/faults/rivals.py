"""Two processes of the app on one database and one service, and what each of them does with the jobs."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.job import Job, JobState
from lib.services.tracking.tracker import STILL_S
from lib.ui.state import utc_now
from tests.browser.running import AppServer
from tests.conftest import KEY
from tests.faults.processes import (
    Gate,
    finish_all,
    in_state,
    lines,
    lost,
    many,
    patiently,
    start,
    subject,
    submits,
    tasks_made,
)

JOBS = 50
TAKEN_OVER_WITHIN_S = 60.0
SLOW_S = 25.0
"""How long a video takes to come, so that a process can be killed before."""
BESIDE_S = STILL_S + 10
"""How long the upload goes on once both processes run."""
PAUSE_S = 1.0
"""Between two looks at a task, first and longest."""
SETTINGS = {"CASTBOARD_POLL_MIN_S": "1", "CASTBOARD_POLL_MAX_S": "1", "CASTBOARD_MAX_RUNNING": "60"}


Database = Callable[[], AbstractContextManager[str]]
"""Gives the address of a new database, which is removed when the context ends."""


class Rivals:
    """The service, a gate before it, and two servers with one data folder, neither of them started yet."""

    def __init__(self, folder: Path, database_url: str) -> None:
        folder.mkdir(parents=True)
        self.upstream = DemoService(folder / "upstream", api_key=KEY, min_s=0, inbox=True)
        self.received = folder / "upstream" / "received"
        self.upstream.start()
        self.upstream.hold()
        self.gate = Gate(self.upstream.base_url)
        settings = SETTINGS | {"OCTOPUSX_API_KEY": KEY, "OCTOPUSX_BASE_URL": self.gate.base_url}
        settings["CASTBOARD_DATABASE_URL"] = database_url
        self.first, self.second = (AppServer(folder / "data", settings, forked=True) for _ in range(2))
        self.studio: Studio = self.first.studio()
        self.owners: set[str] = set()
        """The trackers that were seen to hold a claim."""

    def close(self) -> None:
        self.first.kill()
        self.second.kill()
        self.studio.close()
        self.gate.close()
        self.upstream.close()

    def start_both(self) -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(start, (self.first, self.second)))

    def claims(self) -> dict[str, str]:
        """Who works on which job now, by job id."""
        found = {claim.job_id: claim.owner for claim in self.studio.store.claims.foreign("nobody")}
        self.owners |= set(found.values())
        return found

    def fetching(self) -> dict[str, str]:
        """Who is fetching the video of which job."""
        saving = {line.id for line in in_state(self.studio, JobState.SAVING)}
        return {job_id: owner for job_id, owner in self.claims().items() if job_id in saving}

    def gave_back(self, held: dict[str, str]) -> bool:
        """Whether none of these jobs is with the tracker that had it."""
        now = self.claims()
        return all(now.get(job_id) != owner for job_id, owner in held.items())

    def sent(self, job: Job) -> bool:
        """Whether its submit has arrived; until then it may be nothing but on its way."""
        state = lines(self.studio)[job.id].state
        if self.upstream.tasks():
            return True
        self.claims()
        assert state is JobState.SENDING, f"it is {state}"
        return False

    def count(self, state: JobState) -> int:
        self.claims()
        return self.studio.store.lists.counts()[state]

    def slow_videos(self, count: int, delay_s: float, film: Path) -> None:
        """So many tasks are done, and their videos take this long to come."""
        self.upstream.fail_next(Mishap(made=True, delay_s=delay_s), on="video", times=count)
        for task in self.upstream.tasks()[:count]:
            self.upstream.finish(task.id, film)

    def looks(self) -> dict[str, list[float]]:
        """When each task was asked for."""
        found = defaultdict(list)
        for at_s, path in list(self.gate.asked):
            if "/task/" in path:
                found[path].append(at_s)
        return found

    def shortest_pause_s(self) -> float:
        """Between two looks at the same task, by whomever."""
        return min(after - before for times in self.looks().values() for before, after in pairwise(times))

    def submits(self) -> Counter[int]:
        return submits(self.received)

    def paid_twice(self) -> int:
        return sum(count > 1 for count in tasks_made(self.upstream).values())

    def heavy(self) -> Job:
        """A job whose request takes all but the whole 20 MB."""
        noise = np.random.default_rng(1).integers(0, 255, (2, 1560, 1560, 3), dtype=np.uint8)
        draft = Draft(
            cast=(subject(self.studio, *(Image.fromarray(one) for one in noise)),),
            scene="@Mia walks",
            duration=1,
            resolution="540p",
            seed=20,
        )
        assert self.studio.desk.body_bytes(draft) > 19_000_000
        return self.studio.desk.generate(Actor("p" * 32), draft, "heavy", utc_now())[0]


@contextmanager
def rivals(folder: Path, database_url: str) -> Iterator[Rivals]:
    made = Rivals(folder, database_url)
    try:
        yield made
    finally:
        made.close()


@dataclass(frozen=True)
class Shared:
    """What two processes made of fifty jobs; seconds."""

    trackers: int
    """That were seen to work on them."""
    pause_s: float
    """The shortest time between two looks at the same task."""
    taken_over_s: float
    """From the kill until the other one had the three jobs that the killed one worked on."""
    ready_s: float
    """From the kill until everything was ready."""
    submits: int
    lost: int
    paid_twice: int


def share_fifty(folder: Path, film: Path, _rounds: int, database: Database) -> Shared:
    """Both send, both look, both fetch; then one of them is killed."""
    with database() as url, rivals(folder, url) as two:
        two.upstream.fail_next(Mishap(made=True, delay_s=0.7), times=JOBS)
        many(two.studio, JOBS)
        two.start_both()
        patiently(lambda: two.count(JobState.RUNNING) == JOBS, 120, "all fifty run")
        patiently(lambda: len(two.looks()) == JOBS, 30, "each was looked at")
        patiently(lambda: all(len(times) > 3 for times in two.looks().values()), 90, "each was looked at often")
        pause_s = two.shortest_pause_s()
        # Three a process at a time: with six on their way each has its hands full when one of them dies.
        two.slow_videos(6, SLOW_S, film)
        patiently(lambda: sorted(Counter(two.fetching().values()).values()) == [3, 3], 20, "each fetches three")
        held = two.fetching()
        two.first.kill()
        finish_all(two.upstream, film)
        over_s = patiently(lambda: two.gave_back(held), 2 * TAKEN_OVER_WITHIN_S, "the other took them over")
        ready_s = over_s + patiently(lambda: two.count(JobState.READY) == JOBS, 60, "all are ready")
        sent = two.submits()
        assert set(sent.values()) == {1}
        gone = len(lost(two.upstream, two.studio))
        return Shared(len(two.owners), pause_s, over_s, ready_s, sent.total(), gone, two.paid_twice())


@dataclass(frozen=True)
class Upload:
    """What became of an upload while a second process started and ran; seconds."""

    took_s: float
    beside_s: float
    """How long both ran while it went on."""
    hands: int
    """Trackers that had it."""
    submits: int
    lost: int


def upload_beside(folder: Path, film: Path, _rounds: int, database: Database) -> Upload:
    """One process uploads 20 MB for longer than a dead process' claim may stand still; another starts beside it."""
    with database() as url, rivals(folder, url) as two:
        job = two.heavy()
        two.gate.slow(20_000_000 / 600)
        start(two.first)
        patiently(lambda: two.gate.asked, 30, "the upload has begun")
        began = time.monotonic()
        start(two.second)
        beside = time.monotonic()
        two.gate.slow(20_000_000 / BESIDE_S)
        patiently(lambda: two.sent(job), BESIDE_S * 3, "the upload has arrived")
        took_s, beside_s = time.monotonic() - began, time.monotonic() - beside
        hands = len(two.owners)
        two.gate.slow(0)
        finish_all(two.upstream, film)
        patiently(lambda: two.count(JobState.READY) == 1, 30, "it is ready")
        return Upload(took_s, beside_s, hands, two.submits().total(), len(lost(two.upstream, two.studio)))
