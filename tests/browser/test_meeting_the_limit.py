"""Somebody meets the limit, asks for more, and gets it, in the browser: the answer comes without a press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from lib.domain.actor import Actor
from lib.domain.limits import EACH, Limits
from lib.domain.role import Role
from tests.browser.board import a_board, generate
from tests.browser.running import AppServer, click, no_sideways_scroll, open_page, settled, until

SIZES: dict[str, ViewportSize] = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
LEO = Actor("1e0" * 10 + "aa", Role.LEAD)
ANSWER_MS = 20_000
"""The page looks every few seconds."""


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


@pytest.mark.parametrize("size", SIZES)
def test_who_meets_the_limit_asks_for_more_and_gets_it(app: AppServer, page: Page, size: str) -> None:
    page.set_viewport_size(SIZES[size])
    studio = app.studio()
    studio.store.people.set_name(LEO.person_id, "Leo", datetime.now(UTC))
    studio.limits.set(LEO, EACH, Limits(per_day=1), datetime.now(UTC))
    open_page(page, a_board(app))
    generate(page)
    button = page.get_by_role("button", name="Generate", exact=True)
    expect(page.get_by_text("1 of 1 video in the last 24 hours. The next one is possible tomorrow at")).to_be_visible()
    expect(button).to_be_disabled()
    no_sideways_scroll(page)
    settled(page)
    click(page.get_by_role("button", name="Ask for more"))
    dialog = page.get_by_role("dialog", name="Ask for more")
    dialog.get_by_label("What do you need them for?").fill("For the pitch")
    click(dialog.get_by_role("button", name="Send"))
    expect(page.get_by_text("Asked at")).to_be_visible()
    expect(dialog).to_have_count(0)
    until(studio.limits.open_wishes, 5, "the wish is there")
    (wish,) = studio.limits.open_wishes()
    assert wish.note == "For the pitch"
    studio.limits.answer(LEO, wish.id, 2, datetime.now(UTC))
    expect(page.get_by_text("Leo added 2 videos.")).to_be_visible(timeout=ANSWER_MS)
    expect(button).to_be_enabled()
    studio.close()
