"""Which of two troubles of a fetch people are told, and that the true one is still there at the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lib.domain.causes import Cause, facts_in, written
from lib.domain.errors import (
    DiskTrouble,
    KeyNoLongerAccepted,
    KeyRejected,
    LinkDead,
    NoLink,
    NotReached,
    ServiceFailed,
    StudioError,
    TooMany,
    VideoBroken,
    VideoLost,
)
from lib.domain.fetching import after_fetch, by_content_route, most_telling
from lib.domain.job import Job, JobState, Trouble
from tests.domain.test_job import NOW, a_job

NO_ROUTE = LinkDead(detail="Invalid URL (GET /v1/videos/t-1/content)", http_status=404, answer="{}")
A_PAGE = VideoBroken(code=Cause.TEXT_CAME.value, detail=written({"said": "Welcome"}), answer="<html>")
DOWN = ServiceFailed(detail="HTTP 502", http_status=502)
CHECKED = VideoBroken.because(Cause.ENDS_EARLY, size_bytes=5)
FORBIDDEN = LinkDead(detail="AccessDenied", http_status=403, answer="<Error/>")
AWAY = NotReached(detail="refused")


@pytest.mark.parametrize(
    ("before", "outcome", "kept"),
    [
        *[
            (before, outcome, True)
            for before in (CHECKED, FORBIDDEN)
            for outcome in (NO_ROUTE, A_PAGE, DOWN, AWAY, TooMany())
        ],
        *[(before, outcome, True) for before in (AWAY, DOWN, TooMany()) for outcome in (NO_ROUTE, A_PAGE)],
        *[(before, outcome, False) for before in (AWAY, TooMany()) for outcome in (DOWN, AWAY)],
        *[(before, CHECKED, False) for before in (FORBIDDEN, AWAY, DOWN)],
        *[(before, DiskTrouble(), False) for before in (CHECKED, FORBIDDEN, AWAY)],
        *[(before, KeyNoLongerAccepted(), False) for before in (CHECKED, FORBIDDEN, AWAY)],
        *[(before, NO_ROUTE, False) for before in (NoLink(), DiskTrouble(), KeyRejected())],
        (VideoLost(detail="stumbled"), NO_ROUTE, True),
    ],
)
def test_a_content_route_that_is_not_there_does_not_hide_what_was_said_before(
    before: StudioError, outcome: StudioError, kept: bool
) -> None:
    told = most_telling(Trouble.of(before), outcome, content_route=True)

    assert told == Trouble.of(before if kept else outcome)


@pytest.mark.parametrize("outcome", [NO_ROUTE, A_PAGE, DOWN, AWAY, CHECKED, DiskTrouble()])
def test_what_the_link_says_now_is_always_told(outcome: StudioError) -> None:
    assert most_telling(Trouble.of(FORBIDDEN), outcome, content_route=False) == Trouble.of(outcome)
    assert most_telling(None, outcome, content_route=True) == Trouble.of(outcome)


def fetched(link: StudioError, content: StudioError, **fields: Any) -> list[Job]:
    """A job whose every fetch goes wrong: how it stood after each."""
    job = a_job(JobState.SAVING, **{"finished_at": NOW, "video_url": "https://x/y.mp4", "task_id": "t-1", **fields})
    seen = []
    while job.state is JobState.SAVING:
        job = after_fetch(job, content if by_content_route(job) else link, NOW + timedelta(minutes=10 * len(seen))).job
        seen.append(job)
    return seen


@pytest.mark.parametrize("content", [NO_ROUTE, A_PAGE, DOWN, AWAY], ids=["no route", "a page", "502", "away"])
@pytest.mark.parametrize("link", [CHECKED, FORBIDDEN], ids=["checked", "forbidden"])
def test_all_along_and_at_the_end_the_true_cause_is_told(link: StudioError, content: StudioError) -> None:
    seen = fetched(link, content, answer="before")

    assert seen[-1].state is JobState.UNSAVED
    assert {job.trouble for job in seen} == {Trouble.of(link)}
    assert {job.answer for job in seen} == {link.answer or "before"}


def test_a_service_that_was_away_is_told_in_words_that_do_not_promise_another_try() -> None:
    job = a_job(JobState.SAVING, finished_at=NOW, video_url="https://x/y", tries=7, trouble=Trouble.of(AWAY))

    told = after_fetch(job, NO_ROUTE, NOW).job.trouble

    assert told and (told.kind, told.code) == ("VideoLost", Cause.GAVE_UP)
    assert facts_in(told.detail) == {"trouble": "NotReached", "code": "", "detail": "refused"}


def test_without_any_link_the_content_route_is_the_one_that_is_told() -> None:
    assert {job.trouble and job.trouble.kind for job in fetched(FORBIDDEN, NO_ROUTE, video_url=None)} == {"NoLink"}
