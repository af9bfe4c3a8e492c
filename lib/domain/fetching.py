"""What becomes of a job while its finished video is fetched. Pure. Source: design.md section 4 and contract 2."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from lib.domain.causes import Cause, written
from lib.domain.errors import (
    DiskTrouble,
    KeyNoLongerAccepted,
    KeyRejected,
    LinkDead,
    NoLink,
    ServiceFailed,
    StudioError,
    VideoBroken,
    VideoLost,
)
from lib.domain.job import EXAMPLE_FILM, Job, JobState, Trouble, Video
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.job_steps import MAX_RETRY_AFTER_S, Step, after, in_words_of, moved

FETCH_PATIENCE = timedelta(hours=20)
"""Tries of a fetch go on this long while the service is away: the link lives 24 hours [V]."""
FETCH_TRIES = 8
"""After so many dead links and broken files it waits for a person."""
AWAY_TRIES = 5
"""Tries that a service which is away uses up at most, so that an outage overnight loses no video."""
FRESH_LINK_AFTER = 1
CONTENT_ROUTE_AFTER = 3
"""After so many failed fetches a fresh link is asked for, and then the content route is used."""


@dataclass(frozen=True)
class FetchPlan:
    """Where the next fetch takes the video from: whether a fresh link is asked for first, or the content route used.

    Where no link comes, it is the content route all the same.
    """

    ask_first: bool
    content_route: bool


def fetch_plan(job: Job) -> FetchPlan:
    """How to fetch the video of a job in `saving`, by what failed before (contract 2)."""
    without_link = job.video_url is None and job.tries == 0
    in_turns = job.tries >= CONTENT_ROUTE_AFTER and job.tries % 2 == 1
    return FetchPlan(ask_first=job.tries >= FRESH_LINK_AFTER, content_route=without_link or in_turns)


def by_content_route(job: Job) -> bool:
    """Whether this fetch, with the link that the job has by now, is one from the service's content route."""
    return job.video_url is None or fetch_plan(job).content_route


def after_fetch(job: Job, outcome: Video | StudioError, now: datetime) -> Step:
    """What a fetch leads to. Tries go on with growing pauses; trouble with our own disk does not use them up."""
    if isinstance(outcome, Video):
        changes: dict[str, Any] = {"video": outcome, "ready_at": now, "progress": None, "trouble": None}
        changes["unseen"] = not job.click.startswith(EXAMPLE_FILM)
        # Nobody gives up a video that is there: one that came after all is shown like any other.
        changes["set_aside"] = False
        return moved(job, JobState.READY, JobEvent(now, EventKind.READY), **changes)
    if isinstance(outcome, ServiceFailed) and outcome.code == Cause.STOPPED:
        # Castboard itself is ending: nothing went wrong, and the next start fetches it at once.
        return Step(job)
    outcome = _trouble_of_a_fetch(job, outcome)
    trouble = most_telling(job.trouble, outcome, content_route=by_content_route(job))
    if trouble is not job.trouble:
        job = replace(job, answer=outcome.answer or job.answer, trace_id=outcome.request_id or job.trace_id)
    tries = _fetches(job, outcome)
    late = now - (job.finished_at or job.state_since) > FETCH_PATIENCE
    # Late after a long stop of our own: each way is still tried.
    if tries >= FETCH_TRIES or (late and tries > CONTENT_ROUTE_AFTER):
        return _given_up(job, trouble, now)
    pause = max(_pause_s(outcome, tries), min(outcome.retry_after_s or 0, MAX_RETRY_AFTER_S))
    later = replace(job, tries=tries, next_at=after(now, pause), trouble=trouble)
    params = Trouble.of(outcome).params | {"pause_s": round(pause)}
    return Step(later, (JobEvent(now, EventKind.FETCH_FAILED, params, detail=outcome.detail),))


def most_telling(before: Trouble | None, outcome: StudioError, *, content_route: bool) -> Trouble:
    """Which of two troubles of one fetch people see: the one before, or the one now.

    The last one, except that the content route is a way round which many services do not have: its "not found", its
    page of text or its own failure says nothing of the video. What the link said, or our check of its file, stays.
    """
    last = Trouble.of(outcome)
    of_the_file = isinstance(outcome, VideoBroken) and not outcome.answer
    if before is None or not content_route or of_the_file or isinstance(outcome, DiskTrouble | KeyRejected):
        return last
    if issubclass(before.error, NoLink | DiskTrouble | KeyRejected):
        return last
    return before if isinstance(outcome, VideoLost) or issubclass(before.error, VideoLost) else last


def _pause_s(outcome: StudioError, tries: int) -> float:
    return 30.0 if isinstance(outcome, DiskTrouble) else min(2.0 * 3 ** min(tries, 8), 600)


def _trouble_of_a_fetch(job: Job, outcome: StudioError) -> StudioError:
    if isinstance(outcome, LinkDead) and job.video_url is None:
        return in_words_of(NoLink, outcome)
    return in_words_of(KeyNoLongerAccepted, outcome) if isinstance(outcome, KeyRejected) else outcome


def _fetches(job: Job, outcome: StudioError) -> int:
    """Tries so far. While the service is away they go to and fro between the link and the content route."""
    if isinstance(outcome, DiskTrouble):
        return job.tries
    if isinstance(outcome, VideoLost) or job.tries < AWAY_TRIES:
        return job.tries + 1
    return AWAY_TRIES - 1


def _given_up(job: Job, trouble: Trouble, now: datetime) -> Step:
    if not issubclass(trouble.error, VideoLost | DiskTrouble):
        # Their words say that it is tried again.
        facts = {"trouble": trouble.kind, "code": trouble.code, "detail": trouble.detail}
        trouble = replace(trouble, kind=VideoLost.__name__, code=Cause.GAVE_UP.value, detail=written(facts))
    event = JobEvent(now, EventKind.UNSAVED, trouble.params, detail=trouble.detail)
    return moved(job, JobState.UNSAVED, event, trouble=trouble)
