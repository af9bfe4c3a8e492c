"""The tracker's side of the store: turns between people, limits over all processes, claims that live and die."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from lib.domain.job import Job, JobState
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.lists import Claim
from lib.services.store import Store
from tests.services.store_kit import NOW, SERVICE, a_job, added, an_order, in_state, later

RACER = """
import sys
from datetime import UTC, datetime
from lib.services.store import Store
store = Store(sys.argv[1])
print("waiting", flush=True)
sys.stdin.readline()
store.open()
now, owner, at_once = datetime(2026, 3, 1, 13, tzinfo=UTC), sys.argv[2], int(sys.argv[3])
while job := store.claims.claim_to_send(owner, "https://octopusx.ai", now, at_once):
    print(job.id, flush=True)
store.close()
"""


def claim(store: Store, owner: str = "me", at_once: int = 99, service: str = SERVICE) -> Job | None:
    return store.claims.claim_to_send(owner, service, NOW, at_once)


def test_a_claimed_job_is_sending_and_its_story_says_so(store: Store) -> None:
    (job,) = store.jobs.add([a_job()])
    revision = store.revision()
    taken = claim(store)
    assert taken == replace(job, state=JobState.SENDING, state_since=NOW, sent_at=NOW)
    assert taken == store.jobs.get(job.id)
    assert [event.kind for event in store.jobs.story(job.id)] == ["made", "sending"]
    assert store.revision() > revision
    assert claim(store) is None


NOT_YET = {
    "tried later": a_job(next_at=later(seconds=1)),
    "another service": a_job(service="demo"),
    "set aside": a_job(set_aside=True),
    "deleted": a_job(deleted=True),
    "already running": in_state(JobState.RUNNING),
    "cancelled": in_state(JobState.CANCELLED),
}


@pytest.mark.parametrize("job", NOT_YET.values(), ids=NOT_YET.keys())
def test_what_must_not_leave_stays(store: Store, job: Job) -> None:
    store.jobs.add([job])
    assert claim(store) is None


def test_a_job_leaves_when_its_time_has_come(store: Store) -> None:
    store.jobs.add([a_job(next_at=NOW)])
    assert claim(store) is not None


def test_no_more_are_sent_than_may_run(store: Store) -> None:
    added(store, *[a_job() for _ in range(5)], in_state(JobState.RUNNING))
    assert [claim(store, at_once=3) is not None for _ in range(3)] == [True, True, False]


def test_the_limit_is_a_service_s_own(store: Store) -> None:
    added(store, a_job(), in_state(JobState.RUNNING, service="demo"))
    assert claim(store, at_once=1) is not None


def test_off_peak_jobs_are_neither_counted_nor_held_back(store: Store) -> None:
    quiet = an_order(off_peak=True)
    added(store, a_job(), a_job(), a_job(request=quiet), in_state(JobState.RUNNING, request=quiet))
    taken = [claim(store, at_once=1) for _ in range(3)]
    assert [job.off_peak for job in taken if job] == [False, True]
    assert taken[2] is None


def queued(person: str, minutes: int, take: int = 1) -> Job:
    return a_job(person_id=person, created_at=later(minutes=minutes), take=take)


def running(person: str, sent_minutes: int, **fields: object) -> Job:
    return in_state(JobState.RUNNING, person_id=person, sent_at=later(minutes=sent_minutes), **fields)


def ready(person: str, sent_minutes: int) -> Job:
    return in_state(JobState.READY, person_id=person, sent_at=later(minutes=sent_minutes))


TURNS = {
    "the oldest job of one person first": ([queued("ann", -2), queued("ann", -3)], ["ann -3", "ann -2"]),
    "takes in their order": ([queued("ann", -2, 2), queued("ann", -2, 1)], ["ann -2", "ann -2"]),
    "whoever has fewer at the service": (
        [queued("ann", -9), queued("bob", -1), running("ann", -5)],
        ["bob -1", "ann -9"],
    ),
    "whoever was sent for longest ago": (
        [queued("ann", -9), queued("bob", -1), ready("ann", -5), ready("bob", -6)],
        ["bob -1", "ann -9"],
    ),
    "whoever was never sent for": ([queued("ann", -9), queued("bob", -1), ready("ann", -50)], ["bob -1", "ann -9"]),
    "the older job between equals": ([queued("ann", -1), queued("bob", -2)], ["bob -2", "ann -1"]),
    "one with many waits for one with few": (
        [queued("ann", -9), queued("ann", -8), queued("ann", -7), queued("bob", -1)],
        ["ann -9", "bob -1", "ann -8", "ann -7"],
    ),
    "what runs off-peak does not count": (
        [queued("ann", -9), queued("bob", -1), running("ann", -9, request=an_order(off_peak=True)), ready("bob", -8)],
        ["ann -9", "bob -1"],
    ),
}


@pytest.mark.parametrize(("jobs", "order"), TURNS.values(), ids=TURNS.keys())
def test_people_take_turns(store: Store, jobs: list[Job], order: list[str]) -> None:
    added(store, *jobs)
    taken = [claim(store) for _ in order]
    minutes = [round((job.created_at - NOW).total_seconds() / 60) for job in taken if job]
    assert [f"{job.person_id} {minute}" for job, minute in zip(taken, minutes, strict=True) if job] == order
    assert claim(store) is None


def test_the_takes_of_a_click_leave_in_their_order(store: Store) -> None:
    store.jobs.add([a_job(click="c", take=take, takes=3) for take in (3, 1, 2)])
    assert [job.take for _ in range(3) if (job := claim(store))] == [1, 2, 3]


def test_trackers_in_threads_never_get_the_same_job_nor_too_many(open_store: Callable[[], Store]) -> None:
    stores = [open_store(), open_store()]
    added(stores[0], *[a_job() for _ in range(30)])
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda place: claim(stores[place % 2], f"tracker{place % 2}", 12), range(40)))
    ids = [job.id for job in taken if job]
    assert len(ids) == len(set(ids)) == 12


def test_processes_that_start_at_once_share_a_new_database(empty_store_url: str) -> None:
    racers = [_racer(empty_store_url, f"tracker{number}", 7) for number in range(2)]
    _go(racers)
    assert all(racer.wait(60) == 0 for racer in racers)


def test_processes_never_get_the_same_job_nor_too_many(store: Store, store_url: str) -> None:
    added(store, *[a_job() for _ in range(20)])
    racers = [_racer(store_url, f"tracker{number}", 13) for number in range(2)]
    _go(racers)
    ids = [line for racer in racers for line in racer.communicate(timeout=60)[0].split()]
    assert len(ids) == len(set(ids)) == 13


def _racer(url: str, owner: str, at_once: int) -> subprocess.Popen[str]:
    racer = subprocess.Popen(
        [sys.executable, "-c", RACER, url, owner, str(at_once)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert racer.stdout is not None
    assert racer.stdout.readline() == "waiting\n"
    return racer


def _go(racers: list[subprocess.Popen[str]]) -> None:
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()


def test_what_is_due_is_claimed_the_longest_due_first(store: Store) -> None:
    second, first, third, *_ = added(
        store,
        in_state(JobState.RUNNING, next_at=later(minutes=-1)),
        in_state(JobState.SAVING, next_at=None),
        in_state(JobState.RUNNING, next_at=NOW),
        in_state(JobState.RUNNING, next_at=later(seconds=1)),
        in_state(JobState.RUNNING, service="demo"),
        in_state(JobState.UNSURE),
        a_job(),
    )
    assert store.claims.claim_due("me", SERVICE, NOW, 2) == [first, second]
    assert store.claims.claim_due("other", SERVICE, NOW, 9) == [third]
    assert store.claims.claim_due("me", SERVICE, NOW, 9) == []


def test_only_the_states_asked_for_are_claimed(store: Store) -> None:
    saving, running_ = added(store, in_state(JobState.SAVING), in_state(JobState.RUNNING))
    assert store.claims.claim_due("me", SERVICE, NOW, 9, states=(JobState.SAVING,)) == [saving]
    assert store.claims.claim_due("me", SERVICE, NOW, 9) == [running_]


DUE = {
    "nothing there": ([], None),
    "nothing that a tracker does": ([in_state(JobState.READY), in_state(JobState.UNSURE)], None),
    "at once": ([in_state(JobState.RUNNING)], NOW),
    "overdue is now": ([in_state(JobState.RUNNING, next_at=later(minutes=-5))], NOW),
    "the earliest": (
        [in_state(JobState.RUNNING, next_at=later(minutes=5)), a_job(next_at=later(minutes=3))],
        later(minutes=3),
    ),
    "another service": ([a_job(service="demo")], None),
    "hidden ones never": ([a_job(set_aside=True)], None),
}


@pytest.mark.parametrize(("jobs", "due"), DUE.values(), ids=DUE.keys())
def test_the_tracker_knows_how_long_it_may_nap(store: Store, jobs: list[Job], due: object) -> None:
    added(store, *jobs)
    assert store.claims.next_due(SERVICE, NOW) == due


def test_what_waits_for_a_place_at_the_service_does_not_shorten_the_nap(store: Store) -> None:
    added(store, a_job(), in_state(JobState.RUNNING, next_at=later(minutes=5)))
    assert [store.claims.next_due(SERVICE, NOW, places) for places in (1, 2)] == [later(minutes=5), NOW]


def test_claimed_jobs_do_not_shorten_the_nap(store: Store) -> None:
    added(store, in_state(JobState.RUNNING))
    store.claims.claim_due("me", SERVICE, NOW, 9)
    assert store.claims.next_due(SERVICE, NOW) is None


def test_a_beat_moves_the_counter_of_the_own_claims_only(store: Store) -> None:
    added(store, a_job(), a_job())
    mine, theirs = claim(store, "me"), claim(store, "them")
    assert mine and theirs
    revision = store.revision()
    store.claims.beat("me")
    store.claims.beat("me")
    assert store.claims.foreign("them") == [Claim(mine.id, "me", 2)]
    assert store.claims.foreign("me") == [Claim(theirs.id, "them", 0)]
    assert store.revision() == revision


def test_a_job_whose_sender_stopped_becomes_unsure(store: Store) -> None:
    store.jobs.add([a_job()])
    job = claim(store, "dead")
    assert job
    (seen,) = store.claims.foreign("me")
    assert store.claims.take_over(seen, later(seconds=45))
    unsure = store.jobs.get(job.id)
    assert unsure is not None
    assert unsure.state is JobState.UNSURE
    assert unsure.state_since == later(seconds=45)
    assert unsure.trouble is not None
    assert unsure.trouble.kind == "SubmissionUncertain"
    assert store.jobs.story(job.id)[-1] == JobEvent(later(seconds=45), EventKind.INTERRUPTED)
    assert store.claims.foreign("me") == []


def test_a_sender_that_still_lives_keeps_its_job(store: Store) -> None:
    store.jobs.add([a_job()])
    job = claim(store, "alive")
    assert job
    (seen,) = store.claims.foreign("me")
    store.claims.beat("alive")
    assert not store.claims.take_over(seen, NOW)
    kept = store.jobs.get(job.id)
    assert kept is not None and kept.state is JobState.SENDING


def test_a_late_answer_is_recorded_after_a_take_over(store: Store) -> None:
    store.jobs.add([a_job()])
    sending = claim(store, "slow")
    assert sending
    store.claims.take_over(store.claims.foreign("me")[0], NOW)
    assert not store.jobs.save(sending, replace(sending, state=JobState.RUNNING, task_id="t"), owner="slow")
    unsure = store.jobs.get(sending.id)
    assert unsure is not None
    assert store.jobs.save(unsure, replace(unsure, state=JobState.RUNNING, task_id="t"))


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.SAVING])
def test_what_was_only_looked_at_goes_on_elsewhere(store: Store, state: JobState) -> None:
    (job,) = store.jobs.add([in_state(state)])
    store.claims.claim_due("dead", SERVICE, NOW, 9)
    assert store.claims.take_over(store.claims.foreign("me")[0], NOW)
    assert store.claims.claim_due("me", SERVICE, NOW, 9) == [job]


def test_an_orderly_stop_gives_back_all_but_what_is_being_sent(store: Store) -> None:
    (looked_at, _) = added(store, in_state(JobState.RUNNING), a_job())
    store.claims.claim_due("me", SERVICE, NOW, 9)
    sending = claim(store, "me")
    assert sending
    store.claims.release_all("me")
    assert [found.job_id for found in store.claims.foreign("other")] == [sending.id]
    assert store.claims.claim_due("other", SERVICE, NOW, 9) == [looked_at]
