"""The status of a job: paused or late, where its video is, and what to pass on when nobody knows. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from lib.domain.job import DEMO, MOVING, Job, JobState, Underway, is_overdue, usual_s

_LATE_AFTER = 2
"""How many times the longest usual time makes a job late."""
_LATE_AFTER_S = 120
"""And at least so long: a few seconds more than a few are nothing to speak of."""

KEPT_FOR = timedelta(hours=24)
"""How long the service keeps a finished video [V]."""


def rests(job: Underway, service: str) -> bool:
    """Whether it is paused because it belongs to another service than the one connected now."""
    return job.service != service and job.state in MOVING


def is_late(job: Underway, now: datetime) -> bool:
    """Whether a running job takes much longer than usual, and not yet longer than the service promises.

    Off-peak jobs have no usual time.
    """
    if job.state is not JobState.RUNNING or job.sent_at is None or job.off_peak or is_overdue(job, now):
        return False
    _, to_s = usual_s(job.model, job.service)
    return now - job.sent_at > timedelta(seconds=max(_LATE_AFTER_S, _LATE_AFTER * to_s))


def is_kept_no_longer(job: Job, now: datetime) -> bool:
    """Whether a video that could not be saved is older than the service promises to keep it [V]."""
    return job.state is JobState.UNSAVED and now - (job.finished_at or job.state_since) > KEPT_FOR


class Made(Protocol):
    """What tells who made something: a whole `Job`, or the line of a list."""

    @property
    def person_id(self) -> str: ...


Anything = TypeVar("Anything", bound=Made)


def others_of(jobs: Iterable[Anything], person_id: str) -> list[Anything]:
    """Those that somebody else made: what is done to them asks first."""
    return [job for job in jobs if job.person_id != person_id]


def service_host(service: str) -> str:
    """The name of a service's host, by which people know it; "" for the demo."""
    if service == DEMO:
        return ""
    host = urlsplit(service).netloc.rpartition("@")[2]
    return host or service


def link_to_open(job: Job) -> str:
    """Where the service keeps the finished video while we could not fetch it; "" where there is none to open.

    Only a web address: what a service gives as a link is opened in a person's browser.
    """
    waits = job.state is JobState.UNSAVED or (job.state is JobState.SAVING and job.trouble is not None)
    url = job.video_url or ""
    if not waits or not url.isprintable() or " " in url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname and not parts.username else ""
