"""The three actions of the tracker: send a job, look at its task, fetch its video. Each ends in one saved step."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from threading import Event
from typing import BinaryIO, TypeVar

from lib.domain.causes import Cause
from lib.domain.errors import (
    RecordUnreadable,
    Refused,
    ServiceFailed,
    StoreUnavailable,
    StudioError,
    SubmissionUncertain,
    TaskFailed,
    VideoLost,
)
from lib.domain.fetching import after_fetch, by_content_route, fetch_plan
from lib.domain.job import Job, JobState, Video
from lib.domain.job_steps import Pauses, Step
from lib.domain.replies import Phase, SubmitReply, TaskReply, phase_of
from lib.domain.tracking import after_look, after_submit, late_answer, order_trouble, with_reason
from lib.services.gateway.client import Client
from lib.services.media.library import Library
from lib.services.media.pictures import Pictures
from lib.services.store import Store
from lib.services.tracking.answer_files import Answered, Answers

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
_STORE_PAUSE_S = 1.0


class Work:
    """Does what a claimed job needs next. `owner` is the tracker's id in the claims; `stop` ends long work early."""

    def __init__(
        self,
        store: Store,
        pictures: Pictures,
        library: Library,
        connect: Callable[[], Client],
        pauses: Pauses,
        owner: str,
        answers: Answers,
    ) -> None:
        self.store, self.pictures, self.library, self.connect = store, pictures, library, connect
        self.pauses, self.owner, self.answers = pauses, owner, answers
        self.stop = Event()

    def do(self, job: Job, clock: Clock) -> None:
        """The next action of a job this tracker has claimed, by its state."""
        actions = {JobState.SENDING: self.send, JobState.RUNNING: self.look, JobState.SAVING: self.fetch}
        actions[job.state](job, clock)

    def send(self, job: Job, clock: Clock) -> None:
        """Submit a job that is committed as sending. An answer that comes after it became unsure still counts."""
        outcome = _outcome(lambda: self._submit(job))
        now = clock()
        answered = Answered.of(job, outcome.task_id, outcome.word) if isinstance(outcome, SubmitReply) else None
        with self.answers.held(answered) if answered else nullcontext():
            if not self._record(job, after_submit(job, outcome, self.pauses, now)):
                self._record_late(job, outcome, now)

    def _record_late(self, job: Job, outcome: SubmitReply | StudioError, now: datetime) -> None:
        """What came of a sending that was given up as unsure, or taken in from its file, before its answer came."""
        while (current := self.store.jobs.get(job.id)) and _is_unsure_since(job, current):
            # False: somebody deleted it, say, in between. It is read again, for its answer is in nobody else's hands.
            if self._record(current, late_answer(current, outcome, self.pauses, now), ours=False):
                return
        if isinstance(outcome, SubmitReply) and not (current and current.task_id == outcome.task_id):
            log.warning("Job %s moved on before its answer came: task %s belongs to nobody", job.id, outcome.task_id)

    def take_in_answers(self, now: datetime) -> None:
        """Record the task ids of processes that were killed before the store had them; safe to repeat."""
        for answered in self.answers.kept():
            try:
                job = self.store.jobs.get(answered.job_id)
            except RecordUnreadable:
                continue
            if job is None:
                continue  # Of another database with the same folder, or one that an older copy took the place of.
            waits = job.state in (JobState.SENDING, JobState.UNSURE) and job.task_id is None
            if waits and answered.is_about(job):
                reply = SubmitReply(answered.task_id, answered.word, phase_of(answered.word), None, None, "")
                step = after_submit(job, reply, self.pauses, now)
                if not self.store.jobs.save(job, step.job, step.events, release=True):
                    continue  # It has just moved: looked at again.
            elif job.task_id != answered.task_id:
                log.warning(
                    "Job %s moved on: task %s of %s belongs to nobody", job.id, answered.task_id, answered.service
                )
            self.answers.forget(answered)

    def _submit(self, job: Job) -> SubmitReply:
        if trouble := order_trouble(job):
            raise trouble
        return self.connect().submit(job.request, self.pictures.to_send)

    def look(self, job: Job, clock: Clock) -> None:
        """Ask for the status of a running task."""
        task_id = job.task_id or ""
        outcome = _outcome(lambda: self.connect().query(task_id))
        step = after_look(job, outcome, self.pauses, clock())
        # The primary route gives no reason for a failure: it is asked for once (contract 2).
        if (
            isinstance(outcome, TaskReply)
            and outcome.phase is Phase.FAILED
            and not (outcome.reason or outcome.reason_code)
        ):
            step = with_reason(step, _reason(lambda: self.connect().failure(task_id)))
        self._record(job, step)

    def fetch(self, job: Job, clock: Clock) -> None:
        """Bring the video of a job in saving to our disk, then make its poster."""
        outcome: Video | StudioError | None = _outcome(lambda: self.library.found(job.id))
        asked = job
        if outcome is None:
            asked = self._with_link(job)
            outcome = _outcome(lambda: self.library.keep(job.id, self._source(asked)))
        step = after_fetch(asked, outcome, clock())
        if isinstance(outcome, Video):
            # Before Ready is shown, so that no page sees the video without its poster; a missing one is no blocker.
            step = replace(step, job=replace(step.job, has_poster=self.library.draw_poster(job.id)))
        self._record(job, step)

    def _with_link(self, job: Job) -> Job:
        """The job with a fresh link when the plan asks for one and the service gives one."""
        if not fetch_plan(job).ask_first:
            return job
        reply = _outcome(lambda: self.connect().query(job.task_id or ""))
        fresh = reply.video_url if isinstance(reply, TaskReply) else None
        return replace(job, video_url=fresh) if fresh else job

    def _source(self, job: Job) -> Callable[[BinaryIO], int]:
        """What writes the video into a file: its link, or the service's content route."""
        url, task_id = job.video_url or "", job.task_id or ""
        if by_content_route(job):
            return lambda target: self.connect().download_content(task_id, target, stop=self.stop.is_set)
        return lambda target: self.connect().download(url, target, stop=self.stop.is_set)

    def abandon(self, job: Job, now: datetime) -> None:
        """Give back a job whose action ended in a way nobody foresaw. One that was being sent may have arrived."""
        if job.state is JobState.SENDING:
            step = after_submit(job, SubmissionUncertain.because(Cause.STUMBLED), self.pauses, now)
        elif job.state is JobState.RUNNING:
            step = after_look(job, ServiceFailed.because(Cause.STUMBLED), self.pauses, now)
        else:
            step = after_fetch(job, VideoLost.because(Cause.STUMBLED), now)
        self._record(job, step)

    def _record(self, before: Job, step: Step, *, ours: bool = True) -> bool:
        """Save a step and give the claim back; False if someone else moved the job meanwhile.

        What the service answered must not be lost: while the store cannot be reached it is tried again until the stop.
        """
        while True:
            try:
                owner = self.owner if ours else None
                return self.store.jobs.save(before, step.job, step.events, owner=owner, release=True)
            except StoreUnavailable:
                log.exception("Job %s (task %s) cannot be saved yet", before.id, step.job.task_id)
                if self.stop.wait(_STORE_PAUSE_S):
                    raise


def _is_unsure_since(sending: Job, current: Job) -> bool:
    """Whether this very sending is what a job is unsure about."""
    return current.state is JobState.UNSURE and current.sent_at == sending.sent_at


T = TypeVar("T")


def _outcome(action: Callable[[], T]) -> T | StudioError:
    """The outcome of an action, an error included, as a value: `lib.domain.tracking` decides what an error leads to."""
    try:
        return action()
    except StudioError as error:
        return error


def _reason(ask: Callable[[], StudioError | None]) -> StudioError | None:
    """The reason of a failure, None without one: that the question failed is no reason."""
    reason = _outcome(ask)
    return reason if isinstance(reason, TaskFailed | Refused) else None
