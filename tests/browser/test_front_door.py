"""The front door: whatever page is asked for first after a start, all that surrounds the pages is in force."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lib.ui.state import PERSON_COOKIE
from tests.browser.running import AppServer, click, no_sideways_scroll, open_page, settled

NAMES = ["Create", "Jobs", "Gallery"]


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def test_the_first_request_after_a_start_may_be_any_page(app: AppServer, page: Page) -> None:
    """First in this file: in Streamlit's legacy mode /jobs would run without the front door (streamlit.md 2)."""
    open_page(page, f"{app.address}/jobs")
    expect(page.get_by_test_id("stTopNavLink")).to_have_count(3)
    for link, name in zip(page.get_by_test_id("stTopNavLink").all(), NAMES, strict=True):
        expect(link).to_contain_text(name)
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    expect(page.get_by_text("streamlit app")).to_have_count(0)
    expect(page).to_have_title("Jobs · Castboard")
    expect(page.get_by_test_id("stHeaderLogo")).to_be_visible()
    expect(page.get_by_text("Demo mode")).to_be_visible()


def test_the_theme_is_ours(app: AppServer, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    open_page(page, f"{app.address}/jobs")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(19, 19, 22)")
    page.emulate_media(color_scheme="light")
    open_page(page, f"{app.address}/jobs")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(251, 250, 248)")


def test_the_browser_becomes_a_person_with_the_first_page(app: AppServer, page: Page) -> None:
    open_page(page, f"{app.address}/jobs")
    (cookie,) = [one for one in page.context.cookies() if one["name"] == PERSON_COOKIE]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    open_page(page, app.address)
    assert [one for one in page.context.cookies() if one["name"] == PERSON_COOKIE] == [cookie]


def test_a_name_that_a_person_gives_is_there_on_every_page_and_after_a_reload(app: AppServer, page: Page) -> None:
    open_page(page, f"{app.address}/gallery")
    click(page.get_by_role("button", name="Your name"))
    page.get_by_role("textbox", name="Your name").fill("Ann")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Ann")).to_be_visible()
    open_page(page, f"{app.address}/jobs")
    expect(page.get_by_role("button", name="Ann")).to_be_visible()


@pytest.mark.parametrize(("path", "title"), [("", "Create"), ("jobs", "Jobs"), ("gallery", "Gallery")])
def test_each_page_has_its_own_address(app: AppServer, page: Page, path: str, title: str) -> None:
    open_page(page, f"{app.address}/{path}")
    expect(page).to_have_title(f"{title} · Castboard")


def test_the_navigation_leads_from_page_to_page(app: AppServer, page: Page) -> None:
    open_page(page, f"{app.address}/jobs")
    for name, path in (("Gallery", "/gallery"), ("Create", "/"), ("Jobs", "/jobs")):
        click(page.get_by_test_id("stTopNavLink").filter(has_text=name))
        expect(page).to_have_title(f"{name} · Castboard")
        expect(page).to_have_url(f"{app.address}{path}")
        settled(page)


def test_no_developer_s_menu_is_left(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    expect(page.get_by_text("Deploy")).to_have_count(0)
    page.keyboard.press("c")
    expect(page.get_by_text("Clear caches")).to_have_count(0)


@pytest.mark.parametrize("path", ["", "jobs", "gallery"])
def test_pages_fit_a_phone(app: AppServer, page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{app.address}/{path}")
    no_sideways_scroll(page)
