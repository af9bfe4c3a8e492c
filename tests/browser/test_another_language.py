"""Who takes another language in the middle of a board keeps the board.

The browser reports what is chosen in a list or on a slider by its words, and those have changed.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lib.domain.draft import Draft
from lib.text.formats import seconds
from lib.text.language import language_of, speaking
from lib.ui.state import utc_now
from tests.browser.board import a_board, open_card
from tests.browser.running import AppServer, click, open_page, settled, until
from tests.conftest import SOMEONE


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def the_draft(app: AppServer, page: Page) -> Draft:
    studio = app.studio()
    try:
        stored = studio.store.drafts.get(page.url.rpartition("draft=")[2])
    finally:
        studio.close()
    assert stored is not None
    return stored.draft


def take_language(page: Page, name: str) -> None:
    click(page.locator(".st-key-frame").get_by_test_id("stPopoverButton").nth(1))
    click(page.get_by_role("radio", name=name).locator("xpath=ancestor::label"))
    page.keyboard.press("Escape")


def test_what_was_chosen_stays_chosen_in_another_language(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, "@Mia and @Bear walk", duration=5, takes=2))
    open_card(page, 0)
    settled(page)
    before = the_draft(app, page)
    for name, code in (("简体中文", "zh_Hans"), ("English", "en")):
        take_language(page, name)
        with speaking(language_of(code)):
            expect(page.locator(".st-key-create-duration")).to_contain_text(seconds(5))
        settled(page)
        # Whatever is reported next must not bring the old words with it.
        click(page.locator(".st-key-create-audio label").first)
        settled(page)
    until(lambda: the_draft(app, page) == before, 10, "the board is what it was")


def test_a_filter_stays_set_in_another_language(app: AppServer, page: Page) -> None:
    studio = app.studio()
    draft = studio.store.drafts.get(a_board(app).partition("draft=")[2])
    assert draft is not None
    studio.desk.generate(SOMEONE, draft.draft, "filtered", utc_now())
    studio.close()
    open_page(page, f"{app.address}/jobs")
    click(page.get_by_role("button", name="Filters"))
    click(page.get_by_role("combobox", name="Jobs in the list"))
    click(page.get_by_role("option", name="250 a page"))
    page.keyboard.press("Escape")
    settled(page)
    take_language(page, "简体中文")
    click(page.get_by_role("button", name="筛选"))
    expect(page.get_by_role("combobox", name="列表中的任务数")).to_have_value("每页 250 个")
    page.keyboard.press("Escape")
    click(page.get_by_role("radio", name="全部").locator("xpath=ancestor-or-self::*[@role='radio' or self::button][1]"))
    settled(page)
    click(page.get_by_role("button", name="筛选"))
    expect(page.get_by_role("combobox", name="列表中的任务数")).to_have_value("每页 250 个")
