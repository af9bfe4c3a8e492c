"""A clock that is set back: noticed once, and nothing waits for the old time to come again."""

from __future__ import annotations

from datetime import timedelta

from lib.app import Studio
from lib.demo.service import DemoService
from lib.domain.draft import Draft
from lib.domain.job import JobState
from lib.services.store import Store
from lib.services.tracking.clock import UNNOTICED, ClockWatch
from tests.services.store_kit import NOW, SERVICE, a_job, added, in_state, later
from tests.services.tracker_kit import generate, state


def test_only_a_clock_that_is_set_back_by_more_than_a_little_is_noticed_and_once() -> None:
    watch = ClockWatch()
    times = [NOW, NOW + timedelta(hours=1), NOW, NOW, NOW - UNNOTICED, NOW - 3 * UNNOTICED]
    assert [watch.went_back(now) for now in times] == [False, False, True, False, False, True]


def test_waking_makes_due_what_waits_and_leaves_everything_else(store: Store) -> None:
    kept = added(
        store,
        a_job(next_at=later(hours=1)),
        in_state(JobState.RUNNING, next_at=later(hours=1)),
        in_state(JobState.SAVING, next_at=later(hours=-1)),
        a_job(service="demo", next_at=later(hours=1)),
    )
    store.claims.wake(SERVICE, NOW)
    times = [found.next_at for job in kept if (found := store.jobs.get(job.id))]
    assert times == [NOW, NOW, later(hours=-1), later(hours=1)]


def test_a_job_is_looked_at_after_the_clock_was_set_back(studio: Studio, upstream: DemoService, draft: Draft) -> None:
    upstream.hold()
    job = generate(studio, draft, NOW)
    studio.tracker.step(NOW)
    studio.tracker.step(NOW - timedelta(hours=1))
    assert state(studio, job) is JobState.RUNNING and len(upstream.received) == 2
    studio.tracker.step(NOW - timedelta(hours=1) + timedelta(seconds=1))
    assert len(upstream.received) == 2
