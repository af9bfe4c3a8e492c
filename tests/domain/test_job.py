"""A job: its states and what leads from one to the next, the words and buttons for people, and its progress."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lib.domain.catalog import CATALOG
from lib.domain.errors import LinkDead, StudioError
from lib.domain.job import (
    DEMO,
    MOVING,
    NEEDS_SOMEONE,
    TRANSITIONS,
    Action,
    Job,
    JobState,
    Trouble,
    actions,
    is_overdue,
    progress,
)
from lib.domain.request import VideoRequest, fingerprint
from lib.text.job_labels import state_label

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
SUBJECTS = [{"id": "Mia", "images": ["https://example.com/a.png"]}]


def a_request(**fields: Any) -> VideoRequest:
    return VideoRequest.model_validate({"model": "viduq2-pro", "subjects": SUBJECTS, "prompt": "@Mia waves", **fields})


def a_job(state: JobState = JobState.QUEUED, **fields: Any) -> Job:
    """A job as it could stand in that state, made a minute before NOW."""
    made = NOW - timedelta(minutes=1)
    fresh = Job("j1", "Mia waves", "p1", DEMO, "click", 1, 1, a_request(), made, state, state_since=made)
    return replace(fresh, **fields)


# Design section 4, written out once more by hand: state, word for people, goes to.
DESIGN_4 = [
    ("queued", "Waiting", "sending cancelled"),
    ("sending", "Sending", "running failed queued unsure"),
    ("running", "In progress", "saving failed ended"),
    ("saving", "Saving", "ready unsaved"),
    ("ready", "Ready", ""),
    ("unsaved", "Not saved", "saving"),
    ("failed", "Failed", ""),
    ("unsure", "Unsure", "running failed queued"),
    ("cancelled", "Cancelled", ""),
    ("ended", "Ended by the service", ""),
]


@pytest.mark.parametrize(("state", "word", "goes_to"), DESIGN_4, ids=[row[0] for row in DESIGN_4])
def test_a_state_has_its_word_and_leads_where_the_design_says(state: str, word: str, goes_to: str):
    assert state_label(JobState(state)) == word
    assert TRANSITIONS[JobState(state)] == {JobState(name) for name in goes_to.split()}


def test_the_design_names_every_state():
    assert [row[0] for row in DESIGN_4] == [state.value for state in JobState]


def test_every_state_is_moving_or_waits_for_someone_or_is_an_end():
    ends = {state for state, next_states in TRANSITIONS.items() if not next_states}
    assert not MOVING & NEEDS_SOMEONE
    assert ends == set(JobState) - MOVING - NEEDS_SOMEONE


@pytest.mark.parametrize("set_aside", [False, True])
@pytest.mark.parametrize("state", JobState)
def test_there_is_something_to_do_in_every_state_and_no_button_twice(state: JobState, set_aside: bool):
    found = actions(a_job(state, set_aside=set_aside), NOW)
    assert found and len(set(found)) == len(found)
    assert (Action.BRING_BACK in found) is set_aside


WHEN = {
    Action.CANCEL: {JobState.QUEUED},
    Action.ENTER_TASK_ID: {JobState.UNSURE},
    Action.SEND_AGAIN: {JobState.UNSURE},
    Action.FETCH_NOW: {JobState.UNSAVED},
    Action.OPEN_VIDEO: {JobState.READY},
    Action.CHANGE_AND_RETRY: {JobState.FAILED},
    Action.SET_ASIDE: NEEDS_SOMEONE,
}


@pytest.mark.parametrize("action", WHEN, ids=[action.name for action in WHEN])
def test_a_button_is_only_there_where_it_can_work(action: Action):
    assert {state for state in JobState if action in actions(a_job(state), NOW)} == WHEN[action]


def test_a_fetch_that_has_trouble_can_be_asked_for_now_before_anything_that_is_paid_anew():
    for state in (JobState.SAVING, JobState.UNSAVED):
        assert actions(a_job(state, trouble=Trouble("LinkDead")), NOW)[0] is Action.FETCH_NOW


@pytest.mark.parametrize("state", sorted({*MOVING, JobState.UNSURE}))
def test_what_may_still_cost_or_bring_a_video_cannot_be_deleted(state: JobState):
    assert Action.DELETE not in actions(a_job(state), NOW)


@pytest.mark.parametrize("off_peak", [False, True])
def test_a_job_is_overdue_after_what_the_service_promises(off_peak: bool):
    limit = timedelta(hours=50 if off_peak else 24)
    job = a_job(JobState.RUNNING, request=a_request(off_peak=off_peak), sent_at=NOW)
    assert not is_overdue(job, NOW + limit)
    assert is_overdue(job, NOW + limit + timedelta(seconds=1))
    assert Action.GIVE_UP not in actions(job, NOW + limit)
    assert actions(job, NOW + limit + timedelta(seconds=1))[0] is Action.GIVE_UP


@pytest.mark.parametrize("state", sorted(set(JobState) - {JobState.RUNNING}))
def test_only_a_running_job_can_be_overdue(state: JobState):
    assert not is_overdue(a_job(state, sent_at=NOW), NOW + timedelta(days=9))


# Progress

MOMENTS = [NOW + timedelta(seconds=seconds) for seconds in (-5, 0, 1, 10, 60, 300, 3600, 86_400, 10**7)]


@pytest.mark.parametrize("model", [model.id for model in CATALOG])
def test_an_estimate_grows_and_never_says_that_it_is_done(model: str):
    job = a_job(JobState.RUNNING, request=a_request(model=model), sent_at=NOW)
    seen = [progress(job, moment) for moment in MOMENTS]
    assert all(one and one.estimated for one in seen)
    figures = [one.percent for one in seen if one]
    assert figures == sorted(figures) and figures[0] == 0 and figures[-1] <= 90
    assert figures[2] > 0


def test_no_stage_falls_behind_the_one_before_and_only_ready_is_100():
    running = [a_job(JobState.RUNNING, sent_at=NOW, progress=figure) for figure in (None, 91.0, 99.0, 100.0)]
    stages = [*running, a_job(JobState.SAVING, progress=None), a_job(JobState.READY)]
    figures = [shown.percent for job in stages if (shown := progress(job, NOW + timedelta(days=1)))]
    assert len(figures) == len(stages)
    assert figures == sorted(figures)
    assert [figure == 100 for figure in figures] == [False] * 5 + [True]


def test_the_services_own_figure_counts_more_than_an_estimate():
    shown = progress(a_job(JobState.RUNNING, sent_at=NOW - timedelta(hours=1), progress=12.5), NOW)
    assert shown and (shown.percent, shown.estimated) == (12.5, False)


def test_a_figure_of_zero_is_a_figure():
    shown = progress(a_job(JobState.RUNNING, sent_at=NOW - timedelta(hours=1), progress=0.0), NOW)
    assert shown and (shown.percent, shown.estimated) == (0, False)


@pytest.mark.parametrize("state", sorted(set(JobState) - {JobState.RUNNING, JobState.SAVING, JobState.READY}))
def test_there_is_no_progress_where_nothing_is_made(state: JobState):
    assert progress(a_job(state, sent_at=NOW, progress=50.0), NOW) is None


def test_quiet_hours_are_not_estimated():
    assert progress(a_job(JobState.RUNNING, request=a_request(off_peak=True), sent_at=NOW), NOW) is None


# What a job keeps


def test_a_job_keeps_what_is_needed_of_an_error_and_finds_its_words_again():
    error = LinkDead(detail="410", code="gone", field="url", request_id="r1", http_status=410)
    trouble = Trouble.of(error)
    assert trouble == Trouble("LinkDead", "gone", "410", "url", "r1", 410)
    assert trouble.error is LinkDead
    assert Trouble("FromANewerVersion").error is StudioError


def test_a_job_knows_what_it_is():
    assert a_job().is_demo and not a_job(service="https://octopusx.ai").is_demo
    assert a_job(request=a_request(off_peak=True)).off_peak and not a_job().off_peak


def test_every_time_of_a_fresh_job_is_aware():
    fresh = Job("j1", "n", "p1", DEMO, "click", 1, 1, a_request(), NOW)
    assert fresh.state_since.tzinfo is UTC


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"seed": 1}, {"seed": 2}, True),
        ({"seed": 0}, {}, True),
        ({}, {"audio": False}, False),
        ({"prompt": "a"}, {"prompt": "b"}, False),
        ({"model": "viduq1"}, {}, False),
        ({"subjects": [{**SUBJECTS[0], "voice_id": ""}]}, {}, False),
    ],
)
def test_the_identical_request_compares_everything_but_the_seed(one: Any, other: Any, same: bool):
    assert (fingerprint(a_request(**one)) == fingerprint(a_request(**other))) is same
