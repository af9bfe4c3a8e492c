"""Where a job stands, what it has cost, and what is handed on when its answer was lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lib.domain.errors import LinkDead, NotReached
from lib.domain.fetching import after_fetch
from lib.domain.job import DEMO, Job, JobState, Trouble
from lib.domain.tracking import after_submit
from lib.text.job_sentences import cost_sentence, handover_text, job_sentence, what_to_do
from tests.domain.test_failure import REQUEST, refused
from tests.domain.test_job import NOW, a_job, a_request
from tests.domain.test_job_status import REAL
from tests.domain.test_tracking import PAUSES, running, sending
from tests.domain.test_tracking_fetch import saving


@pytest.mark.parametrize("state", JobState)
def test_every_state_has_a_sentence(state: JobState):
    for trouble in (None, Trouble("TaskFailed")):
        text = job_sentence(a_job(state, trouble=trouble, word="expired"), DEMO, NOW)
        assert text and text[0].isupper()


def test_a_job_of_another_service_says_that_it_rests():
    assert job_sentence(a_job(), "https://octopusx.ai", NOW).startswith("It is paused")
    assert "rests" not in job_sentence(a_job(JobState.READY), "https://octopusx.ai", NOW)


def test_a_job_that_is_tried_again_later_says_why():
    waiting = after_submit(sending(), NotReached(), PAUSES, NOW).job
    assert "cannot be reached" in job_sentence(waiting, DEMO, NOW)
    assert job_sentence(replace(waiting, next_at=NOW), DEMO, NOW) == "It is waiting for its turn."
    assert job_sentence(running(), DEMO, NOW).startswith("The video service is making it.")
    assert "tries again automatically" in job_sentence(after_fetch(saving(), LinkDead(), NOW).job, DEMO, NOW)


# What it has cost


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Nothing was made, so nothing was paid."),
        ({"task_id": "t"}, "The service had begun it, so it may have cost something."),
        ({"task_id": "t", "credits": 4.0}, "The service charged 4 credits for it."),
        ({"state": JobState.UNSURE}, "It may be running, and may be billed."),
        ({"state": JobState.UNSAVED, "task_id": "t"}, "The video was made and has most likely been billed."),
        ({"state": JobState.ENDED, "task_id": "t"}, "The service had begun it, so it may have cost something."),
        ({"state": JobState.UNSAVED, "task_id": "t", "service": DEMO}, "A demo job costs nothing."),
        ({"state": JobState.UNSURE, "service": DEMO}, "A demo job costs nothing."),
        ({"task_id": "t", "credits": 4.0, "service": DEMO}, "A demo job costs nothing."),
        ({"state": JobState.RUNNING, "task_id": "t", "service": DEMO}, ""),
        ({"state": JobState.RUNNING, "task_id": "t"}, ""),
        ({"state": JobState.QUEUED}, ""),
    ],
)
def test_a_bad_end_says_what_it_may_have_cost(fields: dict[str, object], said: str):
    assert cost_sentence(refused(**{"service": REAL} | fields)) == said


def test_an_off_peak_video_that_was_not_made_in_time_is_paid_back():
    request = REQUEST.model_copy(update={"off_peak": True})
    assert "refunds" in cost_sentence(refused(state=JobState.ENDED, task_id="t", request=request, service=REAL))


# What to do next


@pytest.mark.parametrize(
    ("hours", "trouble", "said"),
    [
        (23, "VideoBroken", "The service keeps a video for 24 hours; within that time it can be fetched again."),
        (26, "VideoBroken", "The service keeps a video for 24 hours, and they have passed. “Fetch now” may"),
        (26, "DiskTrouble", "Ask your Castboard administrator to check the disk"),
    ],
)
def test_a_video_that_could_not_be_saved_is_not_promised_for_a_time_that_is_over(hours: int, trouble: str, said: str):
    lost = replace(saving(), state=JobState.UNSAVED, trouble=Trouble(trouble))
    assert what_to_do(lost, NOW + timedelta(hours=hours)).startswith(said)


# What is handed on


def unsure(**fields: Any) -> Job:
    trouble = Trouble("SubmissionUncertain", request_id="trace-7")
    return a_job(JobState.UNSURE, sent_at=NOW, service=REAL, trouble=trouble, **fields)


def test_what_is_handed_on_says_what_to_look_for_and_when():
    told = handover_text(unsure(request=a_request(prompt="Fog\nand " + "x" * 5000)))
    for part in (f"{NOW:%Y-%m-%d %H:%M:%S} UTC", REAL, a_request().model, "Scene begins: Fog and x", "trace-7", "job"):
        assert part in told, part
    assert len(told) < 1500 and "task id" in told


def test_what_is_handed_on_does_without_what_is_not_known():
    told = handover_text(a_job(JobState.UNSURE, request=a_request(prompt=None, is_rec=True)))
    assert "Sent: unknown" in told and "Trace id: none came back" in told and "Scene begins" not in told
