"""What became of jobs is said in every open tab while people are at something else, and never twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lib.domain.actor import person_id_of
from lib.domain.job import JobState
from lib.ui.state import PERSON_COOKIE, utc_now
from tests.browser.board import scene
from tests.browser.conftest import watch
from tests.browser.running import AppServer, click, in_bar, notices, open_page, settled
from tests.browser.test_pressed_twice import Places


@pytest.fixture(scope="module")
def places(app_server: Callable[..., AppServer], film: Path) -> Iterator[Places]:
    found = Places(app_server(), film)
    yield found
    found.studio.close()


def me(context: BrowserContext) -> str:
    """The id of whoever has this browser."""
    (cookie,) = [one["value"] for one in context.cookies() if one["name"] == PERSON_COOKIE]
    return person_id_of(cookie)


def test_ready_and_failed_are_said_in_every_tab_and_counted_until_looked_at(
    places: Places, context: BrowserContext, page: Page
) -> None:
    other = context.new_page()
    wrong = watch(other)
    open_page(page, f"{places.app.address}/gallery")
    open_page(other, places.app.address)
    scene(other).press_sequentially("@Mia is still being typed")
    ready = places.job(JobState.READY, name="Fog", person_id=me(context))
    failed = places.job(JobState.FAILED, name="Owl", person_id=me(context))
    places.job(JobState.FAILED, name="Not mine")
    for tab, title in ((page, "Gallery"), (other, "Create")):
        expect(notices(tab).locator("article")).to_have_count(2)
        expect(notices(tab)).to_contain_text("“Fog” is ready.")
        expect(notices(tab)).to_contain_text("“Owl” could not be made.")
        expect(notices(tab).locator("img").last).not_to_have_js_property("naturalWidth", 0)
        expect(tab).to_have_title(f"(1) {title} · Castboard")
        expect(in_bar(tab, "Jobs")).to_have_accessible_name("Jobs, 1 needs you")
    typed, said = scene(other).bounding_box(), notices(other).bounding_box()
    assert typed and said and (typed["y"] > said["y"] + said["height"] or said["y"] > typed["y"] + typed["height"])
    expect(scene(other)).to_be_focused()
    expect(scene(other)).to_have_value("@Mia is still being typed")

    click(notices(page).get_by_role("link", name="Play"))
    expect(page).to_have_url(f"{places.app.address}/gallery?video={ready.id}")
    expect(page).to_have_title("Fog · Castboard")
    expect(other).to_have_title("Create · Castboard")
    settled(page)
    click(notices(page).get_by_role("link", name="Show"))
    expect(page).to_have_url(f"{places.app.address}/jobs?job={failed.id}")
    expect(page.get_by_role("heading", name="Owl")).to_be_visible()
    for tab in (page, other):
        expect(in_bar(tab, "Jobs")).to_have_accessible_name("Jobs")
    click(notices(other).get_by_role("button", name="Close").first)
    expect(notices(other).locator("article")).to_have_count(1)
    assert wrong == []


def test_what_is_on_the_page_is_not_said_and_many_are_summed_up(
    places: Places, context: BrowserContext, page: Page
) -> None:
    open_page(page, f"{places.app.address}/gallery")
    running = places.job(JobState.RUNNING, name="Bear", person_id=me(context))
    open_page(page, places.jobs(running))
    expect(in_bar(page, "Jobs")).to_have_accessible_name("Jobs, 1 on its way")
    places.studio.store.jobs.save(running, replace(running, state=JobState.FAILED, state_since=utc_now()))
    expect(page.get_by_role("link", name="Change and try again")).to_be_visible()
    for number in range(5):
        places.job(JobState.UNSURE, name=f"Owl {number}", person_id=me(context))
    expect(notices(page).locator("article")).to_have_count(3)
    expect(notices(page)).to_contain_text("and 2 more")
    expect(notices(page)).not_to_contain_text("Bear")
    # Looking at them settles nothing: each waits for a decision.
    expect(in_bar(page, "Jobs")).to_have_accessible_name("Jobs, 5 need you")
    page.reload()
    settled(page)
    expect(in_bar(page, "Jobs")).to_have_accessible_name("Jobs, 5 need you")
    expect(notices(page)).to_be_hidden()


def test_sound_and_notifications_are_off_until_switched_on(places: Places, page: Page) -> None:
    open_page(page, f"{places.app.address}/gallery")
    click(page.get_by_role("button", name="Your name"))
    sound = page.get_by_role("switch", name="Sound when there is news")
    notification = page.get_by_role("switch", name="Browser notifications")
    expect(sound).not_to_be_checked()
    expect(notification).not_to_be_checked()
    sound.check()
    notification.click()
    # This browser refuses what it was not told to grant.
    expect(page.get_by_text("This browser does not allow notifications")).to_be_visible()
    expect(notification).not_to_be_checked()
    page.reload()
    settled(page)
    click(page.get_by_role("button", name="Your name"))
    expect(sound).to_be_checked()
    expect(notification).not_to_be_checked()
