"""One round of `kill -9`: twenty jobs on their way, the end, what was where, and the start after it."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import requests

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.job import MOVING, Job, JobState
from lib.domain.lists import JobLine
from lib.ui.state import utc_now
from tests.browser.running import AppServer
from tests.conftest import KEY, SOMEONE
from tests.faults.processes import (
    Gate,
    arrived,
    finish_all,
    in_state,
    large,
    lines,
    locked,
    lost,
    many,
    patiently,
    seed_of,
    start,
    submits,
    tasks_made,
    wait_for_killed_sessions,
)

IN_FLIGHT = 20
RIGHT_WITHIN_S = 60.0
NOTHING_LEFT, ALL_LEFT = "sending, nothing left", "sending, all left"
ANSWERED = "sending, its answer on disk"
"""Between the answer's file and the store: a moment that only chance meets."""
BOUNDARIES = (
    "waiting",
    NOTHING_LEFT,
    ALL_LEFT,
    "running",
    "half a download",
    "between file and row",
)
_HALF = Mishap(made=True, cut="body", silent=True)
SETTINGS = {"CASTBOARD_POLL_MIN_S": "2", "CASTBOARD_POLL_MAX_S": "2", "CASTBOARD_MAX_RUNNING": "40"}


@dataclass
class Fate:
    """What one job of a round met."""

    where: str
    """At the kill: a boundary, or "saving, not begun", "ready"."""
    submits: int = 0
    tasks: int = 0
    lost: bool = False
    """The service made its video, and it is neither here nor offered."""


@dataclass(frozen=True)
class Again:
    """The negative control: jobs that were sent again without asking, the submits of the round, and what that cost."""

    jobs: int
    submits: int
    paid_twice: int


@dataclass
class Outcome:
    """What one round found; the fates by job id."""

    seed: int
    fates: dict[str, Fate] = field(default_factory=dict)
    right_after_s: float = 0.0
    """Seconds from the moment the app answers again."""
    again: Again | None = None

    def told(self) -> str:
        found = Counter(fate.where for fate in self.fates.values())
        said = ", ".join(f"{found[where]} {where}" for where in dict.fromkeys((*BOUNDARIES, *sorted(found))))
        kind = "random" if self.seed % 2 else "steered"
        return f"kill {self.seed:3} ({kind}): {said}; all right {self.right_after_s:.0f} s after the restart"


class Round:
    """A round with its own data folder, service and server. Even seeds steer to every boundary, odd ones leave it to
    chance where each job is at a random moment."""

    def __init__(self, seed: int, folder: Path, film: Path, database_url: str) -> None:
        folder.mkdir(parents=True)
        self.chance = random.Random(seed)
        self.outcome = Outcome(seed)
        self.film = large(film, folder / "film.mp4")
        self.whole = hashlib.sha256(self.film.read_bytes()).digest()
        self.upstream = DemoService(folder / "upstream", api_key=KEY, min_s=0, inbox=True)
        self.received = folder / "upstream" / "received"
        self.upstream.start()
        self.upstream.hold()
        self.gate = Gate(self.upstream.base_url)
        settings = SETTINGS | {"OCTOPUSX_API_KEY": KEY, "OCTOPUSX_BASE_URL": self.gate.base_url}
        settings["CASTBOARD_DATABASE_URL"] = database_url
        self.app = AppServer(folder / "data", settings, forked=True)
        self.studio: Studio = self.app.studio()
        self.answered: set[str] = set()
        """The jobs whose answer the store did not have at the kill, and the disk had."""
        self._read: set[tuple[str, int]] = set()

    def play(self, *, control: bool = False) -> Outcome:
        """The whole round; raises AssertionError for what must not happen."""
        try:
            self._steered() if self.outcome.seed % 2 == 0 else self._by_chance()
            before = self._look()
            self._again(before)
            self._count(before)
            self._send_unsure_again() if control else self._enter_tasks()
            return self.outcome
        finally:
            self.app.kill()
            self.studio.close()
            self.gate.close()
            self.upstream.close()

    # Until the kill

    def _steered(self) -> None:
        """Ten run, three are fetched, one was sent and has no answer, two are being sent, four wait; then the kill."""
        first = many(self.studio, 13)
        start(self.app)
        patiently(lambda: len(in_state(self.studio, JobState.RUNNING)) == 13, 40, "thirteen run")
        # Every other time the service makes the task before it falls silent.
        self.upstream.fail_next(Mishap(made=self.outcome.seed % 4 == 0, silent=True))
        many(self.studio, 1)
        patiently(lambda: arrived(self.received) == 14, 20, "the fourteenth is sent")
        fetched = self._half_fetched(first)
        self.gate.shut()
        many(self.studio, 6)
        patiently(lambda: len(in_state(self.studio, JobState.SENDING)) == 3, 20, "two more are being sent")
        # Nobody writes to the store now, so that the third video comes to lie on disk before its row says so.
        with locked(self.studio):
            with suppress(AssertionError):  # What was not hit does not count.
                patiently(lambda: any(self._video(job).exists() for job in fetched), 12, "a video is there")
            self._wait(self.chance.uniform(0, 0.5))
            self._stays_hidden(fetched)
            self.app.kill()

    def _half_fetched(self, jobs: list[Job]) -> list[Job]:
        """Two videos stop half way, and a third begins late."""
        fetched = self.chance.sample(jobs, 3)
        for mishap in (_HALF, _HALF, Mishap(made=True, delay_s=7)):
            self.upstream.fail_next(mishap, on="video")
        wanted = {seed_of(job) for job in fetched}
        for task in self.upstream.tasks():
            if task.request["seed"] in wanted:
                self.upstream.finish(task.id, self.film)
        patiently(lambda: len(in_state(self.studio, JobState.SAVING)) == 3, 20, "three are being fetched")
        patiently(lambda: sum(part.stat().st_size > 0 for part in self._parts()) == 2, 20, "two came half way")
        return fetched

    def _by_chance(self) -> None:
        """Answers and videos come at random, and so does the end."""
        many(self.studio, IN_FLIGHT + 8)
        for _ in range(IN_FLIGHT + 8):
            self.upstream.fail_next(Mishap(made=True, delay_s=self.chance.uniform(0, 0.8)))
            self.upstream.fail_next(Mishap(made=True, delay_s=self.chance.uniform(0, 1.5)), on="video")
        start(self.app)
        end = time.monotonic() + self.chance.uniform(0, 8)
        done = 0
        while (left := end - time.monotonic()) > 0:
            running = [task for task in self.upstream.tasks() if task.outcome == "open"]
            if running and done < 8:
                self.upstream.finish(self.chance.choice(running).id, self.film)
                done += 1
            self._wait(min(left, self.chance.uniform(0.1, 0.6)))
        self.app.kill()

    @staticmethod
    def _wait(seconds: float) -> None:
        threading.Event().wait(seconds)

    # What was where

    def _video(self, job: Job | JobLine) -> Path:
        return self.studio.library.video(job.id)

    def _parts(self) -> list[Path]:
        return list((self.studio.library.folder / "videos").glob("*.part"))

    def _stays_hidden(self, fetched: list[Job]) -> None:
        """What is half there is served to nobody, whoever holds a link to it."""
        for job in fetched:
            link = self.studio.links.url(self.studio.library.video_name(job.id), now=utc_now())
            answer = requests.get(self.app.address + link, timeout=10)
            assert answer.status_code == 404 or hashlib.sha256(answer.content).digest() == self.whole

    def _whole_or_absent(self) -> None:
        """Whatever is there; read again only where it changed: ten rounds ask for it five times a second."""
        for video in (self.studio.library.folder / "videos").glob("*.mp4"):
            as_it_is = (video.name, video.stat().st_mtime_ns)
            if as_it_is not in self._read:
                assert hashlib.sha256(video.read_bytes()).digest() == self.whole, f"{video.name} is not whole"
                self._read.add(as_it_is)

    def _look(self) -> dict[str, JobLine]:
        """Every job as the kill left it; notes where each was."""
        wait_for_killed_sessions(self.studio)
        before, sent = lines(self.studio), submits(self.received)
        self.answered = {answered.job_id for answered in self.studio.answers.kept()}
        self.outcome.fates = {id_: Fate(self._where(line, sent)) for id_, line in before.items()}
        assert sum(line.state in MOVING for line in before.values()) >= IN_FLIGHT
        self._whole_or_absent()
        return before

    def _where(self, line: JobLine, sent: Counter[int]) -> str:
        match line.state:
            case JobState.QUEUED:
                return BOUNDARIES[0]
            case JobState.SENDING if line.id in self.answered:
                return ANSWERED
            case JobState.SENDING:
                return ALL_LEFT if sent[seed_of(line)] else NOTHING_LEFT
            case JobState.SAVING if self._video(line).exists():
                return "between file and row"
            case JobState.SAVING:
                parts = [part for part in self._parts() if part.name.startswith(line.id)]
                return "half a download" if any(part.stat().st_size for part in parts) else "saving, not begun"
        return line.state.value

    # The next start

    def _again(self, before: dict[str, JobLine]) -> None:
        """Start again: everything comes out right, within a minute."""
        nobody_knows = {id_ for id_, line in before.items() if line.state is JobState.SENDING} - self.answered
        wanted = {id_: JobState.UNSURE if id_ in nobody_knows else JobState.READY for id_ in before}
        self.gate.open()
        start(self.app)

        def right() -> bool:
            finish_all(self.upstream, self.film)
            self._whole_or_absent()
            return {id_: line.state for id_, line in lines(self.studio).items()} == wanted

        try:
            self.outcome.right_after_s = patiently(right, RIGHT_WITHIN_S, "everything is right")
        except AssertionError as error:
            error.add_note(f"{self._wrong(wanted)}\n{self.app.said()[-3000:]}")
            raise

    def _wrong(self, wanted: dict[str, JobState]) -> str:
        now = lines(self.studio)
        wrong = {id_: now[id_].state for id_, state in wanted.items() if now[id_].state is not state}
        return "; ".join(f"{id_} was {self.outcome.fates[id_].where}, is {state}" for id_, state in wrong.items())

    def _count(self, before: dict[str, JobLine]) -> None:
        """By the service's own log: each was sent once, and an unsure one at most once."""
        sent, tasks, gone = submits(self.received), tasks_made(self.upstream), lost(self.upstream, self.studio)
        for line in before.values():
            fate, seed = self.outcome.fates[line.id], seed_of(line)
            fate.submits, fate.tasks, fate.lost = sent[seed], tasks[seed], seed in gone
            if fate.submits and fate.where == NOTHING_LEFT:
                fate.where = ALL_LEFT  # It was on the line at the kill, and came to its end.
            assert fate.submits == (fate.where != NOTHING_LEFT), f"{line.id}: {fate}"
        assert sent.total() <= len(before)
        assert self._parts() == [], "what was half there is cleared away"
        unexpected = self.app.said().partition("Unexpected trouble")[1:]
        assert not any(unexpected), "".join(unexpected)[:3000]

    def _enter_tasks(self) -> None:
        """What was made although its answer was lost can be had: a person finds the task id at the service."""
        unsure = {line.seed: line for line in in_state(self.studio, JobState.UNSURE)}
        made = {seed: task.id for task in self.upstream.tasks() if (seed := task.request["seed"]) in unsure}
        for seed, task_id in made.items():
            job = self.studio.store.jobs.get(unsure[seed].id)
            assert job is not None and self.studio.desk.enter_task(SOMEONE, job, task_id, utc_now())
        still = len(unsure) - len(made)
        patiently(
            lambda: len(in_state(self.studio, JobState.READY)) == len(lines(self.studio)) - still, 30, "they are here"
        )

    def _send_unsure_again(self) -> None:
        """The negative control: what an app would do that sends everything again that has no answer."""
        again = in_state(self.studio, JobState.UNSURE)
        for line in again:
            job = self.studio.store.jobs.get(line.id)
            assert job is not None and self.studio.desk.send_again(SOMEONE, job, utc_now())
        patiently(lambda: not in_state(self.studio, JobState.QUEUED), 20, "they are sent")
        patiently(lambda: not in_state(self.studio, JobState.SENDING), 20, "they have their answers")
        twice = sum(count > 1 for count in tasks_made(self.upstream).values())
        self.outcome.again = Again(len(again), submits(self.received).total(), twice)
