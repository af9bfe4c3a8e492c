"""The editor of the scene: who is mentioned, and that nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from lib.demo.service import DemoService
from lib.domain.cast_member import MemberKind
from tests.browser.axe import judge
from tests.browser.board import a_board, generate, open_card, scene
from tests.browser.running import AppServer, click, open_page, settled
from tests.browser.test_typing_with_an_input_method import chosen, composing
from tests.conftest import SOMEONE


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    module_upstream.hold()
    return app_server(upstream=module_upstream)


def area(page: Page) -> Locator:
    """The field, whether its list is open or not."""
    return page.locator(".scene-editor textarea")


def options(page: Page) -> Locator:
    return page.get_by_role("option").filter(visible=True)


def kept(app: AppServer, page: Page, words: str) -> None:
    """The server has it: another tab that opens the same draft sees it."""
    other = page.context.new_page()
    open_page(other, page.url)
    expect(area(other)).to_have_value(words)
    other.close()


def last_scene(upstream: DemoService) -> str:
    return str(json.loads(upstream.submits()[-1].body)["prompt"]).strip()


def test_a_scene_with_two_subjects_is_written_by_keyboard_alone(
    app: AppServer, module_upstream: DemoService, page: Page
) -> None:
    open_page(page, a_board(app, ""))
    area(page).focus()
    page.keyboard.type("At night @")
    expect(options(page)).to_have_count(2)
    expect(area(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    active = area(page).get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_text("@Bear")
    page.keyboard.press("Tab")
    page.keyboard.type("and ＠mi")
    page.keyboard.press("Enter")
    page.keyboard.type("dance")
    expect(scene(page)).to_have_value("At night @Bear and @Mia dance")
    expect(page.locator(".se-known")).to_have_text(["@Bear", "@Mia"])
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The scene mentions both")).to_be_visible()
    generate(page)
    assert last_scene(module_upstream) == "At night @Bear and @Mia dance"


def test_the_list_goes_with_escape_and_nothing_of_it_stays(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, ""))
    area(page).focus()
    page.keyboard.type("@")
    expect(options(page)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(scene(page)).to_have_value("@\n")


def test_an_unknown_mention_is_mended_where_it_stands(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, "@Mai and @Bear wait"))
    expect(page.locator(".se-unknown")).to_have_text("@Mai")
    settled(page)
    # Where it stands by then, with the text area over it.
    page.locator(".se-unknown").click(force=True, delay=50)
    expect(options(page)).to_have_text(["@MiaDid you mean this?", "+Add “Mai” to the cast"])
    click(options(page).first)
    expect(scene(page)).to_have_value("@Mia and @Bear wait")
    expect(page.get_by_text("The scene mentions both")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(scene(page)).to_have_value("@Mai and @Bear wait")


def test_whoever_is_mentioned_and_not_there_becomes_a_card(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, "@Mia, @Bear and @Fox"))
    area(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Alt+ArrowDown")
    click(options(page).filter(has_text="Add “Fox” to the cast"))
    expect(open_card(page, 2).get_by_label("Name", exact=True)).to_have_value("Fox")
    expect(page.locator(".se-unknown")).to_have_count(0)


def test_a_chip_and_a_phrase_go_where_the_cursor_is_and_can_be_undone(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, "A storm. The end"))
    area(page).focus()
    area(page).evaluate("node => node.setSelectionRange(8, 8)")
    click(page.get_by_role("button", name="@Bear", exact=True))
    expect(scene(page)).to_have_value("A storm. @Bear The end")
    page.get_by_label("Light", exact=True).select_option(label="candlelight")
    expect(scene(page)).to_have_value("A storm. @Bear The end, candlelight.")
    page.keyboard.press("Control+z")
    expect(scene(page)).to_have_value("A storm. @Bear The end")
    scene(page).fill("雾中")
    page.get_by_label("Mood").select_option(label="playful")
    expect(scene(page)).to_have_value("雾中，俏皮。")


def test_undo_goes_on_from_what_a_new_name_changed(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, "@Mia and @Bear"))
    area(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" run")
    page.wait_for_function("sessionStorage.getItem('castboard.scene') === null")
    name = open_card(page, 0).get_by_label("Name", exact=True)
    name.fill("Lena")
    expect(area(page)).to_have_value("@Lena and @Bear run")
    expect(name).to_be_focused()
    area(page).focus()
    page.keyboard.press("Control+z")
    expect(area(page)).to_have_value("@Mia and @Bear run")
    # The browser has one history for all fields of a page.
    page.keyboard.press("Control+z")
    expect(name).to_have_value("Mia")
    page.keyboard.press("Control+z")
    expect(area(page)).to_have_value("@Mia and @Bear")
    page.keyboard.press("Control+Shift+z")
    expect(area(page)).to_have_value("@Mia and @Bear run")


def test_chinese_typed_with_an_enter_in_it_and_generate_at_once(
    app: AppServer, module_upstream: DemoService, page: Page
) -> None:
    open_page(page, a_board(app, "@Mia @Bear "))
    area(page).focus()
    page.keyboard.press("Control+End")
    keys = page.context.new_cdp_session(page)
    composing(keys, "wu")
    page.keyboard.press("Enter")
    composing(keys, "wuzhong")
    chosen(keys, "雾中")
    page.keyboard.type("跳舞")
    click(page.get_by_role("button", name="Generate", exact=True))
    expect(page.get_by_text("Your video is on the way.")).to_be_visible()
    assert last_scene(module_upstream).endswith("跳舞")
    assert last_scene(module_upstream) == area(page).input_value().strip()


def test_what_was_typed_right_before_a_reload_is_back_and_kept(app: AppServer, page: Page) -> None:
    for address in (app.address, a_board(app, "Fog")):
        open_page(page, address)
        area(page).focus()
        page.keyboard.press("Control+End")
        page.keyboard.type(" and rain")
        words = area(page).input_value()
        page.reload()
        expect(area(page)).to_have_value(words)
        page.wait_for_function("sessionStorage.getItem('castboard.scene') === null")
        kept(app, page, words)


def test_what_was_typed_and_taken_out_again_does_not_come_back(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, "Fog"))
    area(page).focus()
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    page.wait_for_function("sessionStorage.getItem('castboard.scene') === null")
    click(page.get_by_role("button", name="Add all"))
    expect(area(page)).to_have_value("Fog @Mia @Bear ")
    page.reload()
    settled(page)
    expect(area(page)).to_have_value("Fog @Mia @Bear ")


def test_a_server_that_ends_with_the_last_letter_loses_nothing(
    app_server: Callable[..., AppServer], context: BrowserContext
) -> None:
    server = app_server()
    page = context.new_page()
    open_page(page, a_board(server, "Fog"))
    area(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" and rain")
    server.kill()
    page.keyboard.type(" at night")
    server.start(same_port=True)
    page.wait_for_function("sessionStorage.getItem('castboard.scene') === null", timeout=60_000)
    expect(area(page)).to_have_value("Fog and rain at night")
    kept(server, page, "Fog and rain at night")


def test_words_that_the_server_never_got_wait_for_their_board_while_another_is_opened(
    app_server: Callable[..., AppServer], context: BrowserContext
) -> None:
    server = app_server()
    page = context.new_page()
    open_page(page, a_board(server, "Fog"))
    board = page.url
    area(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" and rain")
    server.kill()
    server.start(same_port=True)
    open_page(page, server.address)
    expect(area(page)).to_have_value("")
    open_page(page, board)
    expect(area(page)).to_have_value("Fog and rain")
    page.wait_for_function("sessionStorage.getItem('castboard.scene') === null")
    kept(server, page, "Fog and rain")


def test_what_is_typed_is_kept_at_once_where_the_page_is_put_aside(app: AppServer, page: Page) -> None:
    """As on a phone, where another app is opened with the last letter."""
    open_page(page, a_board(app, "Fog"))
    area(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" and rain")
    sent = page.evaluate("""() => { Object.defineProperty(document, 'visibilityState', { value: 'hidden' })
                                    document.dispatchEvent(new Event('visibilitychange'))
                                    return document.querySelector('.scene-editor').editor.sent }""")
    assert sent == "Fog and rain"
    kept(app, page, "Fog and rain")


def test_anybody_of_a_large_cast_is_found_by_typing(
    app_server: Callable[..., AppServer], context: BrowserContext
) -> None:
    server, page = app_server(), context.new_page()
    with closing(server.studio()) as studio:
        for name in ("Zoë Ångström", "Zora", *(f"Person {number}" for number in range(60))):
            studio.cast.add(SOMEONE, name, MemberKind.PERSON, datetime.now(UTC))
    open_page(page, a_board(server, ""))
    area(page).focus()
    page.keyboard.type("@zo")
    expect(options(page)).to_have_text(["@ZoraFrom the cast", "@Zoë ÅngströmFrom the cast"])
    page.keyboard.type("ë ång")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(scene(page)).to_have_value("@Zoë Ångström ")
    expect(page.locator(".se-known")).to_have_text("@Zoë Ångström")
    page.keyboard.type("@per")
    expect(page.get_by_text("Keep typing to find others in the cast")).to_be_visible()
    # An answer that is on its way does not open the list again.
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('.scene-editor').editor.awaited") is None


def test_the_list_replaces_what_it_was_opened_for_wherever_the_cursor_went(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, " waits. The end"))
    area(page).focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("@mi")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Control+a")
    page.keyboard.press("Enter")
    expect(scene(page)).to_have_value("@Mia waits. The end")


def test_the_list_can_be_used_by_everyone(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, "@Mai waits "))
    area(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("@")
    expect(options(page)).to_have_count(2)
    assert judge(page) == []


def test_a_plain_field_stands_in_where_the_editor_does_not_load(app: AppServer, context: BrowserContext) -> None:
    page = context.new_page()  # Its console complains, rightly.
    # What Streamlit loads components with is missing, as behind a filter that takes it for something else.
    page.route("**/BidiComponent*.js", lambda route: route.abort())
    page.goto(a_board(app, "Fog"))
    plain = page.locator(".st-key-scene_plain textarea")
    expect(plain).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Part of this page did not load")).to_be_visible()
    expect(page.get_by_text("TypeError").filter(visible=True)).to_have_count(0)
    plain.fill("Written plainly")
    plain.press("Tab")
    settled(page)
    expect(page.get_by_text("does not mention @Mia").or_(page.get_by_text("Not mentioned:")).first).to_be_visible()
