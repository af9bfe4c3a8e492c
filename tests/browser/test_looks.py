"""Each page, empty and lived-in, on three widths, in both themes and languages: no sideways scroll, no overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.job import JobState
from tests.browser.board import COLLEAGUE, a_board, open_card
from tests.browser.conftest import SIZE
from tests.browser.lived_in import LONG, VIDEOS, fill
from tests.browser.running import AppServer, click, go, no_overlaps, no_sideways_scroll, open_page, settled, until

WIDTHS = {"desktop": (1440, 900), "tablet": (820, 1180), "phone": (390, 844)}
BACKGROUNDS = {"light": "rgb(251, 250, 248)", "dark": "rgb(19, 19, 22)"}
MOST_PIXELS = 6000

on_each_width = pytest.mark.parametrize("size", WIDTHS.values(), ids=WIDTHS)


CHINESE = {
    "unused": "试用示例",
    "board": "使用 10 秒",
    "jobs": "任务",
    JobState.FAILED: "更改后重试",
    JobState.UNSURE: "再次发送",
    "ready": "已完成",
    "gallery": "作品库",
    "video": "种子（用于再次制作）",
    "deleted": "已删除",
}
"""What stands on each page for readers of Chinese."""


@pytest.fixture
def page(same_page: Page) -> Page:
    return same_page


@pytest.fixture(scope="module")
def unused(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


@pytest.fixture(scope="module")
def lived_in(app_server: Callable[..., AppServer], module_upstream: DemoService, film: Path) -> dict[str, str]:
    """Addresses of a studio with jobs in every state: one in progress, others waiting behind it."""
    module_upstream.hold()
    app = app_server({"CASTBOARD_MAX_RUNNING": "1"}, upstream=module_upstream)
    studio = app.studio()
    ids = fill(studio, film)
    board = a_board(app, f"@Mia waits. {LONG}", takes=3)
    draft = studio.store.drafts.get(board.partition("draft=")[2])
    assert draft is not None
    studio.desk.generate(Actor(COLLEAGUE), draft.draft, uuid4().hex, datetime.now(UTC))
    until(lambda: module_upstream.tasks(), 20, "one is on its way")
    module_upstream.progress(module_upstream.tasks()[-1].id, 40)
    studio.close()
    return {
        "board": a_board(
            app, f"@Mia and @{LONG}", names=("Mia", LONG[:80], "", "小熊"), model="viduq2-pro", duration=12
        ),
        "jobs": f"{app.address}/jobs",
        **{str(state): f"{app.address}/jobs?job={ids[state]}" for state in (JobState.FAILED, JobState.UNSURE)},
        "ready": f"{app.address}/jobs?job={ids[LONG]}",
        "gallery": f"{app.address}/gallery",
        "video": f"{app.address}/gallery?video={ids[LONG]}",
        "deleted": f"{app.address}/deleted",
    }


def nothing_is_amiss(page: Page, size: tuple[int, int]) -> None:
    """In both themes, on the whole length of the page."""
    tall = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    no_sideways_scroll(page)
    page.mouse.move(1, 1)
    page.set_viewport_size({"width": size[0], "height": max(size[1], min(tall + 40, MOST_PIXELS))})
    for theme, background in BACKGROUNDS.items():
        page.emulate_media(color_scheme=theme)
        expect(page.get_by_test_id("stApp")).to_have_css("background-color", background)
        settled(page)
        no_sideways_scroll(page)
        no_overlaps(page)


@on_each_width
@pytest.mark.parametrize(
    ("path", "sign"),
    [
        ("", "Try an example"),
        ("cast", "Nobody in the cast yet"),
        ("jobs", "Nothing on its way yet"),
        ("gallery", "No videos yet"),
    ],
    ids=["create", "cast", "jobs", "gallery"],
)
def test_an_unused_studio(unused: AppServer, page: Page, path: str, sign: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    go(page, f"{unused.address}/{path}")
    expect(page.get_by_text(sign)).to_be_visible()
    nothing_is_amiss(page, size)


@on_each_width
def test_a_board_with_things_to_fix(lived_in: dict[str, str], page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_page(page, lived_in["board"])
    expect(page.get_by_text("Subject 3 needs a name").first).to_be_visible()
    expect(page.get_by_role("button", name="Use 10")).to_be_visible()
    click(page.get_by_text("More settings"))
    expect(page.get_by_label("Name of the job")).to_be_visible()
    nothing_is_amiss(page, size)
    if size != WIDTHS["phone"]:
        # A picture is a button itself.
        open_card(page, 1).get_by_role("button", name="Show Picture 1 of").hover()
        no_overlaps(page)


@on_each_width
@pytest.mark.parametrize("which", ["failed", "unsure", "ready"])
def test_the_jobs_with_one_selected(lived_in: dict[str, str], page: Page, which: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    go(page, lived_in[which])
    expect(page.locator(".st-key-jobs-card").get_by_role("heading")).to_contain_text(LONG)
    # On a phone the card takes the place of the list, and there is a way back.
    beside = page.get_by_role("button", name="Back to the list") if size == WIDTHS["phone"] else None
    expect(beside or page.get_by_test_id("stDataFrame")).to_be_visible()
    nothing_is_amiss(page, size)
    if size == WIDTHS["desktop"]:
        rows = page.locator(".dvn-scroller")
        assert rows.evaluate("one => one.scrollWidth <= one.clientWidth"), "a column lies beyond the edge of the table"


@on_each_width
def test_the_gallery_and_its_selection(lived_in: dict[str, str], page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_page(page, lived_in["gallery"])
    expect(page.get_by_text(f"{len(VIDEOS)} videos")).to_be_visible()
    expect(page.get_by_role("link", name=LONG)).to_be_visible()
    nothing_is_amiss(page, size)
    click(page.get_by_role("button", name="Select", exact=True))
    click(page.get_by_role("button", name="Select this page"))
    expect(page.get_by_role("button", name=f"Delete {len(VIDEOS)}")).to_be_visible()
    nothing_is_amiss(page, size)
    if size == WIDTHS["phone"]:
        click(page.get_by_role("button", name="More", exact=True))
    expect(page.get_by_role("button", name=f"Download {len(VIDEOS)} as zip")).to_be_enabled()


@on_each_width
def test_an_open_video(lived_in: dict[str, str], page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    go(page, lived_in["video"])
    expect(page.get_by_role("link", name="Download")).to_be_visible()
    expect(page.get_by_text("540p, 320 × 180 pixels")).to_be_visible()
    nothing_is_amiss(page, size)


@pytest.fixture(scope="module")
def chinese_tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZE, timezone_id="Asia/Shanghai", locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("size", [WIDTHS["desktop"], WIDTHS["phone"]], ids=["desktop", "phone"])
@pytest.mark.parametrize("which", CHINESE)
def test_in_chinese(
    unused: AppServer, lived_in: dict[str, str], chinese_tab: Page, which: str, size: tuple[int, int]
) -> None:
    page = chinese_tab
    page.set_viewport_size({"width": size[0], "height": size[1]})
    go(page, lived_in.get(which, unused.address))
    expect(page.get_by_text(CHINESE[which]).first).to_be_visible()
    nothing_is_amiss(page, size)
