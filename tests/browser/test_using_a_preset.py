"""Presets in the browser: settings are kept once and used on other boards, by oneself and by colleagues."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.board import choose_the_quickest, scene, write_scene
from tests.browser.running import AppServer, click, no_sideways_scroll, open_page, settled


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def presets(page: Page) -> Locator:
    """The dialog, opened."""
    settled(page)
    click(page.get_by_role("button", name="Presets"))
    dialog = page.get_by_role("dialog", name="Presets")
    expect(dialog).to_be_visible()
    return dialog


def test_settings_are_kept_and_used_by_a_team(app: AppServer, page: Page, browser: Browser) -> None:
    open_page(page, app.address)
    choose_the_quickest(page)
    dialog = presets(page)
    dialog.get_by_label("Name of a new preset").fill("Quick look")
    click(dialog.get_by_text("For the whole team"))
    click(dialog.get_by_role("button", name="Save the settings on the board"))
    row = dialog.locator('[class*="st-key-preset-"]').filter(has_text="Quick look")
    expect(row).to_contain_text("for the team · Q3 Pro, 1 s, 540p, with sound")
    settled(page)
    click(row.get_by_role("button", name="Change"))
    click(page.get_by_role("button", name="Use for new boards"))
    expect(row).to_contain_text("for new boards")
    click(dialog.get_by_role("button", name="Close"))
    expect(page.get_by_text("Preset: Quick look")).to_be_visible()

    tab = page.context.new_page()
    open_page(tab, app.address)
    expect(tab.get_by_text("Preset: Quick look")).to_be_visible()
    expect(tab.get_by_text("Q3 Pro, 1 s, 540p")).to_be_visible()

    colleague = browser.new_context(viewport={"width": 390, "height": 844})
    theirs = colleague.new_page()
    open_page(theirs, app.address)
    expect(theirs.get_by_text("Preset: Quick look")).to_have_count(0)
    write_scene(theirs, "A door opens")
    expect(theirs.get_by_text("Saved", exact=True)).to_be_visible()
    dialog = presets(theirs)
    no_sideways_scroll(theirs)
    click(dialog.get_by_role("button", name="Use", exact=True))
    expect(dialog).to_have_count(0)
    expect(theirs.get_by_text("“Quick look” set: Length 1 s, Resolution 540p.")).to_be_visible()
    expect(scene(theirs)).to_have_value("A door opens")
    settled(theirs)
    click(theirs.get_by_role("button", name="Undo: Used Quick look"))
    expect(theirs.get_by_text("Preset: Quick look")).to_have_count(0)
    expect(scene(theirs)).to_have_value("A door opens")
    colleague.close()
