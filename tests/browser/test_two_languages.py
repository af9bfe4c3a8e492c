"""Each browser is spoken to in its own language, each person in the one they chose; the head line has room for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.text.language import _, language_of, speaking
from tests.browser.axe import judge
from tests.browser.conftest import SIZE, watch
from tests.browser.running import AppServer, click, in_bar, no_overlaps, no_sideways_scroll, open_page, settled

OpenIn = Callable[[str], Page]
SPOKEN = {"zh-CN": "zh_Hans", "en-US": "en"}
LONG_NAME = "A name of forty letters, which is so long"


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


@pytest.fixture
def tab_in(browser: Browser) -> Iterator[OpenIn]:
    """A tab of somebody whose browser is set to this language."""
    contexts, wrong = [], []

    def tab(locale: str) -> Page:
        contexts.append(browser.new_context(viewport=SIZE, timezone_id="Europe/Vienna", locale=locale))
        made = contexts[-1].new_page()
        wrong.append(watch(made))
        return made

    yield tab
    for context in contexts:
        context.close()
    assert [one for some in wrong for one in some] == []


@pytest.mark.parametrize(("locale", "code"), SPOKEN.items(), ids=SPOKEN)
def test_a_browser_is_spoken_to_in_its_language(app: AppServer, tab_in: OpenIn, locale: str, code: str) -> None:
    page, language = tab_in(locale), language_of(code)
    open_page(page, f"{app.address}/jobs")
    with speaking(language):
        jobs, gallery, name = _("Jobs"), _("Gallery"), _("Your name")
    expect(page.get_by_role("button", name=language.name)).to_be_visible()
    expect(page).to_have_title(f"{jobs} · Castboard")
    expect(page.get_by_role("heading", name=jobs, exact=True)).to_be_visible()
    expect(in_bar(page, gallery)).to_be_visible()
    expect(page.get_by_role("button", name=name)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language.tag)


def test_a_choice_counts_on_every_page_until_it_is_taken_back(app: AppServer, tab_in: OpenIn) -> None:
    page, chinese = tab_in("en-GB"), language_of("zh_Hans")
    open_page(page, f"{app.address}/jobs")
    click(page.get_by_role("button", name="English"))
    click(page.get_by_text(chinese.name, exact=True))
    expect(page.get_by_role("button", name=chinese.name)).to_be_visible()
    with speaking(chinese):
        gallery, as_in_the_browser = _("Gallery"), _("Browser language")
    open_page(page, f"{app.address}/gallery")
    expect(page).to_have_title(f"{gallery} · Castboard")
    click(page.get_by_role("button", name=chinese.name))
    click(page.get_by_text(as_in_the_browser, exact=True))
    expect(page).to_have_title("Gallery · Castboard")
    expect(page.get_by_role("button", name="English")).to_be_visible()


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_head_line_is_one_line_on_a_phone(app: AppServer, tab_in: OpenIn, locale: str) -> None:
    page = tab_in(locale)
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{app.address}/jobs")
    line = page.locator(".st-key-frame")
    one_line = line.evaluate("node => node.querySelector('button').getBoundingClientRect().height")
    for name in ("", LONG_NAME):
        if name:
            click(page.locator(".st-key-frame-person").get_by_role("button"))
            page.get_by_role("dialog").get_by_role("textbox").fill(name)
            page.keyboard.press("Enter")
            expect(page.locator(".st-key-frame-person").get_by_role("button")).to_contain_text("A name of")
            page.keyboard.press("Escape")
            settled(page)
        assert line.evaluate("node => node.getBoundingClientRect().height") < 1.5 * one_line
        no_sideways_scroll(page)
        no_overlaps(page)


def test_the_languages_can_be_read_and_reached_by_everybody(app: AppServer, tab_in: OpenIn) -> None:
    page = tab_in("en-GB")
    open_page(page, f"{app.address}/jobs")
    click(page.get_by_role("button", name="English"))
    expect(page.get_by_role("radiogroup", name="Language")).to_be_visible()
    assert judge(page) == []
