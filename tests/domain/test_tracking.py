"""What becomes of a job when it is sent and looked at: every row of design section 4, with the clock as an argument."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lib.domain.errors import (
    ContentRefused,
    DiskTrouble,
    FieldRefused,
    KeyRejected,
    ModelUnavailable,
    NoCredit,
    NotAllowed,
    NotReached,
    PictureRefused,
    Redirected,
    Refused,
    RouteMissing,
    ServiceFailed,
    StudioError,
    SubmissionUncertain,
    TlsFailed,
    TooLarge,
    TooMany,
)
from lib.domain.job import Job, JobState, Trouble
from lib.domain.job_events import EventKind
from lib.domain.job_steps import MAX_RETRY_AFTER_S, Pauses, Step
from lib.domain.replies import Phase, SubmitReply, TaskReply
from lib.domain.tracking import (
    NO_URL_PATIENCE,
    RESEND_MAX_S,
    TLS_TRIES,
    after_look,
    after_submit,
)
from lib.text.event_sentences import event_text
from tests.domain.test_errors import FAMILY
from tests.domain.test_job import NOW, a_job, a_request

PAUSES = Pauses(min_s=5, max_s=30, off_peak_s=180)
URL = "https://cdn.example.com/x.mp4"
ACCEPTED = SubmitReply("t-1", "processing", Phase.WORKING, None, "trace-1", '{"task_id": "t-1"}')
OFF_PEAK = {"request": a_request(off_peak=True)}


def sending(**fields: Any) -> Job:
    return a_job(JobState.SENDING, **{"sent_at": NOW, **fields})


def running(**fields: Any) -> Job:
    return a_job(JobState.RUNNING, **{"sent_at": NOW, "task_id": "t-1", "word": "processing", **fields})


def said(phase: Phase = Phase.WORKING, word: str = "processing", **fields: Any) -> TaskReply:
    nothing = TaskReply(phase, word, None, None, "", "", None, None, None, "{raw}")
    return replace(nothing, **fields)


def pause_s(step: Step) -> float:
    assert step.job.next_at is not None
    return (step.job.next_at - NOW).total_seconds()


# Sending

MEETS = {
    "refused line, unknown host, connect timeout": (NotReached(), JobState.QUEUED),
    "TLS failure": (TlsFailed(), JobState.QUEUED),
    "429 or SystemThrottling": (TooMany(), JobState.QUEUED),
    "our own disk": (DiskTrouble(), JobState.QUEUED),
    "2xx with a task id": (ACCEPTED, JobState.RUNNING),
    "2xx without one, 408, 5xx, cut line, read timeout": (SubmissionUncertain(), JobState.UNSURE),
    "a fault of theirs, however it was read": (ServiceFailed(), JobState.UNSURE),
    "3xx": (Redirected(), JobState.FAILED),
    "ModelUnavailable": (ModelUnavailable(), JobState.FAILED),
    **{
        f"{cls.__name__}": (cls(), JobState.FAILED)
        for cls in (Refused, KeyRejected, NotAllowed, NoCredit, ContentRefused, PictureRefused, FieldRefused)
    },
    "no such route": (RouteMissing(), JobState.FAILED),
    "too large": (TooLarge(), JobState.FAILED),
}


@pytest.mark.parametrize(("outcome", "state"), MEETS.values(), ids=MEETS)
def test_a_submit_leads_where_the_design_says(outcome: SubmitReply | StudioError, state: JobState):
    step = after_submit(sending(), outcome, PAUSES, NOW)
    assert step.job.state is state
    assert step.job.state_since == NOW
    assert len(step.events) == 1 and step.events[0].at == NOW and event_text(step.events[0])


@pytest.mark.parametrize("cls", FAMILY, ids=[cls.__name__ for cls in FAMILY])
def test_only_what_certainly_made_nothing_is_ever_sent_again_by_itself(cls: type[StudioError]):
    step = after_submit(sending(), cls(), PAUSES, NOW)
    if step.job.state is JobState.QUEUED:
        assert issubclass(cls, NotReached | TooMany | DiskTrouble)
    if cls.may_cost and issubclass(cls, SubmissionUncertain):
        assert step.job.state is JobState.UNSURE


@pytest.mark.parametrize(
    "outcome", [TooMany(), NotReached(), SubmissionUncertain(), NoCredit()], ids=lambda outcome: outcome.kind
)
def test_a_submit_that_went_wrong_keeps_what_support_asks_for(outcome: StudioError):
    outcome.detail, outcome.code, outcome.request_id = "what was seen", "code", "trace-9"
    job = after_submit(sending(), outcome, PAUSES, NOW).job
    assert job.trouble == Trouble.of(outcome)
    assert job.trace_id == "trace-9"


def test_a_fault_of_theirs_is_told_as_an_answer_that_was_lost():
    trouble = after_submit(sending(), ServiceFailed(detail="HTTP 500"), PAUSES, NOW).job.trouble
    assert trouble and trouble.error is SubmissionUncertain and trouble.detail == "HTTP 500"


def test_an_accepted_job_keeps_its_task_and_forgets_the_trouble_before():
    job = after_submit(sending(trouble=Trouble("TooMany"), tries=4), ACCEPTED, PAUSES, NOW).job
    assert (job.task_id, job.word, job.answer, job.trace_id) == ("t-1", "processing", ACCEPTED.raw, "trace-1")
    assert (job.trouble, job.tries, job.sent_at) == (None, 0, NOW)


def test_a_job_that_goes_back_to_the_queue_was_never_sent():
    assert after_submit(sending(), NotReached(), PAUSES, NOW).job.sent_at is None


@pytest.mark.parametrize("outcome", [NotReached(), TooMany(), DiskTrouble()], ids=lambda outcome: outcome.kind)
def test_pauses_between_submits_grow_and_are_bounded(outcome: StudioError):
    job, pauses = sending(), []
    for _ in range(40):
        step = after_submit(job, outcome, PAUSES, NOW)
        assert step.job.state is JobState.QUEUED
        pauses.append(pause_s(step))
        job = replace(step.job, state=JobState.SENDING)
    assert pauses[:4] == [5, 10, 20, 40]
    assert pauses == sorted(pauses) and pauses[-1] == RESEND_MAX_S


@pytest.mark.parametrize(("asked_s", "waits_s"), [(0, 5), (7, 7), (600, 600), (10**9, MAX_RETRY_AFTER_S)])
def test_a_busy_service_is_left_alone_as_long_as_it_asks_within_bounds(asked_s: float, waits_s: float):
    assert pause_s(after_submit(sending(), TooMany(retry_after_s=asked_s), PAUSES, NOW)) == waits_s


def sent_into(job: Job, *mishaps: StudioError) -> list[JobState]:
    states = []
    for outcome in mishaps:
        job = after_submit(replace(job, state=JobState.SENDING), outcome, PAUSES, NOW).job
        states.append(job.state)
    return states


def test_tls_is_given_up_after_three_tries():
    assert sent_into(sending(), *[TlsFailed()] * TLS_TRIES) == [JobState.QUEUED, JobState.QUEUED, JobState.FAILED]
    assert TLS_TRIES == 3


def test_a_service_that_was_away_has_not_used_up_the_tries_of_tls():
    states = sent_into(sending(), *[NotReached()] * 5, TlsFailed(), TlsFailed(), NotReached(), TlsFailed())
    assert set(states) == {JobState.QUEUED}


# Looking


def looks(job: Job, *seen: TaskReply | StudioError) -> Job:
    for outcome in seen:
        job = after_look(job, outcome, PAUSES, NOW).job
    return job


PHASES = {
    "waiting": (said(Phase.WAITING, "queueing"), JobState.RUNNING),
    "working": (said(), JobState.RUNNING),
    "done with a link": (said(Phase.DONE, "completed", video_url=URL), JobState.SAVING),
    "done without a link yet": (said(Phase.DONE, "completed"), JobState.RUNNING),
    "failed": (said(Phase.FAILED, "failed", reason="blurred"), JobState.FAILED),
    "ended": (said(Phase.ENDED, "expired"), JobState.ENDED),
    "a word nobody knows": (said(Phase.UNKNOWN, "reticulating"), JobState.RUNNING),
    **{cls.__name__: (cls(), JobState.RUNNING) for cls in FAMILY},
}


@pytest.mark.parametrize(("outcome", "state"), PHASES.values(), ids=PHASES)
def test_a_look_leads_where_the_service_says_and_trouble_only_to_another_look(outcome: Any, state: JobState):
    job = looks(running(), outcome)
    assert job.state is state
    assert (job.next_at is not None and job.next_at > NOW) is (state is JobState.RUNNING)


def test_pauses_between_looks_grow_and_are_bounded():
    pauses = [PAUSES.before_look(tries, off_peak=False) for tries in range(60)]
    assert pauses[:3] == [5, 7.5, 11.25]
    assert pauses == sorted(pauses) and set(pauses[5:]) == {30}
    assert PAUSES.before_look(10**6, off_peak=False) == 30


def test_a_job_is_looked_at_ever_more_slowly():
    job, waits = after_submit(sending(), ACCEPTED, PAUSES, NOW).job, []
    for _ in range(8):
        waits.append((job.next_at - NOW).total_seconds() if job.next_at else 0)
        job = looks(job, said())
    assert waits[:3] == [5, 7.5, 11.25]
    assert waits == sorted(waits) and waits[-1] == 30


def test_quiet_hours_are_looked_at_slowly_from_the_start():
    assert pause_s(after_submit(sending(**OFF_PEAK), ACCEPTED, PAUSES, NOW)) == 180
    assert pause_s(after_look(running(**OFF_PEAK), said(), PAUSES, NOW)) == 180


@pytest.mark.parametrize(("asked_s", "waits_s"), [(None, 7.5), (1, 7.5), (90, 90), (10**9, MAX_RETRY_AFTER_S)])
def test_a_look_waits_as_long_as_the_service_asks_within_bounds(asked_s: float | None, waits_s: float):
    assert pause_s(after_look(running(), TooMany(retry_after_s=asked_s), PAUSES, NOW)) == waits_s


def test_a_word_nobody_knows_is_shown_once_as_it_came_and_polled_on():
    first = after_look(running(), said(Phase.UNKNOWN, "reticulating"), PAUSES, NOW)
    second = after_look(first.job, said(Phase.UNKNOWN, "reticulating"), PAUSES, NOW)
    assert first.job.word == "reticulating" and "“reticulating”" in event_text(first.events[0])
    assert second.job.state is JobState.RUNNING and second.events == ()


def test_the_story_tells_a_change_of_word_and_not_every_look():
    assert after_look(running(), said(), PAUSES, NOW).events == ()
    (event,) = after_look(running(), said(Phase.WAITING, "queueing"), PAUSES, NOW).events
    assert "queueing" in event_text(event)


def test_the_story_tells_every_failed_look_and_which_ones_repeat_the_one_before():
    first = after_look(running(), ServiceFailed(detail="HTTP 502"), PAUSES, NOW)
    again = after_look(first.job, ServiceFailed(), PAUSES, NOW)
    other = after_look(again.job, KeyRejected(), PAUSES, NOW)
    assert [event.kind for step in (first, again, other) for event in step.events] == [
        EventKind.LOOK_FAILED,
        EventKind.AGAIN,
        EventKind.LOOK_FAILED,
    ]
    assert first.job.trouble and first.job.word == "processing"
    assert looks(other.job, said()).trouble is None


def test_progress_never_goes_backwards_and_silence_keeps_the_last_figure():
    job, shown = running(), []
    for figure in (None, 10.0, 40.0, 20.0, None, 41.0, 0.0):
        job = looks(job, said(progress=figure))
        shown.append(job.progress)
    assert shown == [None, 10, 40, 40, 40, 41, 41]


def test_a_look_keeps_what_the_service_tells_beside_its_word():
    job = looks(running(), said(credits=4.0, request_id="trace-2", raw="{1}"), said(raw="{2}"))
    assert (job.credits, job.trace_id, job.answer) == (4.0, "trace-2", "{2}")


def test_done_without_a_link_is_asked_again_for_a_while_and_then_fetched_by_the_content_route():
    done = said(Phase.DONE, "completed")
    first = after_look(running(), done, PAUSES, NOW)
    assert first.job.finished_at == NOW and len(first.events) == 1
    almost = after_look(first.job, done, PAUSES, NOW + NO_URL_PATIENCE - timedelta(seconds=1))
    assert almost.job.state is JobState.RUNNING and almost.events == ()
    late = after_look(almost.job, done, PAUSES, NOW + NO_URL_PATIENCE)
    assert (late.job.state, late.job.video_url, late.job.finished_at) == (JobState.SAVING, None, NOW)


def test_a_link_that_comes_a_little_later_is_taken_at_once():
    job = looks(running(), said(Phase.DONE, "completed"), said(Phase.DONE, "completed", video_url=URL))
    assert (job.state, job.video_url, job.tries, job.next_at) == (JobState.SAVING, URL, 0, None)
