"""What becomes of a job at each step: what was met goes in, the job as it is now and its story come out.

Pure; all times UTC. Source of every rule: design.md section 4 and contract 2 and 3.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

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
from lib.domain.job import AGAIN, WORDS, Job, JobEvent, JobState, Trouble
from lib.domain.job_steps import MAX_RETRY_AFTER_S, Pauses, Step, after, in_words_of, moved
from lib.domain.replies import Phase, SubmitReply, TaskReply
from lib.domain.standing import rests, service_name
from lib.domain.video_file import shorter_words

TLS_TRIES = 3
RESEND_MAX_S = 300
"""Longest pause between two tries of a submit that did not arrive."""
UNKNOWN_TASK_PATIENCE_S = 600
"""A task the service does not know may be one it does not know yet: asked so long in a row."""
NO_URL_PATIENCE = timedelta(minutes=5)
"""How long "completed" without a link is asked again before the content route is tried."""


def after_submit(job: Job, met: SubmitReply | StudioError, pauses: Pauses, now: datetime) -> Step:
    """What a submit leads to: the second table of design.md section 4."""
    if isinstance(met, SubmitReply):
        return _accepted(job, met.task_id, pauses, now, met)
    trouble = Trouble.of(met)
    job = replace(job, trace_id=met.request_id or job.trace_id, answer=met.answer or job.answer)
    if isinstance(met, SubmissionUncertain | ServiceFailed):
        # Their own fault says nothing about whether a task was made: never "failed", never sent again by itself.
        trouble = replace(trouble, kind=SubmissionUncertain.__name__)
        text = "The answer was lost: it may be running, and may be billed"
        return moved(job, JobState.UNSURE, now, text, met.detail, trouble=trouble)
    job = replace(job, tries=_tries_alike(job, met))
    if isinstance(met, TooMany | NotReached | DiskTrouble) and not (
        isinstance(met, TlsFailed) and job.tries + 1 >= TLS_TRIES
    ):
        pause = _resend_pause(job, met, pauses)
        waiting = replace(
            job,
            state=JobState.QUEUED,
            state_since=now,
            sent_at=None,
            tries=job.tries + 1,
            next_at=after(now, pause),
            trouble=trouble,
        )
        return Step(waiting, (JobEvent(now, "queued", f"{trouble.message} Tried again in {pause:.0f} s", met.detail),))
    return moved(job, JobState.FAILED, now, trouble.message, met.detail, trouble=trouble)


def order_trouble(job: Job) -> StudioError | None:
    """Why the request that was kept is no order any more; None if it may be sent."""
    if not job.faults:
        return None
    said = " ".join(dict.fromkeys(sentence for _, sentence in job.faults))
    return OrderInvalid(detail=said, field=job.faults[0][0])


def _tries_alike(job: Job, met: StudioError) -> int:
    """Tries so far. TLS failures are counted apart: a service that was away for an hour has not used them up."""
    tls_before = job.trouble is not None and issubclass(job.trouble.error, TlsFailed)
    return job.tries if isinstance(met, TlsFailed) is tls_before else 0


def _resend_pause(job: Job, met: StudioError, pauses: Pauses) -> float:
    if met.retry_after_s is not None:
        # Not at once, whatever it asks: a body may have 20 MB.
        return min(max(met.retry_after_s, pauses.min_s), MAX_RETRY_AFTER_S)
    return float(min(RESEND_MAX_S, pauses.min_s * 2.0 ** min(job.tries, 20)))


def _accepted(job: Job, task_id: str, pauses: Pauses, now: datetime, reply: SubmitReply | None) -> Step:
    changes: dict[str, Any] = {
        "task_id": task_id,
        "trouble": None,
        "word": reply.word if reply else "",
        "answer": reply.raw if reply else job.answer,
        "trace_id": (reply.request_id if reply else None) or job.trace_id,
        "next_at": after(now, pauses.before_look(0, off_peak=job.off_peak)),
        "sent_at": job.sent_at or now,
    }
    who = "The service took it" if reply else "A person entered its task id"
    return moved(job, JobState.RUNNING, now, f"{who}: task {task_id}", reply.raw if reply else "", **changes)


def after_look(job: Job, met: TaskReply | StudioError, pauses: Pauses, now: datetime) -> Step:
    """What a look at a running task leads to. A look that fails changes nothing but the time of the next one."""
    if isinstance(met, StudioError):
        return _look_failed(job, met, pauses, now)
    seen = replace(
        job,
        word=met.word,
        # Some routes go backwards between two machines of the service, or fall silent: people should not see that.
        progress=job.progress if met.progress is None else max(met.progress, job.progress or 0),
        credits=met.credits if met.credits is not None else job.credits,
        trace_id=met.request_id or job.trace_id,
        answer=met.raw,
        trouble=None,
        unknown_since=(job.unknown_since or now) if met.phase is Phase.UNKNOWN else None,
    )
    if met.phase is Phase.DONE:
        return _done(job, seen, met, pauses, now)
    if met.phase is Phase.FAILED:
        reason = task_error(met.reason_code, met.reason, request_id=met.request_id)
        if not (met.reason or met.reason_code):
            reason = NoReason(request_id=met.request_id)
        trouble = Trouble.of(reason)
        return moved(seen, JobState.FAILED, now, trouble.message, reason.detail, trouble=trouble)
    if met.phase is Phase.ENDED:
        return moved(seen, JobState.ENDED, now, f"The service ended it: {met.word}", met.reason)
    if met.phase is Phase.UNKNOWN and met.word != job.word:
        text = f"The service says “{met.word}”, a word we do not know"
        return Step(_later(seen, pauses, now), (JobEvent(now, "look", text, met.raw),))
    changed = met.word != job.word
    events = (JobEvent(now, "look", f"The service says: {met.word}"),) if changed else ()
    return Step(_later(seen, pauses, now), events)


def with_reason(step: Step, reason: StudioError | None) -> Step:
    """A failed job with the reason that a second question brought; without one the step as it is (contract 2)."""
    if reason is None or step.job.state is not JobState.FAILED:
        return step
    trouble = Trouble.of(reason)
    last = replace(step.events[-1], text=trouble.message, detail=reason.detail)
    return Step(replace(step.job, trouble=trouble), (*step.events[:-1], last))


def _later(job: Job, pauses: Pauses, now: datetime, at_least_s: float = 0) -> Job:
    pause = max(pauses.before_look(job.tries + 1, off_peak=job.off_peak), at_least_s)
    return replace(job, tries=job.tries + 1, next_at=after(now, pause))


def _look_failed(job: Job, met: StudioError, pauses: Pauses, now: datetime) -> Step:
    if isinstance(met, TaskUnknown):
        return _not_known(job, met, pauses, now)
    return _look_again(job, _said_of_a_look(met), pauses, now)


def _not_known(job: Job, met: TaskUnknown, pauses: Pauses, now: datetime) -> Step:
    """Given up only when every look for a while says so; counted in looks, as one answer and a clock may be wrong."""
    before = job.trouble is not None and job.trouble.kind == TaskNotKnownYet.__name__
    job = job if before else replace(job, tries=0)
    if pauses.of_looks(job.tries, off_peak=job.off_peak) > UNKNOWN_TASK_PATIENCE_S:
        job = replace(job, answer=met.answer or job.answer)
        return moved(job, JobState.FAILED, now, met.message, met.detail, trouble=Trouble.of(met))
    return _look_again(job, in_words_of(TaskNotKnownYet, met), pauses, now)


def _look_again(job: Job, met: StudioError, pauses: Pauses, now: datetime) -> Step:
    wait_s = min(met.retry_after_s or 0, MAX_RETRY_AFTER_S)
    job_now = replace(
        _later(job, pauses, now, wait_s),
        trouble=Trouble.of(met),
        answer=met.answer or job.answer,
        trace_id=met.request_id or job.trace_id,
    )
    again = job.trouble is not None and job.trouble.kind == met.kind
    return Step(job_now, (JobEvent(now, AGAIN if again else "look", met.message, met.detail),))


def _said_of_a_look(met: StudioError) -> StudioError:
    """Most refusals speak of a request that made nothing and should be sent again. This one was made, and is paid."""
    if isinstance(met, KeyRejected):
        return in_words_of(KeyNoLongerAccepted, met)
    if isinstance(met, Refused) and not isinstance(met, TooMany | RouteMissing):
        return in_words_of(ServiceFailed, met)
    return met


def _done(job: Job, seen: Job, met: TaskReply, pauses: Pauses, now: datetime) -> Step:
    finished_at = job.finished_at or now
    if met.video_url is None and now - finished_at < NO_URL_PATIENCE:
        text = "The service says it is done, and gives no link to the video yet"
        events = () if job.finished_at else (JobEvent(now, "look", text, met.raw),)
        return Step(_later(replace(seen, finished_at=finished_at), pauses, now), events)
    changes: dict[str, Any] = {"finished_at": finished_at, "video_url": met.video_url, "progress": None}
    return moved(seen, JobState.SAVING, now, "The service made the video; fetching it", met.raw, **changes)


def cancelled(job: Job, now: datetime) -> Step:
    """A person takes it back while it is still ours."""
    return moved(job, JobState.CANCELLED, now, "Cancelled before it was sent")


def sent_again(job: Job, now: datetime) -> Step:
    """A person wants an unsure job sent once more, knowing that it may be paid twice."""
    return moved(job, JobState.QUEUED, now, "Sent again by a person, who was told that it may cost twice", sent_at=None)


def entered_task(job: Job, task_id: str, pauses: Pauses, now: datetime) -> Step:
    """A person found an unsure job's task id at the service."""
    step = _accepted(job, task_id, pauses, now, None)
    return replace(step, job=replace(step.job, next_at=now))


def late_answer(job: Job, met: SubmitReply | StudioError, pauses: Pauses, now: datetime) -> Step:
    """What an answer leads to that came after its job had become unsure; one that tells nothing new leaves it so.

    A refusal is recorded. That nothing arrived is told in the story: the job stays unsure, for only a person, who was
    told so, sends it again (design.md section 4).
    """
    if isinstance(met, SubmitReply):
        return _accepted(job, met.task_id, pauses, now, met)
    if isinstance(met, Refused) and not isinstance(met, TooMany):
        return after_submit(job, met, pauses, now)
    if isinstance(met, TooMany | NotReached | DiskTrouble):
        text = f"It certainly did not arrive: {met.message} Sending it again costs nothing twice"
        return Step(job, (JobEvent(now, "late", text, met.detail),))
    return Step(job)


def fetched_again(job: Job, now: datetime) -> Step:
    """A person asks for a video now, one that was given up or that waits for its next try; all tries start anew."""
    text = "Fetch now, asked for by a person"
    if job.state is JobState.SAVING:
        return Step(replace(job, tries=0, next_at=None, finished_at=now), (JobEvent(now, "fetch", text),))
    return moved(job, JobState.SAVING, now, text, finished_at=now)


def put_aside(job: Job, now: datetime, *, aside: bool = True) -> Step:
    """Out of the way, or back; the state stays."""
    text = "Set aside" if aside else "Brought back"
    return Step(replace(job, set_aside=aside), (JobEvent(now, "aside", text),))


def said_of(job: Job, service: str, now: datetime) -> str:
    """One sentence on where a job stands, for its card."""
    if rests(job, service):
        return (
            f"It rests until {service_name(job.service)} is connected again: it belongs to that video service and is "
            f"never sent elsewhere. Connected now is {service_name(service)}."
        )
    if job.state is JobState.QUEUED and job.next_at and job.next_at > now and job.trouble:
        return f"{job.trouble.message} {job.trouble.hint}"
    if job.state is JobState.SAVING and job.trouble:
        return "The video is made. Fetching it did not work yet, and is tried again by itself."
    return {
        JobState.QUEUED: "It waits for its turn.",
        JobState.SENDING: "It is on its way to the video service.",
        JobState.RUNNING: "The video service is making it. You can close this page.",
        JobState.SAVING: "The video is made and is being fetched.",
        JobState.READY: f"It is in the gallery. {_shorter(job)}".strip(),
        JobState.CANCELLED: "It was cancelled before it was sent. Nothing was made.",
        JobState.ENDED: f"The video service ended it ({job.word}).",
    }.get(job.state, job.trouble.message if job.trouble else WORDS[job.state])


def _shorter(job: Job) -> str:
    return shorter_words(job.request.duration, job.video.duration_s if job.video else None)
