"""The store fails under a click: the page stays as it is, and the card of the error stands at its head, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.app import Studio
from lib.domain.cast_member import MemberKind
from lib.ui.state import utc_now
from tests.browser.lived_in import fill
from tests.browser.running import AppServer, click, open_page, settled
from tests.conftest import SOMEONE
from tests.pages.test_trouble_of_the_store import AWAY, nothing_can_be_written


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


@pytest.fixture(scope="module")
def studio(app: AppServer) -> Iterator[Studio]:
    found = app.studio()
    yield found
    found.close()


@pytest.fixture(scope="module")
def ids(studio: Studio, film: Path) -> dict[str, str]:
    return fill(studio, film)


def press(page: Page, name: str) -> None:
    click(page.get_by_role("button", name=name, exact=True))
    settled(page)


def delete(page: Page, name: str = "Delete", sure: str = "Delete it") -> None:
    """What a colleague made: it asks first."""
    if not page.get_by_role("button", name=sure, exact=True).is_visible():
        press(page, name)
    press(page, sure)


def said_once(page: Page, stays: str) -> None:
    """The card is there and so is the page; with the next click that works it is gone."""
    expect(page.get_by_text(AWAY)).to_be_visible()
    expect(page.get_by_text(stays).first).to_be_visible()
    expect(page.get_by_text("encountered an error")).to_have_count(0)


def test_deleting_and_undoing_in_the_gallery(app: AppServer, studio: Studio, ids: dict[str, str], page: Page) -> None:
    open_page(page, f"{app.address}/gallery?video={ids['Fog']}")
    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_visible()
    with nothing_can_be_written(studio):
        delete(page)
        said_once(page, "Settings")
    delete(page)
    expect(page.get_by_text(AWAY)).to_have_count(0)
    with nothing_can_be_written(studio):
        press(page, "Undo")
        said_once(page, "7 videos")
    press(page, "Undo")
    expect(page.get_by_text("8 videos")).to_be_visible()


def test_what_is_done_with_many(app: AppServer, studio: Studio, ids: dict[str, str], page: Page) -> None:
    open_page(page, f"{app.address}/gallery")
    for name in ("Select", "Select this page"):
        press(page, name)
    with nothing_can_be_written(studio):
        press(page, "Download 8 as zip")
        said_once(page, "8 videos")
        delete(page, "Delete 8", "Delete them")
        said_once(page, "8 videos")
    assert len(ids) >= 8


def test_a_deed_in_a_part_that_is_drawn_alone(app: AppServer, studio: Studio, ids: dict[str, str], page: Page) -> None:
    studio.desk.restore(SOMEONE, [ids["Fog"]], utc_now())  # Where an earlier try has deleted it.
    open_page(page, f"{app.address}/jobs?job={ids['Fog']}")
    expect(page.get_by_role("button", name="Delete", exact=True)).to_be_visible()
    settled(page)
    with nothing_can_be_written(studio):
        delete(page)
        said_once(page, "Newest first")
    assert studio.store.jobs.get(ids["Fog"])


def test_a_member_of_the_cast_that_cannot_be_changed(app: AppServer, studio: Studio, page: Page) -> None:
    made = studio.cast.add(SOMEONE, "Mia", MemberKind.PERSON, utc_now())
    open_page(page, f"{app.address}/cast?member={made.id}")
    expect(page.get_by_role("button", name="Archive", exact=True)).to_be_visible()
    settled(page)
    with nothing_can_be_written(studio):
        press(page, "Archive")
        said_once(page, "Details")
    press(page, "Archive")
    expect(page.get_by_role("button", name="Bring back")).to_be_visible()


def test_a_board_that_cannot_be_kept(app: AppServer, studio: Studio, page: Page) -> None:
    open_page(page, app.address)
    expect(page.get_by_role("button", name="Add a subject")).to_be_visible()
    settled(page)
    with nothing_can_be_written(studio):
        press(page, "Add a subject")
        said_once(page, "Cast")
    expect(page.get_by_label("Name", exact=True).first).to_be_visible()
