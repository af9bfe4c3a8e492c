"""What becomes of a press on Generate is seen where it was pressed, while people go on typing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.job import JobState
from lib.ui.parts.job_watch import FOLDER
from tests.browser.board import a_board, generate, scene
from tests.browser.running import AppServer, click, no_overlaps, no_sideways_scroll, notices, open_page, settled, until

PHONE = {"width": 390, "height": 700}
REFUSED = "The words of the scene go against the rules of the video service."
KNOWN_S = 2


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    return app_server(upstream=module_upstream)


def test_a_take_is_followed_and_played_without_leaving_the_board(
    app: AppServer, module_upstream: DemoService, page: Page, film: Path
) -> None:
    module_upstream.hold()
    open_page(page, a_board(app, takes=2))
    settled(page)
    click(page.get_by_role("button", name="Generate 2", exact=True))
    box = page.locator(".st-key-create-made")
    expect(box.get_by_text("Your 2 videos are on the way.")).to_be_visible()
    expect(box.get_by_text("In progress").first).to_be_visible()
    expect(box.get_by_text("Take 2 of 2")).to_be_visible()
    scene(page).press("End")
    scene(page).press_sequentially(" They laugh")
    for task in module_upstream.tasks():
        module_upstream.finish(task.id, film)
    expect(box.get_by_role("button", name="Play")).to_have_count(2, timeout=20_000)
    expect(box.get_by_text("on the way")).to_be_hidden()
    # Whatever is drawn anew meanwhile, the cursor and what was typed stay.
    scene(page).press_sequentially(" and dance.")
    expect(scene(page)).to_have_value("@Mia and @Bear walk through fog They laugh and dance.")
    click(box.get_by_role("button", name="Play").first)
    expect(box.locator("video")).to_be_visible()
    until(lambda: box.locator("video").evaluate("video => video.currentTime > 0"), 10, "it plays")
    no_overlaps(page)
    # What was played is new no longer; a word beside the box there was for neither.
    expect(page).to_have_title("(1) Create · Castboard")
    expect(notices(page)).to_be_hidden()


def test_what_is_ready_is_looked_at_no_more(app_server: Callable[..., AppServer], page: Page) -> None:
    looks: list[str] = []
    page.on("request", lambda request: looks.append(request.url) if f"/{FOLDER}/" in request.url else None)
    open_page(page, a_board(app_server(), duration=4, resolution="540p"))
    generate(page)
    box = page.locator(".st-key-create-made")
    expect(box.get_by_role("button", name="Play")).to_be_visible(timeout=60_000)
    expect(box.get_by_text("on the way")).to_be_hidden()
    assert looks
    looks.clear()
    click(box.get_by_role("button", name="Play"))
    until(lambda: box.locator("video").evaluate("video => video.currentTime > 2"), 20, "it plays")
    # Two seconds later; one look may have been on its way.
    assert len(looks) <= 1


def test_a_refusal_is_seen_at_once_and_mended_at_its_field(
    app: AppServer, module_upstream: DemoService, page: Page
) -> None:
    module_upstream.fail_next(Mishap.error(400, "TaskPromptPolicyViolation", "prompt violates the policy"))
    page.set_viewport_size(PHONE)
    open_page(page, a_board(app, "@Mia fights @Bear"))
    generate(page)
    studio = app.studio()
    try:
        until(lambda: studio.store.lists.counts()[JobState.FAILED], 20, "it is refused")
        known = time.monotonic()
    finally:
        studio.close()
    refused = page.get_by_text(REFUSED, exact=True)
    refused.wait_for()
    assert time.monotonic() - known < KNOWN_S
    expect(refused).to_be_in_viewport()
    expect(page.get_by_role("button", name="Change and try again")).to_be_in_viewport()
    no_sideways_scroll(page)
    click(page.get_by_role("button", name="Change and try again"))
    expect(scene(page)).to_be_focused()
    expect(page.locator(".st-key-create-made").get_by_text(REFUSED)).to_be_hidden()
    expect(scene(page)).to_have_value("@Mia fights @Bear")
