"""When the service says no: a key it does not know, and a request that is mended and sent again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from tests.browser.board import a_board, card, generate, pictures, scene, write_scene
from tests.browser.running import AppServer, click, no_overlaps, no_sideways_scroll, open_page

STRANGER = "a-key-that-nobody-knows"


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    return app_server(upstream=module_upstream)


@pytest.fixture(scope="module")
def stranger(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    """An app whose key the service does not accept."""
    return app_server({"OCTOPUSX_API_KEY": STRANGER}, upstream=module_upstream)


def test_a_wrong_key_is_said_at_once_and_nothing_is_sent_twice(
    stranger: AppServer, module_upstream: DemoService, page: Page
) -> None:
    before = len(module_upstream.submits())
    open_page(page, a_board(stranger))
    expect(page.get_by_role("button", name="Key not accepted")).to_be_visible()
    generate(page)
    click(page.get_by_role("link", name="See the jobs"))
    told = page.locator(".st-key-jobs-card")
    expect(told.get_by_text("The video service did not accept the API key.", exact=True)).to_be_visible()
    expect(told.get_by_text("Ask whoever looks after this app to check the key. Nothing was made.")).to_be_visible()
    expect(told.get_by_text("Failed", exact=True)).to_be_visible()
    no_sideways_scroll(page)
    no_overlaps(page)
    assert STRANGER not in page.content()
    assert len(module_upstream.submits()) == before + 1
    assert STRANGER not in stranger.said()


def test_a_refused_request_is_mended_and_sent_again(
    app: AppServer, module_upstream: DemoService, page: Page, film: Path
) -> None:
    module_upstream.hold()
    module_upstream.fail_next(Mishap.error(400, "TaskPromptPolicyViolation", "prompt violates the policy"))
    open_page(page, a_board(app, "@Mia fights @Bear"))
    generate(page)
    click(page.get_by_role("link", name="See the jobs"))
    told = page.locator(".st-key-jobs-card")
    expect(told.get_by_text("The video service does not make this content.", exact=True)).to_be_visible()
    click(told.get_by_role("button", name="Change and try again"))

    expect(page).to_have_title("Create · Castboard")
    expect(scene(page)).to_have_value("@Mia fights @Bear")
    expect(pictures(card(page, 0))).to_have_count(1)
    expect(pictures(card(page, 1))).to_have_count(1)
    write_scene(page, "@Mia dances with @Bear")
    generate(page)
    click(page.get_by_role("link", name="See the jobs"))
    expect(page.get_by_role("heading", name="Mia dances with Bear")).to_be_visible()
    expect(told.get_by_text("In progress", exact=True)).to_be_visible()
    module_upstream.finish(module_upstream.tasks()[-1].id, film)
    expect(told.get_by_role("button", name="Open the video")).to_be_visible()
    prompts = [json.loads(one.body)["prompt"].strip() for one in module_upstream.submits()[-2:]]
    assert prompts == ["@Mia fights @Bear", "@Mia dances with @Bear"]
