"""What a person typed and uploaded stays: over other pages, reloads, other tabs and files that cannot be used."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from lib.ui.state import utc_now
from tests.browser.board import a_board, a_file, add_subject, card, open_card, pictures, png, scene, upload, write_scene
from tests.browser.running import AppServer, click, in_bar, no_overlaps, open_page, settled
from tests.conftest import SOMEONE


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def go(page: Page, name: str) -> None:
    click(in_bar(page, name))
    expect(page).to_have_title(f"{name} · Castboard")
    settled(page)


def a_picture_is_seen(found: Locator) -> None:
    """Not only its frame: the picture has arrived."""
    expect(found).to_be_visible()
    expect(found).to_have_js_property("complete", True)
    expect(found).not_to_have_js_property("naturalWidth", 0)


def unfold(page: Page) -> None:
    """Open More settings, once the last part of the page is drawn: until then a click may miss what moves."""
    expect(page.get_by_text("Show request").first).to_be_visible()
    settled(page)
    click(page.get_by_text("More settings"))
    expect(page.get_by_role("textbox", name="Seed")).to_be_visible()


def all_is_there(page: Page) -> None:
    expect(open_card(page, 0).get_by_label("Name", exact=True)).to_have_value("Mia")
    a_picture_is_seen(pictures(card(page, 0)))
    expect(scene(page)).to_have_value("@Mia opens a door")
    expect(page.get_by_role("radio", name="Q2 Turbo")).to_be_checked()
    expect(page.get_by_role("slider", name="Length")).to_have_attribute("aria-valuetext", "7 s")
    expect(page.get_by_text("Q2 Turbo, 7 s, 1080p")).to_be_visible()
    unfold(page)
    expect(page.get_by_role("textbox", name="Seed")).to_have_value("42")
    expect(page.get_by_label("Name of the job")).to_have_value("Door, first try")
    settled(page)


def test_what_was_typed_and_uploaded_survives_other_pages_and_a_reload(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    add_subject(page, "Mia", "red")
    write_scene(page, "@Mia opens a door")
    click(page.get_by_role("radio", name="Q2 Turbo"))
    expect(page.get_by_text("Q2 Turbo, 5 s")).to_be_visible()
    page.get_by_role("slider", name="Length").press("ArrowRight")
    expect(page.get_by_text("Q2 Turbo, 6 s")).to_be_visible()
    page.get_by_role("slider", name="Length").press("ArrowRight")
    click(page.get_by_role("radio", name="1080p"))
    unfold(page)
    page.get_by_role("textbox", name="Seed").fill("42")
    page.get_by_label("Name of the job").fill("Door, first try")
    # No Tab, no Enter: a person just goes on.
    go(page, "Jobs")
    go(page, "Create")
    all_is_there(page)
    go(page, "Gallery")
    go(page, "Create")
    all_is_there(page)
    page.reload()
    settled(page)
    all_is_there(page)


def test_a_file_that_is_no_picture_is_explained_and_nothing_is_lost(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    found = add_subject(page, "Mia", "red")
    write_scene(page, "@Mia reads")
    good, bad = a_file("good.png", png("blue")), a_file("notes.png", b"These are notes, not a picture.")
    upload(found, bad, good)
    expect(pictures(found)).to_have_count(2)
    expect(found.get_by_role("alert")).to_contain_text("notes.png")
    expect(found.get_by_role("alert")).to_have_count(1)
    expect(found.get_by_label("Name", exact=True)).to_have_value("Mia")
    expect(scene(page)).to_have_value("@Mia reads")
    expect(page.get_by_role("button", name="Generate", exact=True)).to_be_enabled()
    no_overlaps(page)
    # A picture that is too small says so in figures.
    upload(found, a_file("tiny.png", png("green", 64, 64)))
    expect(found.get_by_role("alert")).to_contain_text("tiny.png")
    expect(found.get_by_role("alert")).to_contain_text("128")
    expect(pictures(found)).to_have_count(2)


def test_two_tabs_are_two_boards(app: AppServer, context: BrowserContext) -> None:
    left, right = context.new_page(), context.new_page()
    open_page(left, app.address)
    add_subject(left, "Mia", "red")
    write_scene(left, "@Mia looks left")
    open_page(right, app.address)
    expect(scene(right)).to_have_value("")
    add_subject(right, "Bear", "blue")
    write_scene(right, "@Bear looks right")
    for page, name, words in ((left, "Mia", "@Mia looks left"), (right, "Bear", "@Bear looks right")):
        page.reload()
        settled(page)
        expect(page.locator('[class*="st-key-card-"]')).to_have_count(1)
        expect(open_card(page, 0).get_by_label("Name", exact=True)).to_have_value(name)
        expect(scene(page)).to_have_value(words)


def test_a_sentence_that_is_still_being_typed_survives_a_reload(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    click(scene(page))
    page.keyboard.type("A quiet storm over the sea")
    expect(page.get_by_text("26 of 5,000 characters")).to_be_visible()
    expect(scene(page)).to_be_focused()
    page.keyboard.type(" at night")
    expect(page.get_by_text("35 of 5,000 characters")).to_be_visible()
    page.reload()
    settled(page)
    expect(scene(page)).to_have_value("A quiet storm over the sea at night")


def test_names_that_are_being_typed_are_kept_and_the_cursor_stays_where_it_is(app: AppServer, page: Page) -> None:
    open_page(page, app.address)
    click(page.get_by_role("button", name="Add a subject"))
    name = card(page, 0).get_by_label("Name", exact=True)
    click(name)
    page.keyboard.type("Ow")
    expect(page.get_by_role("button", name="@Ow", exact=True)).to_be_visible()
    page.keyboard.type("l")
    page.keyboard.press("Home")
    page.keyboard.type("Grey ")
    expect(page.get_by_role("button", name="@Grey Owl", exact=True)).to_be_visible()
    settled(page)
    expect(name).to_be_focused()
    assert name.evaluate("field => [field.value, field.selectionStart]") == ["Grey Owl", 5]
    unfold(page)
    click(page.get_by_label("Name of the job"))
    page.keyboard.type("Night flight")
    click(page.get_by_role("textbox", name="Seed"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("-5")
    expect(page.get_by_text("this one is sent as it is and may be refused.").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Seed")).to_be_focused()
    page.reload()
    settled(page)
    expect(card(page, 0).get_by_label("Name", exact=True)).to_have_value("Grey Owl")
    unfold(page)
    expect(page.get_by_label("Name of the job")).to_have_value("Night flight")
    expect(page.get_by_role("textbox", name="Seed")).to_have_value("-5")


def test_one_press_on_the_way_back_leaves_the_board_of_same_again_and_keeps_what_was_typed_there(
    app: AppServer, page: Page
) -> None:
    studio = app.studio()
    handed = studio.store.drafts.get(a_board(app, "@Mia and @Bear swim").partition("draft=")[2])
    assert handed is not None
    (job,) = studio.desk.generate(SOMEONE, handed.draft, "swim", utc_now())
    studio.close()
    open_page(page, f"{app.address}/jobs?job={job.id}")
    click(page.get_by_role("link", name="Same again"))
    expect(scene(page)).to_have_value("@Mia and @Bear swim")
    page.wait_for_url("**draft=*")
    scene(page).press("End")
    page.keyboard.type(" home")
    expect(page.get_by_text("24 of 5,000 characters")).to_be_visible()
    page.go_back()
    expect(page).to_have_title("Jobs · Castboard")
    settled(page)
    page.go_forward()
    expect(page).to_have_title("Create · Castboard")
    settled(page)
    expect(scene(page)).to_have_value("@Mia and @Bear swim home")
