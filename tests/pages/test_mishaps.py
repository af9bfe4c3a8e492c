"""Show what can go wrong: the demo's menu opens a board that makes it happen, and there is a way back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.demo.service import DemoService
from lib.domain.demo_words import DemoWord, without_words, words_in
from lib.domain.job import JobState
from tests.pages.board_kit import app, click, filled, jobs, words
from tests.pages.demo_kit import environment, service

__all__ = ["app", "environment", "filled", "service"]

SHOWN = {
    DemoWord.REFUSE: JobState.FAILED,
    DemoWord.FAIL: JobState.RUNNING,
    DemoWord.BUSY: JobState.QUEUED,
    DemoWord.SLOW: JobState.RUNNING,
    DemoWord.LOST: JobState.UNSURE,
}


def scene(app: AppTest) -> str:
    return str(app.text_area(key="scene_plain").value)


def opened(app: AppTest, word: DemoWord) -> AppTest:
    app.query_params["mishap"] = word.value
    return app.run()


@pytest.mark.parametrize("word", DemoWord)
def test_the_menu_names_each_and_one_press_on_generate_shows_it(
    app: AppTest, studio: Studio, service: DemoService, now: datetime, word: DemoWord
) -> None:
    app.session_state["frame.demo"] = True
    links = {link.proto.query_string for link in app.run().get("page_link")}
    assert f"mishap={word.value}" in links
    opened(app, word)
    assert words_in(scene(app)) == (word,) and "Press Generate to see it." in words(app)
    click(app, "generate")
    studio.tracker.step(now + timedelta(seconds=1))
    (job_id,) = jobs(studio)
    job = studio.store.jobs.get(job_id)
    assert job is not None and job.state is SHOWN[word]
    assert (job.trouble is not None) is (word in (DemoWord.REFUSE, DemoWord.BUSY, DemoWord.LOST))


def test_the_board_that_stood_there_is_kept_and_one_step_back(filled: AppTest) -> None:
    before = scene(filled)
    opened(filled, DemoWord.REFUSE)
    assert scene(filled) == f"{before} [refuse]"
    opened(filled, DemoWord.SLOW)
    assert scene(filled) == f"{before} [slow]"
    click(filled, "create.no_mishap")
    assert scene(filled) == before and "Press Generate to see it." not in words(filled)
    opened(filled, DemoWord.LOST)
    click(filled, "create.undo_button")
    assert scene(filled) == before


def test_on_an_empty_board_the_example_shows_it_and_goes_again(app: AppTest) -> None:
    opened(app, DemoWord.FAIL)
    assert not app.button(key="generate").disabled and "mishap" not in app.query_params
    click(app, "create.undo_button")
    assert scene(app) == "" and app.button(key="generate").disabled


def test_what_nobody_knows_opens_the_board_as_it_is(filled: AppTest) -> None:
    before = scene(filled)
    filled.query_params["mishap"] = "explode"
    assert scene(filled.run()) == before


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[refuse] @Mia walks", "@Mia walks"),
        ("@Mia walks.\nThen [FAIL] she sits. [slow]", "@Mia walks.\nThen she sits."),
        ("@Mia [waves]\n", "@Mia [waves]\n"),
    ],
)
def test_a_scene_without_its_words_is_as_it_was_meant(written: str, meant: str) -> None:
    assert without_words(written) == meant
