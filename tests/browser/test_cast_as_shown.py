"""The pages of the cast on three widths, in both themes and languages, and as axe-core sees them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import judge
from tests.browser.board import a_file, png
from tests.browser.lived_in import LONG
from tests.browser.lived_in_cast import fill_cast
from tests.browser.running import AppServer, click, go, settled
from tests.browser.test_looks import WIDTHS, nothing_is_amiss, on_each_width

PAGES = ("library", "found", "nobody", "archived", "member", "expired", "bare", "deleted", "gone")
EDGE = 3.0
"""What WCAG asks between the edge of something that can be ticked and its ground."""


@pytest.fixture
def page(same_page: Page) -> Page:
    return same_page


@pytest.fixture(scope="module")
def addresses(app_server: Callable[..., AppServer]) -> dict[str, str]:
    app = app_server()
    studio = app.studio()
    ids = fill_cast(studio)
    studio.close()
    cast = f"{app.address}/cast"
    return {
        "library": cast,
        "found": f"{cast}?text=Mia&tag=hero",
        "nobody": f"{cast}?text=nobody-at-all",
        "archived": f"{cast}?archived=1",
        "member": f"{cast}?member={ids['Mia']}",
        "expired": f"{cast}?member={ids[LONG[:80]]}",
        "bare": f"{cast}?member={ids['Extra 3']}",
        "deleted": f"{cast}?deleted=1",
        "gone": f"{cast}?member={'5' * 32}",
    }


@on_each_width
@pytest.mark.parametrize("which", PAGES)
def test_nothing_is_amiss_with_it(addresses: dict[str, str], page: Page, which: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    go(page, addresses[which])
    nothing_is_amiss(page, size)


@pytest.mark.parametrize("which", PAGES)
def test_it_is_accessible(addresses: dict[str, str], page: Page, which: str) -> None:
    go(page, addresses[which])
    assert judge(page) == []


@pytest.mark.parametrize("opened", ["Add a member", "Filters"])
def test_what_opens_over_the_library_is_accessible(addresses: dict[str, str], page: Page, opened: str) -> None:
    go(page, addresses["library"])
    click(page.get_by_role("button", name=opened))
    settled(page)
    assert judge(page) == []


def test_members_come_from_pictures_and_go_again(addresses: dict[str, str], page: Page) -> None:
    page.set_viewport_size({"width": WIDTHS["phone"][0], "height": WIDTHS["phone"][1]})
    go(page, addresses["library"])
    click(page.get_by_role("button", name="From pictures…"))
    dialog = page.get_by_role("dialog", name="Add members from pictures")
    files = [a_file("Owl_front.png", png("coral")), a_file("Fox.png", png("teal"))]
    dialog.locator("input[type=file]").set_input_files(files)
    expect(dialog.get_by_text("Who is in these 2 pictures?")).to_be_visible()
    settled(page)
    assert judge(page) == []
    click(dialog.get_by_role("button", name="Add 2 members"))
    expect(page.get_by_text("2 members added.")).to_be_visible()
    click(page.get_by_role("button", name="Undo"))
    expect(page.get_by_text("2 members added.")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_members_are_chosen_without_a_way_to_the_end_of_the_list(
    addresses: dict[str, str], page: Page, theme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=theme)
    go(page, addresses["library"].removesuffix("/cast"))
    click(page.get_by_role("button", name="From the cast"))
    picker = page.get_by_role("dialog")
    expect(picker.get_by_role("button", name="Show more")).to_be_attached()
    settled(page)
    for size in WIDTHS.values():
        page.set_viewport_size({"width": size[0], "height": size[1]})
        expect(picker.get_by_role("button", name="Add to the board")).to_be_in_viewport(ratio=1)
    assert judge(page) == []
    box = picker.get_by_test_id("stCheckbox").first.locator("label > span + div")
    edge, ground = box.evaluate(
        """box => [getComputedStyle(box).borderTopColor,
                   getComputedStyle(document.querySelector('[role="dialog"]')).backgroundColor]"""
    )
    assert contrast(edge, ground) >= EDGE, f"{edge} on {ground}"


def contrast(one: str, other: str) -> float:
    """Of two colors as browsers write them, by WCAG."""
    lights = sorted((luminance(one), luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(color: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_in_chinese_on_a_phone(addresses: dict[str, str], browser: Browser) -> None:
    size = WIDTHS["phone"]
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    page = context.new_page()
    for which, sign in (("library", "添加成员"), ("member", "造型")):
        go(page, addresses[which])
        expect(page.get_by_text(sign).first).to_be_visible()
        nothing_is_amiss(page, size)
        page.set_viewport_size({"width": size[0], "height": size[1]})
    context.close()
