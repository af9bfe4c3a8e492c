"""Jobs on a phone: cards instead of the table, a tap opens one in view, and back leads to where the list was left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.domain.job import DEMO, JobState
from lib.domain.request import Subject
from lib.ui.state import utc_now
from tests.browser.running import AppServer, click, no_overlaps, no_sideways_scroll, open_page, settled, until
from tests.services.store_kit import an_order, in_state

MANY = 30
AWAY = an_order(subjects=(Subject(id="Mia", images=("https://example.com/mia.png",)),))


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    made = app_server()
    studio = made.studio()
    try:
        for number in range(MANY):
            state = list(JobState)[number % len(JobState)]
            at = utc_now() - timedelta(minutes=MANY - number)
            fields = {"id": uuid4().hex, "name": f"Scene {number}", "created_at": at, "state_since": at, "sent_at": at}
            studio.store.jobs.add([in_state(state, **fields, request=AWAY, take=2, takes=4, service=DEMO)])
    finally:
        studio.close()
    return made


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    yield page
    context.close()


def test_a_tap_opens_a_job_in_view_and_back_leads_to_the_same_place(app: AppServer, phone: Page) -> None:
    open_page(phone, f"{app.address}/jobs")
    cards = phone.locator("a.card")
    expect(cards).to_have_count(MANY)
    expect(phone.get_by_test_id("stDataFrame")).to_have_count(0)
    settled(phone)
    assert phone.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0, "it opens at its top"
    no_sideways_scroll(phone)
    no_overlaps(phone)
    wanted = cards.nth(20)
    expect(wanted).to_contain_text("Take 2 of 4")
    name = wanted.locator(".title").inner_text()
    wanted.scroll_into_view_if_needed()
    wanted.tap()
    expect(phone.get_by_role("heading", name=name)).to_be_in_viewport()
    expect(phone.get_by_role("button", name="Back to the list")).to_be_in_viewport()
    expect(cards).to_have_count(0)
    assert "?job=" in phone.url
    phone.get_by_role("button", name="Back to the list").tap()
    expect(cards).to_have_count(MANY)
    expect(cards.nth(20)).to_be_in_viewport()
    phone.go_back()
    expect(phone.get_by_role("heading", name=name)).to_be_visible()


def test_the_table_uses_the_height_of_the_window_and_says_states_by_form(app: AppServer, page: Page) -> None:
    heights = []
    for height in (700, 1000):
        page.set_viewport_size({"width": 1440, "height": height})
        open_page(page, f"{app.address}/jobs")
        table = page.get_by_test_id("stDataFrame")
        expect(table.locator("canvas").first).to_be_visible()
        settled(page)
        box = table.bounding_box()
        assert box and box["y"] + box["height"] <= height
        heights.append(box["height"])
    assert heights[1] - heights[0] > 200
    expect(table.locator("table")).to_contain_text("✓ Ready")
    # On a phone's width the same session shows cards, and the table again when it is turned.
    page.set_viewport_size({"width": 390, "height": 700})
    expect(page.locator("a.card")).to_have_count(MANY)
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    click(page.get_by_role("radio", name="Ready"))
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    rows = page.locator(".dvn-scroller")
    until(lambda: rows.evaluate("node => node.scrollHeight <= node.clientHeight"), 10, "few jobs are all in view")
