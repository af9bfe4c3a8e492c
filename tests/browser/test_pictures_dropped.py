"""Several pictures dropped on the board at once: people say whom they show, and take it all back with one press."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.board import a_board, card, pictures, png
from tests.browser.running import AppServer, click, open_page, settled

THREE = {"Mia.png": png("red", 330), "Bear.png": png("blue", 340), "IMG_2034.png": png("green", 350)}


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def place(page: Page) -> Locator:
    """Where pictures for the whole cast are dropped."""
    return page.locator(".st-key-upload-whole-cast")


def drop(page: Page, files: dict[str, bytes]) -> None:
    """What a browser does when files are let go over it."""
    handed = [[name, base64.b64encode(data).decode()] for name, data in files.items()]
    place(page).get_by_test_id("stFileUploaderDropzone").evaluate(
        """(zone, files) => {
        const dataTransfer = new DataTransfer()
        for (const [name, data] of files) {
          const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0))
          dataTransfer.items.add(new File([bytes], name, { type: "image/png" }))
        }
        for (const what of ["dragenter", "dragover", "drop"]) {
          zone.dispatchEvent(new DragEvent(what, { bubbles: true, cancelable: true, dataTransfer }))
        }
    }""",
        handed,
    )


def cards(page: Page) -> Locator:
    return page.locator('[class*="st-key-card-"]')


def test_three_files_dropped_at_once_become_a_subject_each_in_one_step(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    drop(page, THREE)
    asked = page.locator(".st-key-deal")
    expect(asked.get_by_text("Who is in these 3 pictures?")).to_be_visible()
    expect(pictures(asked)).to_have_count(3)
    expect(cards(page)).to_have_count(0)
    click(asked.get_by_role("button", name="One subject each"))
    expect(cards(page)).to_have_count(3)
    expect(card(page, 0).get_by_text("Mia", exact=True)).to_be_visible()
    expect(card(page, 1).get_by_text("Bear", exact=True)).to_be_visible()
    # Whose file says no name is asked for it.
    expect(card(page, 2).get_by_label("Name", exact=True)).to_have_value("")
    expect(pictures(card(page, 2))).to_have_count(1)
    settled(page)
    click(page.get_by_role("button", name="Undo: Added pictures"))
    expect(cards(page)).to_have_count(0)
    click(page.get_by_role("button", name="Redo"))
    expect(cards(page)).to_have_count(3)


def test_on_a_board_with_a_cast_they_can_all_be_one_subject(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app))
    drop(page, {"Owl.png": png("gold", 300), "owl_side.png": png("gold", 310)})
    expect(page.get_by_text("Who is in these 2 pictures?")).to_be_visible()
    click(page.get_by_role("button", name="All to one subject"))
    expect(cards(page)).to_have_count(3)
    expect(card(page, 2).get_by_text("Owl", exact=True)).to_be_visible()
    expect(pictures(card(page, 2))).to_have_count(2)
    expect(page.get_by_text("Who is in")).to_have_count(0)
    expect(place(page)).to_be_visible()


def test_a_phone_may_offer_all_its_pictures(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    chooser = place(page).locator('input[type="file"]')
    # Without a list of kinds, and without asking for the camera alone, a phone offers its pictures, camera and files.
    assert chooser.evaluate("(input) => [input.accept, input.hasAttribute('capture'), input.multiple]") == [
        "",
        False,
        True,
    ]
