"""Files of every kind on a card: what can be used is taken, and each of the others is named with a way on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.board import a_file, card, pictures, png, upload
from tests.browser.running import AppServer, click, open_page
from tests.services.picture_kit import file_of, scene

PDF = b"%PDF-1.7\n" + bytes(3000)


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def test_a_file_that_is_not_taken_is_named_beside_one_that_is(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    click(page.get_by_role("button", name="Add a subject"))
    found = card(page, 0)
    upload(found, a_file("good.png", png("red")), a_file("IMG_0002.HEIC", PDF, "image/heic"))
    expect(pictures(found)).to_have_count(1)
    expect(found.get_by_role("alert")).to_contain_text("IMG_0002.HEIC: This is a PDF, not a picture")


def test_the_content_decides_and_not_the_name(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    click(page.get_by_role("button", name="Add a subject"))
    found = card(page, 0)
    names = ("photo.jfif", "noext", "jpeg_named.HEIC")
    upload(found, *[a_file(name, file_of(scene(160 + 8 * n, 140)), "") for n, name in enumerate(names)])
    expect(pictures(found)).to_have_count(3)
    expect(found.get_by_text("broken")).to_have_count(0)


def test_a_file_over_the_limit_is_refused_in_our_words(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    click(page.get_by_role("button", name="Add a subject"))
    found = card(page, 0)
    # Playwright hands over at most 50 MB by itself; the page can make a larger one.
    found.locator('input[type="file"]').evaluate(
        """(input, png) => {
        const bytes = Uint8Array.from(atob(png), one => one.charCodeAt(0));
        const files = new DataTransfer();
        files.items.add(new File([bytes, new Uint8Array(51_000_000)], "huge.png", {type: "image/png"}));
        input.files = files.files;
        input.dispatchEvent(new Event("change", {bubbles: true}));
    }""",
        "iVBORw0KGgo=",
    )
    expect(found.get_by_role("alert")).to_contain_text("huge.png: This file is 51.1 MB; at most 50 MB", timeout=30_000)
    expect(page.get_by_text("AxiosError")).to_have_count(0)


def test_what_was_changed_and_what_is_missing_stands_on_the_card(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    click(page.get_by_role("button", name="Add a subject"))
    found = card(page, 0)
    clear = scene(200, 150, "RGBA").copy()
    clear.paste((0, 255, 0, 0), (0, 0, 90, 90))
    whole = file_of(scene(208, 150))
    half = whole[: len(whole) // 2] + b"\xff\xd9"
    upload(found, a_file("clear.png", file_of(clear, "PNG")), a_file("half.jpg", half))
    expect(pictures(found)).to_have_count(2)
    expect(found.get_by_text("Its transparent parts are sent on white.")).to_be_visible()
    expect(found.get_by_text("picture 2: Part of this file is damaged or missing")).to_be_visible()


def test_only_our_own_limit_stands_beside_the_button(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    click(page.get_by_role("button", name="Add a subject"))
    found = card(page, 0)
    expect(found.get_by_text("up to 50 MB each")).to_be_visible()
    expect(found.get_by_text("200MB")).to_be_hidden()
