"""*Fix all* does what its lines say, and the page shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.board import a_board
from tests.browser.running import AppServer, click, open_page, settled


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


@pytest.mark.parametrize("remedy", ["Fix all", "Use 10 s"])
def test_a_length_that_the_model_does_not_take_becomes_what_is_promised(
    app: AppServer, page: Page, remedy: str
) -> None:
    """Until the browser has the shorter list, it reports a length that the list has no longer."""
    board = a_board(app, "@Mia and @Bear dance in the rain", model="viduq2-turbo", duration=30, resolution="4k")
    open_page(page, board)
    settled(page)
    click(page.get_by_role("button", name=remedy))
    expect(page.get_by_role("button", name=remedy)).to_have_count(0)
    settled(page)
    expect(page.get_by_role("slider", name="Length")).to_have_attribute("aria-valuetext", "10 s")
    expect(page.get_by_text("Q2 Turbo, 10 s").or_(page.get_by_text("to fix"))).not_to_have_count(0)
