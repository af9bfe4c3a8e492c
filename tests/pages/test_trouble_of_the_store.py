"""The store fails while a button is pressed: the page stays, and what happened is noted for its head."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.job import JobState
from lib.text.error_sentences import error_message
from lib.ui.frame.error_cards import NOTED
from tests.conftest import ROOT
from tests.pages.conftest import ME, Put
from tests.pages.jobs_kit import Make, button_keys, make, opened, words
from tests.pages.shelf import choose, film, grid, open_video, titles

__all__ = ["make"]

AWAY = "cannot reach its own database"


@pytest.fixture
def gallery(studio: Studio) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["person"] = ME
    return app.switch_page("pages/gallery.py")


@contextmanager
def nothing_can_be_written(studio: Studio) -> Iterator[None]:
    """As on a full disk: what is there can be read."""
    with studio.store._write() as connection:
        tables = [name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")]
        deeds = [(name, deed) for name in tables for deed in ("INSERT", "UPDATE", "DELETE")]
        for name, deed in deeds:
            connection.exec_driver_sql(
                f"CREATE TRIGGER no_{name}_{deed} BEFORE {deed} ON {name} "
                "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
            )
    yield
    with studio.store._write() as connection:
        for name, deed in deeds:
            connection.exec_driver_sql(f"DROP TRIGGER no_{name}_{deed}")


def press(app: AppTest, key: str) -> AppTest:
    """Press it. Streamlit's own card must not be on the page then."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def noted(app: AppTest) -> str:
    """What the head of the page shows: it is not drawn here, where a page is run without its frame."""
    assert NOTED in app.session_state
    return str(error_message(app.session_state[NOTED]))


@pytest.mark.parametrize("key", ["gallery.delete", "gallery.download"])
def test_trouble_with_the_chosen_videos_leaves_the_gallery(gallery: AppTest, put: Put, studio: Studio, key: str):
    job = put("Fog")
    choose(gallery, job)
    with nothing_can_be_written(studio):
        assert AWAY in noted(press(gallery, key))
    assert titles(gallery) == ["Fog"]
    assert gallery.session_state["gallery.selected"] == [job.id], "what was chosen is still chosen"


def test_trouble_with_undo_leaves_the_undo(gallery: AppTest, put: Put, studio: Studio):
    choose(gallery, put("Fog"))
    press(gallery, "gallery.delete")
    with nothing_can_be_written(studio):
        assert AWAY in noted(press(gallery, "gallery.undo_now"))
    assert titles(press(gallery, "gallery.undo_now")) == ["Fog"]


@pytest.mark.parametrize("key", ["gallery.delete_one", "gallery.name"])
def test_trouble_in_the_player_leaves_the_video(gallery: AppTest, put: Put, studio: Studio, key: str):
    job = put("Fog")
    open_video(gallery, job)
    with nothing_can_be_written(studio):
        if key == "gallery.name":
            gallery.text_input(key=f"{key}.{job.id}").set_value("Rain").run()
        else:
            press(gallery, key)
    assert not gallery.exception and AWAY in noted(gallery)
    assert film(gallery) and not grid(gallery)


@pytest.mark.parametrize(
    ("state", "deed"),
    [(JobState.FAILED, "delete"), (JobState.UNSAVED, "fetch_now"), (JobState.QUEUED, "cancel")],
    ids=str,
)
def test_trouble_with_a_deed_stands_beside_the_table(make: Make, studio: Studio, state: JobState, deed: str):
    app = opened(make(state))
    with nothing_can_be_written(studio):
        assert AWAY in words(press(app, f"jobs.do.{deed}"))
    assert app.dataframe
    assert f"jobs.do.{deed}" in button_keys(app.run()) and AWAY not in words(app)


def test_a_store_that_is_away_is_said_in_each_part_of_the_board(studio: Studio):
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15).run()
    press(app, "create.add")
    studio.store.close()
    app.run()
    assert not app.exception and AWAY in words(app)
    studio.store.open()
    assert AWAY not in words(app.run()) and app.button(key="generate")


def framed() -> None:
    """A page of two parts that read the store, with all that is around a page."""
    import streamlit as st

    from lib.ui.frame.error_cards import shown
    from lib.ui.frame.page_frame import frame
    from lib.ui.state import studio

    def draw() -> None:
        with shown("box"):
            studio().store.drafts.box("0" * 32)
        st.title("Drawn")
        studio().store.lists.counts()

    page = st.navigation([st.Page(draw, title="Jobs")], position="hidden")
    with frame(page, [page]):
        page.run()


def test_a_page_that_opens_without_its_store_says_so_once(studio: Studio):
    studio.store.close()
    app = AppTest.from_function(framed, default_timeout=15).run()
    assert not app.exception and app.title and words(app).count(AWAY) == 1
    studio.store.open()
    assert AWAY not in words(app.run())


def test_what_is_around_a_page_says_what_the_page_does_not(studio: Studio):
    with studio.store._write() as connection:
        connection.exec_driver_sql("ALTER TABLE people RENAME TO people_elsewhere")
    app = AppTest.from_function(framed, default_timeout=15).run()
    assert not app.exception and app.title and words(app).count(AWAY) == 1
