"""What people called their jobs, cast, voices and themselves stands on every page as they wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lib.app import Studio
from lib.demo.service import DemoService
from lib.domain.job import JobState
from tests.browser.board import a_board, card, open_card, pictures
from tests.browser.job_page import card_of_the_job, read_all
from tests.browser.odd_shelf import shelve
from tests.browser.odd_texts import TEXTS, as_typed, in_order, nothing_happens, read, says
from tests.browser.running import AppServer, click, open_page


@pytest.fixture
def page(warm_page: Page) -> Page:
    return warm_page


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    return app_server(upstream=module_upstream)


@pytest.fixture(scope="module")
def studio(app: AppServer) -> Iterator[Studio]:
    made = app.studio()
    yield made
    made.close()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_job_is_told_in_the_words_of_people(
    app: AppServer, studio: Studio, page: Page, film: Path, text: str
) -> None:
    ids = shelve(studio, text, film)
    told = card_of_the_job(page)
    with nothing_happens(page):
        open_page(page, f"{app.address}/jobs?job={ids[JobState.FAILED]}")
        says(told.get_by_role("heading"), text)
        says(told.get_by_text("Created just now by"), text[:40], before="Created just now by ")
        read_all(page, lambda: as_typed(page))
        click(told.get_by_role("button", name="Delete"))
        click(told.get_by_role("button", name="Delete it"))
        deleted = page.locator(".st-key-jobs-undone").get_by_test_id("stMarkdownContainer").first
        says(deleted, text if len(text) <= 60 else f"{text[:60].rstrip()}…", before="delete “", after="” is deleted.")
        in_order(deleted, "“", "” is deleted")
        as_typed(page)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_gallery_shows_the_words_of_people(
    app: AppServer, studio: Studio, page: Page, film: Path, text: str
) -> None:
    ids = shelve(studio, text, film)
    with nothing_happens(page):
        open_page(page, f"{app.address}/gallery")
        says(page.get_by_test_id("stMain").locator(f"a[href$='{ids[JobState.READY]}'] .title"), text)
        as_typed(page)
        open_page(page, f"{app.address}/gallery?video={ids[JobState.READY]}")
        says(page.get_by_role("heading", level=1), text)
        expect(page.get_by_test_id("stText")).to_be_visible()
        says(page.locator(".st-key-gallery-cast").get_by_text("Voice"), text, before="Voice ")
        as_typed(page)
        click(page.get_by_role("link", name="Same again"))
        expect(page).to_have_title("Create · Castboard")
        says(card(page, 0).locator("strong"), f"Mia {text}")
        as_typed(page)
        expect(open_card(page, 0).get_by_label("Name", exact=True)).to_have_value(f"Mia {text}")
        as_typed(page)


def test_voices_and_colleagues_are_offered_by_the_names_they_have(
    app: AppServer, studio: Studio, page: Page, film: Path
) -> None:
    for text in TEXTS.values():
        shelve(studio, text, film)
    with nothing_happens(page):
        open_page(page, a_board(app))
        expect(pictures(card(page, 1))).to_have_count(1)
        _offers(page, open_card(page, 0).get_by_role("combobox", name="Voice"), 60)
        click(page.get_by_role("button", name="Voices of your team"))
        dialog = page.get_by_role("dialog")
        for text in TEXTS.values():
            says(dialog.locator("strong", has_text=text[:6]).first, text[:60])
        as_typed(page)
        for address in ("jobs", "gallery"):
            open_page(page, f"{app.address}/{address}")
            click(page.get_by_role("button", name="Filters"))
            _offers(page, page.get_by_role("combobox", name="Made by"), 40)


def _offers(page: Page, choice: Locator, length: int) -> None:
    click(choice)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    offered = {read(one) for one in options.all_text_contents()}
    missing = {read(text[:length]) for text in TEXTS.values()} - offered
    assert not missing, (missing, offered)
    as_typed(page)
    page.keyboard.press("Escape")
