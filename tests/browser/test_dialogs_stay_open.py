"""A dialog that is opened right after the first letter stays open, whatever that letter changes on the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.board import a_board, scene
from tests.browser.running import AppServer, open_page, settled

KEPT = "sessionStorage.getItem('castboard.scene') === null"


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


HELD_MS = 700
"""So long that all which the letter changes is drawn before the finger is up again."""


def stays_open(page: Page, name: str, held_ms: int = 50) -> None:
    scene(page).focus()
    page.keyboard.type("A")
    page.get_by_role("button", name=name).click(delay=held_ms)
    expect(page.get_by_role("dialog")).to_be_visible()
    # Until the server has the letter and all is drawn that it changes.
    page.wait_for_function(KEPT)
    page.wait_for_url("**draft=*")
    settled(page)
    expect(page.get_by_text("Saved", exact=True)).to_be_attached()
    expect(page.get_by_role("dialog")).to_be_visible()


OF_A_BOARD = ["Drafts", "Presets", "Voices of your team"]


@pytest.mark.parametrize("name", OF_A_BOARD)
def test_a_dialog_opened_with_the_first_letter(app: AppServer, page: Page, name: str) -> None:
    open_page(page, app.address)
    stays_open(page, name)
    page.keyboard.press("Escape")
    expect(scene(page)).to_have_value("A")
    page.reload()
    expect(scene(page)).to_have_value("A")


@pytest.mark.parametrize("name", OF_A_BOARD)
def test_a_dialog_opened_with_the_first_letter_by_somebody_who_left_a_board(
    app: AppServer, browser: Browser, name: str
) -> None:
    theirs = browser.new_context()
    page = theirs.new_page()
    open_page(page, app.address)
    scene(page).fill("Fog")
    page.wait_for_url("**draft=*")
    page.wait_for_function(KEPT)
    page.goto("about:blank")
    open_page(page, app.address)
    expect(page.get_by_role("button", name="Continue where you left off")).to_be_visible()
    # Nothing above it may go with the letter: it would move away under the press.
    stays_open(page, name, HELD_MS)
    theirs.close()


def test_the_request_opened_with_the_first_letter_on_a_colleague_s_board_stays_and_has_the_letter(
    app: AppServer, page: Page
) -> None:
    open_page(page, a_board(app, "@Mia meets @Bear. "))
    expect(page.get_by_text("Ready to send")).to_be_visible()
    scene(page).focus()
    page.keyboard.press("Control+End")
    stays_open(page, "Show request")
    expect(page.get_by_role("dialog")).to_contain_text("@Mia meets @Bear . A")
