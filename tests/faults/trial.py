"""One fault at a time: jobs go through the real parts while the upstream misbehaves, and what came of it is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from lib.app import Studio
from lib.demo.mishaps import Mishap, On
from lib.demo.received import RING
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.job import MOVING, NEEDS_SOMEONE, Job, JobState, is_overdue
from lib.domain.job_events import EventKind
from lib.services.gateway.client import Client
from lib.text.error_sentences import error_hint, error_message
from lib.text.job_labels import state_label
from lib.text.job_sentences import job_sentence
from lib.ui.jobs.card import OVERDUE
from tests.conftest import SOMEONE
from tests.faults.table import Row, Table

INTO = {
    EventKind.SENDING: JobState.SENDING,
    EventKind.ACCEPTED: JobState.RUNNING,
    EventKind.TASK_ENTERED: JobState.RUNNING,
    EventKind.POSTPONED: JobState.QUEUED,
    EventKind.SENT_AGAIN: JobState.QUEUED,
    EventKind.ANSWER_LOST: JobState.UNSURE,
    EventKind.INTERRUPTED: JobState.UNSURE,
    EventKind.FAILED: JobState.FAILED,
    EventKind.DONE: JobState.SAVING,
    EventKind.FETCHED_ONCE_MORE: JobState.SAVING,
    EventKind.READY: JobState.READY,
    EventKind.UNSAVED: JobState.UNSAVED,
    EventKind.ENDED: JobState.ENDED,
    EventKind.CANCELLED: JobState.CANCELLED,
}
"""The state that each kind of event leads into; the others leave it as it is."""
A_DAY = timedelta(days=1)
MOST_STEPS = 500
PERSON = "p" * 32


@dataclass
class Trial:
    """Some jobs of one studio under one fault. The clock is ours and leaps to what is due next."""

    studio: Studio
    upstream: DemoService
    draft: Draft
    film: Path
    table: Table
    now: datetime
    group: str = ""
    ids: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    """What people read while the jobs were in trouble, each sentence once."""
    ordered: int = 0
    helped: str = ""
    """What a person did at the end, if anything was needed."""

    # What is done

    def generate(self, jobs: int = 1) -> None:
        """Jobs that the upstream holds until `finish`; told apart by their seed."""
        self.upstream.hold()
        for seed in range(len(self.ids) + 1, len(self.ids) + jobs + 1):
            draft = self.draft.model_copy(update={"seed": seed})
            self.ids += [job.id for job in self.studio.desk.generate(Actor(PERSON), draft, f"click-{seed}", self.now)]

    def to_be_fetched(self, jobs: int) -> None:
        """Jobs whose videos the service has just said to be done; nobody has asked for a video yet."""
        self.generate(jobs)
        self.step()
        self.finish()
        self.now += timedelta(seconds=5)
        tracker = self.studio.tracker
        for job in self.studio.store.claims.claim_due(tracker.owner, tracker.service, self.now, jobs):
            tracker.work.look(job, lambda: self.now)
        assert self.states() == {JobState.SAVING}

    def order(self, mishap: int | Mishap, *, on: On, times: int) -> None:
        self.upstream.fail_next(mishap, on=on, times=times)
        self.ordered += times

    def injected(self) -> int:
        """How many of the ordered mishaps were met; the rest is taken back."""
        self.ordered -= self.upstream.behave()
        return self.ordered

    def step(self) -> None:
        """What is due now; then every job is looked at as a person would."""
        self.studio.tracker.step(self.now)
        for job in self.jobs():
            if (words := reads(job, self.studio.settings.service, self.now)) not in self.read and job.trouble:
                self.read.append(words)

    def let_pass(self, how_long: timedelta = A_DAY) -> None:
        """Step at every time at which something is due."""
        until = self.now + how_long
        for _ in range(MOST_STEPS):
            self.step()
            due_at = self.studio.store.claims.next_due(self.studio.tracker.service, self.now)
            if due_at is None or due_at > until:
                self.now = until
                return
            self.now = max(due_at, self.now + timedelta(seconds=1))
        raise AssertionError(f"still busy after {MOST_STEPS} steps: {self.states()}")

    def jump(self, how_long: timedelta) -> None:
        """One step at a later (or earlier) time: as if the machine had slept, or its clock had been set."""
        self.now += how_long
        self.step()

    def finish(self, *, linked: bool | None = None) -> None:
        """The upstream completes all its tasks."""
        for task in self.upstream.tasks():
            self.upstream.finish(task.id, self.film, linked=linked)

    @contextmanager
    def talking_to(self, client: Client) -> Iterator[None]:
        """Meanwhile the tracker's connection leads somewhere else, as with a name server or a line that fails."""
        work = self.studio.tracker.work
        usual, work.connect = work.connect, lambda: client
        yield
        work.connect = usual
        client.close()

    # What is seen

    def jobs(self) -> list[Job]:
        return [job for job_id in self.ids if (job := self.studio.store.jobs.get(job_id))]

    def states(self) -> set[JobState]:
        return {job.state for job in self.jobs()}

    def kinds(self) -> set[str]:
        """The troubles that the jobs are in."""
        return {job.trouble.kind for job in self.jobs() if job.trouble}

    def path(self) -> list[str]:
        """The states of the first job after it first left, as people read them, each once."""
        story = self.studio.store.jobs.story(self.ids[0])
        states = [INTO[event.kind] for event in story if event.kind in INTO]
        after = states[states.index(JobState.SENDING) + 1 :] if JobState.SENDING in states else states
        passing = {JobState.SENDING, *([JobState.SAVING] if JobState.READY in after else [])}
        names = [state for state in after if state not in passing]
        return list(dict.fromkeys(state_label(name) for name in names)) or [state_label(self.jobs()[0].state)]

    def tasks_of_jobs(self) -> Counter[int]:
        """How many tasks the upstream made for each job, by the job's seed."""
        return Counter(task.request["seed"] for task in self.upstream.tasks())

    # What came of it

    def ends_well(self, *, made: bool) -> int:
        """The fault is over, and people do what they are offered; the number of videos that are lost all the same.

        Not `made`: the service makes no video of what is unfinished, nor gives what it says it has made.
        """
        self.upstream.behave()
        if JobState.QUEUED in self.states():
            self.jump(timedelta(minutes=61))
        if made:
            self.finish()
        self.let_pass()
        for job in self.jobs():
            self._step_in(job)
        self.let_pass()
        there = self.tasks_of_jobs() if made else Counter()
        return sum(bool(there[job.request.seed or 0]) for job in self.jobs() if not self._is_here(job))

    def _is_here(self, job: Job) -> bool:
        return job.state is JobState.READY and self.studio.library.video(job.id).read_bytes() == self.film.read_bytes()

    def _step_in(self, job: Job) -> None:
        """A person fetches again what was not saved, and enters the task id of what is unsure."""
        tasks = [task for task in self.upstream.tasks() if task.request["seed"] == job.request.seed]
        if job.state is JobState.UNSAVED:
            assert self.studio.desk.fetch_again(SOMEONE, job, self.now)
            self.helped = "after Fetch again: "
        if job.state is JobState.UNSURE and tasks:
            assert self.studio.desk.enter_task(SOMEONE, job, tasks[0].id, self.now)
            self.helped = "with its task id entered: "

    def note(self) -> None:
        """What people read now, although nothing is in trouble."""
        self.read.append(reads(self.jobs()[0], self.studio.settings.service, self.now))

    def _telling(self) -> str:
        """What was read first; of a job that waits for a person or has come to its end, what stands there now."""
        job = self.jobs()[0]
        over = job.state in NEEDS_SOMEONE or (job.state not in MOVING and job.state is not JobState.READY)
        return reads(job, self.studio.settings.service, self.now) if over or not self.read else self.read[0]

    def row(self, fault: str, *, times: int | None = None, made: bool = True, control: bool = False) -> Row:
        """End the trial, note it in the table and give it back. Call last: the jobs are brought to their end."""
        times = self.injected() if times is None else times
        path, read = self.path(), self._telling()
        lost = self.ends_well(made=made)
        later = [name for name in self.path() if name not in path]
        outcome = f"{', '.join(path)}: “{read}”" + (f" Then {self.helped}{later[-1]}" if later else "")
        twice = sum(count > 1 for count in self.tasks_of_jobs().values())
        assert len(self.upstream.received) < RING, "the upstream's log has forgotten its beginning"
        found = Row(self.group, fault, times, outcome, len(self.upstream.submits()), lost, twice, control)
        self.table.add(found)
        return found


def reads(job: Job, service: str, now: datetime) -> str:
    """What the card of a job says, as lib/ui/job_card puts it together."""
    said = OVERDUE if is_overdue(job, now) else job_sentence(job, service, now)
    if job.trouble is None or job.state is JobState.QUEUED:
        return said
    message, hint = error_message(job.trouble), error_hint(job.trouble)
    return " ".join([*([said] if said != message else []), message, hint])
