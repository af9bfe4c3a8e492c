"""What the tests of the tracker share: one click, where a job stands, and a clock that leaps to what is due next."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from lib.app import Studio
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.job import Job, JobState

FIVE_S = timedelta(seconds=5)


def generate(studio: Studio, draft: Draft, now: datetime, click: str = "click", person: str = "p" * 32) -> Job:
    """The first job of a click."""
    return studio.desk.generate(Actor(person), draft, click, now)[0]


def as_it_is(studio: Studio, job: Job) -> Job:
    """The job as the store has it now."""
    found = studio.store.jobs.get(job.id)
    assert found is not None
    return found


def state(studio: Studio, job: Job) -> JobState:
    return as_it_is(studio, job).state


def run_until(studio: Studio, job: Job, wanted: JobState, now: datetime, steps: int = 60) -> datetime:
    """Step whenever something is due until the job is there; the time it then is."""
    for _ in range(steps):
        studio.tracker.step(now)
        if state(studio, job) is wanted:
            return now
        due_at = studio.store.claims.next_due(studio.tracker.service, now)
        now = max(due_at or now, now + timedelta(seconds=1))
    raise AssertionError(f"{state(studio, job)}, not {wanted}")


def saving(studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime) -> Job:
    """A job whose video the service has made and nobody has fetched yet."""
    upstream.hold()
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    upstream.finish(upstream.tasks()[-1].id, film)
    claimed = studio.store.claims.claim_due(studio.tracker.owner, studio.tracker.service, now + FIVE_S, 1)
    studio.tracker.work.look(claimed[0], lambda: now + FIVE_S)
    return as_it_is(studio, job)


def downloads(upstream: DemoService) -> int:
    """How often a video was asked for."""
    return sum("/files/" in one.path or one.path.endswith("/content") for one in upstream.received)


def claimed(studio: Studio, draft: Draft, now: datetime) -> Job:
    """A job that is committed as sending; nothing has left yet."""
    generate(studio, draft, now)
    job = studio.store.claims.claim_to_send(studio.tracker.owner, studio.tracker.service, now, 5)
    assert job is not None
    return job


def until(true: Callable[[], bool], within_s: float = 10) -> None:
    """Wait for what another thread does."""
    end = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
