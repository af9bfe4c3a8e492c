"""How the video service does, from what came of the jobs of the last hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lib.domain.job import JobState
from lib.domain.service_health import Condition, Outcome, health_of

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
SERVICE = "https://octopusx.ai"


def outcome(state: JobState, trouble: str = "", *, minutes: float = 5, took_s: float = 60, code: str = "") -> Outcome:
    at = NOW - timedelta(minutes=minutes)
    ready = at if state is JobState.READY else None
    return Outcome("a", "Fog", state, at, "viduq1", False, at - timedelta(seconds=took_s), ready, trouble, code)


READY = outcome(JobState.READY)
BROKEN = outcome(JobState.FAILED, "ServiceFailed")
REFUSED = outcome(JobState.FAILED, "ContentRefused")
UNSURE = outcome(JobState.UNSURE, "SubmissionUncertain")
USUAL = {"viduq1": [60.0] * 5}
CASES = {
    "nothing came back": ([], Condition.QUIET),
    "something waits": ([outcome(JobState.QUEUED)], Condition.QUIET),
    "videos come": ([READY] * 3, Condition.WELL),
    "people's own mistakes": ([REFUSED] * 5, Condition.WELL),
    "one bad moment": ([READY, BROKEN, BROKEN], Condition.WELL),
    "more fails than comes": ([READY, BROKEN, BROKEN, UNSURE], Condition.FAILING),
    "an hour ago": ([outcome(JobState.FAILED, "ServiceFailed", minutes=61)] * 5, Condition.QUIET),
    "twice as long": ([outcome(JobState.READY, took_s=130)] * 3, Condition.SLOW),
    "two say nothing yet": ([outcome(JobState.READY, took_s=130)] * 2, Condition.WELL),
    "it cannot be reached": ([outcome(JobState.QUEUED, "NotReached", minutes=300), READY], Condition.NOT_REACHED),
    "no credit": ([READY, outcome(JobState.FAILED, "NoCredit")], Condition.NO_CREDIT),
    "the key": ([READY, outcome(JobState.FAILED, "KeyRejected")], Condition.KEY_REJECTED),
    "the key, for what follows": ([outcome(JobState.RUNNING, "KeyNoLongerAccepted")], Condition.KEY_REJECTED),
}


@pytest.mark.parametrize("case", CASES)
def test_the_worst_that_is_so_now_is_said(case: str) -> None:
    outcomes, condition = CASES[case]
    assert health_of(outcomes, SERVICE, USUAL, NOW).condition is condition


def test_a_key_that_was_refused_at_the_last_question_counts_without_any_job() -> None:
    assert health_of([], SERVICE, {}, NOW, key_rejected=True).condition is Condition.KEY_REJECTED


def test_the_figures_of_the_hour_tell_whose_side_it_was() -> None:
    health = health_of([READY, READY, READY, BROKEN, REFUSED, UNSURE], SERVICE, USUAL, NOW)
    assert (health.ready, health.failed, health.refused, health.unsure) == (3, 1, 1, 1)
    assert health.times_usual == 1
