"""Whatever people type is shown as they typed it, on every page: no markup, no formatting, no script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.demo.service import DemoService
from tests.browser.board import a_board, a_file, card, generate, scene, upload
from tests.browser.running import AppServer, click, no_overlaps, no_sideways_scroll, open_page, settled

TEXT = "<script>alert(1)</script> **bold** :material/home: $x^2$"
SHORT = TEXT[26:]
"""A person's own name has 40 characters at most."""


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    return app_server(upstream=module_upstream)


def as_typed(page: Page) -> None:
    """Nothing became bold, a formula, an icon or a script."""
    settled(page)
    for sign in (
        "strong:has-text('bold')",
        "em:has-text('bold')",
        ".katex",
        "main script, [data-testid=stMain] script",
    ):
        expect(page.locator(sign)).to_have_count(0)
    expect(page.get_by_test_id("stIconMaterial").filter(has_text="home")).to_have_count(0)
    expect(page.get_by_role("img", name="home icon")).to_have_count(0)
    no_sideways_scroll(page)
    no_overlaps(page)


def test_text_by_people_appears_as_itself_on_all_pages(
    app: AppServer, module_upstream: DemoService, page: Page, film: Path
) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    module_upstream.hold()
    open_page(page, a_board(app, f"@{TEXT} meets @Bear. {TEXT}", names=(TEXT, "Bear"), name=TEXT))
    click(page.get_by_role("button", name="Your name"))
    page.get_by_role("textbox", name="Your name").fill(SHORT)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=SHORT)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page, 0).get_by_label("Name", exact=True)).to_have_value(TEXT)
    expect(page.get_by_role("button", name=f"@{TEXT}")).to_be_visible()
    upload(card(page, 0), a_file(f"{TEXT.replace('/', '')}.png", b"no picture"))
    expect(card(page, 0).get_by_role("alert")).to_contain_text(f"{TEXT.replace('/', '')}.png")
    as_typed(page)
    click(card(page, 1).get_by_role("button", name="Remove").first)
    click(page.get_by_role("button", name="Undo: Removed Bear"))
    click(card(page, 0).get_by_role("button", name="Remove").first)
    expect(page.get_by_role("button", name=f"Undo: Removed {TEXT}")).to_be_visible()
    as_typed(page)
    click(page.get_by_role("button", name=f"Undo: Removed {TEXT}"))
    expect(scene(page)).to_have_value(f"@{TEXT} meets @Bear. {TEXT}")
    generate(page)
    as_typed(page)

    click(page.get_by_role("link", name="See the jobs"))
    expect(page.get_by_role("heading", name=TEXT)).to_be_visible()
    expect(page.get_by_text("In progress", exact=True)).to_be_visible()
    for tab in ("Made with", "Request", "Answer", "Story"):
        click(page.get_by_role("tab", name=tab))
        as_typed(page)
    module_upstream.finish(module_upstream.tasks()[-1].id, film)
    expect(page.get_by_test_id("stToast")).to_contain_text(f"“{TEXT}” is ready.")
    as_typed(page)

    click(page.get_by_test_id("stTopNavLink").filter(has_text="Gallery"))
    shown = page.get_by_role("link", name=TEXT)
    expect(shown).to_be_visible()
    as_typed(page)
    click(shown)
    expect(page.get_by_label("Name", exact=True)).to_have_value(TEXT)
    expect(page.get_by_test_id("stText").filter(has_text="meets @Bear")).to_contain_text(TEXT)
    as_typed(page)
    click(page.get_by_role("button", name="Delete"))
    expect(page.get_by_text(f"“{TEXT}” deleted.")).to_be_visible()
    as_typed(page)
    assert dialogs == []
