"""The box after Generate is kept with its draft: a reload and another tab show what was not put away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.errors import ContentRefused
from lib.domain.job import Job, JobState, Trouble
from lib.ui.create import board as boards
from lib.ui.state import utc_now
from tests.pages.board_kit import ROOT, WholePage, app, click, draft_of, filled, words
from tests.pages.conftest import ME
from tests.pages.losses import without_row

__all__ = ["app", "filled"]
ON_THE_WAY = "on the way"


@pytest.fixture
def sent(app: AppTest, filled: AppTest) -> AppTest:
    """My page, just after Generate."""
    return click(filled, "generate")


@pytest.fixture(autouse=True)
def mine(app: AppTest) -> None:
    app.session_state["person"] = ME


def another_tab(draft_id: str, person: str = ME) -> AppTest:
    """What a reload makes, too: nothing of the session is left."""
    made = WholePage(str(ROOT / "streamlit_app.py"), default_timeout=15)
    made.session_state["person"] = person
    made.query_params["draft"] = draft_id
    return made.run()


def the_job(sent: AppTest, studio: Studio) -> Job:
    [job_id] = sent.session_state[boards.MADE]
    job = studio.store.jobs.get(job_id)
    assert job
    return job


def test_a_reload_shows_what_is_on_its_way(sent: AppTest) -> None:
    assert ON_THE_WAY in words(another_tab(draft_of(sent)))


def test_a_reload_shows_what_was_refused_meanwhile(sent: AppTest, studio: Studio) -> None:
    job = the_job(sent, studio)
    trouble = Trouble.of(ContentRefused(detail="refused", field="prompt"))
    without_row(studio, job)
    studio.store.jobs.add([replace(job, state=JobState.FAILED, trouble=trouble)])
    again = another_tab(draft_of(sent))
    assert f"create.mend.{job.id}" in {one.key for one in again.button}
    # Once it was taken to its field, it is said there and nowhere else.
    click(click(again, f"create.mend.{job.id}"), "generate")
    assert f"create.mend.{job.id}" not in {one.key for one in another_tab(draft_of(again)).button}


def test_what_is_made_after_the_reload_joins_it(sent: AppTest) -> None:
    again = click(click(another_tab(draft_of(sent)), "generate"), "create.yes")
    assert "Your 2 videos are on the way" in words(another_tab(draft_of(again)))


def test_what_was_put_away_stays_away_in_every_tab(sent: AppTest) -> None:
    draft_id = draft_of(sent)
    click(sent, "create.hide_made")
    assert ON_THE_WAY not in words(another_tab(draft_id))


def test_putting_away_the_box_of_a_reload_counts_too(sent: AppTest) -> None:
    click(another_tab(draft_of(sent)), "create.hide_made")
    assert ON_THE_WAY not in words(another_tab(draft_of(sent)))


def test_another_board_s_box_is_put_away_with_it(sent: AppTest) -> None:
    draft_id = draft_of(sent)
    click(click(sent, "create.start_over"), "create.hide_made")
    assert ON_THE_WAY not in words(another_tab(draft_id))


def test_a_colleague_s_copy_of_the_board_comes_without_the_box(sent: AppTest) -> None:
    assert ON_THE_WAY not in words(another_tab(draft_of(sent), "b" * 32))


def test_going_on_with_the_last_board_brings_its_box(sent: AppTest) -> None:
    sent.text_area(key="scene_plain").set_value("@Mia and @Bear go on").run()
    fresh = WholePage(str(ROOT / "streamlit_app.py"), default_timeout=15)
    fresh.session_state["person"] = ME
    assert ON_THE_WAY not in words(fresh.run())
    assert ON_THE_WAY in words(click(fresh, "create.go_on"))


def test_a_job_that_was_deleted_meanwhile_is_not_in_it(sent: AppTest, studio: Studio) -> None:
    job = the_job(sent, studio)
    assert studio.desk.cancel(Actor(ME), job, utc_now()) and studio.desk.delete(Actor(ME), [job.id], utc_now())
    assert "create.hide_made" not in {one.key for one in another_tab(draft_of(sent)).button}
