"""Faults of the sweep: killed anywhere, and while a draft or a job on its way needs what it looks at."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lib.domain.actor import Actor
from lib.domain.job import JobState
from lib.domain.picture_rules import Fitted
from tests.conftest import ROOT, SOMEONE
from tests.faults.table import Row, Table
from tests.faults.trial import Trial

GROUP = "Sweeping"
DAYS = timedelta(days=100)


def killed_sweeps(folder: Path, rounds: int, order: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.sweep_kills", str(folder), "7", str(rounds), order]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=50 + 10 * rounds)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_sweep_killed_anywhere_loses_nothing_and_leaves_nothing_half(
    tmp_path: Path, table: Table, request: pytest.FixtureRequest
) -> None:
    rounds = 2 * int(request.config.getoption("--kill-rounds"))
    found = killed_sweeps(tmp_path, rounds, "files first")
    lost = len({one for one in found["wrong"] if not one.startswith("still")})
    outcome = f"{found['killed']} of {rounds} sweeps were killed; the next one finished, nothing needed was gone"
    table.add(Row(GROUP, "kill -9 anywhere, or before a file moves", found["killed"], outcome, 0, lost))
    assert found["wrong"] == [] and found["killed"] >= rounds / 2


def test_rows_before_files_would_leave_videos_that_nobody_knows(tmp_path: Path, table: Table) -> None:
    found = killed_sweeps(tmp_path, 8, "rows first")
    stray = len({one for one in found["wrong"] if one.startswith("a video without a row")})
    row = Row(
        GROUP, "kill -9, rows taken before files", found["killed"], "Videos without a row", 0, stray, control=True
    )
    table.add(row)
    assert stray > 0


def made_old(trial: Trial) -> None:
    """Let every file of the data folder be unused for a year."""
    at = (datetime.now(UTC) - timedelta(days=365)).timestamp()
    for path in trial.studio.settings.data_dir.rglob("*"):
        if path.is_file() and not path.name.startswith("castboard.db"):
            os.utime(path, (at, at))


def pictures(trial: Trial) -> list[Fitted]:
    return [one.fitted for subject in trial.draft.cast for one in subject.pictures if one.fitted]


def swept(trial: Trial) -> list[str]:
    return [one.id for one in trial.studio.sweeper.run(datetime.now(UTC) + DAYS)]


def kept(trial: Trial) -> bool:
    known = trial.studio.pictures.known
    return all(known(one.original.sha256) and known(one.sending.sha256) for one in pictures(trial))


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING])
def test_a_sweep_leaves_the_pictures_of_a_job_on_its_way(trial: Trial, state: JobState) -> None:
    """Another job with the same pictures was deleted for good; the one that waits is sent afterwards, whole."""
    trial.group = GROUP
    if state is JobState.QUEUED:
        trial.upstream.close()
    trial.generate()
    other = trial.studio.desk.generate(
        Actor("p" * 32), trial.draft.model_copy(update={"seed": 99}), "other", trial.now
    )[0]
    trial.studio.desk.cancel(SOMEONE, other, trial.now)
    trial.step()
    trial.studio.desk.delete(SOMEONE, [other.id], trial.now)
    trial.studio.store.trash.delete_for_good([other.id], trial.now)
    made_old(trial)
    assert trial.states() == {state} and swept(trial) == [other.id] and kept(trial)
    if state is JobState.QUEUED:
        trial.upstream.start()
        trial.upstream.hold()
        trial.jump(timedelta(minutes=6))
    row = trial.row(f"swept while a job is {state.value}", times=1)
    assert (row.submits, row.lost, row.paid_twice) == (1, 0, 0)


def test_a_sweep_leaves_the_pictures_of_a_draft(trial: Trial, table: Table) -> None:
    trial.generate()
    trial.step()
    trial.finish()
    trial.let_pass(timedelta(hours=1))
    trial.studio.store.drafts.save("hers", "p" * 32, trial.draft, trial.now)
    trial.studio.desk.delete(SOMEONE, trial.ids, trial.now)
    trial.studio.store.trash.delete_for_good(trial.ids, trial.now)
    made_old(trial)
    assert swept(trial) == trial.ids and kept(trial)
    again = trial.draft.model_copy(update={"seed": 2})
    trial.ids = [job.id for job in trial.studio.desk.generate(Actor("p" * 32), again, "again", trial.now)]
    trial.step()
    assert trial.states() == {JobState.RUNNING}
    table.add(Row(GROUP, "swept while a draft needs the pictures", 1, "Sent again from the draft: In progress", 2))
