"""Generate is in view whatever was found, in a low window and on a phone, and covers nothing that is being typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.board import a_board, scene
from tests.browser.running import AppServer, click, open_page, settled, until

LOW, PHONE = (1440, 600), (390, 700)
on_each_size = pytest.mark.parametrize("size", [LOW, PHONE], ids=["low window", "phone"])
FAULTS = {"model": "viduq2-pro", "duration": 12, "resolution": "360p", "off_peak": True, "bgm": True, "voice_id": "v"}
ASKED = {"model": "viduq2-pro", "off_peak": True}


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def stays_in_view(page: Page, wanted: Locator) -> None:
    """At the top of the page, in its middle and at its end."""
    for part in (0, 0.5, 1):
        page.get_by_test_id("stMain").evaluate(
            "(main, part) => { main.scrollTop = part * (main.scrollHeight - main.clientHeight) }", part
        )
        expect(wanted).to_be_in_viewport(ratio=1)


@on_each_size
def test_generate_stays_in_view_with_whatever_was_found(app: AppServer, warm_page: Page, size: tuple[int, int]) -> None:
    page, generate = warm_page, warm_page.get_by_role("button", name="Generate", exact=True)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    strangers = " ".join(f"@Guest{number}" for number in range(9))
    open_page(page, a_board(app, strangers, ("Mia", "Anna", "Bear", "Owl"), **FAULTS))
    stays_in_view(page, generate)
    expect(page.get_by_role("heading", name="2 to fix")).to_be_visible()
    click(page.get_by_role("button", name="Add all"))
    expect(scene(page)).to_have_value(f"{strangers} @Mia @Anna @Bear @Owl ")

    open_page(page, a_board(app, "@Mia @Bear " + "walk " * 450, **ASKED))
    click(generate)
    stays_in_view(page, page.get_by_role("button", name="Generate it"))
    click(page.get_by_role("button", name="Cancel"))
    stays_in_view(page, generate)


def test_what_the_fold_hides_is_told_while_it_is_closed(app: AppServer, warm_page: Page) -> None:
    page, told = warm_page, warm_page.get_by_text("Seed 7, watermark top left")
    open_page(page, a_board(app, seed=7, watermark=True, wm_position=1))
    expect(told).to_have_count(2)
    click(page.get_by_text("More settings"))
    expect(page.get_by_role("textbox", name="Seed")).to_have_value("7")
    expect(told).to_have_count(0)
    page.get_by_role("textbox", name="Seed").fill("8")
    click(page.get_by_text("Watermark", exact=True))
    settled(page)
    click(page.get_by_text("More settings"))
    expect(page.get_by_text("Seed 8")).to_have_count(2)
    expect(page.get_by_role("textbox", name="Seed")).not_to_be_visible()


def test_on_a_phone_the_bar_does_not_cover_what_is_typed(app: AppServer, warm_page: Page) -> None:
    page = warm_page
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    open_page(page, a_board(app))
    bar, name = page.locator(".st-key-send-bar"), page.get_by_label("Name of the job")
    expect(name).to_be_visible()
    expect(bar).to_be_visible()
    # All of the field but its upper edge lies under the bar.
    page.get_by_test_id("stMain").evaluate(
        """(main) => {
          const top = (place) => document.querySelector(place).getBoundingClientRect().top
          main.scrollTop += top(".st-key-create-name input") - top(".st-key-send-bar") + 12
        }"""
    )
    box = name.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + 4, delay=50)
    page.keyboard.type("Fog")
    expect(name).to_have_value("Fog")
    lies_above(name, bar)
    page.keyboard.press("Tab")
    scene(page).focus()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" on")
    lies_above(scene(page), bar)


def lies_above(field: Locator, bar: Locator) -> None:
    """Once what follows a letter has been scrolled and drawn."""

    def is_above() -> bool:
        typed, covering = field.bounding_box(), bar.bounding_box()
        return bool(typed and covering and typed["y"] + typed["height"] <= covering["y"])

    until(is_above, 10, "what is typed lies above the bar")
