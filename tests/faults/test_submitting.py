"""Faults of a submit: what every answer, and every missing one, makes of a job. Never two tasks for one click."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.error_codes import class_of_code
from lib.domain.job import JobState
from tests.faults.trial import Trial

S = JobState
JOBS = 3
LOST = "The request was sent, but no clear answer came."
HELD_BACK = "The video service is busy. Castboard waits and then continues automatically."


@pytest.fixture
def trial(trial: Trial) -> Iterator[Trial]:
    trial.group = "Submitting"
    return trial


@dataclass(frozen=True)
class Fault:
    """A mishap on a submit, the state right after it, and words that people then read."""

    mishap: Mishap
    state: JobState
    words: str
    jobs: int = JOBS


def refusal(status: int, code: str, shape: str = "reason") -> Mishap:
    return Mishap.error(status, code, "images.0 is wrong", shape=shape)  # type: ignore[arg-type]


UNSURE = {
    "cut after the body was sent, task made": Mishap(cut="before", made=True),
    "cut after the body was sent, no task": Mishap(cut="before"),
    "reset after the body was sent, task made": Mishap(cut="before", made=True, reset=True),
    "reset after the body was sent, no task": Mishap(cut="before", reset=True),
    "cut while the body was being sent": Mishap(cut="upload"),
    "cut within the answer's head, task made": Mishap(cut="head", made=True),
    "cut within the answer's body, task made": Mishap(cut="body", made=True),
    "200 with HTML": Mishap(body="<html><title>Welcome</title></html>"),
    "200 with HTML, task made": Mishap(body="<html><title>Welcome</title></html>", made=True),
    "200 with JSON of no known shape, task made": Mishap(body={"result": {"job": 7}}, made=True),
    "200 with nothing at all, task made": Mishap(body=b"", made=True),
    "200 with an empty task_id, task made": Mishap(body={"task_id": "", "status": "processing"}, made=True),
    "200 with a task_id of null, task made": Mishap(body={"task_id": None, "id": None}, made=True),
    "408": Mishap.html(408),
    "500 with a contract body": Mishap.of(500),
    "500 with a contract body, task made": Mishap(status=500, body={"success": False, "message": "x"}, made=True),
    "502 with a proxy's page": Mishap.html(502),
    "502 with a proxy's page, task made": Mishap(status=502, body="<html>Bad Gateway</html>", made=True),
    "503 with a proxy's page": Mishap.html(503),
    "504 with a proxy's page, task made": Mishap(status=504, body="<html>Gateway Time-out</html>", made=True),
}
SLOW = {
    "no answer within the read timeout, task made": Mishap(silent=True, made=True),
    "no answer within the read timeout, no task": Mishap(silent=True),
    "an answer that trickles for too long, task made": Mishap(made=True, trickle_s=0.05),
}
FAILED = {
    "401": (Mishap.of(401), "did not accept the API key"),
    "402 without credit": (refusal(402, "insufficient_user_quota", "error"), "The balance at the video service"),
    "403 without credit": (refusal(403, "CreditInsufficient"), "The balance at the video service is used up."),
    "403 for the model": (refusal(403, "Forbidden"), "may not use this model"),
    "404 of an unknown address": (Mishap.of(404), "does not answer as expected"),
    "413": (Mishap.of(413), "too large"),
    "400 in the vendor's shape": (refusal(400, "FieldInvalid"), "did not accept one of the settings"),
    "400 in the gateway's shape": (refusal(400, "FieldInvalid", "error"), "did not accept one of the settings"),
    "400 in the shape for tasks": (refusal(400, "FieldInvalid", "task"), "did not accept one of the settings"),
    "400 in the shortest shape": (refusal(400, "", "plain"), "refused this request"),
    "400 with HTML": (Mishap.html(400), "blocked the request"),
    "503 ModelUnavailable": (refusal(503, "ModelUnavailable"), "This model is unavailable"),
}
FAULTS = {
    **{name: Fault(mishap, S.UNSURE, LOST) for name, mishap in UNSURE.items()},
    **{name: Fault(mishap, S.UNSURE, LOST, jobs=1) for name, mishap in SLOW.items()},
    **{name: Fault(mishap, S.FAILED, words) for name, (mishap, words) in FAILED.items()},
    "an answer that trickles in byte by byte": Fault(Mishap(made=True, trickle_s=0.001), S.RUNNING, "is making it"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_submit_is_made_once_and_says_what_became_of_it(trial: Trial, name: str) -> None:
    fault = FAULTS[name]
    trial.order(fault.mishap, on="submit", times=fault.jobs)
    trial.generate(fault.jobs)
    trial.step()
    assert trial.states() == {fault.state}
    trial.let_pass(timedelta(days=3) if fault.state is S.UNSURE else timedelta(minutes=1))
    assert trial.states() == {fault.state}
    row = trial.row(name)
    assert (row.times, row.submits, row.lost, row.paid_twice) == (fault.jobs, fault.jobs, 0, 0)
    assert fault.words in row.outcome


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_never_followed(trial: Trial, elsewhere: DemoService, status: int) -> None:
    target = f"{elsewhere.base_url}/vidu/ent/v2/reference2video"
    trial.order(Mishap.moved(target, status), on="submit", times=JOBS)
    trial.generate(JOBS)
    trial.step()
    assert trial.states() == {S.FAILED} and elsewhere.received == []
    row = trial.row(f"{status} to another address")
    assert (row.submits, row.lost, row.paid_twice) == (JOBS, 0, 0)
    assert "The video service has moved. Nothing was sent on" in row.outcome


CODES = (
    *("Unauthorized", "Forbidden", "CreditInsufficient", "insufficient_user_quota", "ModelUnavailable"),
    *("AuditSubmitIllegal", "TaskPromptPolicyViolation", "CreationPolicyViolation", "ImageDownloadFailure"),
    *("ImageFormatInvalid", "PageSizeOutOfRange", "ImageCheckFaceFailed", "ImageObjectsUndetected"),
    *("FieldLacking", "FieldInvalid", "FieldUnwanted", "FieldItemCountOutOfRange"),
)


def test_every_code_of_the_contract_with_400_fails_the_job_in_its_own_words(trial: Trial) -> None:
    trial.generate(len(CODES))
    for code in CODES:
        trial.order(Mishap.error(400, code), on="submit", times=1)
    trial.step()
    assert trial.states() == {S.FAILED}
    troubles = [job.trouble for job in trial.jobs() if job.trouble]
    assert {trouble.code: trouble.error for trouble in troubles} == {code: class_of_code(code) for code in CODES}
    row = trial.row("400 with each code of the contract")
    assert (row.submits, row.lost, row.paid_twice) == (len(CODES), 0, 0)


@pytest.mark.parametrize("code", ["AuditSubmitIllegal", "TaskPromptPolicyViolation", "CreationPolicyViolation"])
def test_a_refusal_for_content_is_never_sent_again_by_itself(trial: Trial, code: str) -> None:
    trial.order(refusal(400, code), on="submit", times=1)
    trial.generate()
    trial.let_pass(timedelta(days=30))
    assert trial.states() == {S.FAILED} and len(trial.upstream.submits()) == 1
    row = trial.row(f"refused for its content: {code}")
    assert (row.times, row.submits, row.lost, row.paid_twice) == (1, 1, 0, 0)


IN_90_S = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
BUSY = {
    "429, Retry-After in seconds": (Mishap.busy("120"), 120, 120),
    "429, Retry-After as an HTTP date": (Mishap.busy(IN_90_S), 5, 90),
    "429, Retry-After absurdly long": (Mishap.busy("99999999999999999999"), 3600, 3600),
    "429, Retry-After an HTTP date of long ago": (Mishap.busy("Wed, 21 Oct 2015 07:28:00 GMT"), 5, 5),
    "429, Retry-After of nonsense": (Mishap.busy("soon"), 5, 5),
    "429 without Retry-After": (Mishap.of(429), 5, 5),
    "503 SystemThrottling": (Mishap.error(503, "SystemThrottling"), 5, 5),
}


@pytest.mark.parametrize("name", BUSY)
def test_a_busy_service_gets_the_job_later_and_once(trial: Trial, name: str) -> None:
    mishap, at_least_s, at_most_s = BUSY[name]
    trial.order(mishap, on="submit", times=1)
    trial.generate()
    trial.step()
    assert trial.states() == {S.QUEUED} and trial.read == [HELD_BACK]
    asked_at = trial.jobs()[0].next_at
    assert asked_at and at_least_s <= (asked_at - trial.now).total_seconds() <= at_most_s
    trial.now = asked_at - timedelta(seconds=1)
    trial.step()
    assert len(trial.upstream.submits()) == 1
    trial.jump(timedelta(seconds=1))
    assert trial.states() == {S.RUNNING}
    row = trial.row(name)
    assert (row.times, row.submits, row.lost, row.paid_twice) == (1, 2, 0, 0)


def test_an_answer_that_comes_after_its_job_became_unsure_is_recorded(trial: Trial) -> None:
    trial.generate()
    tracker, store = trial.studio.tracker, trial.studio.store
    sending = store.claims.claim_to_send(tracker.owner, tracker.service, trial.now, 5)
    assert sending is not None
    (claim,) = store.claims.foreign("another process")
    assert store.claims.take_over(claim, trial.now)
    assert trial.states() == {S.UNSURE}
    tracker.work.send(sending, lambda: trial.now)
    assert trial.states() == {S.RUNNING}
    row = trial.row("an answer after the row had become unsure", times=1)
    assert (row.submits, row.lost, row.paid_twice) == (1, 0, 0)
