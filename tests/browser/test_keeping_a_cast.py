"""A cast in the browser: somebody is added with pictures and looks, found again, put away and brought back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.board import a_file, files_dialog, pictures, png, upload
from tests.browser.conftest import watch
from tests.browser.running import AppServer, click, in_bar, no_overlaps, no_sideways_scroll, open_page, settled


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def add_member(page: Page, name: str) -> None:
    """From the library to the new member's own page."""
    settled(page)
    click(page.get_by_role("button", name="Add a member"))
    page.get_by_label("Name", exact=True).fill(name)
    click(page.get_by_role("button", name="Add", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text([name])
    settled(page)


def new_name(name: str) -> str:
    """Of nobody in the cast, whatever an earlier try left there."""
    return f"{name} {uuid4().hex[:6]}"


def look(page: Page, place: int) -> Locator:
    return page.locator('[class*="st-key-look-"]:not([class*="st-key-look-head-"])').nth(place)


def in_library(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stMain").get_by_role("link", name=name)


def fill_in(page: Page, name: str) -> None:
    """A picture for the first look, and a second look with a name and a picture."""
    upload(look(page, 0), a_file("front.png", png("coral")))
    expect(pictures(look(page, 0))).to_have_count(1)
    settled(page)
    click(page.get_by_role("button", name="Add a look"))
    title = look(page, 1).get_by_label("Name of look 2")
    title.fill(f"{name} in a red coat")
    title.press("Tab")
    settled(page)
    upload(look(page, 1), a_file("coat.png", png("red")))
    expect(pictures(look(page, 1))).to_have_count(1)
    settled(page)


def find_again(page: Page, name: str) -> None:
    """By the name of a look, and by the kind."""
    click(page.get_by_role("button", name="Back to the cast"))
    expect(in_library(page, name)).to_contain_text("Person · 2 looks")
    search = page.get_by_role("searchbox", name="Search")
    # A cast of one says "1 member" also before it was searched.
    search.fill("none of them")
    expect(page.get_by_text("Nobody matches.")).to_be_visible()
    search.fill(f"{name} IN A RED".upper())
    expect(page.get_by_text("1 member", exact=True)).to_be_visible()
    settled(page)
    click(page.get_by_role("button", name="Filters"))
    click(page.get_by_role("combobox", name="Kind"))
    click(page.get_by_role("option", name="Place"))
    expect(page.get_by_text("Nobody matches.")).to_be_visible()
    settled(page)
    page.keyboard.press("Escape")
    click(page.locator(".st-key-cast-clear").get_by_role("button", name="Clear the filters"))
    expect(in_library(page, name)).to_be_visible()
    settled(page)


def put_away_and_back(page: Page, name: str) -> None:
    click(in_library(page, name))
    settled(page)
    click(page.get_by_role("button", name="Archive", exact=True))
    expect(page.get_by_role("button", name="Bring back")).to_be_visible()
    settled(page)
    click(page.get_by_role("button", name="Back to the cast"))
    # Before it is there, Back would leave another page than the library.
    expect(page.get_by_role("heading", level=1)).to_have_text(["Cast"])
    expect(in_library(page, name)).to_have_count(0)
    settled(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text([name])
    settled(page)
    click(page.get_by_role("button", name="Bring back"))
    expect(page.get_by_role("button", name="Archive", exact=True)).to_be_visible()
    settled(page)
    click(page.locator(".st-key-member-delete").get_by_role("button", name="Delete"))
    expect(page.get_by_text(f"“{name}” is deleted.")).to_be_visible()
    expect(in_library(page, name)).to_have_count(0)
    settled(page)
    click(page.get_by_role("button", name="Undo"))
    expect(in_library(page, name)).to_contain_text("2 looks")


def test_a_member_is_kept_found_put_away_and_brought_back(app: AppServer, page: Page) -> None:
    mia = new_name("Mia")
    open_page(page, f"{app.address}/cast")
    add_member(page, mia)
    fill_in(page, mia)
    no_overlaps(page)
    find_again(page, mia)
    put_away_and_back(page, mia)


def test_the_same_on_a_phone(app: AppServer, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone, owl = context.new_page(), new_name("Owl")
    wrong = watch(phone)
    open_page(phone, f"{app.address}/cast")
    add_member(phone, owl)
    fill_in(phone, owl)
    no_sideways_scroll(phone)
    no_overlaps(phone)
    find_again(phone, owl)
    put_away_and_back(phone, owl)
    no_sideways_scroll(phone)
    assert wrong == []
    context.close()


def test_by_keyboard_alone(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    press(page, in_bar(page, "Cast"))
    expect(page).to_have_title("Cast · Castboard")
    press(page, page.get_by_role("button", name="Add a member"))
    to(page, page.get_by_label("Name", exact=True))
    page.keyboard.type("Fox")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(["Fox"])
    files_dialog(page, lambda: press(page, page.get_by_role("button", name="Upload", exact=True))).set_files(
        [a_file("fox.png", png("orange"))]
    )
    expect(pictures(look(page, 0))).to_have_count(1)
    press(page, page.get_by_role("button", name="Back to the cast"))
    press(page, in_library(page, "Fox"))
    expect(page.get_by_role("heading", level=1)).to_have_text(["Fox"])


def press(page: Page, wanted: Locator) -> None:
    to(page, wanted)
    page.keyboard.press("Enter")


def to(page: Page, wanted: Locator, within: int = 60) -> None:
    """Press Tab until the focus is there, as someone without a mouse does."""
    settled(page)
    for _ in range(within):
        if wanted.evaluate("node => node.getRootNode().activeElement === node"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{within} times Tab do not lead to {wanted}")
