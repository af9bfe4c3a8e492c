"""The tracker's deeds when our own database is away, and when the server ends."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.draft import Draft
from lib.domain.errors import StoreUnavailable
from lib.domain.job import JobState
from tests.services.tracker_kit import FIVE_S, as_it_is, claimed, downloads, generate, run_until, saving, state, until

STATES = JobState


@contextmanager
def locked(studio: Studio) -> Iterator[None]:
    """Someone else writes to the database meanwhile, and does not come to an end."""
    other = sqlite3.connect(studio.settings.data_dir / "castboard.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@pytest.fixture
def impatient(environment: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is called away after a twentieth of a second."""
    database = tmp_path / "data" / "castboard.db"
    monkeypatch.setenv("CASTBOARD_DATABASE_URL", f"sqlite:///{database.as_posix()}?timeout=0.05")


# Our own database


@pytest.mark.usefixtures("impatient")
def test_an_answer_is_recorded_as_soon_as_the_database_is_back(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    upstream.hold()
    job = claimed(studio, draft, now)
    sending = threading.Thread(target=studio.tracker.work.send, args=(job, lambda: now))
    with locked(studio):
        sending.start()
        until(lambda: "cannot be saved yet" in caplog.text)
        assert state(studio, job) is STATES.SENDING
    sending.join(10)
    assert (state(studio, job), as_it_is(studio, job).task_id) == (STATES.RUNNING, upstream.tasks()[0].id)
    assert len(upstream.submits()) == 1


@pytest.mark.usefixtures("impatient")
def test_an_answer_that_no_database_takes_ends_with_the_server_and_names_its_task_in_the_log(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    upstream.hold()
    job = claimed(studio, draft, now)
    studio.tracker.work.stop.set()
    with locked(studio), pytest.raises(StoreUnavailable):
        studio.tracker.work.send(job, lambda: now)
    assert upstream.tasks()[0].id in caplog.text
    assert state(studio, job) is STATES.SENDING


@pytest.mark.usefixtures("impatient")
def test_the_loop_goes_on_after_the_database_was_away(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    upstream.hold()
    job = generate(studio, draft, now)
    with locked(studio):
        studio.tracker.start()
        until(lambda: "goes on" in caplog.text)
    studio.tracker.nudge()
    until(lambda: state(studio, job) is STATES.RUNNING)
    studio.tracker.close()


# The stop


def test_a_download_that_we_stop_is_no_failed_try(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    job = saving(studio, upstream, draft, film, now)
    studio.tracker.work.stop.set()
    later = now + timedelta(minutes=1)
    assert studio.store.claims.claim_due(studio.tracker.owner, studio.tracker.service, later, 1)
    story = studio.store.jobs.story(job.id)
    studio.tracker.work.fetch(job, lambda: later)
    assert as_it_is(studio, job) == job and studio.store.jobs.story(job.id) == story
    assert downloads(upstream) == 1
    assert studio.store.claims.foreign("another") == []
    assert not list(studio.library.folder.rglob("*.part"))


def test_a_stalled_download_does_not_hold_up_the_end(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    upstream.fail_next(Mishap(made=True, trickle_s=30), on="video")
    job = saving(studio, upstream, draft, film, now)
    studio.tracker.start()
    until(lambda: downloads(upstream) == 1)
    began = time.monotonic()
    studio.tracker.close()
    assert time.monotonic() - began < 3
    assert (state(studio, job), as_it_is(studio, job).tries) == (STATES.SAVING, 0)
    assert studio.store.claims.foreign("another") == []


def test_a_submit_in_flight_is_waited_for_at_the_end(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    upstream.fail_next(Mishap(made=True, delay_s=1.5))
    job = generate(studio, draft, now)
    studio.tracker.start()
    until(lambda: bool(upstream.submits()))
    studio.tracker.close()
    assert (state(studio, job), as_it_is(studio, job).task_id) == (STATES.RUNNING, upstream.tasks()[0].id)


def test_a_submit_that_nobody_can_explain_is_unsure(studio: Studio, draft: Draft, now: datetime) -> None:
    job = claimed(studio, draft, now)
    studio.tracker.work.abandon(job, now)
    assert state(studio, job) is STATES.UNSURE


def test_a_fetch_that_nobody_can_explain_is_tried_again(
    studio: Studio, upstream: DemoService, draft: Draft, film: Path, now: datetime
) -> None:
    job = saving(studio, upstream, draft, film, now)
    (mine,) = studio.store.claims.claim_due(studio.tracker.owner, studio.tracker.service, now + FIVE_S, 1)
    studio.tracker.work.abandon(mine, now + FIVE_S)
    assert (state(studio, job), as_it_is(studio, job).tries) == (STATES.SAVING, 1)
    run_until(studio, job, STATES.READY, now + FIVE_S)
