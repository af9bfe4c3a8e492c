"""Who goes on while large pictures are still checked loses none of them, and has none of them twice."""

from __future__ import annotations

import io
import os
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.board import a_file, card, open_card, pictures, upload
from tests.browser.running import AppServer, click, in_bar, open_page, settled


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


@pytest.fixture
def large() -> FilePayload:
    """54 megapixels never seen before, which take longer to check than a press comes after them."""
    noise = Image.frombytes("L", (1200, 800), os.urandom(1200 * 800))
    file = io.BytesIO()
    noise.resize((9000, 6000)).convert("RGB").save(file, "JPEG", quality=80)
    return a_file("large.jpg", file.getvalue(), "image/jpeg")


def test_a_look_gets_its_picture_although_somebody_goes_on_meanwhile(
    app: AppServer, page: Page, large: FilePayload
) -> None:
    open_page(page, f"{app.address}/cast")
    click(page.get_by_role("button", name="Add a member"))
    page.get_by_label("Name", exact=True).fill("Mia")
    click(page.get_by_role("button", name="Add", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(["Mia"])
    settled(page)
    first = page.locator('[class*="st-key-pictures-"]').first
    upload(first, large)
    expect(page.get_by_text("Checking the pictures…")).to_be_visible()
    click(page.get_by_role("button", name="Add a look"))
    expect(page.get_by_label("Name of look 2")).to_be_visible()
    expect(pictures(first)).to_have_count(1)
    settled(page)
    expect(pictures(first)).to_have_count(1)
    expect(page.get_by_text("large.jpg")).to_have_count(0)


def test_a_card_gets_its_picture_although_somebody_goes_to_another_page(
    app: AppServer, page: Page, large: FilePayload
) -> None:
    open_page(page, app.address)
    click(page.get_by_role("button", name="Add a subject"))
    card(page, 0).get_by_label("Name", exact=True).fill("Mia")
    expect(page.get_by_role("button", name="@Mia", exact=True)).to_be_visible()
    upload(card(page, 0), large)
    expect(page.get_by_text("Checking the pictures…")).to_be_visible()
    click(in_bar(page, "Jobs"))
    expect(page).to_have_title("Jobs · Castboard")
    settled(page)
    click(in_bar(page, "Create"))
    expect(page).to_have_title("Create · Castboard")
    settled(page)
    expect(pictures(open_card(page, 0))).to_have_count(1)
