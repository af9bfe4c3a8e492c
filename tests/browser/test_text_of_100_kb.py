"""A very long text takes no more of a page than a short one: everything else stays where it is, and quick."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lib.demo.service import DemoService
from tests.browser.board import a_board, scene
from tests.browser.job_page import TABS, card_of_the_job
from tests.browser.odd_texts import as_typed, nothing_happens
from tests.browser.running import AppServer, click, no_sideways_scroll, open_page, settled

LENGTH = 100_000
HUGE = {
    "words": "fog and light and ",
    "one word": "fog",
    "names of nobody": "",
    "marks": "**bold** [to](https://example.com) <b>thick</b> $x^2$ :smile: ",
    "directions": "\u202e\u2067",
}
QUICK_S = 15.0
"""A short text takes one or two seconds on two idle cores."""


def huge(kind: str) -> str:
    if kind == "names of nobody":
        return " ".join(f"@n{number}" for number in range(LENGTH))[:LENGTH]
    return (HUGE[kind] * LENGTH)[:LENGTH]


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    return app_server(upstream=module_upstream)


@contextmanager
def quick() -> Iterator[None]:
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    assert took < QUICK_S, f"{took:.1f} s"


@pytest.mark.parametrize("kind", HUGE)
def test_a_board_with_a_very_long_scene_is_used_like_any_other(app: AppServer, page: Page, kind: str) -> None:
    words = f"@Mia and @Bear {huge(kind)}"
    with nothing_happens(page):
        with quick():
            open_page(page, a_board(app, words, payload=huge(kind)))
            expect(scene(page)).to_have_value(words)
        as_typed(page)
        with quick():
            scene(page).press("Control+End")
            page.keyboard.type("!")
            page.keyboard.press("Tab")
            expect(page.get_by_text(f"{len(words) + 1:,} of ")).to_be_visible()
            settled(page)
        with quick():
            click(page.get_by_role("radio", name="720p"))
            expect(page.get_by_text("Q3 Pro, 1 s, 720p")).to_be_visible()
        expect(page.get_by_role("button", name="Generate", exact=True)).to_be_in_viewport(ratio=1)
        as_typed(page)


def test_a_very_long_text_is_sent_as_it_is_and_shown_in_its_place(
    app: AppServer, module_upstream: DemoService, page: Page, film: Path
) -> None:
    words, payload = f"@Mia and @Bear {huge('marks')}", huge("one word")
    module_upstream.hold()
    with nothing_happens(page):
        open_page(page, a_board(app, words, payload=payload))
        settled(page)
        click(page.get_by_role("button", name="Generate", exact=True))
        # The service is known to refuse so long a scene, so that Generate asks.
        click(page.get_by_role("button", name="Generate it"))
        expect(page.get_by_text("Your video is on the way.")).to_be_visible()
        click(page.get_by_role("link", name="Show the jobs"))
        told = card_of_the_job(page)
        expect(told.get_by_text("In progress", exact=True)).to_be_visible()
        for tab, (sign, _) in TABS.items():
            with quick():
                click(page.get_by_role("tab", name=tab))
                expect(told.get_by_text(sign).first).to_be_visible()
            as_typed(page)
        click(page.get_by_role("tab", name="Made with"))
        expect(told.get_by_text(TABS["Made with"][0])).to_be_visible()
        _in_its_place(told.get_by_test_id("stText"), words)
        sent = json.loads(module_upstream.submits()[-1].body)
        assert (sent["prompt"].strip(), sent["payload"]) == (words.strip(), payload)

        task = module_upstream.tasks()[-1].id
        module_upstream.finish(task, film)
        with quick():
            click(told.get_by_role("link", name="Open the video"))
            expect(page.get_by_role("heading", name="Cast")).to_be_visible()
        _in_its_place(page.get_by_test_id("stText"), words)
        no_sideways_scroll(page)
        expect(page.get_by_test_id("stMain").get_by_text("Mia", exact=True)).to_be_visible()


def _in_its_place(found: Locator, text: str) -> None:
    """All of it is there, and takes less than a screen."""
    assert text.strip() in (found.text_content() or "")
    box = found.locator("xpath=ancestor::*[contains(@class, 'stVerticalBlock')][1]").bounding_box()
    assert box and box["height"] < 600, box
