"""The number beside "Jobs" in the navigation follows by itself, on whatever page someone is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lib.domain.job import JobState
from lib.ui.state import utc_now
from tests.browser.running import AppServer, in_bar, notices, open_page, settled, until
from tests.browser.test_notices import me
from tests.browser.test_pressed_twice import Places
from tests.conftest import SOMEONE


@pytest.fixture(scope="module")
def places(app_server: Callable[..., AppServer], film: Path) -> Iterator[Places]:
    """With a video in the gallery and another among what was deleted."""
    found = Places(app_server(), film)
    found.job(JobState.READY)
    found.studio.desk.delete(SOMEONE, [found.job(JobState.READY).id], utc_now())
    yield found
    found.studio.close()


@pytest.mark.parametrize("path", ["/gallery", "/deleted", "video"])
def test_a_job_that_is_sent_elsewhere_is_counted_on_an_open_page(places: Places, page: Page, path: str) -> None:
    open_page(page, places.video() if path == "video" else places.app.address + path)
    settled(page)
    jobs = in_bar(page, "Jobs")
    before = sum(places.studio.store.lists.counts()[state] for state in (JobState.QUEUED, JobState.RUNNING))
    expect(jobs).to_have_text(f"Jobs {before}" if before else "Jobs")
    places.job(JobState.RUNNING)
    expect(jobs).to_have_text(f"Jobs {before + 1}")


def test_the_news_moves_nothing_and_says_nothing_of_what_the_gallery_shows(
    places: Places, context: BrowserContext, page: Page
) -> None:
    open_page(page, f"{places.app.address}/gallery")
    page.goto("about:blank")
    job = places.job(JobState.READY, name="Fog", person_id=me(context))
    open_page(page, f"{places.app.address}/gallery")
    bringing, title = page.locator(".st-key-frame-news"), page.get_by_role("heading", level=1)
    expect(page).to_have_title("(1) Gallery · Castboard")
    expect(bringing).to_be_attached()
    before = title.bounding_box()
    until(lambda: job.id in page.evaluate("localStorage['castboard.told'] ?? ''"), 15, "the browser knows of it")
    assert notices(page).is_hidden(), "its card is on the page"
    expect(bringing).to_have_count(0, timeout=15_000)
    assert title.bounding_box() == before
