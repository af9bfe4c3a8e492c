"""A person's drafts in the browser: what was begun is found again, named, copied, deleted, brought back and opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.board import a_board, add_subject, card, choose_the_quickest, generate, scene, write_scene
from tests.browser.running import AppServer, click, no_sideways_scroll, open_page, settled


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def drafts(page: Page) -> Locator:
    """The dialog, opened."""
    click(page.get_by_role("button", name="Drafts"))
    dialog = page.get_by_role("dialog", name="Your drafts")
    expect(dialog).to_be_visible()
    return dialog


def row(dialog: Locator, title: str) -> Locator:
    return dialog.locator('[class*="st-key-draft-"]').filter(has_text=title)


def test_a_person_finds_their_drafts_again(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    add_subject(page, "Mia", "red")
    write_scene(page, "@Mia walks through fog")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    click(page.get_by_role("button", name="Start over"))
    expect(page.get_by_role("button", name="Try an example")).to_be_visible()
    expect(page.get_by_role("button", name="Add a subject")).to_have_count(1)
    add_subject(page, "Owl", "blue")
    write_scene(page, "@Owl sleeps")

    dialog = drafts(page)
    expect(row(dialog, "@Owl sleeps")).to_contain_text("on the board")
    click(row(dialog, "@Mia walks").get_by_role("button", name="Change"))
    box = page.get_by_label("Name of the draft")
    box.fill("Opening")
    box.press("Enter")
    expect(row(dialog, "Opening")).to_contain_text("@Mia walks through fog")

    click(row(dialog, "Opening").get_by_role("button", name="Change"))
    click(page.get_by_role("button", name="Duplicate"))
    expect(row(dialog, "Opening")).to_have_count(2)
    click(row(dialog, "Opening").first.get_by_role("button", name="Change"))
    click(page.get_by_role("button", name="Delete"))
    expect(row(dialog, "Opening")).to_have_count(1)
    click(dialog.get_by_role("button", name="Undo"))
    expect(row(dialog, "Opening")).to_have_count(2)

    click(row(dialog, "Opening").last.get_by_role("button", name="Open"))
    expect(dialog).to_have_count(0)
    expect(scene(page)).to_have_value("@Mia walks through fog")
    expect(card(page, 0)).to_contain_text("Mia")
    choose_the_quickest(page)
    generate(page)
    expect(row(drafts(page), "Opening").filter(has_text="on the board")).to_have_count(1)
    page.keyboard.press("Escape")
    click(page.get_by_role("button", name="Start over"))
    expect(scene(page)).to_have_value("")
    settled(page)
    page.reload()
    expect(row(drafts(page), "Opening").filter(has_text="sent")).to_have_count(1)


def test_what_is_left_unsent_is_offered_and_the_open_one_can_be_deleted(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, "@Mia waits for @Bear"))
    page.set_viewport_size({"width": 390, "height": 844})
    dialog = drafts(page)
    no_sideways_scroll(page)
    click(row(dialog, "@Mia waits").get_by_role("button", name="Change"))
    click(page.get_by_role("button", name="Delete"))
    expect(dialog).to_have_count(0)
    expect(scene(page)).to_have_value("")
    expect(page.get_by_text("Not sent yet")).to_have_count(0)
