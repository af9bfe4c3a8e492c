"""What becomes of a job at each step: what was met goes in, the job as it is now and its story come out.

Pure; all times UTC. Source of every rule: design.md section 4 and contract 2 and 3.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from lib.domain.error_replies import task_error
from lib.domain.errors import (
    DiskTrouble,
    NotReached,
    ServiceFailed,
    StudioError,
    SubmissionUncertain,
    TaskUnknown,
    TlsFailed,
    TooMany,
)
from lib.domain.job import WORDS, Job, JobEvent, JobState, Trouble, Video
from lib.domain.replies import Phase, SubmitReply, TaskReply

TLS_TRIES = 3
MAX_RETRY_AFTER_S = 3600
RESEND_MAX_S = 300
"""Longest pause between two tries of a submit that did not arrive."""
UNKNOWN_TASK_PATIENCE = timedelta(minutes=10)
"""A task the service does not know may be one it does not know yet."""
NO_URL_PATIENCE = timedelta(minutes=5)
"""How long "completed" without a link is asked again before the content route is tried."""
FETCH_PATIENCE = timedelta(hours=20)
"""Tries of a fetch go on this long: the link lives 24 hours [V]."""
FETCH_TRIES = 8
STOPPED = "stopped"
"""Code of a download that we ended ourselves."""
FRESH_LINK_AFTER = 1
CONTENT_ROUTE_AFTER = 3
"""After so many failed fetches a fresh link is asked for, and then the content route is used."""


@dataclass(frozen=True)
class Pauses:
    """Seconds between two looks at a task: the first, the longest, and that of off-peak tasks."""

    min_s: float = 5
    max_s: float = 30
    off_peak_s: float = 180

    def before_look(self, tries: int, *, off_peak: bool) -> float:
        """The pause after `tries` looks: half as long again each time, up to the longest."""
        if off_peak:
            return self.off_peak_s
        return float(min(self.max_s, self.min_s * 1.5 ** min(tries, 30)))


@dataclass(frozen=True)
class Step:
    """The job as it is now, and what its story gains."""

    job: Job
    events: tuple[JobEvent, ...] = ()


def _in(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)


def _moved(job: Job, state: JobState, now: datetime, text: str, detail: str = "", **changes: Any) -> Step:
    """Into another state, with a fresh count of tries."""
    moved = replace(job, state=state, state_since=now, tries=0, **{"next_at": None, **changes})
    return Step(moved, (JobEvent(now, state.value, text, detail),))


def after_submit(job: Job, met: SubmitReply | StudioError, pauses: Pauses, now: datetime) -> Step:
    """What a submit leads to: the second table of design.md section 4."""
    if isinstance(met, SubmitReply):
        return _accepted(job, met.task_id, pauses, now, met)
    trouble = Trouble.of(met)
    trace = met.request_id or job.trace_id
    if isinstance(met, SubmissionUncertain | ServiceFailed):
        # Their own fault says nothing about whether a task was made: never "failed", never sent again by itself.
        trouble = replace(trouble, kind=SubmissionUncertain.__name__)
        text = "The answer was lost: it may be running, and may be billed"
        return _moved(job, JobState.UNSURE, now, text, met.detail, trouble=trouble, trace_id=trace)
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
            next_at=_in(now, pause),
            trouble=trouble,
            trace_id=trace,
        )
        return Step(waiting, (JobEvent(now, "queued", f"{met.message} Tried again in {pause:.0f} s", met.detail),))
    return _moved(job, JobState.FAILED, now, met.message, met.detail, trouble=trouble, trace_id=trace)


def _tries_alike(job: Job, met: StudioError) -> int:
    """Tries so far. TLS failures are counted apart: a service that was away for an hour has not used them up."""
    tls_before = job.trouble is not None and job.trouble.kind == TlsFailed.__name__
    return job.tries if isinstance(met, TlsFailed) is tls_before else 0


def _resend_pause(job: Job, met: StudioError, pauses: Pauses) -> float:
    if met.retry_after_s is not None:
        return min(max(met.retry_after_s, 1), MAX_RETRY_AFTER_S)
    return float(min(RESEND_MAX_S, pauses.min_s * 2.0 ** min(job.tries, 20)))


def _accepted(job: Job, task_id: str, pauses: Pauses, now: datetime, reply: SubmitReply | None) -> Step:
    changes: dict[str, Any] = {
        "task_id": task_id,
        "trouble": None,
        "word": reply.word if reply else "",
        "answer": reply.raw if reply else job.answer,
        "trace_id": (reply.request_id if reply else None) or job.trace_id,
        "next_at": _in(now, pauses.before_look(0, off_peak=job.off_peak)),
        "sent_at": job.sent_at or now,
    }
    who = "The service took it" if reply else "A person entered its task id"
    return _moved(job, JobState.RUNNING, now, f"{who}: task {task_id}", reply.raw if reply else "", **changes)


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
    )
    if met.phase is Phase.DONE:
        return _done(job, seen, met, pauses, now)
    if met.phase is Phase.FAILED:
        reason = task_error(met.reason_code, met.reason, request_id=met.request_id)
        return _moved(seen, JobState.FAILED, now, reason.message, reason.detail, trouble=Trouble.of(reason))
    if met.phase is Phase.ENDED:
        return _moved(seen, JobState.ENDED, now, f"The service ended it: {met.word}", met.reason)
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
    last = replace(step.events[-1], text=reason.message, detail=reason.detail)
    return Step(replace(step.job, trouble=Trouble.of(reason)), (*step.events[:-1], last))


def _later(job: Job, pauses: Pauses, now: datetime, at_least_s: float = 0) -> Job:
    pause = max(pauses.before_look(job.tries + 1, off_peak=job.off_peak), at_least_s)
    return replace(job, tries=job.tries + 1, next_at=_in(now, pause))


def _look_failed(job: Job, met: StudioError, pauses: Pauses, now: datetime) -> Step:
    # Counted from the state, not from the sending: a task id that a person enters may belong to an old job.
    if isinstance(met, TaskUnknown) and now - job.state_since > UNKNOWN_TASK_PATIENCE:
        return _moved(job, JobState.FAILED, now, met.message, met.detail, trouble=Trouble.of(met))
    wait_s = min(met.retry_after_s or 0, MAX_RETRY_AFTER_S)
    job_now = replace(_later(job, pauses, now, wait_s), trouble=Trouble.of(met))
    # The story tells of the first failure in a row, not of each.
    events = () if job.trouble and job.trouble.kind == met.kind else (JobEvent(now, "look", met.message, met.detail),)
    return Step(job_now, events)


def _done(job: Job, seen: Job, met: TaskReply, pauses: Pauses, now: datetime) -> Step:
    finished_at = job.finished_at or now
    if met.video_url is None and now - finished_at < NO_URL_PATIENCE:
        text = "The service says it is done, and gives no link to the video yet"
        events = () if job.finished_at else (JobEvent(now, "look", text, met.raw),)
        return Step(_later(replace(seen, finished_at=finished_at), pauses, now), events)
    changes: dict[str, Any] = {"finished_at": finished_at, "video_url": met.video_url, "progress": None}
    return _moved(seen, JobState.SAVING, now, "The service made the video; fetching it", met.raw, **changes)


@dataclass(frozen=True)
class FetchPlan:
    """Where the next fetch takes the video from: whether a fresh link is asked for first, or the content route used."""

    ask_first: bool
    content_route: bool


def fetch_plan(job: Job) -> FetchPlan:
    """How to fetch the video of a job in `saving`, by what failed before (contract 2)."""
    without_link = job.video_url is None and job.tries == 0
    in_turns = job.tries >= CONTENT_ROUTE_AFTER and job.tries % 2 == 1
    return FetchPlan(ask_first=job.tries >= FRESH_LINK_AFTER, content_route=without_link or in_turns)


def after_fetch(job: Job, met: Video | StudioError, now: datetime) -> Step:
    """What a fetch leads to. Tries go on with growing pauses; trouble with our own disk does not use them up."""
    if isinstance(met, Video):
        changes: dict[str, Any] = {"video": met, "ready_at": now, "progress": None, "trouble": None, "unseen": True}
        return _moved(job, JobState.READY, now, "The video is here", **changes)
    if isinstance(met, ServiceFailed) and met.code == STOPPED:
        # Castboard itself is ending: nothing went wrong, and the next start fetches it at once.
        return Step(job)
    since = job.finished_at or job.state_since
    tries = job.tries if isinstance(met, DiskTrouble) else job.tries + 1
    if tries >= FETCH_TRIES or now - since > FETCH_PATIENCE:
        return _moved(job, JobState.UNSAVED, now, met.message, met.detail, trouble=Trouble.of(met))
    pause = min(2.0 * 3 ** min(tries, 8), 600) if not isinstance(met, DiskTrouble) else 30
    text = f"{met.message} Tried again in {pause:.0f} s"
    later = replace(job, tries=tries, next_at=_in(now, pause), trouble=Trouble.of(met))
    return Step(later, (JobEvent(now, "fetch", text, met.detail),))


def cancelled(job: Job, now: datetime) -> Step:
    """A person takes it back while it is still ours."""
    return _moved(job, JobState.CANCELLED, now, "Cancelled before it was sent")


def sent_again(job: Job, now: datetime) -> Step:
    """A person wants an unsure job sent once more, knowing that it may be paid twice."""
    return _moved(
        job, JobState.QUEUED, now, "Sent again by a person, who was told that it may cost twice", sent_at=None
    )


def entered_task(job: Job, task_id: str, pauses: Pauses, now: datetime) -> Step:
    """A person found an unsure job's task id at the service."""
    step = _accepted(job, task_id, pauses, now, None)
    return replace(step, job=replace(step.job, next_at=now))


def late_answer(job: Job, reply: SubmitReply, pauses: Pauses, now: datetime) -> Step:
    """The answer to a submit arrived after its job had become unsure."""
    return _accepted(job, reply.task_id, pauses, now, reply)


def fetched_again(job: Job, now: datetime) -> Step:
    """A person asks for the video of an unsaved job once more; all tries start anew."""
    return _moved(job, JobState.SAVING, now, "Fetch again, asked for by a person", finished_at=now)


def put_aside(job: Job, now: datetime, *, aside: bool = True) -> Step:
    """Out of the way, or back; the state stays."""
    text = "Set aside" if aside else "Brought back"
    return Step(replace(job, set_aside=aside), (JobEvent(now, "aside", text),))


def said_of(job: Job, service: str, now: datetime) -> str:
    """One sentence on where a job stands, for its card."""
    if job.service != service and job.is_moving:
        return "It rests: it belongs to another video service than the one connected now, and is never sent elsewhere."
    if job.state is JobState.QUEUED and job.next_at and job.next_at > now and job.trouble:
        return f"{job.trouble.error.message} {job.trouble.error.hint}"
    return {
        JobState.QUEUED: "It waits for its turn.",
        JobState.SENDING: "It is on its way to the video service.",
        JobState.RUNNING: "The video service is making it. You can close this page.",
        JobState.SAVING: "The video is made and is being fetched.",
        JobState.READY: "It lies in the gallery.",
        JobState.CANCELLED: "It was cancelled before it was sent. Nothing was made.",
        JobState.ENDED: f"The video service ended it ({job.word}).",
    }.get(job.state, job.trouble.error.message if job.trouble else WORDS[job.state])
