"""A card and a model as a person fills them in: where the cursor is, what a file says, what can be taken back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.board import a_file, card, pictures, png, scene, upload
from tests.browser.running import AppServer, click, no_overlaps, open_page, settled


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def name(found: Locator) -> Locator:
    return found.get_by_label("Name", exact=True)


def widths(found: Locator) -> list[str]:
    """The order of the pictures, by the width that stands under each."""
    return [text.split()[0] for text in found.get_by_text(re.compile(r"^\d+ × 240$")).all_inner_texts()]


def test_the_name_has_the_cursor_and_the_first_picture_says_it(app: AppServer, warm_page: Page) -> None:
    page = warm_page
    open_page(page, app.address)
    click(page.get_by_role("button", name="Add a subject"))
    expect(name(card(page, 0))).to_be_focused()
    page.keyboard.type("Mia")
    expect(page.get_by_role("button", name="@Mia", exact=True)).to_be_visible()
    expect(name(card(page, 0))).to_be_focused()
    # From the second on only the new card is drawn.
    click(page.get_by_role("button", name="Add a subject"))
    second = card(page, 1)
    expect(name(second)).to_be_focused()
    click(scene(page))
    page.keyboard.type("A storm")
    expect(page.get_by_text("7 of 5,000 characters")).to_be_visible()
    settled(page)
    expect(scene(page)).to_be_focused()
    # Nor does it come back with the page.
    for place in ("Jobs", "Create"):
        click(page.get_by_role("link", name=place, exact=True))
        expect(page).to_have_title(f"{place} · Castboard")
        settled(page)
    expect(name(second)).to_be_visible()
    expect(name(second)).not_to_be_focused()
    upload(second, a_file("Lena_front.png", png("red", 301)))
    expect(name(second)).to_have_value("Lena")
    expect(page.get_by_role("button", name="@Lena", exact=True)).to_be_visible()
    click(page.get_by_role("button", name="Undo: Named Lena after the file"))
    expect(name(second)).to_have_value("")
    expect(pictures(second)).to_have_count(1)
    upload(second, a_file("b.png", png("blue", 302)), a_file("c.png", png("gold", 303)))
    expect(pictures(second)).to_have_count(3)
    assert widths(second) == ["301", "302", "303"]
    click(second.get_by_role("button", name="Make first Picture 3 of this subject", exact=True))
    expect(second.get_by_text("× 240").first).to_contain_text("303")
    settled(page)
    assert widths(second) == ["303", "301", "302"]
    expect(second.get_by_role("button", name="Make first")).to_have_count(2)
    no_overlaps(page)


def test_another_model_says_what_it_changed_and_takes_it_back(app: AppServer, warm_page: Page) -> None:
    page = warm_page
    open_page(page, app.address)
    click(page.get_by_role("radio", name="Vidu 2.0"))
    line = page.get_by_text(
        "Switching to Vidu 2.0 also changed: length from 5 s to 4 s, resolution from 720p to 360p and sound off."
    )
    expect(line).to_be_visible()
    expect(page.get_by_label("Length")).to_have_value("4 s")
    click(page.locator(".st-key-create-models").get_by_text("Compare the models"))
    table = page.locator(".st-key-create-models").get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(8)
    click(page.get_by_role("button", name="Undo", exact=True))
    expect(page.get_by_role("radio", name="Q3 Pro")).to_be_checked()
    expect(page.get_by_role("slider", name="Length")).to_have_attribute("aria-valuetext", "5 s")
    expect(page.get_by_role("radio", name="720p")).to_be_checked()
    expect(line).to_have_count(0)
    expect(table).to_be_visible()
