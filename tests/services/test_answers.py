"""Task ids that outlive the process which got them, and answers that come after their job was given up as unsure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.draft import Draft
from lib.domain.errors import StoreUnavailable
from lib.domain.job import Job, JobState
from lib.services.tracking.answer_files import Answered, Answers
from lib.text.event_sentences import event_text
from tests.conftest import KEY, SOMEONE
from tests.services.tracker_kit import as_it_is, claimed, generate

S = JobState


def answered(studio: Studio, job: Job, task_id: str = "task-1") -> Answered:
    """As a process leaves it that has the answer and is killed before the store has it."""
    left = Answered.of(job, task_id, "processing")
    studio.answers.keep(left)
    return left


def files(studio: Studio) -> list[Path]:
    return sorted((studio.settings.data_dir / "answers").glob("*"))


def taken_over(studio: Studio, job: Job, now: datetime) -> None:
    (claim,) = studio.store.claims.foreign("another")
    assert studio.store.claims.take_over(claim, now)


@pytest.mark.parametrize("unsure", [False, True], ids=["sending", "unsure"])
def test_a_task_id_left_behind_is_taken_in_by_the_next_start(
    studio: Studio, draft: Draft, now: datetime, unsure: bool
) -> None:
    job = claimed(studio, draft, now)
    answered(studio, job)
    if unsure:
        taken_over(studio, job, now)
    for _ in range(3):
        studio.tracker.work.take_in_answers(now)
    found = as_it_is(studio, job)
    assert (found.state, found.task_id, files(studio)) == (S.RUNNING, "task-1", [])
    assert studio.store.claims.foreign("another") == []


def test_an_answer_that_its_own_process_is_recording_is_not_taken_in_from_its_file(
    studio: Studio, draft: Draft, now: datetime
) -> None:
    job = claimed(studio, draft, now)
    answers, work = studio.answers, studio.tracker.work
    with pytest.raises(StoreUnavailable), answers.held(Answered.of(job, "task-1", "processing")):
        work.take_in_answers(now)
        assert (as_it_is(studio, job).state, len(files(studio))) == (S.SENDING, 1)
        raise StoreUnavailable
    work.take_in_answers(now)
    assert (as_it_is(studio, job).state, files(studio)) == (S.RUNNING, [])


def test_a_look_into_the_folder_takes_nothing_from_a_job_whose_answer_is_being_recorded(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    job = claimed(studio, draft, now)
    work = studio.tracker.work

    class Overtaken(Answers):
        """As the heartbeat, which looks for answers just as this one has been written."""

        def keep(self, answered: Answered) -> None:
            super().keep(answered)
            work.take_in_answers(now)

    work.answers = Overtaken(studio.settings.data_dir / "answers")
    work.send(job, lambda: now)
    found = as_it_is(studio, job)
    assert found.state is S.RUNNING and found.answer and files(studio) == []


def test_an_answer_is_bound_to_its_sending_and_never_overwrites_what_came_later(
    studio: Studio, draft: Draft, now: datetime
) -> None:
    job = claimed(studio, draft, now)
    answered(studio, job)
    taken_over(studio, job, now)
    later = now + timedelta(minutes=1)
    assert studio.desk.send_again(SOMEONE, as_it_is(studio, job), later)
    again = studio.store.claims.claim_to_send(studio.tracker.owner, studio.tracker.service, later, 5)
    assert again is not None
    studio.tracker.work.take_in_answers(later)
    assert (as_it_is(studio, job).state, as_it_is(studio, job).task_id) == (S.SENDING, None)


def test_an_answer_of_another_service_or_of_an_unknown_job_changes_nothing(
    studio: Studio, draft: Draft, now: datetime
) -> None:
    job = claimed(studio, draft, now)
    studio.answers.keep(replace(Answered.of(job, "task-1", ""), service="https://elsewhere.example"))
    studio.answers.keep(replace(Answered.of(job, "task-1", ""), job_id="nobody"))
    studio.tracker.work.take_in_answers(now)
    assert as_it_is(studio, job).state is S.SENDING


@pytest.mark.parametrize("content", ["", '{"job_id": "x", "serv', "[]", '{"job_id": 7}', "null"])
def test_a_torn_answer_is_passed_over(studio: Studio, draft: Draft, now: datetime, content: str) -> None:
    job = claimed(studio, draft, now)
    answered(studio, job)
    (studio.settings.data_dir / "answers" / "0.json").write_text(content)
    (studio.settings.data_dir / "answers" / "1.part").write_text(content)
    studio.tracker.work.take_in_answers(now)
    assert as_it_is(studio, job).state is S.RUNNING


def test_nothing_stays_behind_of_an_answer_that_was_recorded_and_there_is_no_key_in_it(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime
) -> None:
    upstream.hold()
    generate(studio, draft, now)
    studio.tracker.step(now)
    assert files(studio) == []
    answered(studio, generate(studio, draft, now, "more"))
    (left,) = files(studio)
    assert KEY not in left.read_text() and set(json.loads(left.read_text())) == set(Answered.__dataclass_fields__)


LATE: dict[str, tuple[Callable[[], Mishap], JobState]] = {
    "refused": (lambda: Mishap.error(400, "AuditSubmitIllegal"), S.FAILED),
    "the key is not accepted": (lambda: Mishap.of(401), S.FAILED),
    "moved": (lambda: Mishap.moved("http://127.0.0.1:1/x", 307), S.FAILED),
    "busy: nothing was made": (lambda: Mishap.busy("5"), S.UNSURE),
    "their fault": (lambda: Mishap.of(500), S.UNSURE),
    "cut": (lambda: Mishap(cut="before"), S.UNSURE),
}


@pytest.mark.parametrize("name", LATE)
def test_a_late_refusal_is_recorded_and_what_is_none_leaves_the_job_unsure(
    studio: Studio, upstream: DemoService, draft: Draft, now: datetime, name: str
) -> None:
    mishap, state = LATE[name]
    upstream.hold()
    upstream.fail_next(mishap())
    job = claimed(studio, draft, now)
    taken_over(studio, job, now)
    studio.tracker.work.send(job, lambda: now)
    found = as_it_is(studio, job)
    assert found.state is state and found.task_id is None
    told = event_text(studio.store.jobs.story(job.id)[-1])
    assert ("It did not arrive" in told) is name.startswith("busy")
