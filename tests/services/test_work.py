"""The tracker's deeds when something gets in their way: late answers, dead links, our own disk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.draft import Draft
from lib.domain.job import Job, JobState
from lib.domain.job_events import JobEvent
from lib.services.store import Store
from lib.services.store.jobs import Jobs
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.services.tracker_kit import FIVE_S, as_it_is, claimed, downloads, generate, run_until, saving, state

STATES = JobState


def taken_over(studio: Studio, now: datetime) -> None:
    (claim,) = studio.store.claims.foreign("another")
    assert studio.store.claims.take_over(claim, now)


def blocked(folder: Path) -> Path:
    """A file where a folder should be: every way to it fails, for an administrator too."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    return folder


# Late answers


def test_an_answer_that_comes_after_all_is_recorded(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    job = claimed(studio, draft, now)
    taken_over(studio, now)
    assert state(studio, job) is STATES.UNSURE
    studio.tracker.work.send(job, lambda: now)
    assert (state(studio, job), as_it_is(studio, job).task_id) == (STATES.RUNNING, upstream.tasks()[0].id)
    assert len(upstream.submits()) == 1


def test_a_late_error_leaves_an_unsure_job_as_it_is(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.fail_next(500)
    job = claimed(studio, draft, now)
    taken_over(studio, now)
    before = as_it_is(studio, job)
    studio.tracker.work.send(job, lambda: now)
    assert as_it_is(studio, job) == before


def test_an_answer_for_a_job_that_was_sent_again_stands_in_the_log(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    upstream.hold()
    job = claimed(studio, draft, now)
    taken_over(studio, now)
    assert studio.desk.send_again(SOMEONE, as_it_is(studio, job), now)
    studio.tracker.work.send(job, lambda: now)
    assert state(studio, job) is STATES.QUEUED
    assert upstream.tasks()[0].id in caplog.text


class DeletedMeanwhile(Jobs):
    """Jobs of a store in which a person deletes the job just before what a late answer leads to is saved."""

    def save(
        self,
        before: Job,
        after: Job,
        story: Sequence[JobEvent] = (),
        *,
        owner: str | None = None,
        release: bool = False,
    ) -> bool:
        if owner is None:
            self.delete([before.id])
        return super().save(before, after, story, owner=owner, release=release)


def test_a_late_answer_is_recorded_although_its_job_is_deleted_at_that_moment(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    job = claimed(studio, draft, now)
    taken_over(studio, now)
    studio.tracker.work.store = store = Store(studio.settings.database_url)
    store.jobs = DeletedMeanwhile(store)
    store.open()
    studio.tracker.work.send(job, lambda: now)
    store.close()
    assert (as_it_is(studio, job).task_id, as_it_is(studio, job).deleted) == (upstream.tasks()[0].id, True)


def test_a_job_that_is_brought_back_while_it_is_looked_at_keeps_no_claim(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    job = claimed(studio, draft, now)
    taken_over(studio, now)
    studio.desk.delete(SOMEONE, [job.id], now)
    studio.tracker.work.send(job, lambda: now)
    looked_at = studio.store.claims.claim_due(studio.tracker.owner, studio.tracker.service, now + FIVE_S, 1)
    assert looked_at[0].deleted and studio.desk.restore(SOMEONE, [job.id], utc_now()) == [job.id]
    studio.tracker.work.look(looked_at[0], lambda: now + FIVE_S)
    assert studio.store.claims.foreign("another") == [] and not as_it_is(studio, job).deleted


# Fetching


def test_a_dead_link_is_replaced_by_a_fresh_one(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    job = saving(studio, upstream, draft, film, now)
    upstream.fail_next(403, on="video")
    run_until(studio, job, STATES.READY, now + FIVE_S)
    assert downloads(upstream) == 2


def test_a_video_without_a_link_comes_from_the_content_route(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    upstream.hold()
    job = generate(studio, draft, now)
    studio.tracker.step(now)
    upstream.finish(upstream.tasks()[0].id, film, linked=False)
    run_until(studio, job, STATES.READY, now)
    assert [one.path for one in upstream.received if one.path.endswith("/content")]


def test_a_broken_video_is_never_called_ready(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    job = saving(studio, upstream, draft, film, now)
    upstream.fail_next(Mishap(status=200, body=b"not a video at all" * 1000), on="video", times=50)
    run_until(studio, job, STATES.UNSAVED, now + FIVE_S)
    assert not studio.library.video(job.id).exists()
    assert not list(studio.library.folder.rglob("*.part"))


def test_fetch_again_brings_a_video_that_was_given_up(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    job = saving(studio, upstream, draft, film, now)
    upstream.fail_next(Mishap(cut="body", made=True), on="video", times=8)
    later = run_until(studio, job, STATES.UNSAVED, now + FIVE_S)
    assert studio.desk.fetch_again(SOMEONE, as_it_is(studio, job), later)
    run_until(studio, job, STATES.READY, later)


def test_a_video_between_file_and_row_is_not_fetched_twice(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    job = saving(studio, upstream, draft, film, now)
    studio.library.keep(job.id, lambda target: target.write(film.read_bytes()))
    run_until(studio, job, STATES.READY, now + FIVE_S)
    assert downloads(upstream) == 0
    assert as_it_is(studio, job).has_poster


def test_a_video_without_a_poster_is_ready_all_the_same(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    job = saving(studio, upstream, draft, film, now)
    blocked(studio.library.poster(job.id).parent)
    run_until(studio, job, STATES.READY, now + FIVE_S)
    assert not as_it_is(studio, job).has_poster


# Our own disk


def test_a_full_disk_does_not_use_up_the_tries_of_a_fetch(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    job = saving(studio, upstream, draft, film, now)
    in_the_way = blocked(studio.library.video(job.id).parent)
    later = now + FIVE_S
    for _ in range(20):
        studio.tracker.step(later)
        later += timedelta(seconds=30)
    held_up = as_it_is(studio, job)
    assert (held_up.state, held_up.tries) == (STATES.SAVING, 0)
    assert held_up.trouble is not None and held_up.trouble.kind == "DiskTrouble"
    in_the_way.unlink()
    run_until(studio, job, STATES.READY, later)


def test_a_picture_that_cannot_be_read_just_now_holds_the_job_back_unsent(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    job = generate(studio, draft, now)
    files = studio.settings.data_dir / "pictures" / "files"
    away = files.rename(files.with_name("away"))
    blocked(files)
    studio.tracker.step(now)
    assert (state(studio, job), upstream.submits()) == (STATES.QUEUED, [])
    files.unlink()
    away.rename(files)
    run_until(studio, job, STATES.RUNNING, now + FIVE_S)


def test_a_picture_that_is_gone_fails_the_job_with_nothing_sent(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    job = generate(studio, draft, now)
    for file in (studio.settings.data_dir / "pictures" / "files").rglob("*"):
        if file.is_file():
            file.unlink()
    studio.tracker.step(now)
    assert (state(studio, job), upstream.submits()) == (STATES.FAILED, [])
