"""One sentence on where a job stands, for its card."""

from dataclasses import replace

import pytest

from lib.domain.errors import LinkDead, NotReached
from lib.domain.fetching import after_fetch
from lib.domain.job import DEMO, JobState, Trouble
from lib.domain.tracking import after_submit
from lib.text.job_sentences import job_sentence
from tests.domain.test_job import NOW, a_job
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
    assert job_sentence(replace(waiting, next_at=NOW), DEMO, NOW) == "It waits for its turn."
    assert job_sentence(running(), DEMO, NOW).startswith("The video service is making it.")
    assert "tried again by itself" in job_sentence(after_fetch(saving(), LinkDead(), NOW).job, DEMO, NOW)
