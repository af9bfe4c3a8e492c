"""On a phone with a finger: two videos are handed on, one is opened, and all are shown on the full screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import watch
from tests.browser.lived_in import LONG, fill
from tests.browser.running import AppServer, open_page, settled, until

SHEET = """() => {
  window.shared = []
  window.refuse = ""
  navigator.canShare = what => Boolean(what.files?.length)
  navigator.share = async what => {
    if (window.refuse) throw new DOMException("not now", window.refuse)
    window.shared.push(what.files ? what.files.map(file => [file.name, file.type, file.size]) : what)
  }
}"""
"""The share sheet of a phone, which Chromium on Linux has not."""
MOST_TAPS = 5


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], film: Path) -> AppServer:
    app = app_server(begin=False)
    studio = app.studio()
    studio.open()
    fill(studio, film)
    studio.close()
    app.start()
    return app


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    made = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        locale="en-GB",
        timezone_id="Europe/Vienna",
    )
    made.add_init_script(f"({SHEET})()")
    page = made.new_page()
    wrong = watch(page)
    yield page
    made.close()
    assert wrong == []


class Finger:
    """Taps, and counts them."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, what: Locator) -> None:
        self.taps += 1
        what.tap()


def test_two_files_are_shared_within_five_taps(app: AppServer, phone: Page) -> None:
    finger = Finger()
    open_page(phone, app.address)
    finger.tap(phone.get_by_role("link", name="Gallery").first)
    finger.tap(phone.get_by_role("button", name="Select", exact=True))
    expect(phone.get_by_role("button", name="Done")).to_be_visible()
    settled(phone)
    cards = phone.locator(".card a.open")
    finger.tap(cards.nth(0))
    finger.tap(cards.nth(1))
    share = phone.get_by_role("button", name="Share 2 files")
    expect(share).to_be_visible()
    settled(phone)
    finger.tap(share)
    until(lambda: phone.evaluate("shared.length") == 1, 15, "the sheet has the files")
    files = phone.evaluate("shared[0]")
    assert [file[0] for file in files] == ["Fog.mp4", f"{LONG[:80]}.mp4"]
    assert all(file[1] == "video/mp4" and file[2] > 1000 for file in files)
    assert finger.taps <= MOST_TAPS
    bar = phone.locator(".st-key-gallery-selection")
    box = bar.bounding_box()
    assert box and box["height"] < 844 / 8, "the bar leaves the cards to be seen"
    assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth"), "nothing of it lies beyond the edge"
    phone.get_by_role("button", name="More", exact=True).tap()
    expect(phone.get_by_role("button", name="Download 2 as zip")).to_be_visible()
    phone.get_by_role("button", name="Select none").tap()
    expect(phone.get_by_role("button", name="Share 2 files")).to_have_count(0)


def test_a_lapsed_press_asks_for_one_more_and_the_link_is_copied(app: AppServer, phone: Page) -> None:
    open_page(phone, f"{app.address}/gallery")
    phone.locator(".card a.open").first.tap()
    expect(phone.get_by_role("heading", level=1, name="Fog")).to_be_visible()
    expect(phone).to_have_title("Fog · Castboard")
    settled(phone)
    phone.evaluate("window.refuse = 'NotAllowedError'")
    share = phone.get_by_role("button", name="Share", exact=True)
    share.tap()
    # "Getting the files ready to share…" is said before.
    expect(phone.get_by_role("status").filter(has_text="Press the button once more")).to_be_visible()
    phone.evaluate("window.refuse = ''")
    settled(phone)
    share.tap()
    until(lambda: phone.evaluate("shared.length") == 1, 15, "the sheet has the file")
    # Without a clipboard of the browser's, as over plain http.
    phone.evaluate(
        """() => {
          Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true })
          document.execCommand = () => {
            window.copied = document.activeElement.value
            return true
          }
        }"""
    )
    phone.get_by_role("button", name="Copy link").tap()
    expect(phone.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    assert phone.evaluate("copied") == phone.url


def test_the_chosen_videos_are_shown_on_the_full_screen(app: AppServer, phone: Page) -> None:
    open_page(phone, f"{app.address}/gallery")
    phone.get_by_role("button", name="Select", exact=True).tap()
    settled(phone)
    phone.get_by_role("button", name="Slideshow").tap()
    show = phone.get_by_role("dialog", name="Slideshow")
    expect(show.get_by_text("1/8")).to_be_visible()
    until(lambda: phone.evaluate("Boolean(document.fullscreenElement)"), 10, "it fills the screen")
    expect(show.get_by_text("2/8")).to_be_visible()
    phone.keyboard.press("ArrowLeft")
    expect(show.get_by_text("1/8")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(show).to_be_hidden()


def test_a_video_plays_on_opening_unless_the_switch_is_off(app: AppServer, phone: Page) -> None:
    open_page(phone, f"{app.address}/gallery")
    phone.locator(".card a.open").first.tap()
    video = phone.locator("video")
    until(lambda: video.evaluate("video => video.played.length > 0"), 15, "it plays")
    assert video.get_attribute("poster")
    phone.get_by_role("checkbox", name="Play on opening").tap()
    phone.reload()
    settled(phone)
    expect(video).not_to_have_js_property("duration", 0)
    assert video.evaluate("video => video.paused && video.played.length === 0")
