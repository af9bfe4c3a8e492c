"""The store in trouble: locked for seconds, and a file of garbage in the place of the database."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.errors import NoDatabase
from lib.domain.job import JobState
from lib.text.error_sentences import error_message
from lib.ui.state import studio as shared
from tests.browser.running import AppServer
from tests.conftest import KEY, ON_EACH_DATABASE, ROOT
from tests.faults.processes import finish_all, in_state, lines, locked, lost, many, patiently, start, tasks_made
from tests.faults.table import Row, Table

LOCKED_S = 5.0
GARBAGE = b"This is no database. " * 5_000


@pytest.fixture
def app(tmp_path: Path, upstream: DemoService, database_url: str) -> Iterator[AppServer]:
    """The app with the service beside it, not started yet."""
    upstream.hold()
    settings = {"OCTOPUSX_API_KEY": KEY, "OCTOPUSX_BASE_URL": upstream.base_url, "CASTBOARD_MAX_RUNNING": "20"}
    settings["CASTBOARD_DATABASE_URL"] = database_url
    # Looks are rare, so that a kill seldom meets one.
    settings |= {"CASTBOARD_POLL_MIN_S": "2", "CASTBOARD_POLL_MAX_S": "2"}
    server = AppServer(tmp_path / "data", settings, forked=True)
    yield server
    server.kill()


@contextmanager
def locked_for(studio: Studio, seconds: float) -> Iterator[None]:
    """Another process writes for so long, from before this begins."""
    taken = threading.Event()

    def hold() -> None:
        with locked(studio):
            taken.set()
            threading.Event().wait(seconds)

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        assert taken.wait(10)
        yield
        held.result()


@ON_EACH_DATABASE
def test_a_database_locked_for_five_seconds_delays_and_loses_nothing(
    app: AppServer, upstream: DemoService, film: Path, table: Table
) -> None:
    """It is locked while a submit is on its way, a task runs, a video comes, and someone clicks Generate."""
    studio = app.studio()
    many(studio, 2)
    start(app)
    patiently(lambda: len(in_state(studio, JobState.RUNNING)) == 2, 20, "two run")
    upstream.fail_next(Mishap(made=True, delay_s=1))
    upstream.fail_next(Mishap(made=True, delay_s=1.5), on="video")
    upstream.finish(upstream.tasks()[0].id, film)
    patiently(lambda: in_state(studio, JobState.SAVING), 20, "one is being fetched")
    many(studio, 1)
    patiently(lambda: in_state(studio, JobState.SENDING), 20, "one is being sent")
    with locked_for(studio, LOCKED_S):
        began = time.monotonic()
        assert requests.get(app.address, timeout=3).ok
        assert sum(studio.store.lists.counts().values()) == 3 and time.monotonic() - began < 3, "pages go on reading"
        many(studio, 1)
        waited_s = time.monotonic() - began
    assert waited_s > LOCKED_S / 2, "it was locked"
    patiently(lambda: finish_all(upstream, film) or len(in_state(studio, JobState.READY)) == 4, 30, "all are ready")
    twice, gone = sum(count > 1 for count in tasks_made(upstream).values()), len(lost(upstream, studio))
    sent = len(upstream.submits())
    outcome = f"writes waited (Generate {waited_s:.1f} s), pages went on reading; Ready"
    table.add(Row("Process", "database locked for 5 s", 1, outcome, sent, gone, twice))
    assert (sent, gone, twice) == (4, 0, 0) and "Traceback" not in app.said()
    studio.close()


@pytest.mark.parametrize("content", [GARBAGE, b""], ids=["garbage", "nothing"])
def test_garbage_in_the_place_of_the_database_is_said_and_nothing_is_begun_over_it(
    app: AppServer, upstream: DemoService, film: Path, table: Table, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    """The app was killed, so that what it wrote last lies in the log beside the file."""
    start(app)
    studio = app.studio()
    many(studio, 3)
    # Not in the middle of a look: its claim would have to stand still for 45 s.
    patiently(
        lambda: len(in_state(studio, JobState.RUNNING)) == 3 and not studio.store.claims.foreign("nobody"),
        20,
        "three run, and nobody looks at one",
    )
    app.kill()
    good = files(app.data_dir)
    # Only now, from the test's side too: the last one to close tidies the log away.
    studio.close()
    restore(app.data_dir, good)
    (app.data_dir / "castboard.db").write_bytes(content)
    strange = files(app.data_dir)

    start(app)
    patiently(lambda: "is not a database of Castboard" in app.said(), 20, "it says so in its log")
    assert requests.get(app.address, timeout=5).ok
    read = what_people_read(app, monkeypatch)
    app.stop()
    assert read == error_message(NoDatabase) and files(app.data_dir) == strange

    restore(app.data_dir, good)
    start(app)
    studio = app.studio()
    patiently(lambda: finish_all(upstream, film) or len(in_state(studio, JobState.READY)) == 3, 75, "all are ready")
    what = "garbage" if content else "an empty file"
    outcome = f"“{read}” Nothing begun, nothing overwritten; with the file back: Ready"
    twice, gone = sum(count > 1 for count in tasks_made(upstream).values()), len(lost(upstream, studio))
    table.add(Row("Process", f"{what} in place of the database", 1, outcome, len(upstream.submits()), gone, twice))
    assert (len(upstream.submits()), gone, twice, len(lines(studio))) == (3, 0, 0, 3)
    studio.close()


def test_garbage_in_the_place_of_the_database_while_the_app_runs_stops_the_work_until_the_file_is_back(
    app: AppServer, upstream: DemoService, film: Path, table: Table
) -> None:
    start(app)
    studio = app.studio()
    many(studio, 3)
    patiently(lambda: len(in_state(studio, JobState.RUNNING)) == 3, 20, "three run")
    database, aside = app.data_dir / "castboard.db", app.data_dir / "aside"
    database.rename(aside)
    database.write_bytes(GARBAGE)
    patiently(lambda: "is not a database of Castboard" in app.said(), 20, "it says so in its log")
    with pytest.raises(NoDatabase):
        many(studio, 1)
    finish_all(upstream, film)
    assert database.read_bytes() == GARBAGE and requests.get(app.address, timeout=5).ok
    aside.rename(database)
    patiently(lambda: len(in_state(studio, JobState.READY)) == 3, 30, "all are ready")
    sent, gone = len(upstream.submits()), len(lost(upstream, studio))
    twice = sum(count > 1 for count in tasks_made(upstream).values())
    outcome = f"“{error_message(NoDatabase)}” Nothing overwritten; with the file back: Ready, without a restart"
    table.add(Row("Process", "garbage there while the app runs", 1, outcome, sent, gone, twice))
    assert (sent, gone, twice) == (3, 0, 0)
    studio.close()


def files(data_dir: Path) -> dict[str, bytes]:
    """The database and all that belongs to it."""
    # The index of the log is memory that processes share: it may come and go.
    return {file.name: file.read_bytes() for file in data_dir.glob("castboard.db*") if not file.name.endswith("-shm")}


def restore(data_dir: Path, kept: dict[str, bytes]) -> None:
    for file in data_dir.glob("castboard.db*"):
        file.unlink()
    for name, content in kept.items():
        (data_dir / name).write_bytes(content)


def what_people_read(app: AppServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The first words of the page."""
    for name, value in app.settings.items():
        monkeypatch.setenv(name, value)
    shared.clear()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30).run()
    shared.clear()
    assert not page.exception
    card = page.markdown[0].value
    return card.split("**")[1]
