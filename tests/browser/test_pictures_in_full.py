"""A picture on a card in full size, and one by its web address as the browser finds it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Request, Route, expect

from lib.domain.draft import Draft, DraftPicture, DraftSubject
from tests.browser.board import COLLEAGUE, a_board, card, open_card, png
from tests.browser.running import AppServer, click, open_page

THERE, GONE = "https://pictures.example/mia.png?size=1&x=<b>", "https://pictures.example/gone.png"


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def by_address(server: AppServer, *addresses: str) -> str:
    """The link of a board whose one subject has these pictures."""
    studio = server.studio()
    try:
        pictures = tuple(DraftPicture(url=address) for address in addresses)
        draft = Draft(scene="@Mia waits", cast=(DraftSubject(uid="mia", name="Mia", pictures=pictures),))
        draft_id = uuid4().hex
        studio.store.drafts.save(draft_id, COLLEAGUE, draft, datetime.now(UTC))
    finally:
        studio.close()
    return f"{server.address}/?draft={draft_id}"


def elsewhere(page: Page) -> list[Request]:
    """What the browser asks of another host, which knows one picture; fills from now on."""
    asked: list[Request] = []

    def answer(route: Route) -> None:
        asked.append(route.request)
        if "gone" in route.request.url:
            route.fulfill(status=404, body="")
        else:
            route.fulfill(body=png("gold"), content_type="image/png")

    page.route("https://pictures.example/**", answer)
    return asked


def test_a_press_on_a_picture_shows_what_is_sent_in_full_size(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app))
    click(open_card(page, 0).get_by_role("button", name="Show Picture 1 of Mia"))
    dialog = page.get_by_role("dialog")
    shown = dialog.get_by_role("img", name="Picture 1 of Mia")
    expect(shown).to_have_js_property("naturalWidth", 320)
    expect(dialog.get_by_text("320 × 240, 2 kB")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_picture_by_its_address_is_loaded_by_the_browser_without_saying_from_where(
    app: AppServer, page: Page
) -> None:
    asked = elsewhere(page)
    open_page(page, by_address(app, THERE, GONE))
    # The row shows it already.
    expect(card(page, 0).get_by_role("img", name="Picture 1 of Mia")).to_be_visible()
    found = open_card(page, 0)
    expect(found.get_by_role("img", name="Picture 2 of Mia: No preview")).to_be_visible()
    loaded = found.get_by_role("img", name="Picture 1 of Mia").locator("img")
    expect(loaded).to_have_js_property("naturalWidth", 320)
    assert {request.url for request in asked} == {THERE.replace("<b>", "%3Cb%3E"), GONE}
    assert [request.header_value("referer") for request in asked if request.header_value("referer")] == []
    click(found.get_by_role("button", name="Show Picture 1 of Mia"))
    shown = page.get_by_role("dialog").get_by_role("img", name="Picture 1 of Mia").locator("img")
    expect(shown).to_have_js_property("naturalWidth", 320)
