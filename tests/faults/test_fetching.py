"""Faults of the download of a finished video: what was made and paid lies on our disk in the end, whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.job import Job, JobState
from lib.services.tracking.work import Work
from tests.conftest import KEY
from tests.faults.table import Row
from tests.faults.trial import Trial

S = JobState
JOBS = 2
BY_ITSELF = "The video is made. Fetching it did not work yet; Castboard tries again automatically."


@pytest.fixture
def trial(trial: Trial) -> Iterator[Trial]:
    """Two jobs whose videos the service has just said to be done."""
    trial.group = "Fetching"
    trial.to_be_fetched(JOBS)
    return trial


def nothing_lost(row: Row) -> None:
    assert (row.submits, row.lost, row.paid_twice) == (JOBS, 0, 0)


def no_part_is_left(trial: Trial) -> None:
    assert not list(trial.studio.library.folder.rglob("*.part"))


def asked_for(trial: Trial, of: str) -> int:
    return sum(of in one.path for one in trial.upstream.received)


# Dead links


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_dead_link_is_replaced_by_a_fresh_one(trial: Trial, status: int) -> None:
    for task in trial.upstream.tasks():
        trial.upstream.relink(task.id)
    trial.order(status, on="video", times=JOBS)
    trial.let_pass(timedelta(minutes=1))
    assert trial.states() == {S.READY} and asked_for(trial, "/files/") == 2 * JOBS
    nothing_lost(trial.row(f"{status} on the link, a fresh one works"))


@pytest.mark.parametrize("status", [403, 404, 410])
def test_without_a_fresh_link_the_content_route_is_used(trial: Trial, status: int) -> None:
    for task in trial.upstream.tasks():
        trial.upstream.relink(task.id, linked=False)
    trial.order(status, on="video", times=3 * JOBS)
    trial.let_pass(timedelta(minutes=10))
    assert trial.states() == {S.READY} and asked_for(trial, "/content") == JOBS
    nothing_lost(trial.row(f"{status} on the link, and no fresh one"))


def test_a_video_that_is_gone_everywhere_waits_for_a_person(trial: Trial) -> None:
    trial.order(404, on="video", times=1000)
    trial.let_pass()
    assert trial.states() == {S.UNSAVED}
    no_part_is_left(trial)
    row = trial.row("404 on every link and on the content route")
    nothing_lost(row)
    assert "The link to the finished video no longer works. The service keeps a video for 24 hours" in row.outcome


# What comes over the line


FAULTS: dict[str, Mishap] = {
    "cut in the middle": Mishap(cut="body", made=True),
    "reset in the middle": Mishap(cut="body", made=True, reset=True),
    "silence in the middle": Mishap(cut="body", silent=True, made=True),
    "cut before the answer": Mishap(cut="before"),
    "no answer within the read timeout": Mishap(silent=True),
    "shorter than announced": Mishap(made=True, announce=1000),
    "longer than announced": Mishap(made=True, announce=-1000),
    "cut in the middle with no length announced": Mishap(made=True, announce=None, cut="body"),
    "200 with an HTML page": Mishap(body="<html><title>Sign in</title></html>"),
    "200 with HTML under a video's type": Mishap(body=b"<html></html>", headers={"Content-Type": "video/mp4"}),
    "200 with JSON": Mishap(body={"code": "expired"}),
    "200 with nothing": Mishap(body=b""),
    "a file that is no video": Mishap(body=b"not a video at all" * 1000, headers={"Content-Type": "video/mp4"}),
    "401": Mishap.of(401, on="video"),
    "429, Retry-After in seconds": Mishap.busy("120"),
    "500": Mishap.of(500),
    "503 with a proxy's page": Mishap.html(503),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fetch_that_goes_wrong_is_tried_again(trial: Trial, name: str) -> None:
    trial.order(FAULTS[name], on="video", times=2 * JOBS)
    trial.step()
    assert trial.states() == {S.SAVING} and trial.read[0].startswith(BY_ITSELF)
    no_part_is_left(trial)
    assert not list((trial.studio.library.folder / "videos").iterdir())
    trial.let_pass(timedelta(minutes=10))
    assert trial.states() == {S.READY}
    nothing_lost(trial.row(f"{name}, instead of the video"))


def test_a_busy_service_is_left_alone_as_long_as_it_asks(trial: Trial) -> None:
    trial.order(Mishap.busy("1800"), on="video", times=1000)
    trial.let_pass(timedelta(minutes=29))
    assert asked_for(trial, "/files/") == JOBS
    nothing_lost(trial.row("429, Retry-After half an hour, instead of the video"))


@pytest.mark.parametrize("name", ["cut in the middle", "a file that is no video", "200 with an HTML page"])
def test_a_file_that_never_comes_whole_is_never_called_ready(trial: Trial, name: str) -> None:
    trial.order(FAULTS[name], on="video", times=1000)
    trial.let_pass()
    assert trial.states() == {S.UNSAVED}
    no_part_is_left(trial)
    row = trial.row(f"{name}, every time")
    nothing_lost(row)
    assert "is not a complete, playable video." in row.outcome and "after Fetch again" in row.outcome


def test_half_a_video_under_its_own_length_is_no_video(trial: Trial) -> None:
    half = trial.film.read_bytes()[: trial.film.stat().st_size // 2]
    trial.order(Mishap(body=half, headers={"Content-Type": "video/mp4"}), on="video", times=2 * JOBS)
    trial.step()
    assert trial.kinds() == {"VideoBroken"}
    nothing_lost(trial.row("half a video that says it is whole"))


def test_a_service_that_is_away_all_night_loses_no_video(trial: Trial) -> None:
    trial.upstream.close()
    for _ in range(6):
        trial.jump(timedelta(hours=2))
    assert trial.states() == {S.SAVING} and trial.kinds() == {"NotReached"}
    tries = sum(event.kind == "fetch_failed" for job_id in trial.ids for event in trial.studio.store.jobs.story(job_id))
    trial.upstream.start()
    trial.let_pass(timedelta(minutes=11))
    assert trial.states() == {S.READY}
    nothing_lost(trial.row("connection refused for twelve hours", times=tries))


# The key stays at home


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_another_host_is_followed_without_the_key(
    trial: Trial, elsewhere: DemoService, film: Path, status: int
) -> None:
    elsewhere.fail_next(Mishap(body=film.read_bytes(), headers={"Content-Type": "video/mp4"}), on="video", times=JOBS)
    trial.order(Mishap.moved(f"{elsewhere.base_url}/files/there.mp4", status), on="video", times=JOBS)
    trial.step()
    assert trial.states() == {S.READY} and len(elsewhere.received) == JOBS
    assert all(KEY in one.headers["Authorization"] for one in trial.upstream.received)
    assert not any(KEY in str((one.path, one.headers, one.body)) for one in elsewhere.received)
    nothing_lost(trial.row(f"{status} of the link to another host"))


def test_a_redirect_that_never_ends_does_not_either(trial: Trial) -> None:
    trial.order(Mishap.moved(f"{trial.upstream.base_url}/files/round.mp4", 302), on="video", times=6 * JOBS)
    trial.step()
    assert trial.states() == {S.SAVING}
    nothing_lost(trial.row("a redirect in a circle"))


# The negative control: a tracker that never asks for a fresh link


class OneLinkWork(Work):
    def _with_link(self, job: Job) -> Job:
        return job

    def _source(self, job: Job) -> Callable[[BinaryIO], int]:
        url = job.video_url or ""
        return lambda target: self.connect().download(url, target)


def test_a_tracker_that_never_asks_for_a_fresh_link_loses_videos(trial: Trial) -> None:
    usual = trial.studio.tracker.work
    trial.studio.tracker.work = OneLinkWork(
        usual.store, usual.pictures, usual.library, usual.connect, usual.pauses, usual.owner, usual.answers
    )
    for task in trial.upstream.tasks():
        trial.upstream.relink(task.id)
    trial.let_pass()
    assert trial.states() == {S.UNSAVED}
    row = trial.row("404 on the link, never asked for a fresh one", times=asked_for(trial, "/files/"), control=True)
    assert row.lost == JOBS
