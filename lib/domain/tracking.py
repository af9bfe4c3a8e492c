"""What becomes of a job at each step: the outcome goes in, the job as it is now and its story come out.

Pure; all times UTC. Source of every rule: design.md section 4 and contract 2 and 3.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from lib.domain.actor import Actor
from lib.domain.causes import Cause, written
from lib.domain.error_replies import task_error
from lib.domain.errors import (
    DiskTrouble,
    KeyNoLongerAccepted,
    KeyRejected,
    NoReason,
    NotReached,
    OrderInvalid,
    Refused,
    RouteMissing,
    ServiceFailed,
    StudioError,
    SubmissionUncertain,
    TaskNotKnownYet,
    TaskUnknown,
    TlsFailed,
    TooMany,
)
from lib.domain.job import Job, JobState, Trouble
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.job_steps import MAX_RETRY_AFTER_S, Pauses, Step, after, in_words_of, moved
from lib.domain.replies import Phase, SubmitReply, TaskReply

TLS_TRIES = 3
RESEND_MAX_S = 300
"""Longest pause between two tries of a submit that did not arrive."""
UNKNOWN_TASK_PATIENCE_S = 600
"""A task the service does not know may be one it does not know yet: asked so long in a row."""
NO_URL_PATIENCE = timedelta(minutes=5)
"""How long "completed" without a link is asked again before the content route is tried."""


def after_submit(job: Job, outcome: SubmitReply | StudioError, pauses: Pauses, now: datetime) -> Step:
    """What a submit leads to: the second table of design.md section 4."""
    if isinstance(outcome, SubmitReply):
        return _answered(job, outcome, pauses, now)
    trouble = Trouble.of(outcome)
    job = replace(job, trace_id=outcome.request_id or job.trace_id, answer=outcome.answer or job.answer)
    if isinstance(outcome, SubmissionUncertain | ServiceFailed):
        # Their own fault says nothing about whether a task was made: never "failed", never sent again by itself.
        trouble = replace(trouble, kind=SubmissionUncertain.__name__)
        lost = JobEvent(now, EventKind.ANSWER_LOST, detail=outcome.detail)
        return moved(job, JobState.UNSURE, lost, trouble=trouble)
    job = replace(job, tries=_tries_alike(job, outcome))
    if isinstance(outcome, TooMany | NotReached | DiskTrouble) and not (
        isinstance(outcome, TlsFailed) and job.tries + 1 >= TLS_TRIES
    ):
        pause = _resend_pause(job, outcome, pauses)
        waiting = replace(
            job,
            state=JobState.QUEUED,
            state_since=now,
            sent_at=None,
            tries=job.tries + 1,
            next_at=after(now, pause),
            trouble=trouble,
        )
        params = trouble.params | {"pause_s": round(pause)}
        return Step(waiting, (JobEvent(now, EventKind.POSTPONED, params, detail=outcome.detail),))
    return _failed(job, trouble, outcome.detail, now)


def _failed(job: Job, trouble: Trouble, detail: str, now: datetime) -> Step:
    return moved(job, JobState.FAILED, JobEvent(now, EventKind.FAILED, trouble.params, detail=detail), trouble=trouble)


def order_trouble(job: Job) -> StudioError | None:
    """Why the request that was kept is no order any more; None if it may be sent."""
    if not job.faults:
        return None
    problems = list(dict.fromkeys(str(problem) for _, problem in job.faults))
    return OrderInvalid(code=Cause.NO_ORDER.value, detail=written({"problems": problems}), field=job.faults[0][0])


def _tries_alike(job: Job, outcome: StudioError) -> int:
    """Tries so far. TLS failures are counted apart: a service that was away for an hour has not used them up."""
    tls_before = job.trouble is not None and issubclass(job.trouble.error, TlsFailed)
    return job.tries if isinstance(outcome, TlsFailed) is tls_before else 0


def _resend_pause(job: Job, outcome: StudioError, pauses: Pauses) -> float:
    if outcome.retry_after_s is not None:
        # Not at once, whatever it asks: a body may have 20 MB.
        return min(max(outcome.retry_after_s, pauses.min_s), MAX_RETRY_AFTER_S)
    return float(min(RESEND_MAX_S, pauses.min_s * 2.0 ** min(job.tries, 20)))


def _accepted(job: Job, task_id: str, pauses: Pauses, event: JobEvent, reply: SubmitReply | None) -> Step:
    now = event.at
    changes: dict[str, Any] = {
        "task_id": task_id,
        "trouble": None,
        "word": reply.word if reply else "",
        "answer": reply.raw if reply else job.answer,
        "trace_id": (reply.request_id if reply else None) or job.trace_id,
        "next_at": after(now, pauses.before_look(0, off_peak=job.off_peak)),
        "sent_at": job.sent_at or now,
    }
    return moved(job, JobState.RUNNING, event, **changes)


def _answered(job: Job, outcome: SubmitReply, pauses: Pauses, now: datetime) -> Step:
    event = JobEvent(now, EventKind.ACCEPTED, {"task": outcome.task_id}, detail=outcome.raw)
    return _accepted(job, outcome.task_id, pauses, event, outcome)


def after_look(job: Job, outcome: TaskReply | StudioError, pauses: Pauses, now: datetime) -> Step:
    """What a look at a running task leads to. A look that fails changes nothing but the time of the next one."""
    if isinstance(outcome, StudioError):
        return _look_failed(job, outcome, pauses, now)
    seen = replace(
        job,
        word=outcome.word,
        # Some routes go backwards between two machines of the service, or fall silent: people should not see that.
        progress=job.progress if outcome.progress is None else max(outcome.progress, job.progress or 0),
        credits=outcome.credits if outcome.credits is not None else job.credits,
        trace_id=outcome.request_id or job.trace_id,
        answer=outcome.raw,
        trouble=None,
        unknown_since=(job.unknown_since or now) if outcome.phase is Phase.UNKNOWN else None,
    )
    if outcome.phase is Phase.DONE:
        return _done(job, seen, outcome, pauses, now)
    if outcome.phase is Phase.FAILED:
        reason = task_error(outcome.reason_code, outcome.reason, request_id=outcome.request_id)
        if not (outcome.reason or outcome.reason_code):
            reason = NoReason(request_id=outcome.request_id)
        trouble = Trouble.of(reason)
        return _failed(seen, trouble, reason.detail, now)
    if outcome.phase is Phase.ENDED:
        return moved(
            seen, JobState.ENDED, JobEvent(now, EventKind.ENDED, {"word": outcome.word}, detail=outcome.reason)
        )
    if outcome.word == job.word:
        return Step(_later(seen, pauses, now))
    unknown = outcome.phase is Phase.UNKNOWN
    kind = EventKind.STATUS_UNKNOWN if unknown else EventKind.STATUS
    event = JobEvent(now, kind, {"word": outcome.word}, detail=outcome.raw if unknown else "")
    return Step(_later(seen, pauses, now), (event,))


def with_reason(step: Step, reason: StudioError | None) -> Step:
    """A failed job with the reason that a second question brought; without one the step as it is (contract 2)."""
    if reason is None or step.job.state is not JobState.FAILED:
        return step
    trouble = Trouble.of(reason)
    last = replace(step.events[-1], params=trouble.params, detail=reason.detail)
    return Step(replace(step.job, trouble=trouble), (*step.events[:-1], last))


def _later(job: Job, pauses: Pauses, now: datetime, at_least_s: float = 0) -> Job:
    pause = max(pauses.before_look(job.tries + 1, off_peak=job.off_peak), at_least_s)
    return replace(job, tries=job.tries + 1, next_at=after(now, pause))


def _look_failed(job: Job, outcome: StudioError, pauses: Pauses, now: datetime) -> Step:
    if isinstance(outcome, TaskUnknown):
        return _not_known(job, outcome, pauses, now)
    return _look_again(job, _trouble_of_a_look(outcome), pauses, now)


def _not_known(job: Job, outcome: TaskUnknown, pauses: Pauses, now: datetime) -> Step:
    """Given up only when every look for a while says so; counted in looks, as one answer and a clock may be wrong."""
    before = job.trouble is not None and job.trouble.kind == TaskNotKnownYet.__name__
    job = job if before else replace(job, tries=0)
    if pauses.of_looks(job.tries, off_peak=job.off_peak) > UNKNOWN_TASK_PATIENCE_S:
        job = replace(job, answer=outcome.answer or job.answer)
        return _failed(job, Trouble.of(outcome), outcome.detail, now)
    return _look_again(job, in_words_of(TaskNotKnownYet, outcome), pauses, now)


def _look_again(job: Job, outcome: StudioError, pauses: Pauses, now: datetime) -> Step:
    wait_s = min(outcome.retry_after_s or 0, MAX_RETRY_AFTER_S)
    job_now = replace(
        _later(job, pauses, now, wait_s),
        trouble=Trouble.of(outcome),
        answer=outcome.answer or job.answer,
        trace_id=outcome.request_id or job.trace_id,
    )
    again = job.trouble is not None and job.trouble.kind == outcome.kind
    kind = EventKind.AGAIN if again else EventKind.LOOK_FAILED
    return Step(job_now, (JobEvent(now, kind, Trouble.of(outcome).params, detail=outcome.detail),))


def _trouble_of_a_look(outcome: StudioError) -> StudioError:
    """Most refusals speak of a request that made nothing and should be sent again. This one was made, and is paid."""
    if isinstance(outcome, KeyRejected):
        return in_words_of(KeyNoLongerAccepted, outcome)
    if isinstance(outcome, Refused) and not isinstance(outcome, TooMany | RouteMissing):
        return in_words_of(ServiceFailed, outcome)
    return outcome


def _done(job: Job, seen: Job, outcome: TaskReply, pauses: Pauses, now: datetime) -> Step:
    finished_at = job.finished_at or now
    if outcome.video_url is None and now - finished_at < NO_URL_PATIENCE:
        events = () if job.finished_at else (JobEvent(now, EventKind.NO_LINK_YET, detail=outcome.raw),)
        return Step(_later(replace(seen, finished_at=finished_at), pauses, now), events)
    changes: dict[str, Any] = {"finished_at": finished_at, "video_url": outcome.video_url, "progress": None}
    return moved(seen, JobState.SAVING, JobEvent(now, EventKind.DONE, detail=outcome.raw), **changes)


def cancelled(job: Job, actor: Actor, now: datetime) -> Step:
    """A person takes it back while it is still ours."""
    return moved(job, JobState.CANCELLED, JobEvent(now, EventKind.CANCELLED, actor=actor))


def sent_again(job: Job, actor: Actor, now: datetime) -> Step:
    """A person wants an unsure job sent once more, knowing that it may be paid twice."""
    return moved(job, JobState.QUEUED, JobEvent(now, EventKind.SENT_AGAIN, actor=actor), sent_at=None)


def entered_task(job: Job, actor: Actor, task_id: str, pauses: Pauses, now: datetime) -> Step:
    """A person found an unsure job's task id at the service."""
    event = JobEvent(now, EventKind.TASK_ENTERED, {"task": task_id}, actor)
    step = _accepted(job, task_id, pauses, event, None)
    return replace(step, job=replace(step.job, next_at=now))


def late_answer(job: Job, outcome: SubmitReply | StudioError, pauses: Pauses, now: datetime) -> Step:
    """What an answer leads to that came after its job had become unsure; one that tells nothing new leaves it so.

    A refusal is recorded. That nothing arrived is noted in the story: the job stays unsure, for only a person, who was
    warned of that, sends it again (design.md section 4).
    """
    if isinstance(outcome, SubmitReply):
        return _answered(job, outcome, pauses, now)
    if isinstance(outcome, Refused) and not isinstance(outcome, TooMany):
        return after_submit(job, outcome, pauses, now)
    if isinstance(outcome, TooMany | NotReached | DiskTrouble):
        return Step(job, (JobEvent(now, EventKind.NOT_ARRIVED, Trouble.of(outcome).params, detail=outcome.detail),))
    return Step(job)


def fetched_again(job: Job, actor: Actor, now: datetime) -> Step:
    """A person asks for a video now, one that was given up or that waits for its next try; all tries start anew."""
    event = JobEvent(now, EventKind.FETCH_ASKED, actor=actor)
    if job.state is JobState.SAVING:
        return Step(replace(job, tries=0, next_at=None, finished_at=now), (event,))
    return moved(job, JobState.SAVING, event, finished_at=now)


def put_aside(job: Job, actor: Actor, now: datetime, *, aside: bool = True) -> Step:
    """Out of the way, or back; the state stays."""
    kind = EventKind.SET_ASIDE if aside else EventKind.BROUGHT_BACK
    return Step(replace(job, set_aside=aside), (JobEvent(now, kind, actor=actor),))


def renamed(job: Job, actor: Actor, name: str, now: datetime) -> Step:
    """Another name; what was made does not change."""
    event = JobEvent(now, EventKind.RENAMED, {"before": job.name}, actor)
    return Step(replace(job, name=name), (event,))
