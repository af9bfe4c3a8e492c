"""The team's voices in the browser: a list comes from a spreadsheet, and its voices are found on the board."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.board import a_board, a_file, card, open_card
from tests.browser.running import AppServer, click, no_sideways_scroll, open_page, settled

FILE = "Name;Voice id;Language;Tags\r\nBright narrator;voice_001;English;\r\nBass narrator;voice_002;German;deep\r\n"


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def voices(page: Page) -> Locator:
    """The dialog, opened."""
    settled(page)
    click(page.get_by_role("button", name="Voices of your team"))
    dialog = page.get_by_role("dialog", name="Voices of your team")
    expect(dialog).to_be_visible()
    settled(page)
    return dialog


def choose(page: Page, choice: Locator, typed: str, label: str) -> None:
    """Type a part of a line that is offered, and take that line."""
    settled(page)
    click(choice)
    choice.fill(typed)
    click(page.get_by_role("option", name=label))
    settled(page)


def test_voices_come_from_a_spreadsheet_and_are_found_by_their_tags(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app))
    dialog = voices(page)
    expect(dialog.get_by_text("Q3 Pro ignores the voice for the whole video.")).to_be_visible()
    click(dialog.get_by_text("Import and export"))
    settled(page)
    upload = dialog.locator('input[type="file"]')
    upload.set_input_files(a_file("voices.csv", FILE.encode("utf-16"), "text/csv"))
    expect(dialog.get_by_text("2 new")).to_be_visible()
    expect(dialog.get_by_text("Bass narrator")).to_have_count(0)
    click(dialog.get_by_role("button", name="Import 2 voices"))
    expect(dialog.get_by_text("2 voices added.")).to_be_visible()
    expect(dialog.get_by_text("German · deep · voice_002")).to_be_visible()
    click(dialog.get_by_role("button", name="Close"))

    voice = open_card(page, 0).get_by_role("combobox", name="Voice")
    choose(page, voice, "deep", "Bass narrator · German · deep")
    expect(voice).to_have_value("Bass narrator · German · deep")

    # What the choice shows of a voice changes, and the voice stays chosen.
    dialog = voices(page)
    row = dialog.locator('[class*="st-key-voice-"]').filter(has_text="Bass narrator")
    click(row.get_by_role("button", name="Change"))
    tags = dialog.locator('[class*="st-key-voice-fields-voices-of"]').get_by_label("Tags")
    expect(tags).to_have_value("deep")
    settled(page)
    tags.fill("deep, slow")
    click(dialog.get_by_role("button", name="Save"))
    expect(dialog.get_by_text("Changed: Bass narrator")).to_be_visible()
    click(dialog.get_by_role("button", name="Close"))
    expect(voice).to_have_value("Bass narrator · German · deep, slow")
    settled(page)
    click(card(page, 0).get_by_role("button", name="Done"))
    expect(card(page, 0).get_by_text("voice Bass narrator")).to_be_visible()


def test_the_board_and_the_list_say_when_a_voice_is_not_heard(app: AppServer, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, a_board(app, model="viduq2-pro", audio=True, voice_id="voice_001"))
    dialog = voices(page)
    expect(dialog.get_by_text("ignores the voice")).to_have_count(0)
    no_sideways_scroll(page)
    click(dialog.get_by_role("button", name="Close"))
    settled(page)
    ignored = page.get_by_text("Q3 Pro ignores the voice for the whole video.").first
    expect(ignored).to_have_count(0)
    click(page.get_by_role("radio", name="Q3 Pro", exact=True))
    expect(ignored).to_be_visible()
    expect(voices(page).get_by_text("Q3 Pro ignores the voice for the whole video.")).to_be_visible()
