"""Files out of the gallery over the media route, and many videos at once: saved, deleted, brought back."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import requests
import uvicorn
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.job import DEMO
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.conftest import ME, Put
from tests.pages.shelf import choose, click, grid, open_video, saving, titles, words

ROOT = Path(__file__).resolve().parents[2]

Fetch = Callable[[str], requests.Response]


@pytest.fixture
def app(studio: Studio) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["person"] = ME
    return app.switch_page("pages/gallery.py")


class Started(uvicorn.Server):
    """Says when it listens, so that nobody has to wait by the clock."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@pytest.fixture
def fetch(studio: Studio) -> Iterator[Fetch]:
    """Gets an address of ours over HTTP, from the app's own media route."""
    from lib.server import routes

    server = Started(uvicorn.Config(Starlette(routes=routes()), port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    assert server.listening.wait(10)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield lambda url: requests.get(urljoin(f"http://127.0.0.1:{port}/gallery", url), timeout=10)
    server.should_exit = True
    thread.join(10)


def test_download_gives_the_file_on_disk_under_the_name_of_the_video(
    app: AppTest, put: Put, studio: Studio, fetch: Fetch
) -> None:
    job = put("雾 & fog/..")
    answer = fetch(saving(open_video(app, job), "label"))
    assert answer.content == studio.library.video(job.id).read_bytes()
    assert "attachment" in answer.headers["content-disposition"]
    assert job.id[:6] not in answer.headers["content-disposition"]


def test_several_videos_come_as_one_zip_with_the_bytes_on_disk(
    app: AppTest, put: Put, studio: Studio, fetch: Fetch
) -> None:
    jobs = [put("Fog"), put("Fog"), put("雾 <b>")]
    put("Not chosen")
    choose(app, *jobs)
    assert app.button(key="gallery.download").label == "Download 3 as zip"
    answer = fetch(saving(click(app, "gallery.download"), "order"))
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "Castboard%203%20videos.zip" in answer.headers["content-disposition"].replace(" ", "%20")
    assert packed.testzip() is None
    assert [name[:3] for name in packed.namelist()] == ["01 ", "02 ", "03 "]
    assert packed.namelist()[:2] == ["01 Fog.mp4", "02 Fog.mp4"]
    on_disk = sorted(studio.library.video(job.id).read_bytes() for job in jobs)
    assert sorted(packed.read(name) for name in packed.namelist()) == on_disk


@pytest.mark.parametrize(("earlier_s", "again"), [(-60, False), (3, True)], ids=["at once", "a while later"])
def test_a_zip_is_saved_once_for_a_double_click(app: AppTest, put: Put, earlier_s: int, again: bool) -> None:
    click(choose(app, put()), "gallery.download")
    zipped = app.session_state["gallery.zip"]
    # A minute ahead, so that a slow machine does not make two clicks of a double one.
    app.session_state["gallery.zip"] = zipped | {"at": utc_now() - timedelta(seconds=earlier_s)}
    click(app, "gallery.download")
    assert (app.session_state["gallery.zip"]["order"] != zipped["order"]) is again


def test_what_someone_deleted_meanwhile_is_not_packed(
    app: AppTest, put: Put, studio: Studio, fetch: Fetch, now: datetime
):
    kept, gone = put("Kept"), put("Gone")
    choose(app, kept, gone)
    studio.desk.delete(SOMEONE, [gone.id], now)
    answer = fetch(saving(click(app, "gallery.download"), "order"))
    assert len(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) == 1


def test_a_zip_of_files_that_are_gone_is_not_found(app: AppTest, put: Put, studio: Studio, fetch: Fetch) -> None:
    job = put()
    url = saving(click(choose(app, job), "gallery.download"), "order")
    studio.library.video(job.id).unlink()
    assert fetch(url).status_code == 404


def test_the_chosen_ones_are_deleted_and_brought_back_together(app: AppTest, put: Put) -> None:
    jobs = [put("A", age=1), put("B", age=2)]
    put("C", age=3)
    choose(app, *jobs)
    assert titles(click(app, "gallery.delete")) == ["C"]
    assert not grid(app)["selecting"]
    assert titles(click(app, "gallery.undo_now")) == ["A", "B", "C"]


def test_select_mode_begins_with_nothing_chosen(app: AppTest, put: Put) -> None:
    put("A")
    app.run()
    click(app, "gallery.select")
    assert app.button(key="gallery.download").disabled
    assert app.button(key="gallery.delete").disabled
    click(app, "gallery.all")
    assert app.button(key="gallery.delete").label == "Delete 1"
    click(app, "gallery.done")
    assert not grid(app)["selecting"]


@pytest.fixture
def demo_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OCTOPUSX_API_KEY")


def test_demo_videos_are_cleared_after_a_second_word_and_can_come_back(
    environment: None, demo_mode: None, app: AppTest, put: Put
) -> None:
    put("Demo", service=DEMO)
    put("Real", service="https://octopusx.ai", age=1)
    app.run()
    assert "every demo job that has finished" in words(app)
    assert titles(click(app, "gallery.clear_demo_now")) == ["Real"]
    assert titles(click(app, "gallery.undo_now")) == ["Demo", "Real"]
