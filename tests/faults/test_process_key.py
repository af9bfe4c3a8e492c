"""The key is taken away, added or changed while jobs rest: none is sent to another service than its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lib.app import ROOT, Studio, build
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.job import MOVING, Job, JobState
from lib.services.settings import NAMES, load
from lib.text.job_sentences import job_sentence
from lib.ui.state import utc_now
from tests.conftest import KEY, SOMEONE
from tests.faults.processes import finish_all, lines, lost, many, seed_of, submits, tasks_made
from tests.faults.table import Row, Table

OTHER_KEY = "another-key-not-real"


@dataclass
class Clock:
    """A time that only goes on, through all starts of the app."""

    now: datetime = field(default_factory=utc_now)
    monotonic_s: float = 0.0

    def hours(self, studio: Studio, between: Callable[[], object] = lambda: None) -> None:
        """Some hours of a tracker's work, dead processes included; `between` is called before each look."""
        for minutes in (0, 1, 10, 60, 120):
            self.now += timedelta(minutes=minutes)
            self.monotonic_s += 60 * minutes
            between()
            studio.tracker.take_over(self.now, self.monotonic_s)
            studio.tracker.step(self.now)


@dataclass(frozen=True)
class Setting:
    """What the app is connected to: the service at an address with a key, or None: the demo service of its own."""

    service: DemoService | None
    key: str = KEY

    @contextmanager
    def connected(self, data_dir: Path) -> Iterator[Studio]:
        """The app with these settings, its demo service started if it has one, its tracker left to the test."""
        names = dict.fromkeys(NAMES, "") | {"CASTBOARD_DATA_DIR": str(data_dir), "CASTBOARD_MAX_RUNNING": "20"}
        names["CASTBOARD_DEMO_INBOX"] = "on"
        if self.service:
            names |= {"OCTOPUSX_API_KEY": self.key, "OCTOPUSX_BASE_URL": self.service.base_url}
        studio = build(load(ROOT, names))
        studio.open()
        if studio.demo:
            studio.demo.start()
            studio.demo.hold()
        try:
            yield studio
        finally:
            studio.close()

    def seen_by(self, studio: Studio) -> DemoService:
        """The service that is asked: this setting's, or the demo service of the app."""
        asked = self.service or studio.demo
        assert asked is not None
        return asked


@pytest.fixture
def another(tmp_path: Path) -> Iterator[DemoService]:
    """Another service; it takes any key, so that nothing that comes here is turned away."""
    service = DemoService(tmp_path / "another", min_s=0, inbox=True)
    service.start()
    service.hold()
    yield service
    service.close()


def changes(upstream: DemoService, another: DemoService) -> dict[str, tuple[Setting, Setting]]:
    """Where the jobs belong, and what is connected after the change."""
    return {
        "key taken away": (Setting(upstream), Setting(None)),
        "key added": (Setting(None), Setting(upstream)),
        "address and key changed": (Setting(upstream), Setting(another, OTHER_KEY)),
        "address changed, same key": (Setting(upstream), Setting(another)),
    }


@pytest.mark.parametrize(
    "change", ["key taken away", "key added", "address and key changed", "address changed, same key"]
)
def test_jobs_of_another_service_rest_and_go_on_only_there(
    change: str, tmp_path: Path, upstream: DemoService, another: DemoService, film: Path, table: Table
) -> None:
    upstream.hold()
    clock = Clock()
    home, away = changes(upstream, another)[change]
    with home.connected(tmp_path / "data") as studio:
        jobs = in_every_state(studio, home.seen_by(studio), film, clock)
        asked_before = len(home.seen_by(studio).received)
    with away.connected(tmp_path / "data") as studio:
        again = studio.store.jobs.get(jobs["unsure"].id)
        assert again is not None and studio.desk.send_again(SOMEONE, again, utc_now())
        clock.hours(studio)
        assert away.seen_by(studio).received == [], "nobody there was asked about any of them"
        assert home.service is None or len(home.service.received) == asked_before, "nor was their own service"
        (rests,) = said(studio, jobs)
        assert rests.startswith("It is paused")
        (own,) = many(studio, 1)
        clock.hours(studio)
        assert lines(studio)[own.id].state is JobState.RUNNING
        assert set(tasks_made(away.seen_by(studio))) == {own.request.seed}
    with home.connected(tmp_path / "data") as studio:
        service = home.seen_by(studio)
        clock.hours(studio, lambda: finish_all(service, film))
        states = {name: lines(studio)[job.id].state for name, job in jobs.items()}
        assert states.pop("sending") is JobState.UNSURE
        assert set(states.values()) == {JobState.READY}
        made = tasks_made(service)
        gone, twice = len(lost(service, studio)), sum(count > 1 for count in made.values())
    outcome = f"“{rests}” With the old setting back: Ready, and Unsure what had been on its way"
    received = tmp_path / ("upstream" if home.service else "data/demo") / "received"
    table.add(Row("Process", change, len(jobs), outcome, submits(received).total(), gone, twice))
    assert (made.total(), gone, twice) == (len(jobs) - 1, 0, 0)


def test_another_key_at_the_same_service_moves_nothing_of_another_one(
    tmp_path: Path, upstream: DemoService, another: DemoService, film: Path, table: Table
) -> None:
    """Jobs of the service itself go on with the new key; those of the other one still rest."""
    upstream.hold()
    clock = Clock()
    with Setting(upstream).connected(tmp_path / "data") as studio:
        resting = in_every_state(studio, upstream, film, clock)
        asked_before = len(upstream.received)
    with Setting(another).connected(tmp_path / "data") as studio:
        (own,) = many(studio, 1)
        clock.hours(studio)
    with Setting(another, OTHER_KEY).connected(tmp_path / "data") as studio:
        finish_all(another, film)
        clock.hours(studio)
        assert lines(studio)[own.id].state is JobState.READY
        keys = [one.headers.get("Authorization") for one in another.received if "/files/" not in one.path]
        assert keys[0] == f"Bearer {KEY}" and keys[-1] == f"Bearer {OTHER_KEY}"
        assert len(upstream.received) == asked_before and set(tasks_made(another)) == {own.request.seed}
        gone = len(lost(another, studio))
    outcome = "its own jobs went on with the new key: Ready; those of another service rested"
    table.add(Row("Process", "key changed at the same address", len(resting), outcome, 1, gone))
    assert gone == 0


def in_every_state(studio: Studio, service: DemoService, film: Path, clock: Clock) -> dict[str, Job]:
    """A job in each state from which it would be sent, asked for or fetched."""
    running, saving = many(studio, 2)
    studio.tracker.step(clock.now)
    service.fail_next(Mishap(cut="before"))
    (unsure,) = many(studio, 1)
    studio.tracker.step(clock.now)
    service.fail_next(404, on="video")
    (task_id,) = [task.id for task in service.tasks() if task.request["seed"] == seed_of(saving)]
    service.finish(task_id, film)
    clock.now += timedelta(seconds=10)
    studio.tracker.step(clock.now)
    (sending,) = many(studio, 1)
    assert studio.store.claims.claim_to_send("a process that died", studio.settings.service, clock.now, 20)
    (queued,) = many(studio, 1)
    jobs = {"running": running, "saving": saving, "unsure": unsure, "sending": sending, "queued": queued}
    assert [lines(studio)[job.id].state.value for job in jobs.values()] == list(jobs)
    return jobs


def said(studio: Studio, jobs: dict[str, Job]) -> set[str]:
    """The sentences on all that would move."""
    found = [studio.store.jobs.get(job.id) for job in jobs.values()]
    return {job_sentence(job, studio.settings.service, utc_now()) for job in found if job and job.state in MOVING}
