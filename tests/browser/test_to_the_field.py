"""A line above Generate leads to its field: by mouse, by keyboard, on a phone, also into what is folded up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.board import a_board, card, scene
from tests.browser.running import AppServer, click, open_page, settled

FAULTS = {
    "model": "viduq2-pro",
    "duration": 12,
    "seed_typed": "seven",
    "off_peak": True,
    "watermark": True,
    "wm_url": "no address",
}
WORDS = "@Mia and @Ghost walk"
HIDDEN = ("Seed", "Watermark")
"""In the closed fold."""


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def fields(page: Page) -> dict[str, Locator]:
    """What has the focus when a line has led there, by the line's first words."""
    return {
        "Scene": scene(page),
        "Length": page.get_by_role("slider", name="Length"),
        "Sound and dialogue": page.get_by_role("switch", name="Sound and dialogue"),
        "Seed": page.get_by_role("textbox", name="Seed"),
        "Watermark": page.get_by_role("textbox", name="Web address of a watermark picture"),
    }


def line(page: Page, name: str) -> Locator:
    return page.locator(".st-key-send").get_by_role("link", name=name, exact=True).first


def at_the_top(page: Page) -> None:
    page.get_by_test_id("stMain").evaluate("(main) => main.scrollTo(0, 0)")


@pytest.mark.parametrize("by_keyboard", [False, True], ids=["mouse", "keyboard"])
def test_each_line_leads_to_its_field(app: AppServer, warm_page: Page, by_keyboard: bool) -> None:
    page = warm_page
    open_page(page, a_board(app, WORDS, **FAULTS))
    address = page.url
    for name, field in fields(page).items():
        at_the_top(page)
        line(page, name).press("Enter") if by_keyboard else click(line(page, name))
        expect(field).to_be_focused()
        # A slider's own field cannot be seen; what shows it can.
        expect(page.locator('[class*="st-key-"]').filter(has=field).last).to_be_in_viewport(ratio=0.5)
    # The fold that was opened for it stays open, and nothing but the place on the page has changed.
    expect(page.get_by_role("textbox", name="Seed")).to_have_value("seven")
    assert page.url == address


def test_a_line_opens_the_card_that_holds_its_field(app: AppServer, warm_page: Page) -> None:
    page, name = warm_page, "An endless name " * 5 + "ends"
    open_page(page, a_board(app, f"@{name}", (name, "Bear")))
    field = card(page, 0).get_by_label("Name", exact=True)
    expect(field).to_have_count(0)
    click(line(page, "Name"))
    expect(field).to_be_focused()
    expect(field).to_have_value(name)


def test_on_a_phone_the_count_beside_generate_leads_to_the_first_field(app: AppServer, warm_page: Page) -> None:
    page = warm_page
    page.set_viewport_size({"width": 390, "height": 700})
    open_page(page, a_board(app, WORDS, **FAULTS))
    click(page.locator(".st-key-send-fixes").get_by_role("link"))
    length = page.locator(".st-key-create-duration")
    expect(length).to_be_in_viewport(ratio=1)
    expect(length.get_by_role("slider")).to_be_focused()
    above = length.bounding_box()
    bar = page.locator(".st-key-send-bar").bounding_box()
    assert above and bar and above["y"] + above["height"] <= bar["y"], "the bar covers the field"


def test_an_unknown_mention_is_mended_by_one_press(app: AppServer, warm_page: Page) -> None:
    page = warm_page
    open_page(page, a_board(app, "@Mia and @Baer walk"))
    click(page.get_by_role("button", name="Use @Bear"))
    expect(scene(page)).to_have_value("@Mia and @Bear walk")
    expect(page.get_by_role("heading", name="Ready to send")).to_be_visible()
    settled(page)
    click(page.get_by_role("button", name="Undo"))
    expect(scene(page)).to_have_value("@Mia and @Baer walk")
