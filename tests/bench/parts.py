"""The parts behind the pages, one by one and without a page: the order, the looks, the store, the poster."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from lib.app import Studio, build
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.draft import build_request
from lib.domain.job import JobState
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.lists import JobQuery
from lib.domain.request import MAX_BODY_BYTES, VideoRequest, images_of, to_json
from lib.services.media.posters import make_poster
from lib.services.settings import load
from lib.services.store import Store
from lib.services.tracking.tracker import NAP_S
from tests.bench import material
from tests.bench.apart import Take, alone, ms_of, upstream_settings
from tests.bench.measure import Bench, Goal, Measure, Samples, in_turns
from tests.bench.sending import ORDER, SMALL, Cost
from tests.bench.upstream import Upstream
from tests.conftest import KEY, ROOT
from tests.services.store_many import NOW, SERVICE, fill

PICTURES = 5
PICTURE_BYTES = MAX_BODY_BYTES * 3 // 4 * 98 // 100 // PICTURES
"""Base64 makes four bytes of three; a photo comes within a percent of what it should have."""
MANY_JOBS = 100_000
MOST_RUNNING = 1000
PERSON = "p" * 32
FIVE_MINUTES = timedelta(minutes=5)
ELSEWHERE = "https://example.com/picture.jpg"


def _studio(folder: Path, base_url: str) -> Studio:
    """The real parts before this service, with settings as they are by default; opened, not started."""
    studio = build(load(folder, upstream_settings(base_url, KEY, CASTBOARD_DATA_DIR=str(folder / "data"))))
    studio.open()
    return studio


# The order


@dataclass(frozen=True)
class Order:
    """An order of nearly 20 MB, kept in a folder, and the service it goes to."""

    folder: Path
    service: DemoService
    body_bytes: int

    def send(self, way: str) -> Cost:
        """By a new process: "app" or "bare"."""
        command = [sys.executable, "-m", "tests.bench.sending", way, str(self.folder), self.service.base_url]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120).stdout
        self.service.clear()
        return Cost(**json.loads(said))


@contextmanager
def _order(folder: Path) -> Iterator[Order]:
    service = DemoService(folder / "upstream", min_s=0, inbox=True)
    service.hold()
    service.start()
    try:
        with closing(_studio(folder, service.base_url)) as studio:
            draft = material.draft(studio, [PICTURE_BYTES] * PICTURES)
            _keep(build_request(draft), studio.settings.data_dir)
            order = Order(studio.settings.data_dir, service, studio.desk.body_bytes(draft))
        yield order
    finally:
        service.close()


def _keep(request: VideoRequest, folder: Path) -> None:
    """Write the order down for a process of its own, and the same with its pictures elsewhere."""
    order = small = to_json(request)
    for image in images_of(request):
        small = small.replace(image, ELSEWHERE)
    (folder / ORDER).write_text(order, encoding="utf-8")
    (folder / SMALL).write_text(small, encoding="utf-8")


def submit_cpu(bench: Bench, rounds: int) -> Samples:
    with _order(bench.room()) as order:
        return in_turns(
            lambda: 1000 * order.send("app").processor_s, lambda: 1000 * order.send("bare").processor_s, rounds
        )


def submit_memory(bench: Bench, rounds: int) -> Samples:
    """In bodies: the peak above what the process held before, by the length of the body."""
    with _order(bench.room()) as order:

        def bodies() -> float:
            peak_bytes = order.send("app").peak_bytes
            if peak_bytes is None:
                raise RuntimeError("The peak of a process of its own: only Linux tells it")
            return peak_bytes / order.body_bytes

        return alone(bodies, rounds)


# The looks


def requests_of_a_job(bench: Bench, rounds: int) -> Samples:
    """Pages never talk to the service. That so many of them change nothing is shown by `python -m tests.bench.load`."""
    return alone(lambda: float(_requests(bench.room())), rounds, warm_up=0)


def _requests(folder: Path) -> int:
    """All that arrives at the service for one job that is done after five minutes. The clock is ours."""
    service = Upstream(folder / "upstream", api_key=KEY)
    service.start()
    studio = _studio(folder, service.base_url)
    try:
        began = datetime.now(UTC)
        (job,) = studio.desk.generate(Actor(PERSON), material.draft(studio, [100_000]), "click", began)
        for nap in count():
            now = began + nap * timedelta(seconds=NAP_S)
            if now - began == FIVE_MINUTES:
                service.finish_all()
            if _let_pass(studio, now, job.id):
                return service.counts().total()
    finally:
        studio.close()
        service.close()
    raise AssertionError("time came to its end")


def _let_pass(studio: Studio, now: datetime, job_id: str) -> bool:
    """What the tracker's threads do at this moment; whether the job is ready then."""
    studio.account.refresh(now)
    due_at = studio.store.claims.next_due(studio.tracker.service, now)
    if due_at is None or due_at > now:
        return False
    studio.tracker.step(now)
    job = studio.store.jobs.get(job_id)
    return job is not None and job.state is JobState.READY


# The store


def with_many(rounds_of: Callable[[Store], Callable[[], float]]) -> Take:
    """Something that is done in a store of many jobs. It is filled once a run."""

    def take(bench: Bench, rounds: int) -> Samples:
        store = Store(f"sqlite:///{(bench.folder / 'many' / 'castboard.db').as_posix()}")
        store.open()
        try:
            if not store.lists.count(JobQuery()):
                fill(store, MANY_JOBS)
            return alone(rounds_of(store), rounds)
        finally:
            store.close()

    return take


def claim(store: Store) -> Callable[[], float]:
    """The two claims of a tracker, to send and to look after: whichever takes longer."""

    def round_ms() -> float:
        to_send = ms_of(lambda: store.claims.claim_to_send("bench", SERVICE, NOW, MOST_RUNNING))
        to_look = ms_of(lambda: store.claims.claim_due("bench", SERVICE, NOW, 4))
        store.claims.release_all("bench")
        return max(to_send, to_look)

    return round_ms


def update(store: Store) -> Callable[[], float]:
    """What one look at a task writes: how far it is, the answer, a line of the story, and the claim given back."""
    looks = count(1)

    def round_ms() -> float:
        (job,) = store.claims.claim_due("bench", SERVICE, NOW, 1, states=[JobState.RUNNING])
        number = next(looks)
        seen = replace(job, progress=number / 100, answer=f'{{"status": "processing", "look": {number}}}')
        story = [JobEvent(NOW, EventKind.STATUS, {"word": f"look {number}"})]
        return ms_of(lambda: store.jobs.save(job, seen, story, owner="bench", release=True))

    return round_ms


def first_page(store: Store) -> Callable[[], float]:
    return lambda: ms_of(lambda: store.lists.lines(JobQuery()))


# The poster


def poster(bench: Bench, rounds: int) -> Samples:
    film, folder = material.film(bench.folder), bench.room()
    return alone(lambda: ms_of(lambda: make_poster(film, folder / "poster.jpg")), rounds)


SUBMIT = (
    Measure("submit_cpu", "Order of 19 MB, processor time", submit_cpu, Goal(1.3), beside="a bare requests.post"),
    Measure("submit_memory", "Order of 19 MB, peak of memory", submit_memory, Goal(3), "bodies", ""),
)
LOOKS = Measure("requests", "Requests of a 5-minute task, any pages", requests_of_a_job, Goal(20), "requests", "")
STORE = (
    Measure("store_claim", "Claim a job of 100,000", with_many(claim), Goal(5), beside=""),
    Measure("store_update", "Update a job of 100,000", with_many(update), Goal(5), beside=""),
    Measure("store_list", "List page 1 of 100,000 jobs", with_many(first_page), Goal(5), beside=""),
)
POSTER = Measure("poster", "Poster of an 8 MB 1080p video", poster, Goal(150), beside="")
