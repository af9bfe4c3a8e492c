"""The tracker with a passed-in clock: jobs go from Waiting to Ready over real HTTP, and nothing is sent twice."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.job import JobState
from lib.services.media.videos import inspect
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.services.tracker_kit import FIVE_S, as_it_is, downloads, generate, run_until, saving, state, until

STATES = JobState


def test_a_job_goes_from_waiting_to_ready(studio: Studio, upstream: DemoService, draft: Draft, now: datetime) -> None:
    """The one test here in which the demo service really draws."""
    job = generate(studio, draft, now)
    assert state(studio, job) is STATES.QUEUED
    studio.tracker.step(now)
    assert state(studio, job) is STATES.RUNNING
    assert upstream.wait_idle()
    studio.tracker.step(now + FIVE_S)
    ready = as_it_is(studio, job)
    assert ready.state is STATES.READY and ready.video is not None and ready.has_poster
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
    studio.tracker.step(now + FIVE_S)
    assert len(upstream.received) == 2


def test_at_most_three_requests_leave_at_once(studio: Studio, upstream: DemoService, draft: Draft) -> None:
    upstream.hold()
    upstream.fail_next(Mishap(made=True, delay_s=0.3), times=5)
    generate(studio, draft.model_copy(update={"takes": 5}), utc_now())
    sending = []

    def all_run() -> bool:
        counts = studio.store.lists.counts()
        sending.append(counts[STATES.SENDING])
        return counts[STATES.RUNNING] == 5

    studio.tracker.start()
    until(all_run)
    studio.tracker.close()
    assert max(sending) == 3


def test_a_lost_answer_makes_it_unsure_and_it_is_never_sent_again(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    upstream.fail_next(Mishap(cut="before", made=True))
    job = generate(studio, draft, now)
    for minutes in (0, 1, 10, 100, 1000, 10_000):
        studio.tracker.step(now + timedelta(minutes=minutes))
    assert state(studio, job) is STATES.UNSURE
    assert len(upstream.submits()) == 1


def test_a_person_who_knows_the_task_id_gets_the_video(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    upstream.hold()
    upstream.fail_next(Mishap(cut="before", made=True))
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    (task,) = upstream.tasks()
    assert studio.desk.enter_task(SOMEONE, as_it_is(studio, job), f" {task.id} ", now)
    upstream.finish(task.id, film)
    run_until(studio, job, STATES.READY, now)
    assert len(upstream.submits()) == 1


def test_a_person_may_send_an_unsure_job_again_and_it_goes_once_more(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    upstream.fail_next(Mishap(cut="before", made=True))
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    assert studio.desk.send_again(SOMEONE, as_it_is(studio, job), now)
    studio.tracker.step(now)
    assert (state(studio, job), len(upstream.submits())) == (STATES.RUNNING, 2)
    assert as_it_is(studio, job).task_id == upstream.tasks()[-1].id


def test_a_busy_service_is_left_alone_as_long_as_it_asks(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    upstream.fail_next(Mishap.busy("120"))
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    studio.tracker.step(now + timedelta(seconds=119))
    assert (state(studio, job), len(upstream.submits())) == (STATES.QUEUED, 1)
    studio.tracker.step(now + timedelta(seconds=120))
    assert (state(studio, job), len(upstream.submits())) == (STATES.RUNNING, 2)


def test_a_service_that_cannot_be_reached_gets_the_job_later(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    job = generate(studio, draft, now)
    assert upstream.base_url == studio.settings.base_url
    upstream.close()
    studio.tracker.step(now)
    waiting = as_it_is(studio, job)
    assert waiting.state is STATES.QUEUED and waiting.trouble is not None and waiting.trouble.kind == "NotReached"
    assert waiting.next_at is not None and waiting.next_at > now and waiting.tries == 1


def test_a_rejected_key_fails_the_job_with_its_reason(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.fail_next(401)
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    failed = as_it_is(studio, job)
    assert failed.state is STATES.FAILED and failed.trouble is not None and failed.trouble.kind == "KeyRejected"


def test_a_failed_task_says_why(studio: Studio, upstream: DemoService, draft: Draft, now: datetime) -> None:
    upstream.hold()
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    upstream.fail_task(upstream.tasks()[0].id, "CreationPolicyViolation", "The picture shows a public figure")
    run_until(studio, job, STATES.FAILED, now)
    trouble = as_it_is(studio, job).trouble
    assert trouble is not None
    assert (trouble.kind, trouble.detail) == ("ContentRefused", "The picture shows a public figure")


def test_no_more_than_allowed_run_at_once_and_people_take_turns(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    many = studio.desk.generate(Actor("a" * 32), draft.model_copy(update={"takes": 8}), "first", now)
    later = generate(studio, draft, now + timedelta(seconds=1), "second", "b" * 32)
    studio.tracker.step(now + timedelta(seconds=2))
    states = [state(studio, job) for job in many]
    assert (states.count(STATES.RUNNING), state(studio, later)) == (4, STATES.RUNNING)
    assert len(upstream.submits()) == 5


def test_a_place_that_becomes_free_goes_to_whoever_has_fewest_running(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    upstream.hold()
    people = {"a" * 32: 6, "b" * 32: 6, "c" * 32: 1}
    for person, takes in people.items():
        studio.desk.generate(Actor(person), draft.model_copy(update={"takes": takes}), person, now)
    studio.tracker.step(now)
    task_of = {task.id: task for task in upstream.tasks()}
    first = studio.store.jobs.find_by_task(studio.tracker.service, next(iter(task_of)))
    assert first is not None
    upstream.finish(first.task_id or "", film)
    run_until(studio, first, STATES.READY, now)
    running = Counter(
        job.person_id for task in upstream.tasks() if (job := studio.store.jobs.find_by_task(first.service, task.id))
    )
    assert sorted(running.values()) == [1, 2, 3] and len(upstream.submits()) == 6


def test_off_peak_jobs_take_no_place(studio: Studio, upstream: DemoService, draft: Draft, now: datetime) -> None:
    upstream.hold()
    quiet = draft.model_copy(update={"takes": 3, "off_peak": True, "audio": False})
    studio.desk.generate(Actor("a" * 32), quiet, "quiet", now)
    studio.desk.generate(Actor("a" * 32), draft.model_copy(update={"takes": 6}), "loud", now)
    studio.tracker.step(now)
    assert len(upstream.submits()) == 3 + 5


def test_a_job_of_another_service_rests(studio: Studio, upstream: DemoService, draft: Draft, now: datetime) -> None:
    job = generate(studio, draft, now)
    studio.tracker.service = "demo"
    studio.tracker.step(now)
    assert (state(studio, job), upstream.submits()) == (STATES.QUEUED, [])


def test_a_dead_process_is_followed_after_its_claim_stood_still(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    job = generate(studio, draft, now)
    assert studio.store.claims.claim_to_send("gone", studio.tracker.service, now, 5)
    studio.tracker.take_over(now, 0)
    studio.tracker.take_over(now, 44)
    assert state(studio, job) is STATES.SENDING
    studio.store.claims.beat("gone")
    studio.tracker.take_over(now, 46)
    studio.tracker.take_over(now, 90)
    assert state(studio, job) is STATES.SENDING
    studio.tracker.take_over(now, 91.5)
    assert state(studio, job) is STATES.UNSURE
    assert upstream.submits() == []


def test_a_job_that_a_dead_process_was_fetching_is_fetched_by_another(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    job = saving(studio, upstream, draft, film, now)
    later = now + timedelta(minutes=1)
    assert studio.store.claims.claim_due("gone", studio.tracker.service, later, 1)
    studio.tracker.step(later)
    assert state(studio, job) is STATES.SAVING
    studio.tracker.take_over(later, 0)
    studio.tracker.take_over(later, 46)
    studio.tracker.step(later)
    assert state(studio, job) is STATES.READY


def test_a_tracker_that_was_closed_is_stopped_and_says_so_to_nobody(studio: Studio) -> None:
    studio.tracker.start()
    studio.tracker.start()
    studio.tracker.close()
    studio.tracker.close()
    assert studio.tracker.work.stop.is_set()


def test_what_is_fetched_at_the_stop_is_given_back_at_once(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    saving(studio, upstream, draft, film, now)
    assert studio.store.claims.claim_due(studio.tracker.owner, studio.tracker.service, now + FIVE_S, 1)
    studio.tracker.close()
    assert studio.store.claims.foreign("another") == []
    assert downloads(upstream) == 0


def test_a_job_that_someone_stopped_waiting_for_holds_nobody_back(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    many = studio.desk.generate(Actor("a" * 32), draft.model_copy(update={"takes": 6}), "many", now)
    studio.tracker.step(now)
    assert state(studio, many[5]) is JobState.QUEUED
    studio.desk.put_aside(SOMEONE, as_it_is(studio, many[0]), now)
    studio.tracker.step(now)
    assert state(studio, many[5]) is JobState.RUNNING
