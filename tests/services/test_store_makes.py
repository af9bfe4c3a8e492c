"""What is counted against a limit, in the write that makes the jobs: on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from lib.domain.causes import facts_in
from lib.domain.errors import LimitReached
from lib.domain.job import DEMO, Job, JobState
from lib.domain.job_events import EventKind
from lib.domain.limits import EACH, TEAM, Limits
from lib.domain.lists import JobQuery
from lib.services.store import Store
from lib.services.store.team_tables import makes
from tests.services.store_kit import NOW, SERVICE, a_job, added, in_state, later


def used(store: Store, person: str = "ann", service: str = SERVICE) -> int:
    """How many videos of the last day count; everybody has a limit that nobody reaches."""
    store.limits.set(EACH, Limits(per_day=1000), NOW, "leo")
    return store.makes.tallies(person, service, NOW).own.made


def click(number: int, name: str = "one", **fields: object) -> list[Job]:
    return [a_job(click=name, take=take, takes=number, **fields) for take in range(1, number + 1)]


def step(store: Store, before: Job, state: JobState, **changes: object) -> Job:
    after = replace(before, state=state, **changes)
    assert store.jobs.save(before, after)
    return after


def test_every_take_counts_once_however_often_its_click_comes(store: Store) -> None:
    three = click(3)
    store.jobs.add(three)
    store.jobs.add([replace(job, id=f"other {job.id}") for job in three])
    assert used(store) == 3


def test_as_many_as_the_limit_and_not_one_more(store: Store) -> None:
    store.limits.set(EACH, Limits(per_day=3), NOW, "leo")
    store.jobs.add(click(2))
    with pytest.raises(LimitReached) as refused:
        store.jobs.add(click(2, "two"))
    figures = {"whose": "person", "counts": "per_day", "limit": 3, "used": 2, "asked": 2}
    assert facts_in(refused.value.detail) == figures | {"next_at": later(hours=24).isoformat()}
    assert store.lists.count(JobQuery()) == 2, "none of the click that did not fit"
    store.jobs.add(click(1, "three"))
    assert store.lists.count(JobQuery()) == 3


def test_a_click_that_comes_again_at_the_limit_gives_its_jobs(store: Store) -> None:
    store.limits.set(EACH, Limits(per_day=2, at_once=2), NOW, "leo")
    made = store.jobs.add(click(2))
    assert store.jobs.add(click(2)) == made


def test_a_day_later_as_many_again_are_possible(store: Store) -> None:
    store.limits.set(EACH, Limits(per_day=1), NOW, "leo")
    store.jobs.add([a_job()])
    with pytest.raises(LimitReached):
        store.jobs.add([a_job(created_at=later(hours=23.9))])
    store.jobs.add([a_job(created_at=later(hours=24))])


def test_the_team_s_limit_counts_everybody_and_a_person_s_only_theirs(store: Store) -> None:
    store.limits.set(TEAM, Limits(per_day=3), NOW, "leo")
    store.limits.set(EACH, Limits(per_day=2), NOW, "leo")
    added(store, a_job(), a_job(), a_job(person_id="bob"))
    for person, whose in (("ann", "person"), ("bob", "team"), ("cleo", "team")):
        with pytest.raises(LimitReached) as refused:
            store.jobs.add([a_job(person_id=person)])
        assert facts_in(refused.value.detail)["whose"] == whose


def test_so_many_at_once_until_one_has_come_to_rest(store: Store) -> None:
    store.limits.set("ann", Limits(at_once=1), NOW, "leo")
    (first,) = added(store, a_job())
    added(store, a_job(person_id="bob"), a_job(person_id="bob"))
    with pytest.raises(LimitReached) as refused:
        store.jobs.add([a_job()])
    assert facts_in(refused.value.detail)["counts"] == "at_once"
    step(store, first, JobState.CANCELLED)
    store.jobs.add([a_job()])


def test_what_waits_for_another_service_is_not_on_its_way_at_this_one(store: Store) -> None:
    store.limits.set("ann", Limits(per_day=1, at_once=1), NOW, "leo")
    store.jobs.add([a_job(service=DEMO)])
    store.jobs.add([a_job()])
    assert (used(store), used(store, service=DEMO)) == (1, 1)


# What was never paid for


def test_a_cancelled_video_counts_no_longer(store: Store) -> None:
    first, _ = added(store, a_job(), a_job())
    step(store, first, JobState.CANCELLED)
    assert used(store) == 1


@pytest.mark.parametrize(
    ("state", "task_id", "counts"),
    [(JobState.SENDING, None, 0), (JobState.UNSURE, None, 0), (JobState.RUNNING, "task", 1)],
    ids=["refused", "refused, which was known late", "taken, and failed there"],
)
def test_a_failed_video_counts_where_the_service_took_it(
    store: Store, state: JobState, task_id: str | None, counts: int
) -> None:
    (job,) = added(store, in_state(state, task_id=task_id))
    assert used(store) == 1
    step(store, job, JobState.FAILED)
    assert used(store) == counts


def test_a_lost_answer_counts_and_what_is_sent_again_counts_once_more(store: Store) -> None:
    (job,) = added(store, in_state(JobState.UNSURE, task_id=None))
    assert used(store) == 1
    again = step(store, job, JobState.QUEUED, state_since=NOW)
    assert used(store) == 2
    unsure = step(store, step(store, again, JobState.SENDING), JobState.UNSURE)
    queued = step(store, unsure, JobState.QUEUED, state_since=NOW)
    assert used(store) == 3
    step(store, queued, JobState.CANCELLED)
    assert used(store) == 2, "the two that left may be paid for"


def test_a_submit_that_did_not_arrive_and_waits_is_no_second_video(store: Store) -> None:
    (job,) = added(store, in_state(JobState.SENDING, task_id=None))
    step(store, job, JobState.QUEUED, state_since=NOW)
    assert used(store) == 1


def test_sending_again_beyond_the_limit_is_refused(store: Store) -> None:
    (job,) = added(store, in_state(JobState.UNSURE, task_id=None))
    store.limits.set("ann", Limits(per_day=1), NOW, "leo")
    with pytest.raises(LimitReached):
        store.jobs.save(job, replace(job, state=JobState.QUEUED, state_since=NOW))
    assert store.jobs.get(job.id) == job


def test_a_video_that_was_found_on_the_disk_is_no_new_one(store: Store) -> None:
    store.limits.set(TEAM, Limits(per_day=0), NOW, "leo")
    assert store.jobs.add([in_state(JobState.READY)], kind=EventKind.ADOPTED)
    assert used(store) == 0


def test_a_video_that_is_deleted_for_good_was_made_all_the_same(store: Store) -> None:
    (job,) = added(store, in_state(JobState.READY))
    store.jobs.delete([job.id], NOW)
    store.trash.delete_for_good([job.id], NOW)
    assert used(store) == 1


# Two at one moment


@pytest.mark.parametrize("limits", [Limits(per_day=5), Limits(at_once=5)], ids=["a day", "at once"])
def test_clicks_at_one_moment_cannot_pass_the_limit(open_store: Callable[[], Store], limits: Limits) -> None:
    """Each in a thread of its own with a Store of its own, as in another process; several takes each."""
    stores = [open_store() for _ in range(4)]
    stores[0].limits.set(EACH, limits, NOW, "leo")
    together, outcomes = threading.Barrier(len(stores)), []

    def press(store: Store, name: str) -> None:
        for turn in range(2):
            together.wait()
            try:
                outcomes.append(len(store.jobs.add(click(2, f"{name} {turn}"))))
            except LimitReached:
                outcomes.append(0)

    threads = [threading.Thread(target=press, args=(one, f"click {place}")) for place, one in enumerate(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [0] * 6 + [2] * 2
    assert stores[0].lists.count(JobQuery()) == 4
    with stores[0]._read() as connection:
        assert connection.execute(select(func.count()).select_from(makes)).scalar_one() == 4
