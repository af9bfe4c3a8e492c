"""The cast in the browser: a scene of two members by keyboard alone, and the same again after one changed and went."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from lib.domain.actor import Actor
from lib.domain.cast_member import CastMember, Look, MemberKind, subject_of
from lib.domain.draft import Draft
from lib.domain.lists import JobQuery
from lib.domain.member_edits import with_fields, with_look, with_pictures
from tests.browser.board import a_board, card, generate, png, scene
from tests.browser.running import AppServer, click, open_page, settled
from tests.conftest import SOMEONE

ANN = Actor("a" * 32)


@pytest.fixture
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def a_member(app: AppServer, name: str, *colours: str) -> CastMember:
    """With a look a colour, each called by it."""
    now = datetime.now(UTC)
    with closing(app.studio()) as studio:
        pictures = [studio.desk.add_picture(SOMEONE, png(colour), f"{colour}.png") for colour in colours]
        made = studio.cast.add(ANN, name, MemberKind.PERSON, now)

        def dressed(one: CastMember) -> CastMember:
            one = with_pictures(one, one.looks[0].id, pictures[:1])
            for colour, picture in zip(colours[1:], pictures[1:], strict=True):
                one = with_look(one, Look(id=colour, name=f"In {colour}", pictures=(picture,)))
            return one

        after = studio.cast.change(ANN, made.id, dressed, now)
        assert after is not None
        return after


def test_a_scene_of_two_members_with_looks_by_keyboard_alone(app: AppServer, page: Page) -> None:
    a_member(app, "Mia", "red", "blue")
    a_member(app, "Bear", "brown")
    open_page(page, app.address)
    page.get_by_role("button", name="From the cast").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="From the cast")
    expect(dialog.get_by_label("Search the cast")).to_be_visible()
    dialog.get_by_role("checkbox", name="Mia").focus()
    page.keyboard.press("Space")
    expect(dialog.get_by_role("button", name="Add 1 to the board")).to_be_enabled()
    look = dialog.get_by_role("combobox", name="Look of Mia")
    look.focus()
    page.keyboard.type("blue")
    page.keyboard.press("Enter")
    settled(page)
    put = dialog.get_by_role("button", name="Add 1 to the board")
    put.focus()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(card(page, 0)).to_contain_text("Mia")
    expect(card(page, 0)).to_contain_text("In blue")

    # The other one from the list of the scene, after the board's own.
    area = scene(page)
    area.focus()
    page.keyboard.type("@Mia meets @be")
    listed = page.get_by_role("option", name="@Bear")
    expect(listed).to_contain_text("From the cast")
    page.keyboard.press("Enter")
    expect(area).to_have_value("@Mia meets @Bear ")
    expect(card(page, 1)).to_contain_text("Bear")
    expect(page.get_by_text("Ready to send")).to_be_visible()


def test_the_same_again_after_a_member_changed_and_after_it_was_deleted(app: AppServer, page: Page) -> None:
    mia, bear = a_member(app, "Mia", "red"), a_member(app, "Bear", "brown")
    cast = tuple(subject_of(one, one.looks[0], one.name) for one in (mia, bear))
    board = Draft(cast=cast, scene="@Mia meets @Bear", duration=1, resolution="540p")
    now = datetime.now(UTC)
    with closing(app.studio()) as studio:
        (job,) = studio.desk.generate(ANN, studio.desk.fit(board), "click", now)
        studio.cast.change(ANN, mia.id, lambda one: with_fields(one, name="Rose"), now)
        studio.cast.delete(ANN, bear.id, now)

    open_page(page, f"{app.address}/?again={job.id}")
    expect(card(page, 0)).to_contain_text("Mia changed in the cast since.")
    expect(card(page, 1)).to_contain_text("Bear is no longer in the cast. This board keeps its own copy.")
    expect(card(page, 1).locator("img")).to_have_count(1)
    click(card(page, 0).get_by_role("button", name="Use the new version"))
    expect(scene(page)).to_have_value("@Rose meets @Bear")
    expect(card(page, 0)).to_contain_text("Rose")
    expect(page.get_by_text("Ready to send")).to_be_visible()
    generate(page)
    with closing(app.studio()) as studio:
        assert studio.store.lists.count(JobQuery(member_id=mia.id)) == 2


def test_who_keeps_a_subject_is_told_so_and_has_the_page_as_before(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app))
    for name in ("Mia", "Bear"):
        click(page.get_by_role("button", name="Keep in the cast").first)
        click(page.get_by_role("dialog").get_by_role("button", name="Keep in the cast"))
        expect(page.get_by_test_id("stToast")).to_contain_text([f"{name} is in the cast."])
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_role("heading", name="Create a video")).to_be_visible()
        page.get_by_test_id("stToast").get_by_role("button", name="Close").click()
        expect(page.get_by_test_id("stToast")).to_have_count(0)
        settled(page)
    expect(page.get_by_role("button", name="Keep in the cast")).to_have_count(0)


def test_a_draft_that_went_while_the_dialog_is_open_is_said_on_the_page(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app))
    click(page.get_by_role("button", name="Drafts", exact=True))
    dialog = page.get_by_role("dialog", name="Your drafts")
    click(dialog.get_by_role("button", name="Change").first)
    duplicate = page.get_by_role("button", name="Duplicate")
    expect(duplicate).to_be_visible()
    settled(page)
    with closing(app.studio()) as studio:
        studio.store.drafts.delete(page.url.partition("draft=")[2], datetime.now(UTC))
    click(duplicate)
    expect(page.get_by_test_id("stToast")).to_contain_text("That draft is no longer there.")
    expect(page.get_by_role("heading", name="Create a video")).to_be_visible()
