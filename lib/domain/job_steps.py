"""A step of a job: the job as it is afterwards and what its story gains; what all steps are made of. Pure, UTC."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from lib.domain.errors import StudioError
from lib.domain.job import Job, JobState
from lib.domain.job_events import JobEvent

MAX_RETRY_AFTER_S = 3600
"""The longest that a service may ask to be left alone."""


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

    def of_looks(self, tries: int, *, off_peak: bool) -> float:
        """The pauses of that many looks together."""
        return sum(self.before_look(number, off_peak=off_peak) for number in range(1, tries + 1))


@dataclass(frozen=True)
class Step:
    """The job as it is now, and what its story gains."""

    job: Job
    events: tuple[JobEvent, ...] = ()


def after(now: datetime, seconds: float) -> datetime:
    """A time so many seconds from now."""
    return now + timedelta(seconds=seconds)


def moved(job: Job, state: JobState, event: JobEvent, **changes: Any) -> Step:
    """Into another state, at the time of the event that tells of it, with a fresh count of tries."""
    moved = replace(job, state=state, state_since=event.at, tries=0, **{"next_at": None, **changes})
    return Step(moved, (event,))


def in_words_of(cls: type[StudioError], outcome: StudioError, detail: str = "") -> StudioError:
    """The outcome, as another kind of error."""
    return cls(
        detail=detail or outcome.detail,
        code=outcome.code,
        request_id=outcome.request_id,
        http_status=outcome.http_status,
        retry_after_s=outcome.retry_after_s,
        answer=outcome.answer,
    )
