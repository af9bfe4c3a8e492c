"""A job: one video on its way from Generate to the gallery, its states, and what people may do with it now.

Source of the states and of what leads from one to the other: design.md section 4.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from lib.domain.catalog import model_named
from lib.domain.error_codes import is_general
from lib.domain.error_kinds import error_kind
from lib.domain.errors import StudioError
from lib.domain.request import VideoRequest
from lib.domain.request_problems import Problem
from lib.domain.video_file import Preview

DEMO = "demo"
"""The service a demo job is bound to; any other is the base URL it was made for."""
EXAMPLE_FILM = "example-film."
"""Begins the clicks of the example films: whoever fills the gallery with them gets no notice of each."""


class JobState(StrEnum):
    """The states of design.md section 4; their values are kept in the store and never change."""

    QUEUED = "queued"
    SENDING = "sending"
    RUNNING = "running"
    SAVING = "saving"
    READY = "ready"
    UNSAVED = "unsaved"
    FAILED = "failed"
    UNSURE = "unsure"
    CANCELLED = "cancelled"
    ENDED = "ended"


TRANSITIONS: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.SENDING, JobState.CANCELLED}),
    JobState.SENDING: frozenset({JobState.RUNNING, JobState.FAILED, JobState.QUEUED, JobState.UNSURE}),
    JobState.RUNNING: frozenset({JobState.SAVING, JobState.FAILED, JobState.ENDED}),
    JobState.SAVING: frozenset({JobState.READY, JobState.UNSAVED}),
    JobState.READY: frozenset(),
    JobState.UNSAVED: frozenset({JobState.SAVING}),
    JobState.FAILED: frozenset(),
    JobState.UNSURE: frozenset({JobState.RUNNING, JobState.FAILED, JobState.QUEUED}),
    JobState.CANCELLED: frozenset(),
    JobState.ENDED: frozenset(),
}

MOVING = frozenset({JobState.QUEUED, JobState.SENDING, JobState.RUNNING, JobState.SAVING})
"""States in which something happens by itself."""

NEEDS_SOMEONE = frozenset({JobState.UNSURE, JobState.UNSAVED})
"""States that wait for a person's decision."""

CAME_TO_NOTHING = frozenset({JobState.FAILED, JobState.ENDED})
"""Ends without a video that no person chose."""


@dataclass(frozen=True)
class Trouble:
    """The last thing that went wrong with a job; `kind` is the name of a class in `lib.domain.errors`."""

    kind: str
    code: str = ""
    detail: str = ""
    field: str = ""
    request_id: str | None = None
    http_status: int | None = None

    @property
    def params(self) -> dict[str, str | int | float]:
        """What an event of a story keeps of it."""
        return {"trouble": self.kind, "code": self.code}

    @classmethod
    def of(cls, error: StudioError) -> Trouble:
        """What a job keeps of an error."""
        return cls(error.kind, error.code, error.detail, error.field, error.request_id, error.http_status)

    @property
    def error(self) -> type[StudioError]:
        """The class it was: whose side it is on, what it may have cost."""
        return error_kind(self.kind)

    @property
    def quote(self) -> str:
        """The service's own sentence where ours leaves open what was wrong; "" where it gave none."""
        no_sentence = self.detail == self.code or self.detail.startswith(f"HTTP {self.http_status}")
        return "" if no_sentence or not is_general(self.error, self.code) else self.detail


@dataclass(frozen=True)
class Video:
    """A finished video as it lies on our disk. Seconds, pixels, bytes; `sha256` of the file."""

    duration_s: float
    width: int
    height: int
    has_sound: bool
    size_bytes: int
    sha256: str
    codec: str | None = None
    """As FFmpeg calls it; None for a video of an earlier version that was not looked at yet."""
    preview: Preview | None = None


@dataclass(frozen=True)
class Job:
    """One video. All times UTC; `None` where it has not happened yet."""

    id: str
    name: str
    person_id: str
    service: str
    """`demo`, or the base URL; a job is never sent to another one."""
    click: str
    """Token of the click that made it; with `take` unique in the store, so that one click makes its jobs once."""
    take: int
    """1 to `takes`."""
    takes: int
    request: VideoRequest
    created_at: datetime
    state: JobState = JobState.QUEUED
    state_since: datetime = field(default=datetime.min.replace(tzinfo=UTC))
    next_at: datetime | None = None
    """Not looked at again before this time; None: at once."""
    tries: int = 0
    """Attempts of the present step: submits while queued, looks while running, fetches while saving."""
    sent_at: datetime | None = None
    """When the submit left."""
    finished_at: datetime | None = None
    """When the service said that it was done."""
    ready_at: datetime | None = None
    task_id: str | None = None
    word: str = ""
    """The service's own word for its status, as it came."""
    unknown_since: datetime | None = None
    """Since when the service has used nothing but words that nobody knows."""
    progress: float | None = None
    """The service's own figure, 0 to 100."""
    video_url: str | None = None
    video: Video | None = None
    has_poster: bool = False
    credits: float | None = None
    trace_id: str | None = None
    answer: str = ""
    """The last answer of the service, bounded."""
    trouble: Trouble | None = None
    set_aside: bool = False
    deleted: bool = False
    unseen: bool = True
    """Whoever made it has not looked yet at what became of it."""
    faults: tuple[tuple[str, Problem], ...] = ()
    """Why its request, as it was kept, is no order any more: (part, problem) each. Found out at reading."""

    @property
    def model(self) -> str:
        return self.request.model

    @property
    def off_peak(self) -> bool:
        return bool(self.request.off_peak)

    @property
    def is_demo(self) -> bool:
        return self.service == DEMO


class Action(StrEnum):
    """What a person may do with a job; `lib.text.job_labels` has the word on its button."""

    CANCEL = "cancel"
    CHANGE_AND_RETRY = "change_and_retry"
    SEND_AGAIN = "send_again"
    ENTER_TASK_ID = "enter_task_id"
    SET_ASIDE = "set_aside"
    BRING_BACK = "bring_back"
    FETCH_NOW = "fetch_now"
    OPEN_VIDEO = "open_video"
    SAME_AGAIN = "same_again"
    GIVE_UP = "give_up"
    DELETE = "delete"


def actions(job: Job, now: datetime) -> tuple[Action, ...]:
    """What can be done with a job now, the most useful first."""
    if job.set_aside:
        return (Action.BRING_BACK, Action.SAME_AGAIN, Action.DELETE)
    by_state: dict[JobState, tuple[Action, ...]] = {
        JobState.QUEUED: (Action.CANCEL, Action.SAME_AGAIN),
        JobState.SENDING: (Action.SAME_AGAIN,),
        JobState.RUNNING: (Action.GIVE_UP, Action.SAME_AGAIN) if is_overdue(job, now) else (Action.SAME_AGAIN,),
        JobState.SAVING: (Action.FETCH_NOW, Action.SAME_AGAIN) if job.trouble else (Action.SAME_AGAIN,),
        JobState.READY: (Action.OPEN_VIDEO, Action.SAME_AGAIN, Action.DELETE),
        JobState.UNSAVED: (Action.FETCH_NOW, Action.SAME_AGAIN, Action.SET_ASIDE, Action.DELETE),
        JobState.FAILED: (Action.CHANGE_AND_RETRY, Action.DELETE),
        JobState.UNSURE: (Action.ENTER_TASK_ID, Action.SEND_AGAIN, Action.SET_ASIDE),
        JobState.CANCELLED: (Action.SAME_AGAIN, Action.DELETE),
        JobState.ENDED: (Action.SAME_AGAIN, Action.DELETE),
    }
    return by_state[job.state]


class Underway(Protocol):
    """What tells how far a job is: a whole `Job`, or the line of a table."""

    @property
    def state(self) -> JobState: ...
    @property
    def sent_at(self) -> datetime | None: ...
    @property
    def progress(self) -> float | None: ...
    @property
    def off_peak(self) -> bool: ...
    @property
    def model(self) -> str: ...
    @property
    def service(self) -> str: ...


_DEMO_USUAL_S = (5, 30)
"""How long the demo's own drawing usually takes."""


def usual_s(model_id: str, service: str) -> tuple[int, int]:
    """How long a video usually takes at a service, from and to, in seconds. An estimate."""
    return _DEMO_USUAL_S if service == DEMO else model_named(model_id).usual_s


def is_overdue(job: Underway, now: datetime) -> bool:
    """Whether a running job has taken longer than the service promises: 24 h, off-peak 50 h (48 h and some [V])."""
    limit = timedelta(hours=50 if job.off_peak else 24)
    return job.state is JobState.RUNNING and job.sent_at is not None and now - job.sent_at > limit


@dataclass(frozen=True)
class Progress:
    """How far a job is, 0 to 100, and whether that is our estimate."""

    percent: float
    estimated: bool


def progress(job: Underway, now: datetime) -> Progress | None:
    """The service's figure, else elapsed against usual; None where a figure would mean nothing.

    Never 100 before Ready: saving comes after the service is done.
    """
    if job.state is JobState.READY:
        return Progress(100, estimated=False)
    if job.state is JobState.SAVING:
        return Progress(96, estimated=False)
    if job.state is not JobState.RUNNING:
        return None
    if job.progress is not None:
        return Progress(min(job.progress, 95), estimated=False)
    if job.sent_at is None or job.off_peak:
        return None
    _, to_s = usual_s(job.model, job.service)
    elapsed = max(0.0, (now - job.sent_at).total_seconds())
    # Approaches 90 and never stands still: at the usual time it shows about 68.
    return Progress(round(90 * (1 - 2 ** (-2 * elapsed / to_s)), 1), estimated=True)
