"""Fill the gallery: eight example films from an empty gallery or from the menu, seen on their way, and cleared."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.demo.draw.order import FPS, read_order
from lib.demo.draw.shots import plan
from lib.demo.service import DemoService
from lib.domain.catalog import model_named
from lib.domain.check import check_draft
from lib.domain.draft import build_request
from lib.domain.finding import Level
from lib.domain.job import MOVING
from lib.domain.lists import JobQuery
from lib.services.media.posters import AROUND_S, POSTER_AT
from lib.text.language import CODES, language_of, speaking
from lib.ui.gallery.films import example_boards
from tests.conftest import ROOT, SOMEONE
from tests.pages.conftest import ME
from tests.pages.demo_kit import environment, service
from tests.pages.shelf import click, titles, words

__all__ = ["environment", "service"]


@pytest.fixture
def app(studio: Studio) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)
    app.session_state["person"] = ME
    return app.switch_page("pages/gallery.py")


def finish(studio: Studio, service: DemoService, film: Path, now: datetime) -> None:
    """The service has made all of them, at once."""
    for seconds in range(0, 300, 10):
        studio.tracker.step(now + timedelta(seconds=seconds))
        for task in service.tasks():
            service.finish(task.id, film)
        if not studio.example_films.now().moving:
            return
    raise AssertionError("still on their way")


def test_eight_films_come_and_go_with_a_click_each(
    app: AppTest, studio: Studio, service: DemoService, film: Path, now: datetime
) -> None:
    click(app.run(), "gallery.fill")
    assert not app.exception and "8 videos are on their way" in words(app)
    assert app.get("progress")[0].proto.text == "Drawing the example videos: 0 of 8"
    made = [studio.store.jobs.get(line.id) for line in studio.store.lists.lines(JobQuery())]
    requests = [job.request for job in made if job and job.state in MOVING]
    assert len({tuple(subject.id for subject in request.subjects) for request in requests}) == 8
    assert len({request.model for request in requests}) >= 3
    assert {request.resolution for request in requests} == {"360p", "540p"}
    assert {request.duration for request in requests} == {3, 4, 5}
    assert not [one for one in app.button if one.key in ("gallery.fill", "gallery.clear_films")]

    finish(studio, service, film, now)
    app.run()
    assert len(titles(app)) == 8 and "The long way home" in titles(app)
    assert not app.get("toast"), "nobody is told of each of eight"
    click(app, "gallery.clear_films")
    assert "8 example videos deleted." in words(app) and "No videos yet" in words(app)
    click(app, "gallery.undo_now")
    assert len(titles(app)) == 8


def test_the_menu_fills_and_clears_too_and_never_doubles(
    app: AppTest, studio: Studio, service: DemoService, film: Path, now: datetime
) -> None:
    assert offered() == ("Fill the gallery", "films=fill")
    for _ in range(2):
        app.query_params["films"] = "fill"
        app.run()
        assert "films" not in app.query_params and len(studio.example_films.now().ids) == 8
    assert offered()[0] == "Show the example videos being drawn"
    finish(studio, service, film, now)
    assert offered() == ("Clear the example videos", "films=clear")
    app.query_params["films"] = "clear"
    assert "8 example videos deleted." in words(app.run())


def offered() -> tuple[str, str]:
    """The link of the menu that is about the films. AppTest draws the frame around the first page alone."""
    front = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)
    front.session_state["frame.demo"] = True
    links = [(link.proto.label, link.proto.query_string) for link in front.run().get("page_link")]
    return next(link for link in links if link[0] == "Fill the gallery" or "example" in link[0])


@pytest.mark.parametrize("code", CODES)
def test_every_one_of_them_is_ready_to_send(studio: Studio, code: str) -> None:
    with speaking(language_of(code)):
        boards = list(example_boards(partial(studio.desk.add_picture, SOMEONE)))
    for board in boards:
        assert [
            one for one in check_draft(board, studio.desk.body_bytes(board), None) if one.level is not Level.OK
        ] == []
        assert board.resolution in model_named(board.model).resolutions and 3 <= board.duration <= 5


@pytest.mark.parametrize("code", CODES)
def test_each_begins_with_another_picture_which_its_poster_shows(studio: Studio, tmp_path: Path, code: str) -> None:
    seen = set()
    with speaking(language_of(code)):
        boards = list(example_boards(partial(studio.desk.add_picture, SOMEONE)))
    for board in boards:
        request = build_request(board)
        (tmp_path / "request.json").write_text(json.dumps(request.model_dump(exclude_none=True)))
        order = read_order(tmp_path / "request.json", request.seed or 0)
        # Chance follows the words of the request, so that each language has cuts of its own.
        shots, _cut = plan(order, random.Random(order.lot))
        seen.add(request.subjects[shots[0].role].images[shots[0].picture])
        assert request.seed, "chance would decide"
        alone_s = (shots[1].first if len(shots) > 1 else order.frames) / FPS
        assert min(POSTER_AT[:2]) * order.seconds + AROUND_S < alone_s, "the first shot is alone there"
    assert len(seen) == 8
