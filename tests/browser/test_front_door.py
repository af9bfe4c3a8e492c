"""The front door: whatever page is asked for first after a start, all that surrounds the pages is in force."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.ui.state import PERSON_COOKIE
from tests.browser.running import AppServer, click, in_bar, no_sideways_scroll, open_page, settled

NAMES = ["Create", "Cast", "Jobs", "Gallery"]


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def test_the_first_request_after_a_start_may_be_any_page(app: AppServer, page: Page) -> None:
    """First in this file: in Streamlit's legacy mode /jobs would run without the front door (streamlit.md 2)."""
    open_page(page, f"{app.address}/jobs")
    expect(in_bar(page)).to_have_count(4)
    for link, name in zip(in_bar(page).all(), NAMES, strict=True):
        expect(link).to_contain_text(name)
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


@pytest.mark.parametrize(
    ("path", "title"), [("", "Create"), ("cast", "Cast"), ("jobs", "Jobs"), ("gallery", "Gallery")]
)
def test_each_page_has_its_own_address(app: AppServer, page: Page, path: str, title: str) -> None:
    open_page(page, f"{app.address}/{path}")
    expect(page).to_have_title(f"{title} · Castboard")


def test_the_navigation_leads_from_page_to_page(app: AppServer, page: Page) -> None:
    open_page(page, f"{app.address}/jobs")
    for name, path in (("Gallery", "/gallery"), ("Create", "/"), ("Cast", "/cast"), ("Jobs", "/jobs")):
        click(in_bar(page, name))
        expect(page).to_have_title(f"{name} · Castboard")
        expect(page).to_have_url(f"{app.address}{path}")
        settled(page)


WORDS = {"en-GB": ("Create", "Cast", "Jobs", "Gallery"), "zh-CN": ("创作", "角色", "任务", "作品库")}


@pytest.mark.parametrize("locale", WORDS)
def test_on_a_phone_each_page_is_one_tap_away(app: AppServer, browser: Browser, locale: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale=locale)
    page = context.new_page()
    open_page(page, f"{app.address}/gallery")
    tops = set()
    for name in WORDS[locale]:
        link = in_bar(page, name)
        expect(link).to_be_in_viewport(ratio=1)
        tops.add(link.bounding_box()["y"])  # type: ignore[index]
    assert len(tops) == 1
    create, _, jobs, gallery = in_bar(page).all()
    expect(gallery).to_have_attribute("aria-current", "page")
    jobs.tap()
    expect(page).to_have_url(f"{app.address}/jobs")
    expect(jobs).to_have_attribute("aria-current", "page")
    expect(gallery).not_to_have_attribute("aria-current", "page")
    settled(page)
    page.go_back()
    expect(gallery).to_have_attribute("aria-current", "page")
    with context.expect_page() as opened:
        create.click(button="middle")
    expect(opened.value).to_have_url(f"{app.address}/")
    context.close()


def test_by_keyboard_the_bar_can_be_passed_by(app: AppServer, page: Page) -> None:
    open_page(page, f"{app.address}/jobs")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()


def test_no_developer_s_menu_is_left(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    expect(page.get_by_text("Deploy")).to_have_count(0)
    page.keyboard.press("c")
    expect(page.get_by_text("Clear caches")).to_have_count(0)


@pytest.mark.parametrize("path", ["", "cast", "jobs", "gallery"])
def test_pages_fit_a_phone(app: AppServer, page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{app.address}/{path}")
    no_sideways_scroll(page)
