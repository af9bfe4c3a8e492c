"""What becomes of a running job whose looks are refused: it was made and is paid, whatever the answer sounds like."""

from datetime import timedelta
from typing import Any

import pytest

from lib.domain.errors import Refused, StudioError, TaskNotKnownYet, TaskUnknown
from lib.domain.job import Job, JobState
from lib.domain.tracking import UNKNOWN_TASK_PATIENCE_S, after_look
from lib.text.error_sentences import error_hint, error_message
from tests.domain.test_errors import FAMILY
from tests.domain.test_job import NOW
from tests.domain.test_tracking import OFF_PEAK, PAUSES, looks, running, said

NOT_KNOWN = TaskUnknown(detail="task_not_exist")


def not_known(job: Job, **fields: Any) -> tuple[Job, float]:
    """The job after looks that all say so until it is given up, and how long that took in seconds."""
    now = NOW
    while job.state is JobState.RUNNING:
        job = after_look(job, NOT_KNOWN, PAUSES, now).job
        now = job.next_at or now
    return job, (now - NOW).total_seconds()


@pytest.mark.parametrize("fields", [{}, OFF_PEAK], ids=["usual", "off-peak"])
def test_a_task_that_stays_unknown_for_ten_minutes_is_given_up(fields: dict[str, Any]):
    job, took_s = not_known(running(tries=50, **fields))
    assert job.state is JobState.FAILED and job.trouble and job.trouble.error is TaskUnknown
    assert UNKNOWN_TASK_PATIENCE_S < took_s <= UNKNOWN_TASK_PATIENCE_S + PAUSES.off_peak_s


def test_one_answer_that_a_task_is_unknown_does_not_lose_an_old_job():
    job = looks(running(sent_at=NOW - timedelta(days=1), state_since=NOW - timedelta(days=1), tries=999), NOT_KNOWN)
    assert job.state is JobState.RUNNING
    assert job.trouble and job.trouble.error is TaskNotKnownYet and job.trouble.detail == "task_not_exist"


def test_a_task_must_be_unknown_in_one_row_of_looks():
    job = running()
    for _ in range(100):
        job = looks(job, *[NOT_KNOWN] * 10, said())
    assert job.state is JobState.RUNNING and job.trouble is None


@pytest.mark.parametrize("cls", FAMILY, ids=[cls.__name__ for cls in FAMILY])
def test_nobody_is_told_to_send_a_job_again_that_is_running(cls: type[StudioError]):
    trouble = looks(running(), cls(detail="what was seen", code="code", request_id="trace-9")).trouble
    assert trouble and (trouble.detail, trouble.code, trouble.request_id) == ("what was seen", "code", "trace-9")
    if issubclass(cls, Refused):
        told = f"{error_message(trouble.error)} {error_hint(trouble.error)}"
        assert not [words for words in ("othing was made", "send it again", "Make it", "Change") if words in told]
