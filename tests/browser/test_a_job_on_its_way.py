"""What people do while a job is on its way: reload, close, clear caches, click twice, look at other jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lib.app import Studio
from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.job import JobState
from lib.ui.jobs.table import ROW_HEIGHT
from tests.browser.board import COLLEAGUE, a_board, generate
from tests.browser.running import AppServer, click, in_bar, notices, open_page, settled, until


@pytest.fixture(scope="module")
def held(module_upstream: DemoService) -> DemoService:
    """Each task waits until the test says how it ends."""
    module_upstream.hold()
    return module_upstream


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], held: DemoService) -> AppServer:
    """Connected to the service; with the developer's menu, which has "Clear cache"."""
    return app_server({"STREAMLIT_CLIENT_TOOLBAR_MODE": "developer"}, upstream=held)


@pytest.fixture(scope="module")
def beside(app: AppServer) -> Iterator[Studio]:
    """The same data, seen from beside the server."""
    studio = app.studio()
    yield studio
    studio.close()


@pytest.fixture
def sent(held: DemoService) -> Callable[[], str]:
    """Waits for the one task that the test sends; its id. Whatever the test did, it must stay one."""
    before = len(held.submits())

    def task_id() -> str:
        until(lambda: len(held.submits()) > before and held.tasks(), 20, "the service has the request")
        assert len(held.submits()) == before + 1
        return held.tasks()[-1].id

    return task_id


def badge(page: Page, word: str) -> Locator:
    return page.locator(".st-key-jobs-badges").get_by_text(word, exact=True)


def test_a_reload_while_a_job_runs_loses_nothing(
    app: AppServer, held: DemoService, sent: Callable[[], str], page: Page, film: Path
) -> None:
    open_page(page, a_board(app, "@Mia counts to ten"))
    generate(page)
    click(page.get_by_role("link", name="Show the jobs"))
    expect(badge(page, "In progress")).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_role("heading", name="Mia counts to ten")).to_be_visible()
    expect(badge(page, "In progress")).to_be_visible()
    held.finish(sent(), film)
    expect(page.get_by_role("link", name="Open the video")).to_be_visible()
    expect(badge(page, "Ready")).to_be_visible()
    # Its card is open, so nothing is said beside it.
    expect(notices(page)).to_be_hidden()
    sent()


def test_a_closed_browser_stops_nothing(
    app: AppServer, held: DemoService, sent: Callable[[], str], beside: Studio, browser: Browser, film: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    open_page(page, a_board(app, "@Bear naps"))
    generate(page)
    task_id, cookies = sent(), context.storage_state()
    context.close()
    held.finish(task_id, film)
    until(lambda: beside.store.jobs.find_by_task(held.base_url, task_id), 20, "the job knows its task")
    until(lambda: _state_of(beside, held, task_id) is JobState.READY, 20, "the video is saved without any page")

    later = browser.new_context(storage_state=cookies)
    page = later.new_page()
    open_page(page, f"{app.address}/cast")
    expect(notices(page)).to_contain_text("“Bear naps” is ready.")
    open_page(page, f"{app.address}/gallery")
    expect(page.get_by_role("link", name="Bear naps")).to_be_visible()
    later.close()


def _state_of(beside: Studio, held: DemoService, task_id: str) -> JobState | None:
    job = beside.store.jobs.find_by_task(held.base_url, task_id)
    return job.state if job else None


def test_cleared_caches_neither_lose_a_job_nor_send_it_twice(
    app: AppServer, held: DemoService, sent: Callable[[], str], page: Page, film: Path
) -> None:
    """The request is still on its way to the service while they are cleared."""
    held.fail_next(Mishap(made=True, delay_s=4))
    open_page(page, a_board(app, "@Mia hides"))
    generate(page)
    click(page.get_by_test_id("stMainMenuButton"))
    click(page.get_by_text("Clear cache", exact=True))
    click(page.get_by_role("button", name="Clear caches"))
    settled(page)
    click(in_bar(page, "Jobs"))
    expect(page.get_by_role("heading", name="Mia hides")).to_be_visible()
    expect(badge(page, "In progress")).to_be_visible()
    held.finish(sent(), film)
    expect(badge(page, "Ready")).to_be_visible()
    sent()


def test_a_double_click_makes_one_job(app: AppServer, sent: Callable[[], str], beside: Studio, page: Page) -> None:
    before = sum(beside.store.lists.counts().values())
    open_page(page, a_board(app, "@Bear knocks twice"))
    page.get_by_role("button", name="Generate", exact=True).dblclick(delay=50)
    expect(page.get_by_text("on the way").or_(page.get_by_text("Make it again?")).first).to_be_visible()
    settled(page)
    sent()
    assert sum(beside.store.lists.counts().values()) == before + 1


def test_the_selection_stays_with_its_job_when_others_arrive(app: AppServer, beside: Studio, page: Page) -> None:
    board = a_board(app, "@Mia waits her turn")
    draft = beside.store.drafts.get(board.partition("draft=")[2])
    assert draft is not None

    def arrive(name: str) -> None:
        named = draft.draft.model_copy(update={"name": name, "seed": len(name)})
        beside.desk.generate(Actor(COLLEAGUE), named, uuid4().hex, datetime.now(UTC))

    for name in ("First", "Second", "Third"):
        arrive(name)
    open_page(page, f"{app.address}/jobs")
    expect(page.get_by_role("heading", name="Third")).to_be_visible()
    click_row(page, 1)
    expect(page.get_by_role("heading", name="Second")).to_be_visible()
    until(lambda: selected_row(page) == 1, 20, "the tick is on the second row")
    arrive("Fourth")
    until(lambda: selected_row(page) == 2, 20, "the tick moved down with its job")
    expect(page.get_by_role("heading", name="Second")).to_be_visible()


def click_row(page: Page, row: int) -> None:
    """Tick a row: the table is drawn on a canvas, whose first column holds the ticks."""
    page.locator(".dvn-scroller").click(position={"x": 16, "y": 36 + ROW_HEIGHT * row + ROW_HEIGHT // 2}, delay=50)
    settled(page)


def selected_row(page: Page) -> int:
    """Counted from 0; the canvas tells assistive technology which one it is."""
    rows = page.get_by_test_id("stDataFrame").locator('[role="row"][aria-selected="true"]')
    return int(rows.first.get_attribute("aria-rowindex") or 0) - 2 if rows.count() else -1
