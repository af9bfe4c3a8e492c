"""What becomes of a job when its video is fetched and people step in; no step leaves the design's paths."""

import inspect
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from lib.domain import fetching, tracking
from lib.domain.actor import Actor
from lib.domain.errors import (
    ContentRefused,
    DiskTrouble,
    KeyRejected,
    LinkDead,
    NoLink,
    NotReached,
    ServiceFailed,
    StudioError,
    SubmissionUncertain,
    TaskFailed,
    TooMany,
    VideoBroken,
    VideoLost,
)
from lib.domain.fetching import (
    AWAY_TRIES,
    CONTENT_ROUTE_AFTER,
    FETCH_PATIENCE,
    FETCH_TRIES,
    FRESH_LINK_AFTER,
    after_fetch,
    fetch_plan,
)
from lib.domain.job import TRANSITIONS, Job, JobState, Trouble, Video
from lib.domain.job_steps import MAX_RETRY_AFTER_S, Step
from lib.domain.replies import Phase
from lib.domain.tracking import (
    after_look,
    after_submit,
    cancelled,
    entered_task,
    fetched_again,
    late_answer,
    put_aside,
    renamed,
    sent_again,
    with_reason,
)
from lib.text.cause_sentences import detail_text
from lib.text.error_sentences import error_hint, error_message
from lib.text.event_sentences import event_text
from tests.domain.test_errors import FAMILY
from tests.domain.test_job import NOW, a_job
from tests.domain.test_tracking import ACCEPTED, OFF_PEAK, PAUSES, URL, looks, pause_s, running, said, sending

ANN = Actor("a" * 32)
VIDEO = Video(5.04, 1280, 720, True, 1000, "ab" * 32)


def saving(**fields: Any) -> Job:
    return a_job(JobState.SAVING, **{"finished_at": NOW, "video_url": URL, "task_id": "t-1", **fields})


# Why it failed


def test_a_failed_task_says_why():
    job = looks(running(), said(Phase.FAILED, "failed", reason="too dark", reason_code="X1"))
    assert job.trouble and (job.trouble.error, job.trouble.detail, job.trouble.code) == (TaskFailed, "too dark", "X1")


def test_a_reason_that_comes_by_a_second_question_is_told_instead():
    step = after_look(running(), said(Phase.FAILED, "failed"), PAUSES, NOW)
    told = with_reason(step, ContentRefused(detail="TaskPromptPolicyViolation"))
    assert told.job.trouble and told.job.trouble.error is ContentRefused
    assert [event_text(event) for event in told.events] == [error_message(ContentRefused)]


def test_without_a_reason_it_says_so():
    job = looks(running(), said(Phase.FAILED, "failed"))
    assert job.trouble and "gave no reason" in error_message(job.trouble)


def test_without_a_reason_and_on_a_job_that_lives_nothing_changes():
    failed = after_look(running(), said(Phase.FAILED, "failed"), PAUSES, NOW)
    alive = after_look(running(), said(), PAUSES, NOW)
    assert with_reason(failed, None) is failed
    assert with_reason(alive, ContentRefused()) is alive


# Fetching


def test_a_video_that_lies_on_our_disk_is_ready():
    step = after_fetch(saving(tries=3, trouble=Trouble("LinkDead"), unseen=False), VIDEO, NOW)
    job = step.job
    assert (job.state, job.video, job.ready_at, job.trouble, job.next_at) == (JobState.READY, VIDEO, NOW, None, None)
    assert job.unseen and event_text(step.events[0]) == "The video is saved"


def test_a_video_that_came_after_someone_stopped_waiting_is_shown():
    assert not after_fetch(saving(set_aside=True), VIDEO, NOW).job.set_aside


@pytest.mark.parametrize("outcome", [LinkDead(), VideoBroken()], ids=lambda outcome: outcome.kind)
def test_a_fetch_is_tried_with_growing_pauses_and_then_waits_for_a_person(outcome: StudioError):
    job, pauses = saving(), []
    while (step := after_fetch(job, outcome, NOW)).job.state is JobState.SAVING:
        pauses.append(pause_s(step))
        job = step.job
    assert len(pauses) == FETCH_TRIES - 1
    assert pauses == sorted(pauses) and pauses[0] == 6 and max(pauses) <= 600
    assert step.job.state is JobState.UNSAVED
    assert step.job.trouble and step.job.trouble.kind == outcome.kind


AWAY = [ServiceFailed(), NotReached(), TooMany(), KeyRejected()]


@pytest.mark.parametrize("outcome", AWAY, ids=lambda outcome: outcome.kind)
def test_a_service_that_is_away_is_asked_as_long_as_the_link_may_live(outcome: StudioError):
    job, now, plans = saving(), NOW, []
    while (step := after_fetch(job, outcome, now)).job.state is JobState.SAVING:
        job, now = step.job, step.job.next_at or now
        plans.append(fetch_plan(job).content_route)
        assert job.tries <= AWAY_TRIES
    assert FETCH_PATIENCE <= now - NOW <= FETCH_PATIENCE + timedelta(minutes=10) < timedelta(hours=24)
    assert plans[-4:] in ([True, False] * 2, [False, True] * 2)
    told = step.job.trouble
    assert told and told.error is VideoLost and detail_text(told.code, told.detail).startswith("The video service ")


@pytest.mark.parametrize(("asked_s", "waits_s"), [(1, 6), (90, 90), (10**9, MAX_RETRY_AFTER_S)])
def test_a_fetch_waits_as_long_as_the_service_asks_within_bounds(asked_s: float, waits_s: float):
    assert pause_s(after_fetch(saving(), TooMany(retry_after_s=asked_s), NOW)) == waits_s


def test_after_a_long_stop_of_ours_each_way_is_still_tried():
    job, plans = saving(), []
    while job.state is JobState.SAVING:
        plans.append(fetch_plan(job))
        job = after_fetch(job, NotReached(), NOW + FETCH_PATIENCE + timedelta(hours=1)).job
    assert [(plan.ask_first, plan.content_route) for plan in plans][-2:] == [(True, False), (True, True)]


def test_a_video_to_which_no_link_ever_came_says_so():
    job = after_fetch(saving(video_url=None, tries=FETCH_TRIES - 1), LinkDead(detail="404"), NOW).job
    assert job.trouble and (job.trouble.error, job.trouble.detail) == (NoLink, "404")


def test_a_key_that_is_no_longer_taken_is_not_told_as_a_request_that_made_nothing():
    job = after_fetch(saving(), KeyRejected(), NOW).job
    assert job.trouble and "othing was made" not in error_hint(job.trouble)


def test_trouble_with_our_own_disk_uses_no_tries_up():
    job = saving(tries=FETCH_TRIES - 1)
    for _ in range(100):
        step = after_fetch(job, DiskTrouble(), NOW)
        assert (step.job.state, step.job.tries, pause_s(step)) == (JobState.SAVING, FETCH_TRIES - 1, 30)
        job = step.job


def test_a_dead_link_is_replaced_by_a_fresh_one_and_then_the_content_route_takes_turns_with_it():
    plans = [fetch_plan(saving(tries=tries)) for tries in range(FETCH_TRIES)]
    assert [plan.ask_first for plan in plans] == [tries >= FRESH_LINK_AFTER for tries in range(FETCH_TRIES)]
    assert [plan.content_route for plan in plans] == [False] * CONTENT_ROUTE_AFTER + [True, False, True, False, True]
    assert not plans[0].ask_first


def test_without_any_link_the_content_route_comes_first():
    assert fetch_plan(saving(video_url=None)).content_route
    assert not fetch_plan(saving(video_url=None, tries=1)).content_route


def test_fetch_again_starts_all_tries_anew():
    lost = after_fetch(saving(tries=FETCH_TRIES - 1), LinkDead(), NOW).job
    later = NOW + timedelta(days=2)
    job = fetched_again(lost, ANN, later).job
    assert (job.state, job.tries, job.next_at) == (JobState.SAVING, 0, None)
    assert after_fetch(job, LinkDead(), later).job.state is JobState.SAVING


def test_a_fetch_that_waits_for_its_next_try_is_made_due_now():
    waiting = after_fetch(saving(tries=5), LinkDead(), NOW).job
    assert waiting.next_at and waiting.next_at > NOW
    later = NOW + timedelta(seconds=9)
    step = fetched_again(waiting, ANN, later)
    job = step.job
    assert (job.state, job.tries, job.next_at, job.finished_at) == (JobState.SAVING, 0, None, later)
    assert job.state_since == waiting.state_since and step.events[0].at == later


# People step in


def test_a_job_that_is_still_ours_can_be_taken_back():
    assert cancelled(a_job(next_at=NOW), ANN, NOW).job.state is JobState.CANCELLED


def test_an_unsure_job_is_sent_again_as_if_it_had_never_left():
    job = sent_again(a_job(JobState.UNSURE, sent_at=NOW, tries=2), ANN, NOW).job
    assert (job.state, job.sent_at, job.tries, job.next_at) == (JobState.QUEUED, None, 0, None)


def test_a_task_id_that_a_person_entered_is_looked_at_at_once():
    job = entered_task(a_job(JobState.UNSURE, trouble=Trouble("SubmissionUncertain")), ANN, "t-9", PAUSES, NOW).job
    assert (job.state, job.task_id, job.next_at, job.trouble) == (JobState.RUNNING, "t-9", NOW, None)


def test_an_answer_that_comes_late_is_still_recorded():
    unsure = after_submit(sending(), SubmissionUncertain(), PAUSES, NOW).job
    job = late_answer(unsure, ACCEPTED, PAUSES, NOW + timedelta(minutes=1)).job
    assert (job.state, job.task_id, job.sent_at, job.trouble) == (JobState.RUNNING, "t-1", NOW, None)


def test_setting_aside_is_a_flag_and_no_state():
    aside = put_aside(a_job(JobState.UNSURE), ANN, NOW)
    back = put_aside(aside.job, ANN, NOW, aside=False)
    assert (aside.job.state, aside.job.set_aside) == (JobState.UNSURE, True)
    assert (back.job.state, back.job.set_aside) == (JobState.UNSURE, False)
    assert [event_text(aside.events[0]), event_text(back.events[0])] == ["Put on hold", "Taken off hold"]


# Every step keeps to the design's paths

S = JobState
STEPS: dict[str, tuple[set[JobState], Callable[[Job], Iterator[Step]]]] = {
    "after_submit": (
        {S.SENDING},
        lambda job: (after_submit(job, outcome, PAUSES, NOW) for outcome in (ACCEPTED, *ERRORS)),
    ),
    "after_look": ({S.RUNNING}, lambda job: (after_look(job, outcome, PAUSES, NOW) for outcome in (*REPLIES, *ERRORS))),
    "after_fetch": ({S.SAVING}, lambda job: (after_fetch(job, outcome, NOW) for outcome in (VIDEO, *ERRORS))),
    "cancelled": ({S.QUEUED}, lambda job: iter([cancelled(job, ANN, NOW)])),
    "sent_again": ({S.UNSURE}, lambda job: iter([sent_again(job, ANN, NOW)])),
    "entered_task": ({S.UNSURE}, lambda job: iter([entered_task(job, ANN, "t-9", PAUSES, NOW)])),
    "late_answer": (
        {S.UNSURE},
        lambda job: (late_answer(job, outcome, PAUSES, NOW) for outcome in (ACCEPTED, *(cls() for cls in FAMILY))),
    ),
    "fetched_again": ({S.UNSAVED, S.SAVING}, lambda job: iter([fetched_again(job, ANN, NOW)])),
    "renamed": (set(S), lambda job: iter([renamed(job, ANN, "Opening", NOW)])),
    "put_aside": (set(S), lambda job: iter([put_aside(job, ANN, NOW), put_aside(job, ANN, NOW, aside=False)])),
    "with_reason": (
        {S.RUNNING},
        lambda job: (with_reason(after_look(job, outcome, PAUSES, NOW), LinkDead()) for outcome in REPLIES),
    ),
}
ERRORS = [cls(retry_after_s=wait_s) for cls in FAMILY for wait_s in (None, 60)]
REPLIES = [said(phase, phase.value, video_url=url) for phase in Phase for url in (None, URL)]
LONG_AGO = NOW - timedelta(days=3)
PASTS: list[dict[str, Any]] = [
    {},
    {"tries": 2, "trouble": Trouble("TlsFailed")},
    {"tries": 99, "sent_at": LONG_AGO, "finished_at": LONG_AGO, "state_since": LONG_AGO},
    OFF_PEAK,
]


def test_the_walk_knows_every_function_that_makes_a_step():
    makers = [
        name
        for module in (tracking, fetching)
        for name, one in inspect.getmembers(module, inspect.isfunction)
        if one.__module__ == module.__name__ and inspect.signature(one).return_annotation == "Step"
    ]
    assert {name for name in makers if not name.startswith("_")} == set(STEPS)


@pytest.mark.parametrize("past", PASTS, ids=["fresh", "tried", "old", "off-peak"])
@pytest.mark.parametrize("name", STEPS)
def test_no_step_leaves_the_paths_of_the_design(name: str, past: dict[str, Any]):
    states, walk = STEPS[name]
    for state in states:
        job = a_job(state, **{"sent_at": NOW, "task_id": "t-1", "video_url": URL, **past})
        for step in walk(job):
            assert step.job.state is state or step.job.state in TRANSITIONS[state]
            assert step.job.state is state or step.events, "a change of state without a line in the story"
            assert all(event.at == NOW and event_text(event) for event in step.events)
            assert step.job.next_at is None or step.job.next_at.tzinfo
