"""A job's questions, the ways back from deleting it, and its damaged card, when it is gone by the time of the press."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.job import Job, JobState
from lib.domain.lists import JobQuery
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.jobs_kit import Make, button_keys, just_now, make, opened, state_of
from tests.pages.losses import BACK, LOSSES, press, told
from tests.services.damage import put as damage

__all__ = ["make"]

TASK = "48038932-0ff5-4251-8b4b-7a76c09fd114"
STRANGER = "b" * 32
QUESTIONS = {
    "send again": (JobState.UNSURE, "jobs.do.send_again", "jobs.sure"),
    "send again, left": (JobState.UNSURE, "jobs.do.send_again", "jobs.not_now"),
    "stop waiting": (JobState.RUNNING, "jobs.do.give_up", "jobs.sure"),
    "task id": (JobState.UNSURE, "jobs.do.enter_task_id", "jobs.task_sent"),
    "task id, left": (JobState.UNSURE, "jobs.do.enter_task_id", "jobs.not_now"),
    "delete another's": (JobState.READY, "jobs.do.delete", "jobs.sure"),
    "delete another's, left": (JobState.READY, "jobs.do.delete", "jobs.not_now"),
    "rename": (JobState.READY, "jobs.rename", "jobs.name_save"),
    "rename, left": (JobState.READY, "jobs.rename", "jobs.name_leave"),
}
"""The state of the job, the button that asks, and the button that is pressed too late."""


def asked(job: Job, first: str) -> AppTest:
    app = press(opened(job, STRANGER), first)
    if "task_id" in first:
        app.text_input(key="jobs.task_id").set_value(TASK)
    return app


def kept(make: Make, state: JobState) -> Job:
    """One on its way is overdue: before that nobody is asked to stop waiting."""
    return make(state, age=60 * 24 if state is JobState.RUNNING else 1)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_about_a_job_survives_its_loss(make: Make, studio: Studio, question: str, loss: str) -> None:
    state, first, then = QUESTIONS[question]
    job = kept(make, state)
    app = asked(job, first)
    LOSSES[loss](studio, job, app)
    press(app, then)
    if loss == "its row gone":
        assert studio.store.jobs.get(job.id) is None
    now = studio.store.jobs.get(job.id)
    # One that is on its way nobody can delete.
    if now and now.deleted:
        assert now.state is state and now.name == job.name and not now.set_aside, "nothing was done to it"


@pytest.mark.parametrize("loss", ["deleted by a colleague", "its row gone"])
@pytest.mark.parametrize("question", ["send again", "task id", "delete another's", "rename"])
def test_after_a_yes_that_came_too_late_the_card_says_what_became_of_the_job(
    make: Make, studio: Studio, question: str, loss: str
) -> None:
    state, first, then = QUESTIONS[question]
    job = kept(make, state)
    app = asked(job, first)
    LOSSES[loss](studio, job, app)
    said = told(press(app, then))
    assert "This job was deleted." in said or "it was deleted for good" in said
    assert "jobs.sure" not in button_keys(app)


@pytest.mark.parametrize("loss", BACK)
@pytest.mark.parametrize("key", ["jobs.undo_now", "jobs.undo_dismiss"])
def test_the_line_with_undo_survives_the_loss(make: Make, studio: Studio, key: str, loss: str) -> None:
    job = make(JobState.READY)
    app = press(opened(job), "jobs.do.delete")
    BACK[loss](studio, job, app)
    press(app, key)
    assert "jobs.undo_now" not in button_keys(app)
    if key == "jobs.undo_now" and loss in ("brought back by a colleague", "its row gone"):
        assert "already back, or was deleted for good" in told(app)


@pytest.mark.parametrize("loss", BACK)
def test_a_deleted_jobs_card_survives_the_loss(make: Make, studio: Studio, loss: str) -> None:
    job = make(JobState.READY)
    studio.desk.delete(SOMEONE, [job.id], utc_now())
    app = opened(job)
    BACK[loss](studio, job, app)
    said = told(press(app, "jobs.restore"))
    if loss == "its row gone":
        assert "it was deleted for good" in said
    else:
        assert state_of(studio, job) is JobState.READY and studio.store.lists.count(JobQuery()) == 1


@pytest.mark.parametrize("loss", ["deleted by a colleague", "its row gone", "what the session knew of it gone"])
def test_the_card_of_a_damaged_job_survives_the_loss(make: Make, studio: Studio, loss: str) -> None:
    make(JobState.READY, "Owl")
    job = make(JobState.RUNNING)
    damage(studio.settings.data_dir / "castboard.db", "papers", "request", "{", job.id)
    studio.store.damaged.check_moving(just_now())
    app = opened(job)
    LOSSES[loss](studio, job, app)
    said = told(press(app, "jobs.do.delete"))
    if loss == "its row gone":
        assert "it was deleted for good" in said
    else:
        assert studio.store.trash.total().jobs == 1


@pytest.mark.parametrize("loss", BACK)
def test_the_card_of_a_damaged_job_that_was_deleted_survives_the_loss(make: Make, studio: Studio, loss: str) -> None:
    job = make(JobState.RUNNING)
    damage(studio.settings.data_dir / "castboard.db", "papers", "request", "{", job.id)
    studio.store.damaged.check_moving(just_now())
    studio.desk.delete(SOMEONE, [job.id], utc_now())
    app = opened(job)
    BACK[loss](studio, job, app)
    press(app, "jobs.restore")
    assert studio.store.trash.total().jobs == 0
