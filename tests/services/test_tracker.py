"""The tracker with a passed-in clock: jobs go from Waiting to Ready over real HTTP, and nothing is sent twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.draft import Draft
from lib.domain.job import Job, JobState
from lib.services.videos import inspect

STATES = JobState


def generate(studio: Studio, draft: Draft, now: datetime, click: str = "click", person: str = "p" * 32) -> Job:
    return studio.desk.generate(draft, person, click, now)[0]


def state(studio: Studio, job: Job) -> JobState:
    found = studio.store.job(job.id)
    assert found is not None
    return found.state


def run_until(studio: Studio, job: Job, wanted: JobState, now: datetime, rounds: int = 60) -> datetime:
    """Step with a clock that goes on by ten seconds until the job is there; the demo draws in real time meanwhile."""
    for _ in range(rounds):
        studio.tracker.step(now)
        if state(studio, job) is wanted:
            return now
        now += timedelta(seconds=10)
    raise AssertionError(f"{state(studio, job)}, not {wanted}")


def test_a_job_goes_from_waiting_to_ready(studio: Studio, upstream: DemoService, draft: Draft, now: datetime) -> None:
    job = generate(studio, draft, now)
    assert state(studio, job) is STATES.QUEUED
    studio.tracker.step(now)
    assert state(studio, job) is STATES.RUNNING
    assert upstream.wait_idle()
    studio.tracker.step(now + timedelta(seconds=5))
    ready = studio.store.job(job.id)
    assert ready is not None and ready.state is STATES.READY and ready.video is not None and ready.has_poster
    assert ready.video.duration_s == pytest.approx(1, abs=0.1) and (ready.video.width, ready.video.height) == (960, 540)
    assert inspect(studio.library.video(job.id)).sha256 == ready.video.sha256
    assert len(upstream.submits()) == 1


def test_a_job_is_not_looked_at_before_its_pause_is_over(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    generate(studio, draft, now)
    studio.tracker.step(now)
    studio.tracker.step(now + timedelta(seconds=4))
    assert len(upstream.received) == 1
    studio.tracker.step(now + timedelta(seconds=5))
    assert len(upstream.received) == 2


def test_a_lost_answer_makes_it_unsure_and_it_is_never_sent_again(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.fail_next(Mishap(cut="before", made=True))
    job = generate(studio, draft, now)
    for minutes in range(0, 3000, 100):
        studio.tracker.step(now + timedelta(minutes=minutes))
    assert state(studio, job) is STATES.UNSURE
    assert len(upstream.submits()) == 1


def test_a_person_who_knows_the_task_id_gets_the_video(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.fail_next(Mishap(cut="before", made=True))
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    unsure = studio.store.job(job.id)
    assert unsure is not None
    assert studio.desk.enter_task(unsure, f" {upstream.tasks()[0].id} ", now)
    assert upstream.wait_idle()
    run_until(studio, job, STATES.READY, now)
    assert len(upstream.submits()) == 1


def test_a_busy_service_is_left_alone_as_long_as_it_asks(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.fail_next(Mishap(status=429, headers={"Retry-After": "120"}))
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    studio.tracker.step(now + timedelta(seconds=119))
    assert (state(studio, job), len(upstream.submits())) == (STATES.QUEUED, 1)
    studio.tracker.step(now + timedelta(seconds=120))
    assert (state(studio, job), len(upstream.submits())) == (STATES.RUNNING, 2)


def test_a_rejected_key_fails_the_job_with_its_reason(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.fail_next(401)
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    failed = studio.store.job(job.id)
    assert failed is not None and failed.state is STATES.FAILED
    assert failed.trouble is not None and failed.trouble.kind == "KeyRejected"


def test_a_failed_task_says_why(studio: Studio, upstream: DemoService, draft: Draft, now: datetime) -> None:
    upstream.hold()
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    upstream.fail_task(upstream.tasks()[0].id, "CreationPolicyViolation", "The picture shows a public figure")
    run_until(studio, job, STATES.FAILED, now)
    failed = studio.store.job(job.id)
    assert failed is not None and failed.trouble is not None
    assert (failed.trouble.kind, failed.trouble.detail) == ("ContentRefused", "The picture shows a public figure")


def test_no_more_than_allowed_run_at_once_and_people_take_turns(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    many = studio.desk.generate(draft.model_copy(update={"takes": 8}), "a" * 32, "first", now)
    later = studio.desk.generate(draft, "b" * 32, "second", now + timedelta(seconds=1))
    studio.tracker.step(now + timedelta(seconds=2))
    states = [state(studio, job) for job in many]
    assert (states.count(STATES.RUNNING), state(studio, later[0])) == (4, STATES.RUNNING)
    assert len(upstream.submits()) == 5


def test_a_job_of_another_service_rests(studio: Studio, upstream: DemoService, draft: Draft, now: datetime) -> None:
    job = generate(studio, draft, now)
    studio.tracker.service = "demo"
    studio.tracker.step(now)
    assert (state(studio, job), upstream.submits()) == (STATES.QUEUED, [])


def test_one_click_makes_its_jobs_once(studio: Studio, draft: Draft, now: datetime) -> None:
    first = studio.desk.generate(draft.model_copy(update={"takes": 3}), "a" * 32, "same", now)
    again = studio.desk.generate(draft.model_copy(update={"takes": 3}), "a" * 32, "same", now)
    assert [job.id for job in first] == [job.id for job in again]
    assert len({job.request.seed for job in first}) == 3


def test_a_dead_process_is_followed_after_its_claim_stood_still(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    job = generate(studio, draft, now)
    claimed = studio.store.claim_to_send("gone", studio.tracker.service, now, 5)
    assert claimed is not None
    studio.tracker.take_over(now, 0)
    studio.tracker.take_over(now, 44)
    assert state(studio, job) is STATES.SENDING
    studio.store.beat("gone")
    studio.tracker.take_over(now, 46)
    studio.tracker.take_over(now, 90)
    assert state(studio, job) is STATES.SENDING
    studio.tracker.take_over(now, 91.5)
    assert state(studio, job) is STATES.UNSURE
    assert upstream.submits() == []


def test_an_answer_that_comes_after_all_is_recorded(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    job = generate(studio, draft, now)
    upstream.hold()
    claimed = studio.store.claim_to_send(studio.tracker.owner, studio.tracker.service, now, 5)
    assert claimed is not None
    (claim,) = studio.store.foreign_claims("other")
    assert studio.store.take_over(claim, now)
    studio.tracker.work.send(claimed, lambda: now)
    assert state(studio, job) is STATES.RUNNING
    assert len(upstream.submits()) == 1


def test_a_dead_link_is_replaced_by_a_fresh_one(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    assert upstream.wait_idle()
    upstream.fail_next(403, on="video")
    run_until(studio, job, STATES.READY, now)


def test_a_broken_video_is_never_called_ready(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    assert upstream.wait_idle()
    upstream.fail_next(Mishap(status=200, body=b"not a video at all" * 1000), on="video", times=50)
    run_until(studio, job, STATES.UNSAVED, now, rounds=400)
    assert not studio.library.video(job.id).exists()
    assert not list(studio.library.folder.rglob("*.part"))


def test_a_video_between_file_and_row_is_not_fetched_twice(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    assert upstream.wait_idle()
    video = upstream.tasks()[0]
    link = studio.connect().query(video.id).video_url
    assert link is not None
    studio.library.keep(job.id, lambda target: studio.connect().download(link, target))
    fetched = len([one for one in upstream.received if one.path.startswith("/files/")])
    run_until(studio, job, STATES.READY, now)
    assert len([one for one in upstream.received if one.path.startswith("/files/")]) == fetched
