"""The app as people start it: on a machine that never saw it, ended and started again, killed."""

from __future__ import annotations

import os
import pty
import select
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
import requests
from websockets.sync.client import connect

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.draft import Draft, DraftSubject
from lib.domain.job import Job, JobState
from lib.ui.state import utc_now
from tests.browser.running import AppServer, free_port, healthy, until
from tests.conftest import KEY, ROOT, SOMEONE

SETTLED = (JobState.READY, JobState.FAILED, JobState.UNSAVED, JobState.UNSURE, JobState.ENDED)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppServer]:
    """The app in demo mode, not started yet."""
    server = AppServer(tmp_path / "data")
    yield server
    server.kill()


@contextmanager
def opened(app: AppServer) -> Iterator[Studio]:
    """The same data, seen from here."""
    studio = app.studio()
    yield studio
    studio.close()


def generated(studio: Studio, picture: Callable[..., bytes], **changes: object) -> Job:
    """A job of one second, or whatever `changes` say; the app's tracker takes it up."""
    mia = DraftSubject(uid="mia", name="Mia", pictures=(studio.desk.add_picture(SOMEONE, picture("red"), "mia.png"),))
    draft = Draft(cast=(mia,), scene="@Mia walks", duration=1, resolution="540p").model_copy(update=changes)
    return studio.desk.generate(Actor("p" * 32), draft, os.urandom(8).hex(), utc_now())[0]


def state(studio: Studio, job: Job) -> JobState:
    found = studio.store.jobs.get(job.id)
    assert found is not None
    return found.state


def drawing(pid: int) -> list[psutil.Process]:
    """The demo service's drawing children of this server."""
    return [child for child in psutil.Process(pid).children() if "lib.demo.draw" in " ".join(child.cmdline())]


# The first start


def test_a_first_start_in_a_terminal_asks_for_nothing(app: AppServer, tmp_path: Path) -> None:
    """Streamlit would ask for an e-mail address and wait; with nobody at the keyboard no server came up."""
    home, port = tmp_path / "home", free_port()
    home.mkdir()
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    options = [f"--server.port={port}", "--server.headless=false", "--browser.serverAddress=127.0.0.1"]
    # A desktop without a browser of its own: nothing is opened on the machine that runs the tests.
    environment = app.environment | {"HOME": str(home), "BROWSER": "true", "TERM": "xterm"}
    app.process = subprocess.Popen(
        [*command, *options], cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    said = Screen(ours)
    until(lambda: said.read() or healthy(f"http://127.0.0.1:{port}"), 60, "it answers")
    assert "mail" not in said.text.lower()
    os.close(ours)


class Screen:
    """What a program wrote to its terminal so far."""

    def __init__(self, terminal: int) -> None:
        self.terminal, self.text = terminal, ""

    def read(self) -> bool:
        """Take in what is there; always False, so that it can stand in a condition."""
        while select.select([self.terminal], [], [], 0)[0]:
            try:
                self.text += os.read(self.terminal, 4096).decode(errors="replace")
            except OSError:
                break  # The program has ended.
        return False


def test_a_first_start_without_key_and_network_makes_its_folder_and_answers(app: AppServer) -> None:
    app.start()
    for path in ("/", "/cast", "/jobs", "/gallery"):
        answer = requests.get(app.address + path, timeout=10)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    until(lambda: (app.data_dir / "castboard.db").is_file(), 10, "there is a database")
    assert requests.get(f"{app.address}/_stcore/metrics", timeout=10).status_code == 404
    assert "Traceback" not in app.said()
    listening = [one for one in psutil.Process(app.pid).net_connections() if one.status == psutil.CONN_LISTEN]
    assert {one.laddr.ip for one in listening} == {"127.0.0.1"}


# The end


def test_it_ends_in_seconds_and_in_order_whatever_stalls(
    tmp_path: Path, upstream: DemoService, picture: Callable[..., bytes], film: Path
) -> None:
    """A stalled download alone would keep uvicorn for ever, and the lifespan's end would never come about."""
    app = AppServer(tmp_path / "data", {"OCTOPUSX_API_KEY": KEY, "OCTOPUSX_BASE_URL": upstream.base_url})
    upstream.hold()
    upstream.fail_next(Mishap(made=True, trickle_s=60), on="video")
    app.start()
    with opened(app) as studio:
        job = generated(studio, picture)
        until(upstream.tasks, 20, "it was sent")
        upstream.finish(upstream.tasks()[0].id, film)
        until(lambda: any("/files/" in one.path for one in upstream.received), 20, "its video is being fetched")
        with download_stalled(app, studio), page_open(app):
            assert app.stop() < 12
        assert state(studio, job) is JobState.SAVING
        assert studio.store.claims.foreign("another") == []


@contextmanager
def download_stalled(app: AppServer, studio: Studio) -> Iterator[None]:
    """A browser that asked for a large video and does not read on."""
    video = studio.library.video("a" * 32)
    video.parent.mkdir(parents=True, exist_ok=True)
    with video.open("wb") as file:
        file.truncate(200_000_000)
    link = studio.links.url(studio.library.video_name("a" * 32), now=utc_now())
    with socket.create_connection(("127.0.0.1", urlsplit(app.address).port or 0)) as line:
        line.sendall(f"GET {link} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        assert line.recv(12) == b"HTTP/1.1 200"
        yield


@contextmanager
def page_open(app: AppServer) -> Iterator[None]:
    """The line that an open page holds to its server."""
    with connect(f"{app.address.replace('http', 'ws')}/_stcore/stream", proxy=None):
        yield


# The next start


def test_jobs_go_on_after_a_restart(app: AppServer, picture: Callable[..., bytes]) -> None:
    app.start()
    with opened(app) as studio:
        job = generated(studio, picture)
        until(lambda: state(studio, job) is JobState.RUNNING, 20, "it is in progress")
        task_id = studio.store.jobs.get(job.id).task_id  # type: ignore[union-attr]
        app.stop()
        waiting = generated(studio, picture)
        app.start()
        for one in (job, waiting):
            until(lambda one=one: state(studio, one) in SETTLED, 90, "it came to an end")
            assert state(studio, one) is JobState.READY
            assert studio.library.found(one.id) is not None
        after = studio.store.jobs.get(job.id)
        assert after is not None and after.task_id == task_id
    assert len(list((app.data_dir / "demo" / "received").glob("*.json"))) == 2


def test_a_job_survives_a_kill(app: AppServer, picture: Callable[..., bytes]) -> None:
    app.start()
    with opened(app) as studio:
        job = generated(studio, picture)
        until(lambda: state(studio, job) is JobState.RUNNING, 20, "it is in progress")
        app.kill()
        app.start()
        until(lambda: state(studio, job) in SETTLED, 120, "it came to an end")
        assert state(studio, job) is JobState.READY
    assert len(list((app.data_dir / "demo" / "received").glob("*.json"))) == 1


# The drawing child


@pytest.mark.parametrize("end", [AppServer.stop, AppServer.kill], ids=["ended", "killed"])
def test_the_drawing_ends_with_the_server(
    app: AppServer, picture: Callable[..., bytes], end: Callable[[AppServer], object]
) -> None:
    app.start()
    with opened(app) as studio:
        generated(studio, picture, duration=16, resolution="1080p")
    until(lambda: drawing(app.pid), 30, "it draws")
    (child,) = drawing(app.pid)
    until(lambda: child.nice() == 10, 10, "it lets everything else go first")
    end(app)
    until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, 5, "the drawing ended")
