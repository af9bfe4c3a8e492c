"""The page of a video that not every browser plays, or that is shorter than asked for, says so and offers the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.job import Job, Video
from lib.ui.revisions import AWAY
from tests.pages.conftest import ME, Put
from tests.pages.shelf import film, grid, open_video, saving, settings, words

ROOT = Path(__file__).resolve().parents[2]
STORED = "This video is stored as HEVC (H.265), which not every browser plays."


@pytest.fixture
def app(studio: Studio) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["person"] = ME
    return app.switch_page("pages/gallery.py")


@pytest.fixture
def hevc(studio: Studio, put: Put, video_formats: dict[str, bytes]) -> Job:
    """Ready, with a preview that waits to be made."""
    return shelved(studio, put(duration=2), video_formats["hevc.mp4"])


def shelved(studio: Studio, job: Job, data: bytes) -> Job:
    """A finished job with this file, as the tracker leaves it."""
    video = studio.library.keep(job.id, lambda target: target.write(data))
    studio.library.draw_poster(job.id)
    studio.store.jobs.save(job, kept := replace(job, video=video))
    return kept


def player(app: AppTest) -> str:
    """The address that the player has; empty without one."""
    return str(film(app).get("src", ""))


def test_a_preview_that_is_being_made_is_awaited_before_the_poster(app: AppTest, hevc: Job) -> None:
    open_video(app, hevc)
    assert not app.exception
    assert f"{STORED} A preview in H.264 is being made and appears here automatically. Download gives" in words(app)
    assert player(app) == ""
    assert f"posters/{hevc.id}.jpg" in app.get("image")[0].proto.imgs[0].url
    del app.query_params["video"]
    assert grid(app.run())["cards"][0]["video"] == ""


def test_a_preview_is_played_and_the_original_is_what_is_downloaded(app: AppTest, studio: Studio, hevc: Job) -> None:
    while studio.previews.step():
        continue
    open_video(app, hevc)
    assert f"{STORED} You see a preview in H.264. Download gives the original." in words(app)
    assert f"previews/{hevc.id}.mp4" in player(app)
    assert f"videos/{hevc.id}.mp4" in saving(app, "label")
    del app.query_params["video"]
    assert f"previews/{hevc.id}.mp4" in grid(app.run())["cards"][0]["video"]


def test_a_preview_that_was_lost_is_wanted_again_when_someone_looks(app: AppTest, studio: Studio, hevc: Job) -> None:
    while studio.previews.step():
        continue
    studio.library.preview(hevc.id).unlink()
    open_video(app, hevc)
    assert "is being made" in words(app)
    fresh = studio.store.jobs.get(hevc.id)
    assert fresh and fresh.video and fresh.video.preview == "wanted"


def watching(app: AppTest) -> Callable[[int], bool]:
    """What the open page asks at each tick, with the revision of the store."""
    watched = app.session_state["pulse.watched"]
    return lambda revision: any(differs(revision) for differs, _ in watched)


def test_a_page_that_waits_for_a_preview_asks_the_store_once_at_each_revision(
    app: AppTest, studio: Studio, hevc: Job, put: Put
) -> None:
    open_video(app, hevc)
    put("Another")
    differs = watching(app)
    assert not differs(now := studio.store.revision())
    studio.store.close()
    assert not differs(now), "nothing is left to ask at this revision"
    assert not differs(AWAY), "a store that is away has nothing to say"


def test_a_page_that_waits_for_a_preview_is_drawn_again_once_it_is_made(
    app: AppTest, studio: Studio, hevc: Job
) -> None:
    open_video(app, hevc)
    differs = watching(app)
    while studio.previews.step():
        continue
    assert differs(studio.store.revision())


def test_without_a_preview_the_original_stays_with_a_word(app: AppTest, studio: Studio, hevc: Job) -> None:
    assert hevc.video
    studio.store.jobs.save(hevc, replace(hevc, video=replace(hevc.video, preview="failed")))
    open_video(app, hevc)
    assert "which this browser may not be able to play, and no preview could be made. Download gives" in words(app)
    assert f"videos/{hevc.id}.mp4" in player(app)
    assert film(app)["words"]["failed"] == "This browser cannot play this video. Download it instead."


@pytest.mark.parametrize(
    ("name", "ending", "begins"),
    [
        ("vp9.webm", "webm", ""),
        ("h264.mov", "mov", ""),
        ("prores.mov", "mov", "This video is stored as ProRes"),
        ("mpeg4.mp4", "mp4", "This video is stored as MPEG-4 Part 2"),
        ("h264.mkv", "mkv", "This video comes as MKV"),
        ("animated.gif", "gif", "This video comes as GIF"),
        ("h264 10 bit.mp4", "mp4", "This video is stored as a rare kind of H.264"),
    ],
)
def test_a_file_is_named_by_what_it_is(
    app: AppTest, studio: Studio, put: Put, video_formats: dict[str, bytes], name: str, ending: str, begins: str
) -> None:
    job = shelved(studio, put("Fog", duration=2), video_formats[name])
    open_video(app, job)
    assert f"as=Fog.{ending}&" in unquote(saving(app, "label")).replace("+", " ")
    assert settings(app)["File"].replace("\\", "").startswith(f"Fog.{ending}, ")
    assert ("which" in words(app)) == bool(begins) and begins in words(app)


def test_a_video_that_is_shorter_than_asked_says_so_on_card_and_page(app: AppTest, studio: Studio, put: Put) -> None:
    job = put(duration=5)
    studio.store.jobs.save(job, replace(job, video=Video(2.0, 960, 540, True, 2_500_000, "f" * 64, "h264", "none")))
    assert grid(app.run())["cards"][0]["facts"].startswith("Only 2 of 5\N{NO-BREAK SPACE}s · ")
    open_video(app, job)
    assert "It is shorter than requested: 2 of 5 s. The service may have sent only a part of it." in words(app)
