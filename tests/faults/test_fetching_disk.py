"""Faults of our own disk: full, or not to be written to. Nothing paid is lost, and nothing half written is shown."""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from lib.app import ROOT, build
from lib.domain.errors import DiskTrouble, StoreUnavailable
from lib.domain.job import JobState
from lib.services.settings import load
from lib.text.error_sentences import error_hint, error_message
from tests.faults.table import Row, Table
from tests.faults.trial import Trial

S = JobState
JOBS = 2
A_LARGE_FILM, NOT_ENOUGH = 7_000_000, 6_000_000
"""Bytes. The database and its log of at most 4 MB still have room."""
LOOKS = 5


@pytest.fixture
def trial(trial: Trial, film: Path, tmp_path: Path) -> Trial:
    """Jobs whose videos, of seven megabytes each, the service has just said to be done."""
    trial.group = "Fetching"
    trial.film = tmp_path / "large.mp4"
    padding = A_LARGE_FILM - film.stat().st_size
    trial.film.write_bytes(film.read_bytes() + padding.to_bytes(4, "big") + b"free" + bytes(padding - 8))
    trial.to_be_fetched(JOBS)
    return trial


@contextmanager
def room_for(size_bytes: int) -> Iterator[None]:
    """No file may grow beyond this: every further write fails, for an administrator too, as on a disk that is full."""
    usual, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (usual, most))


@contextmanager
def in_the_way(folder: Path) -> Iterator[None]:
    """A file where a folder should be: nobody can write there, an administrator neither."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    yield
    folder.unlink()


def held_up(trial: Trial) -> None:
    """After a day of it the jobs wait, and nothing half written is left."""
    for _ in range(LOOKS):
        trial.jump(timedelta(hours=6))
    assert trial.states() == {S.SAVING} and trial.kinds() == {"DiskTrouble"}
    assert not list(trial.studio.library.folder.rglob("*.part"))


def nothing_lost(row: Row) -> None:
    assert (row.submits, row.lost, row.paid_twice) == (JOBS, 0, 0)
    assert (
        "Castboard cannot write to its data folder. Ask your Castboard administrator to check the disk" in row.outcome
    )


def test_a_disk_that_is_full_for_a_day_loses_no_video(trial: Trial) -> None:
    with room_for(NOT_ENOUGH):
        held_up(trial)
    trial.let_pass(timedelta(minutes=1))
    assert trial.states() == {S.READY}
    nothing_lost(trial.row("disk full for a day", times=LOOKS * JOBS))


def test_a_folder_that_cannot_be_written_to_for_a_day_loses_no_video(trial: Trial) -> None:
    with in_the_way(trial.studio.library.folder / "videos"):
        held_up(trial)
    trial.let_pass(timedelta(minutes=1))
    assert trial.states() == {S.READY}
    nothing_lost(trial.row("data directory not writable for a day", times=LOOKS * JOBS))


def test_with_no_room_for_the_database_nothing_is_sent(trial: Trial) -> None:
    trial.let_pass(timedelta(minutes=1))
    trial.generate(1)
    with room_for(1), pytest.raises(StoreUnavailable) as caught:
        trial.step()
    assert len(trial.upstream.submits()) == JOBS and trial.jobs()[-1].state is S.QUEUED
    trial.read = [f"{error_message(caught.value)} {error_hint(caught.value)}"]
    row = trial.row("disk too full for the database as a job is sent", times=1)
    assert (row.submits, row.lost, row.paid_twice) == (JOBS + 1, 0, 0)


@pytest.mark.usefixtures("environment")
def test_a_data_folder_that_cannot_be_made_is_told_at_the_start(tmp_path: Path, table: Table) -> None:
    studio, folder = build(load(ROOT, os.environ)), tmp_path / "data"
    shutil.rmtree(folder)  # With the database that was copied there.
    with in_the_way(folder), pytest.raises(DiskTrouble) as caught:
        studio.open()
    outcome = f"No start: “{error_message(caught.value)} {error_hint(caught.value)}”"
    table.add(Row("Fetching", "data directory not writable at the start", 1, outcome, 0))
    studio.open()
    studio.close()
