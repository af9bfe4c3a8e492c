"""Every unusual video in the player of a real browser: it plays there, or the page says why a preview does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from lib.app import Studio
from lib.domain.draft import Draft, DraftSubject, build_request
from lib.domain.job import Job, JobState
from tests.browser.board import png
from tests.browser.running import AppServer, click, open_page, until
from tests.conftest import SOMEONE
from tests.video_kit import turned
from tests.video_variants import edited_variants

PLAYED_S = 0.2
CASES = (
    "pdin before moov, index first",
    "AIGC before moov, index last",
    "a name nobody knows before moov, index first",
    "zeros behind it, index last",
    "a cover, JPEG, first",
    "a cover, PNG, last",
    "fragmented",
    "a last box that goes on to the end",
)
FORMATS = {"vp9.webm": "", "h264.mov": "", "hevc 10 bit.mp4": "HEVC (H.265)", "prores.mov": "ProRes", "h264.mkv": "MKV"}


@pytest.fixture(scope="module")
def films(mp4_variants: dict[str, bytes], video_formats: dict[str, bytes]) -> dict[str, bytes]:
    last = mp4_variants["index last"]
    made = {name: mp4_variants[name] for name in CASES} | {name: video_formats[name] for name in FORMATS}
    made |= {f"edited, {name}": data for name, (data, _) in edited_variants(last).items()}
    return made | {"on its side": turned(last, 0, 1, -1, 0)}


@pytest.fixture(scope="module")
def shelf(app_server: Callable[..., AppServer], films: dict[str, bytes]) -> tuple[AppServer, dict[str, str]]:
    """The app with all of these in its gallery, and their ids."""
    app = app_server(begin=False)
    studio = app.studio()
    studio.open()
    ids = {name: put(studio, name, data) for name, data in films.items()}
    studio.close()
    app.start()
    return app, ids


def put(studio: Studio, name: str, data: bytes) -> str:
    """A finished job, as the tracker leaves it."""
    pictures = (studio.desk.add_picture(SOMEONE, png("coral"), "mia.png"),)
    draft = Draft(cast=(DraftSubject(uid="mia", name="Mia", pictures=pictures),), scene="@Mia walks", duration=2)
    made = datetime.now(UTC)
    job = Job(
        id=uuid4().hex,
        name=name,
        person_id=uuid4().hex,
        service=studio.desk.service,
        click=uuid4().hex,
        take=1,
        takes=1,
        request=build_request(draft),
        created_at=made,
        state=JobState.READY,
        state_since=made,
        ready_at=made,
    )
    video = studio.library.keep(job.id, lambda target: target.write(data))
    studio.store.jobs.add([replace(job, video=video, has_poster=studio.library.draw_poster(job.id))])
    return job.id


def player(page: Page) -> Locator:
    return page.locator(".st-key-gallery-player video")


def plays(page: Page) -> list[int]:
    """Width and height of what plays."""
    video = player(page)
    expect(video).to_be_visible(timeout=60_000)
    until(lambda: video.evaluate("video => video.readyState >= 2"), 20, "the video has a picture")
    video.evaluate("video => { video.muted = true; return video.play() }")
    until(lambda: video.evaluate(f"video => video.currentTime > {PLAYED_S} || video.ended"), 20, "it plays")
    assert video.evaluate("video => video.error") is None
    return video.evaluate("video => [video.videoWidth, video.videoHeight]")


def test_each_plays_or_says_why_a_preview_does(shelf: tuple[AppServer, dict[str, str]], page: Page) -> None:
    app, ids = shelf
    for name, job_id in ids.items():
        open_page(page, f"{app.address}/gallery?video={job_id}")
        stored = FORMATS.get(name, "")
        size = plays(page)
        assert (name, size) == (name, [180, 320] if name == "on its side" else [320, 180])
        note = page.get_by_text("not every browser plays")
        if stored:
            expect(note).to_contain_text(stored)
            expect(note).to_contain_text("You see a preview in H.264.")
        else:
            expect(note).to_have_count(0)


def test_what_is_downloaded_is_the_original_under_its_own_ending(
    shelf: tuple[AppServer, dict[str, str]], films: dict[str, bytes], page: Page
) -> None:
    app, ids = shelf
    for name, ending in (("prores.mov", ".mov"), ("vp9.webm", ".webm"), ("hevc 10 bit.mp4", ".mp4")):
        open_page(page, f"{app.address}/gallery?video={ids[name]}")
        with page.expect_download() as saving:
            click(page.get_by_role("link", name="Download"))
        assert saving.value.suggested_filename.endswith(ending)
        assert Path(saving.value.path()).read_bytes() == films[name]


def test_a_preview_that_is_missing_is_made_and_appears_by_itself(
    shelf: tuple[AppServer, dict[str, str]], page: Page
) -> None:
    app, ids = shelf
    job_id = ids["hevc 10 bit.mp4"]
    open_page(page, f"{app.address}/gallery?video={job_id}")
    plays(page)
    (app.data_dir / "library" / "previews" / f"{job_id}.mp4").unlink()
    page.reload()
    expect(page.get_by_text("A preview in H.264 is being made and appears here automatically.")).to_be_visible()
    expect(page.get_by_role("img", name="Poster of hevc 10 bit.mp4")).to_be_visible()
    assert plays(page) == [320, 180]
    expect(page.get_by_text("You see a preview in H.264.")).to_be_visible()
