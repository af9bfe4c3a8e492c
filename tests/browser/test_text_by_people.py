"""Whatever people type is shown as they typed it, on every page: no markup, no formatting, no script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.demo.service import DemoService
from lib.ui.frame.notices import LONGEST
from tests.browser.board import a_board, a_file, card, generate, open_card, scene, upload
from tests.browser.odd_texts import as_typed, in_order, nothing_happens, says
from tests.browser.running import AppServer, click, in_bar, notices, open_page

TEXTS = {
    "marks": "<script>alert(1)</script> **bold** :material/home: $x^2$ :smile: www.example.com",
    "a list, entities and a link": "1. one &lt;i&gt; [to](https://example.com) :red[rot] `kode` mia@example.com",
    "directions": "\x1b[31mANSI \u2067to\u2066fro 3 fog\u202etxt.exe",
}
"""Of at most 80 characters, as many as the name of a subject may have."""


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    return app_server(upstream=module_upstream)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_by_people_appears_as_itself_on_all_pages(
    app: AppServer, module_upstream: DemoService, page: Page, film: Path, text: str
) -> None:
    module_upstream.hold()
    with nothing_happens(page):
        open_page(page, a_board(app, f"@{text} meets @Bear. {text}", names=(text, "Bear"), name=text))
        _on_the_board(page, text)
        _call_oneself(page, text[:40])
        _in_a_new_tab(app, page, text)
        generate(page)
        as_typed(page)

        click(page.get_by_role("link", name="Show the jobs"))
        says(page.locator(".st-key-jobs-card").get_by_role("heading"), text)
        expect(page.get_by_text("In progress", exact=True)).to_be_visible()
        for tab in ("Made with", "Request", "Answer", "History"):
            click(page.get_by_role("tab", name=tab))
            as_typed(page)
        click(in_bar(page, "Gallery"))
        expect(page).to_have_title("Gallery · Castboard")
        module_upstream.finish(module_upstream.tasks()[-1].id, film)
        notice = notices(page).locator(".sentence")
        says(notice, _in_a_notice(text), before="“", after="” is ready.")
        in_order(notice, "“", "” is ready")
        as_typed(page)
        _in_the_gallery(page, text)
    assert text not in app.said()


def _in_a_notice(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _call_oneself(page: Page, name: str) -> None:
    button = page.locator(".st-key-frame-person").get_by_test_id("stPopoverButton")
    click(button)
    page.get_by_role("textbox", name="Your name").fill(name)
    page.keyboard.press("Enter")
    says(button.get_by_test_id("stMarkdownContainer"), name)
    page.keyboard.press("Escape")
    as_typed(page)


def _on_the_board(page: Page, text: str) -> None:
    """Its place in the cast, the words about a picture that is none, and what can be taken back."""
    says(card(page, 0).locator("strong"), text)
    expect(open_card(page, 0).get_by_label("Name", exact=True)).to_have_value(text)
    says(page.locator('.scene-editor [data-uid="s0"] span'), text, before="@")
    name = f"{text.replace('/', '')}.png"
    upload(card(page, 0), a_file(name, b"no picture"))
    refused = card(page, 0).get_by_role("alert").get_by_test_id("stMarkdownContainer")
    says(refused, name, after=": This is a text file, not a picture.")
    in_order(refused, "png", "This is", "text", "picture")
    as_typed(page)
    click(card(page, 1).get_by_role("button", name="Remove").first)
    click(page.get_by_role("button", name="Undo: Removed Bear"))
    click(card(page, 0).get_by_role("button", name="Remove").first)
    undo = page.locator(".st-key-create-undo_button button")
    says(undo.get_by_test_id("stMarkdownContainer"), text, before="Undo: Removed ")
    as_typed(page)
    click(undo)
    expect(scene(page)).to_have_value(f"@{text} meets @Bear. {text}")


def _in_a_new_tab(app: AppServer, page: Page, text: str) -> None:
    tab = page.context.new_page()
    with nothing_happens(tab):
        open_page(tab, app.address)
        left = tab.get_by_test_id("stMarkdownContainer").filter(has_text="Not sent yet:")
        says(left, f"{text} and Bear", before="Not sent yet: ", after=", just now.")
        in_order(left, "Not sent yet", ", just now")
        as_typed(tab)
    tab.close()


def _in_the_gallery(page: Page, text: str) -> None:
    shown = page.get_by_test_id("stMain").locator("article .title").first
    says(shown, text)
    as_typed(page)
    click(shown)
    says(page.get_by_role("heading", level=1), text)
    expect(page.get_by_test_id("stText").filter(has_text="meets @Bear")).to_contain_text(text)
    as_typed(page)
    click(page.get_by_role("button", name="Delete"))
    deleted = page.locator(".st-key-gallery-undone").get_by_test_id("stMarkdownContainer").first
    says(deleted, text, before="delete “", after="” is deleted.")
    in_order(deleted, "“", "” is deleted")
    as_typed(page)
