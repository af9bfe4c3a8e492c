"""Who types and presses Generate at once: the first press counts, whatever the text changes on the page meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.board import a_board, open_card, scene
from tests.browser.running import AppServer, open_page, settled

SIZES: dict[str, ViewportSize] = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def press(page: Page, button: Locator, seen: Locator) -> None:
    """A press so long that all it changes is drawn before the finger is up again."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    expect(seen).to_be_attached()
    settled(page)
    page.mouse.up()


@pytest.mark.parametrize("size", SIZES)
def test_a_press_right_after_typing_a_scene_lands(app: AppServer, page: Page, size: str) -> None:
    page.set_viewport_size(SIZES[size])
    open_page(page, a_board(app, "@Mia and @Bear wait"))
    scene(page).fill("Nobody is there. " + " ".join(f"@Guest{number} waits." for number in range(6)))
    button = page.get_by_role("button", name="Generate", exact=True)
    press(page, button, page.get_by_text("Guest5").last)
    expect(page.get_by_text("Your video is on the way.")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_a_press_right_after_typing_a_name_lands(app: AppServer, page: Page, size: str) -> None:
    page.set_viewport_size(SIZES[size])
    open_page(page, a_board(app, "@Mia and @Bear wait"))
    open_card(page, 0).get_by_label("Name", exact=True).fill("Ada")
    button = page.get_by_role("button", name="Generate", exact=True)
    press(page, button, page.get_by_role("button", name="@Ada", exact=True))
    expect(page.get_by_text("Your video is on the way.")).to_be_visible()
