"""Killed with an answer in its hands while the store is locked; and rows that nobody can read beside the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.job import JobState
from tests.browser.running import AppServer
from tests.conftest import KEY, ON_EACH_DATABASE
from tests.faults.processes import finish_all, in_state, lines, locked, lost, many, patiently, start, tasks_made
from tests.faults.table import Row, Table
from tests.faults.trial import Trial
from tests.services.damage import NO_UTF8, lose, put

KILLS = 2
DAMAGES = (
    ("papers", "request", '{"model": '),
    ("papers", "request", NO_UTF8),
    ("papers", "request", "[]"),
    ("jobs", "created_at", "yesterday"),
    ("jobs", "tries", "garbage"),
    ("jobs", "person_id", b"\xff"),
    ("jobs", "name", b"\xff"),
    ("jobs", "next_at", "soon"),
)


@pytest.fixture
def app(tmp_path: Path, upstream: DemoService, database_url: str) -> Iterator[AppServer]:
    upstream.hold()
    settings = {"OCTOPUSX_API_KEY": KEY, "OCTOPUSX_BASE_URL": upstream.base_url, "CASTBOARD_MAX_RUNNING": "20"}
    settings["CASTBOARD_DATABASE_URL"] = database_url
    settings |= {"CASTBOARD_POLL_MIN_S": "2", "CASTBOARD_POLL_MAX_S": "2"}
    server = AppServer(tmp_path / "data", settings, forked=True)
    yield server
    server.kill()


def killed_with_two_answers(app: AppServer, studio: Studio, upstream: DemoService) -> None:
    """Two submits are answered while another process writes; the end; the next start knows the task ids."""
    kept = app.data_dir / "answers"
    upstream.fail_next(Mishap(made=True, delay_s=0.7), times=2)
    many(studio, 2)
    patiently(lambda: len(in_state(studio, JobState.SENDING)) == 2, 30, "two are being sent")
    with locked(studio):
        patiently(lambda: len(list(kept.glob("*.json"))) == 2, 20, "both are answered")
        app.kill()
    assert len(in_state(studio, JobState.SENDING)) == 2, "the store knows of no answer"
    start(app)
    patiently(lambda: len(in_state(studio, JobState.RUNNING)) == 2, 15, "the answers are taken in")
    assert list(kept.iterdir()) == []


def all_ready(studio: Studio, upstream: DemoService, film: Path, count: int) -> None:
    patiently(lambda: finish_all(upstream, film) or len(in_state(studio, JobState.READY)) == count, 70, "all are ready")


@ON_EACH_DATABASE
def test_an_answered_task_id_outlives_a_kill_while_the_store_is_locked(
    app: AppServer, upstream: DemoService, film: Path, table: Table
) -> None:
    studio = app.studio()
    start(app)
    for number in range(1, KILLS + 1):
        killed_with_two_answers(app, studio, upstream)
        all_ready(studio, upstream, film, 2 * number)
    sent, gone = len(upstream.submits()), len(lost(upstream, studio))
    twice = sum(count > 1 for count in tasks_made(upstream).values())
    told = "In progress at the next start, with its task id: Ready"
    table.add(Row("Process", "kill -9: answered, store locked", 2 * KILLS, told, sent, gone, twice))
    assert (sent, gone, twice, len(lines(studio))) == (2 * KILLS, 0, 0, 2 * KILLS)
    studio.close()


@pytest.fixture
def trial(trial: Trial) -> Trial:
    trial.group = "Process"
    return trial


def test_a_row_that_cannot_be_read_stops_nobody_else(trial: Trial) -> None:
    trial.generate(len(DAMAGES) + 2)
    path = trial.studio.settings.data_dir / "castboard.db"
    bad = trial.ids[: len(DAMAGES)]
    for job_id, (table, column, value) in zip(bad, DAMAGES, strict=True):
        assert put(path, table, column, value, job_id)
    lose(path, "papers", bad[-1])
    trial.ids = trial.ids[len(DAMAGES) :]
    trial.now += timedelta(seconds=5)
    trial.step()
    assert trial.states() == {JobState.RUNNING} and trial.studio.store.damaged.count() == len(DAMAGES)
    trial.note()
    row = trial.row("rows that cannot be read", times=len(DAMAGES))
    assert (row.submits, row.lost, row.paid_twice) == (2, 0, 0)


def test_a_job_of_a_retired_model_is_never_sent_and_says_why(trial: Trial) -> None:
    trial.generate()
    with trial.studio.store._write() as connection:
        connection.exec_driver_sql("UPDATE papers SET request = replace(request, 'viduq3-pro', 'viduq0')")
    trial.step()
    assert trial.states() == {JobState.FAILED}
    row = trial.row("queued, and its model was retired", times=1, made=False)
    assert row.submits == 0 and "can no longer be sent as it is" in row.outcome


def test_a_queued_job_whose_picture_is_gone_says_so(trial: Trial) -> None:
    trial.generate(2)
    for file in (trial.studio.settings.data_dir / "pictures" / "files").iterdir():
        file.unlink()
    trial.step()
    assert trial.states() == {JobState.FAILED} and trial.kinds() == {"PictureUnusable"}
    row = trial.row("queued, and its picture is gone", times=2, made=False)
    assert row.submits == 0 and "This picture cannot be used." in row.outcome


@ON_EACH_DATABASE
def test_a_refusal_after_the_takeover_is_recorded(trial: Trial) -> None:
    trial.order(Mishap.error(400, "AuditSubmitIllegal"), on="submit", times=1)
    trial.generate()
    tracker, store = trial.studio.tracker, trial.studio.store
    sending = store.claims.claim_to_send(tracker.owner, tracker.service, trial.now, 5)
    (claim,) = store.claims.foreign("another process")
    assert sending is not None and store.claims.take_over(claim, trial.now)
    tracker.work.send(sending, lambda: trial.now)
    assert trial.states() == {JobState.FAILED}
    row = trial.row("a refusal after the row had become unsure", times=1)
    assert (row.submits, row.lost, row.paid_twice) == (1, 0, 0)
