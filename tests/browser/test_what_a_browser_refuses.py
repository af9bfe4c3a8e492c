"""What a browser may refuse or fail at: sound without a press, a broken file, the full screen, many files at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Locator, Page, expect

from tests.browser.conftest import SIZE, watch
from tests.browser.running import AppServer, click, open_page, until
from tests.browser.test_every_video import put

NO_SOUND = """() => {
  let pressed = false
  const press = event => { if (event.isTrusted) pressed = true }
  for (const kind of ["pointerdown", "keydown"]) window.addEventListener(kind, press, { capture: true })
  const play = HTMLMediaElement.prototype.play
  HTMLMediaElement.prototype.play = function () {
    if (pressed || (this.muted && window.mutedMayPlay)) return play.call(this)
    return Promise.reject(new DOMException("press first", "NotAllowedError"))
  }
}"""
"""A browser that plays nothing with sound before a press. Chromium's own rule does not count for a page that a test
asks something: that is a press to it."""
NO_FULL_SCREEN = """() => {
  Element.prototype.requestFullscreen = () => {
    window.fullScreenAsked = true
    return Promise.reject(new TypeError("Permissions check failed"))
  }
}"""
MUTED_PLAYS = "() => { window.mutedMayPlay = true }"
SOUND = "Turn the sound on"


@pytest.fixture(scope="module")
def shelf(app_server: Callable[..., AppServer], film: Path) -> tuple[AppServer, dict[str, str]]:
    """The app with videos in its gallery, and their ids by name."""
    app = app_server(begin=False)
    studio = app.studio()
    ids = {name: put(studio, name, film.read_bytes()) for name in ("Fog", "Rain", "Broken")}
    studio.close()
    (app.data_dir / "library" / "videos" / f"{ids['Broken']}.mp4").write_bytes(b"a disk that lost it" * 1000)
    app.start()
    return app, ids


@pytest.fixture
def tab(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page in a browser that is told before what it refuses."""
    made: list[Page] = []

    def start(*refusals: str) -> Page:
        context = browser.new_context(viewport=SIZE, locale="en-GB", timezone_id="Europe/Vienna")
        for refusal in refusals:
            context.add_init_script(f"({refusal})()")
        made.append(context.new_page())
        wrong.append(watch(made[-1]))
        return made[-1]

    wrong: list[list[str]] = []
    yield start
    for page in made:
        page.context.close()
    assert not any(wrong), wrong


def player(page: Page) -> Locator:
    return page.locator(".st-key-gallery-player video")


def plays(video: Locator) -> None:
    until(lambda: video.evaluate("video => !video.paused && video.currentTime > 0 || video.ended"), 20, "it plays")


def test_where_sound_needs_a_press_a_video_begins_without_and_a_button_turns_it_on(
    shelf: tuple[AppServer, dict[str, str]], tab: Callable[..., Page]
) -> None:
    app, ids = shelf
    page = tab(NO_SOUND, MUTED_PLAYS)
    open_page(page, f"{app.address}/gallery?video={ids['Fog']}")
    plays(player(page))
    expect(player(page)).to_have_js_property("muted", True)
    click(page.get_by_role("button", name=SOUND))
    expect(player(page)).to_have_js_property("muted", False)
    expect(page.get_by_role("button", name=SOUND)).to_be_hidden()
    plays(player(page))


def test_where_nothing_plays_without_a_press_a_video_waits_on_its_poster_with_its_sound(
    shelf: tuple[AppServer, dict[str, str]], tab: Callable[..., Page]
) -> None:
    app, ids = shelf
    page = tab(NO_SOUND)
    open_page(page, f"{app.address}/gallery?video={ids['Fog']}")
    until(lambda: player(page).evaluate("video => video.readyState >= 1"), 20, "the video is there")
    expect(player(page)).to_have_js_property("paused", True)
    expect(player(page)).to_have_js_property("muted", False)
    expect(page.get_by_role("button", name=SOUND)).to_be_hidden()
    player(page).click()
    plays(player(page))


def test_a_video_that_cannot_be_loaded_says_so_and_the_next_one_plays(
    shelf: tuple[AppServer, dict[str, str]], tab: Callable[..., Page]
) -> None:
    app, ids = shelf
    page = tab()
    open_page(page, f"{app.address}/gallery?video={ids['Broken']}")
    said = page.get_by_role("alert").filter(has_text="This video could not be loaded.")
    expect(said).to_be_visible()
    expect(page.get_by_role("link", name="Download")).to_be_visible()
    click(page.get_by_role("button", name="Next", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(["Rain"])
    plays(player(page))
    expect(said).to_be_hidden()


def test_several_videos_are_saved_one_by_one(shelf: tuple[AppServer, dict[str, str]], tab: Callable[..., Page]) -> None:
    app, ids = shelf
    page = tab()
    open_page(page, f"{app.address}/gallery")
    click(page.get_by_role("button", name="Select", exact=True))
    click(page.get_by_role("checkbox", name="Fog"))
    click(page.get_by_role("checkbox", name="Rain"))
    each = page.get_by_role("button", name="Save one by one")
    expect(page.get_by_role("button", name="Download 2 as zip")).to_be_visible()
    saved: list[Download] = []
    page.on("download", lambda one: saved.append(one))
    click(each)
    expect(page.get_by_role("status").filter(has_text="Saving the files one by one.")).to_be_visible()
    until(lambda: page.title() and len(saved) == 2, 20, "two files are saved")
    on_disk = {
        name: (app.data_dir / "library" / "videos" / f"{ids[name]}.mp4").read_bytes() for name in ("Fog", "Rain")
    }
    assert {one.suggested_filename: Path(one.path()).read_bytes() for one in saved} == {
        f"{name}.mp4": data for name, data in on_disk.items()
    }


@contextmanager
def slideshow(page: Page) -> Iterator[Locator]:
    """Open, and closed in the end."""
    opener = page.get_by_role("button", name="Slideshow")
    click(opener)
    yield page.get_by_role("dialog", name="Slideshow")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Slideshow")).to_be_hidden()
    expect(opener).to_be_focused()


def test_where_the_full_screen_is_refused_the_slideshow_fills_the_window(
    shelf: tuple[AppServer, dict[str, str]], tab: Callable[..., Page]
) -> None:
    app, _ids = shelf
    page = tab(NO_FULL_SCREEN)
    open_page(page, f"{app.address}/gallery")
    click(page.get_by_role("button", name="Select", exact=True))
    with slideshow(page) as show:
        expect(show).to_be_visible()
        assert page.evaluate("() => window.fullScreenAsked && !document.fullscreenElement")
        assert show.bounding_box() == {"x": 0, "y": 0, **SIZE}
        expect(show.get_by_text("1/3  Broken")).to_be_visible()
        # What cannot be shown says so and does not end the show.
        expect(show.get_by_text("This video could not be loaded.")).to_be_visible()
        expect(show.get_by_text("2/3  Rain")).to_be_visible()
        plays(show.locator("video"))
        page.keyboard.press("ArrowRight")
        expect(show.get_by_text("3/3  Fog")).to_be_visible()
        expect(show.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
