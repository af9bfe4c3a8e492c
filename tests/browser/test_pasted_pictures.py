"""Pictures pasted anywhere on the board, and text that is pasted as ever."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.board import a_board, card, open_card, pictures, png, scene
from tests.browser.running import AppServer, click, open_page, settled


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def paste(page: Page, *files: bytes, text: str = "") -> bool:
    """What a browser does at Ctrl+V, wherever the cursor is; whether the page left it to the field."""
    handed = [base64.b64encode(data).decode() for data in files]
    return bool(
        page.evaluate(
            """([files, text]) => {
        const clipboardData = new DataTransfer()
        for (const data of files) {
          const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0))
          clipboardData.items.add(new File([bytes], "image.png", { type: "image/png" }))
        }
        if (text) clipboardData.setData("text/plain", text)
        const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
        return document.activeElement.dispatchEvent(event)
    }""",
            [handed, text],
        )
    )


def test_pictures_pasted_on_the_board_are_dealt_out_and_on_a_card_they_are_its_own(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app))
    expect(page.get_by_role("button", name="Add pictures")).to_be_visible()
    settled(page)
    assert not paste(page, png("gold", 330), png("green", 340))
    expect(page.get_by_text("Who is in these 2 pictures?")).to_be_visible()
    click(page.get_by_role("button", name="One subject each"))
    expect(page.locator('[class*="st-key-card-"]')).to_have_count(4)
    found = open_card(page, 0)
    settled(page)
    found.get_by_label("Name", exact=True).focus()
    assert not paste(page, png("gold", 350))
    expect(pictures(found)).to_have_count(2)
    expect(pictures(card(page, 1))).to_have_count(1)


def test_text_is_never_touched_nor_a_picture_that_came_beside_text(app: AppServer, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    open_page(page, a_board(app))
    expect(page.get_by_role("button", name="Add pictures")).to_be_visible()
    settled(page)
    scene(page).focus()
    assert paste(page, text="hello") and paste(page, png("gold"), text="hello")
    page.evaluate("() => document.activeElement.blur()")
    assert paste(page, text="hello")
    expect(page.get_by_text("Who is in")).to_have_count(0)
    assert [url for url in asked if "uploads" in url] == []
