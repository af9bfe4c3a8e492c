"""A showing before stakeholders, without the README: a refusal seen and mended, a full house, a film that plays."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.board import scene
from tests.browser.running import AppServer, click, no_sideways_scroll, open_page, settled, until

MOST_PRESSES = 10
DRAWN_MS = 180_000
"""Nine films: half a minute on two quiet cores, and these share them with other tests."""


class Presses:
    """Clicks with their count: what a person needs from one end of the journey to the other."""

    def __init__(self, page: Page) -> None:
        self._page, self.count = page, 0

    def on(self, wanted: Locator) -> None:
        settled(self._page)
        click(wanted)
        self.count += 1

    def button(self, name: str) -> None:
        self.on(self._page.get_by_role("button", name=name, exact=True))

    def link(self, name: str) -> None:
        self.on(self._page.get_by_role("link", name=name))

    def demo_menu(self) -> None:
        self.on(self._page.get_by_role("button", name="Demo mode: nothing is paid"))


def test_from_the_empty_app_to_a_full_gallery(app_server: Callable[..., AppServer], page: Page) -> None:
    open_page(page, app_server().address)
    press = Presses(page)
    expect(page.get_by_text("1 of 4")).to_be_visible()

    press.demo_menu()
    press.link("The service refuses the content")
    expect(page.get_by_text("Press Generate to see it.")).to_be_visible()
    expect(page.get_by_role("link", name="A video takes a long time")).to_have_count(0)
    expect(page.get_by_text("4 of 4")).to_be_visible()
    press.button("Generate")
    press.button("Change and try again")
    expect(scene(page)).to_have_value(re.compile(re.escape("[refuse]")))
    press.button("Take it out")
    expect(scene(page)).not_to_have_value(re.compile(re.escape("[refuse]")))
    press.button("Generate")
    expect(page.get_by_text("Your video is on the way.")).to_be_visible()
    expect(page.get_by_text("4 of 4")).to_have_count(0)

    press.demo_menu()
    press.link("Fill the gallery")
    expect(page.get_by_text("Drawing the example videos")).to_be_visible()
    no_sideways_scroll(page)
    expect(page.get_by_text("9 videos", exact=True)).to_be_visible(timeout=DRAWN_MS)
    expect(page.get_by_test_id("stToast").filter(has_text="Night shift")).to_have_count(0)

    press.link("Night shift")
    video = page.locator(".st-key-gallery-player video")
    expect(video).to_be_visible()
    until(lambda: video.evaluate("video => video.readyState >= 2"), 20, "the video has a picture")
    if video.evaluate("video => video.paused"):
        press.on(video)
    until(lambda: video.evaluate("video => video.currentTime > 0.2"), 20, "it plays")
    assert press.count <= MOST_PRESSES, press.count

    press.button("Back to the gallery")
    press.button("Clear the example videos")
    expect(page.get_by_text("8 example videos deleted.")).to_be_visible()
    expect(page.get_by_text("1 video", exact=True)).to_be_visible()
