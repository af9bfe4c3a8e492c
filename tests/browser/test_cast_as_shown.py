"""The pages of the cast on three widths, in both themes and languages, and as axe-core sees them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import judge
from tests.browser.lived_in import LONG
from tests.browser.lived_in_cast import fill_cast
from tests.browser.running import AppServer, click, open_page, settled
from tests.browser.test_looks import WIDTHS, nothing_is_amiss, on_each_width

PAGES = ("library", "found", "nobody", "archived", "member", "expired", "bare")


@pytest.fixture
def page(warm_page: Page) -> Page:
    return warm_page


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
    }


@on_each_width
@pytest.mark.parametrize("which", PAGES)
def test_nothing_is_amiss_with_it(addresses: dict[str, str], page: Page, which: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_page(page, addresses[which])
    nothing_is_amiss(page, size)


@pytest.mark.parametrize("which", PAGES)
def test_it_is_accessible(addresses: dict[str, str], page: Page, which: str) -> None:
    open_page(page, addresses[which])
    assert judge(page) == []


@pytest.mark.parametrize("opened", ["Add a member", "Filters"])
def test_what_opens_over_the_library_is_accessible(addresses: dict[str, str], page: Page, opened: str) -> None:
    open_page(page, addresses["library"])
    click(page.get_by_role("button", name=opened))
    settled(page)
    assert judge(page) == []


def test_in_chinese_on_a_phone(addresses: dict[str, str], browser: Browser) -> None:
    size = WIDTHS["phone"]
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    page = context.new_page()
    for which, sign in (("library", "添加成员"), ("member", "造型")):
        open_page(page, addresses[which])
        expect(page.get_by_text(sign).first).to_be_visible()
        nothing_is_amiss(page, size)
        page.set_viewport_size({"width": size[0], "height": size[1]})
    context.close()
