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
    click(page.get_by_role("link", name="Show the jobs"))
    told = page.locator(".st-key-jobs-card")
    expect(told.get_by_text("The video service did not accept the API key.", exact=True)).to_be_visible()
    expect(told.get_by_text("Ask your Castboard administrator to check the key. Nothing was made.")).to_be_visible()
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
    click(page.get_by_role("link", name="Show the jobs"))
    told = page.locator(".st-key-jobs-card")
    expect(
        told.get_by_text("The words of the scene go against the rules of the video service.", exact=True)
    ).to_be_visible()
    click(told.get_by_role("link", name="Change and try again"))

    expect(page).to_have_title("Create · Castboard")
    expect(scene(page)).to_have_value("@Mia fights @Bear")
    expect(pictures(card(page, 0))).to_have_count(1)
    expect(pictures(card(page, 1))).to_have_count(1)
    write_scene(page, "@Mia dances with @Bear")
    generate(page)
    click(page.get_by_role("link", name="Show the jobs"))
    expect(page.get_by_role("heading", name="Mia dances with Bear")).to_be_visible()
    expect(told.get_by_text("In progress", exact=True)).to_be_visible()
    module_upstream.finish(module_upstream.tasks()[-1].id, film)
    expect(told.get_by_role("link", name="Open the video")).to_be_visible()
    prompts = [json.loads(one.body)["prompt"].strip() for one in module_upstream.submits()[-2:]]
    assert prompts == ["@Mia fights @Bear", "@Mia dances with @Bear"]


def test_what_was_refused_is_in_view_on_the_board_and_said_beside_its_card(
    app: AppServer, module_upstream: DemoService, page: Page
) -> None:
    module_upstream.fail_next(Mishap.error(400, "ImageCheckFaceFailed", "images.1: no face was found"))
    open_page(page, a_board(app, "@Mia looks at @Bear", names=("Mia", "Bear")))
    page.set_viewport_size({"width": 1280, "height": 500})
    generate(page)
    click(page.get_by_role("link", name="Show the jobs"))
    told = page.locator(".st-key-jobs-card")
    expect(told.get_by_text("The problem is in picture 1 of Bear.")).to_be_visible()
    expect(told.get_by_text("Nothing was made, so nothing was paid.")).to_be_visible()
    click(told.get_by_text("Details", exact=True))
    expect(told.get_by_text("images.1: no face was found").first).to_be_visible()
    click(told.get_by_role("link", name="Change and try again"))
    expect(page).to_have_title("Create · Castboard")
    bear = card(page, 1)
    expect(bear.get_by_text("could not use the face in a picture")).to_be_in_viewport()
    expect(bear.get_by_label("Name", exact=True)).to_be_focused()
    expect(card(page, 0).get_by_text("could not use the face")).to_have_count(0)
    no_overlaps(page)


def test_a_press_on_generate_counts_although_the_page_changes_meanwhile(
    app: AppServer, module_upstream: DemoService, page: Page
) -> None:
    """Leaving the scene takes away the lines about the refusal while the mouse is still down."""
    module_upstream.fail_next(Mishap.error(400, "TaskPromptPolicyViolation", "prompt violates the policy"))
    open_page(page, a_board(app, "@Mia shouts at @Bear"))
    generate(page)
    click(page.get_by_role("link", name="Show the jobs"))
    click(page.get_by_role("link", name="Change and try again"))
    expect(page.get_by_text("Reword the scene").first).to_be_visible()
    scene(page).fill("@Mia whispers to @Bear")
    button = page.get_by_role("button", name="Generate", exact=True)
    before = button.bounding_box()
    assert before is not None
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    page.mouse.down()
    expect(page.get_by_text("Reword the scene")).to_have_count(0)
    after = button.bounding_box()
    assert after == before, "Generate moved under the mouse"
    page.mouse.up()
    expect(page.get_by_text("Your video is on the way.")).to_be_visible()
