"""`python -m lib.admin sweep`: what it lists, what it frees, and what it ends with."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.admin.command import run
from lib.services.settings import NAMES
from tests.conftest import ROOT
from tests.services.sweep_kit import Place

LONG_AGO = datetime.now(UTC) - timedelta(days=40)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place.at(tmp_path)
    yield made
    made.close()


def settings(folder: Path, **more: str) -> dict[str, str]:
    """Each is set: nobody's own secrets.toml counts here."""
    url = f"sqlite:///{(folder / 'castboard.db').as_posix()}"
    return dict.fromkeys(NAMES, "") | {"CASTBOARD_DATA_DIR": str(folder), "CASTBOARD_DATABASE_URL": url} | more


def admin(folder: Path, *arguments: str, **more: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return run(["sweep", *arguments], settings(folder, **more), out, err), out.getvalue(), err.getvalue()


def deleted(place: Place, name: str = "Fog \x1b[31m\nover the mill") -> str:
    job = place.ready(place.picture(1), name=name)
    place.store.jobs.delete([job.id], LONG_AGO)
    return job.id


def test_a_dry_run_lists_each_thing_with_its_reason_and_the_totals_and_changes_nothing(place: Place, tmp_path: Path):
    job_id, before = deleted(place), place.names()
    code, out, err = admin(tmp_path, "--dry-run")
    first, *_, last = out.splitlines()
    assert (code, err) == (0, "") and place.names() == before
    assert first == f"job                    15 bytes  Fog  [31m over the mill ({job_id}): deleted 30 days ago"
    assert last.split()[:2] == ["Would", "free"] and "\x1b" not in out
    kinds = [line.split("  ")[0] for line in out.splitlines()]
    assert {"job", "picture", "record of a picture"} <= set(kinds)
    assert place.store.jobs.get(job_id) is not None


def test_a_sweep_frees_what_the_dry_run_listed_and_then_nothing(place: Place, tmp_path: Path):
    job_id = deleted(place)
    planned = admin(tmp_path, "--dry-run")[1]
    code, out, _ = admin(tmp_path)
    assert code == 0 and sorted(out.splitlines()[:-5]) == sorted(planned.splitlines()[:-5])
    assert place.store.jobs.get(job_id) is None and not any(job_id in name for name in place.names())
    assert admin(tmp_path)[:2] == (0, "There was nothing to free.\n")
    assert admin(tmp_path, "--dry-run")[:2] == (0, "Nothing to free.\n")


def test_a_setting_that_is_not_right_is_said(tmp_path: Path):
    code, out, err = admin(tmp_path, CASTBOARD_MAX_RUNNING="none")
    assert (code, out) == (2, "") and "CASTBOARD_MAX_RUNNING" in err


def test_a_database_that_is_none_is_said_and_left_alone(tmp_path: Path):
    (tmp_path / "castboard.db").write_bytes(b"garbage" * 1_000)
    code, out, err = admin(tmp_path)
    assert (code, out) == (1, "") and "is not a database of Castboard" in err
    assert (tmp_path / "castboard.db").read_bytes() == b"garbage" * 1_000


@pytest.mark.parametrize("arguments", [[], ["sweeep"], ["sweep", "--dryrun-all"], ["sweep", "now"]])
def test_what_is_no_command_is_refused_before_anything_is_opened(tmp_path: Path, arguments: list[str]):
    with pytest.raises(SystemExit) as ended:
        run(arguments, settings(tmp_path / "new"), io.StringIO(), io.StringIO())
    assert ended.value.code == 2 and not (tmp_path / "new").exists()


def test_it_runs_as_a_module_beside_the_app_whose_database_is_open(place: Place, tmp_path: Path):
    job_id = deleted(place)
    for arguments, word in ((["--dry-run"], b"Would free"), ([], b"Freed")):
        done = subprocess.run(
            [sys.executable, "-m", "lib.admin", "sweep", *arguments],
            cwd=ROOT,
            env=os.environ | settings(tmp_path),
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, b"") and word in done.stdout
    assert place.store.jobs.get(job_id) is None


def test_a_pipe_that_is_closed_early_ends_it_without_a_traceback(place: Place, tmp_path: Path):
    for _ in range(3):
        deleted(place)
    process = subprocess.Popen(
        [sys.executable, "-m", "lib.admin", "sweep", "--dry-run"],
        cwd=ROOT,
        env=os.environ | settings(tmp_path) | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    began = time.monotonic()
    said = process.stderr.read()
    assert b"Traceback" not in said and process.wait(60) in (0, 1) and time.monotonic() - began < 60
