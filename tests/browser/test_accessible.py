"""Every page as axe-core sees it: empty, filled, with findings, with jobs in every state, with what is folded up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.domain.job import JobState
from lib.text.job_labels import state_label
from lib.ui.state import utc_now
from tests.browser.axe import judge
from tests.browser.board import a_board, open_card
from tests.browser.job_page import TABS
from tests.browser.lived_in import fill
from tests.browser.running import AppServer, click, go, no_overlaps, open_page, settled
from tests.conftest import SOMEONE

MOVING = {JobState.QUEUED: None, JobState.RUNNING: 0.4, JobState.SAVING: None}
"""With the progress that the service tells."""
COLOURED = (JobState.RUNNING, JobState.READY, JobState.UNSAVED, JobState.UNSURE, JobState.CANCELLED)
"""One of each colour, and what only they have on their card; a failed one is looked at tab by tab."""


@pytest.fixture
def page(same_page: Page) -> Page:
    return same_page


@pytest.fixture(scope="module")
def bare(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


@pytest.fixture(scope="module")
def ids(app: AppServer, film: Path) -> dict[str, str]:
    """Jobs in every state; those on their way stay there."""
    studio, later = app.studio(), datetime.now(UTC) + timedelta(hours=1)
    found = fill(studio, film)
    like = studio.store.jobs.get(found["Fog"])
    assert like
    for state, progress in MOVING.items():
        job = replace(
            like,
            id=f"{state.value:0<32}",
            click=state.value,
            name=f"A job {state.value}",
            state=state,
            next_at=later,
            progress=progress,
            ready_at=None,
            video=None,
            has_poster=False,
            task_id="t",
        )
        studio.store.jobs.add([job])
        found[state] = job.id
    studio.close()
    return found


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


@pytest.mark.parametrize("path", ["", "cast", "cast?member=none", "jobs", "gallery", "gallery?video=none", "deleted"])
def test_pages_with_nothing_on_them(bare: AppServer, page: Page, path: str) -> None:
    go(page, f"{bare.address}/{path}")
    assert judge(page) == []


def test_a_board_with_findings(app: AppServer, page: Page) -> None:
    open_page(
        page,
        a_board(
            app, "@Mia walks alone", ("Mia", "Bear", ""), model="viduq2-pro", duration=9, resolution="1080p", seed=7
        ),
    )
    click(page.get_by_role("button", name="Add a subject"))
    settled(page)
    assert judge(page) == []


def test_a_board_with_more_settings_opened(app: AppServer, page: Page) -> None:
    # Each of them, with what only some of them bring along.
    open_page(page, a_board(app, off_peak=True, watermark=True, payload="{", seed=7))
    click(page.get_by_text("More settings"))
    expect(page.get_by_label("Seed", exact=True)).to_be_visible()
    settled(page)
    assert judge(page) == []


@pytest.fixture
def deleted(app: AppServer, ids: dict[str, str], film: Path) -> Iterator[None]:
    """Two jobs, with and without a poster, and beside them a video that no job knows; later tests find them again."""
    studio, gone = app.studio(), [ids["Two foxes"], ids[JobState.CANCELLED]]
    studio.desk.delete(SOMEONE, gone, utc_now())
    loose = studio.library.video("0123456789abcdef" * 2)
    loose.parent.mkdir(parents=True, exist_ok=True)
    loose.write_bytes(film.read_bytes())
    yield
    loose.unlink()
    studio.desk.restore(SOMEONE, gone, utc_now())
    studio.close()


@pytest.mark.usefixtures("deleted")
def test_what_was_deleted(app: AppServer, page: Page) -> None:
    go(page, f"{app.address}/deleted")
    expect(page.get_by_text("Videos without a job")).to_be_visible()
    assert judge(page) == []
    # What opens over the page hangs outside of it, where the theme does not reach by itself.
    click(page.get_by_role("button", name="Delete all for good"))
    expect(page.get_by_role("button", name="Yes, delete all of it")).to_be_visible()
    assert judge(page) == []


def test_nothing_moves_for_who_wants_it_still_and_what_waits_goes_on_waiting(bare: AppServer, page: Page) -> None:
    """Streamlit fades what a run draws anew after half a second; without that delay a page is faint at every tick."""
    open_page(page, bare.address)
    page.emulate_media(reduced_motion="reduce")
    drawn = page.evaluate(
        """() => {
          const one = document.body.appendChild(document.createElement("p"))
          one.style = "transition: opacity 1s ease-in 0.5s; animation: castboard-stand-in 2s 5s forwards"
          const style = getComputedStyle(one)
          return [style.transition, style.animationName, style.animationDuration, style.animationDelay]
        }"""
    )
    assert drawn == ["opacity 0s ease-in 0.5s", "castboard-stand-in", "0s", "5s"]


@pytest.mark.parametrize("opened", ["Show request", "Use a web address", "Your name", "Demo mode"])
def test_what_opens_over_the_board(app: AppServer, page: Page, opened: str) -> None:
    open_page(page, a_board(app))
    open_card(page, 0)
    click(page.get_by_role("button", name=opened).first)
    settled(page)
    assert judge(page, ["wide"]) == []


def test_a_finger_finds_each_link_of_the_demo(bare: AppServer, page: Page) -> None:
    open_page(page, bare.address)
    click(page.get_by_role("button", name="Demo mode"))
    expect(page.get_by_text("The answer is lost")).to_be_visible()
    no_overlaps(page)


@pytest.mark.parametrize("state", COLOURED)
def test_the_card_of_a_job(app: AppServer, ids: dict[str, str], page: Page, state: JobState) -> None:
    go(page, f"{app.address}/jobs?job={ids.get(state, ids['Fog'])}")
    expect(page.locator(".st-key-jobs-card").get_by_text(state_label(state)).first).to_be_visible()
    assert judge(page, ["wide"]) == []


def test_the_tabs_and_tools_of_a_job(app: AppServer, ids: dict[str, str], page: Page) -> None:
    go(page, f"{app.address}/jobs?job={ids[JobState.FAILED]}")
    for tab in TABS:
        click(page.get_by_role("tab", name=tab))
        settled(page)
        assert judge(page, ["wide"]) == [], tab
    click(page.get_by_role("button", name="Rename"))
    click(page.get_by_role("button", name="Filters"))
    settled(page)
    assert judge(page) == []


def test_the_gallery_and_its_player(app: AppServer, ids: dict[str, str], page: Page) -> None:
    go(page, f"{app.address}/gallery")
    expect(page.locator(".card").first).to_be_visible()
    assert judge(page) == []
    go(page, f"{app.address}/gallery?video={ids['Fog']}")
    expect(page.locator("video")).to_be_visible()
    assert judge(page) == []
