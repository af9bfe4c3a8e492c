"""Text typed through an input method, as Chinese and Japanese are, and text in fields that were never left.

Nothing of it is lost, nothing is sent half done.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, expect

from lib.domain.cast_member import MemberKind
from lib.ui.state import utc_now
from tests.browser.board import a_board, scene
from tests.browser.running import AppServer, click, open_page, settled, until
from tests.conftest import SOMEONE

PAUSE_MS = 800
"""After so long without a key the page sends what was typed."""


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server()


def composing(keys: CDPSession, words: str) -> None:
    """What the input method shows below the cursor while its user still chooses."""
    keys.send("Input.imeSetComposition", {"text": words, "selectionStart": len(words), "selectionEnd": len(words)})


def chosen(keys: CDPSession, words: str) -> None:
    """Its user chose: the composition ends with these words."""
    keys.send("Input.insertText", {"text": words})


def start(app: AppServer, page: Page) -> CDPSession:
    open_page(page, app.address)
    click(scene(page))
    return page.context.new_cdp_session(page)


def as_bytes(frame: bytes | str) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()


def counted(page: Page, characters: int) -> None:
    expect(page.get_by_text(f"{characters} of 5,000 characters")).to_be_visible()


def reloaded(page: Page, words: str) -> None:
    page.reload()
    settled(page)
    expect(scene(page)).to_have_value(words)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([("wu", "雾中"), ("dengta", "的灯塔")], "雾中的灯塔"),
        ([("ni", "你好"), (None, ", Mia "), ("ma", "吗")], "你好, Mia 吗"),
        ([("にほん", "日本の海")], "日本の海"),
    ],
)
def test_what_was_chosen_is_kept_without_anything_else(
    app: AppServer, page: Page, steps: list[tuple[str | None, str]], words: str
) -> None:
    keys = start(app, page)
    for half, whole in steps:
        if half is None:
            page.keyboard.type(whole)
            continue
        for place in range(len(half)):
            composing(keys, half[: place + 1])
        chosen(keys, whole)
    expect(scene(page)).to_have_value(words)
    counted(page, len(words))
    expect(scene(page)).to_be_focused()
    reloaded(page, words)


def test_nothing_is_sent_while_a_word_is_still_being_chosen(app: AppServer, page: Page) -> None:
    """Also not what was typed just before: to send it would end the composition under its user's hands."""
    sent: list[bytes] = []
    page.on("websocket", lambda line: line.on("framesent", lambda frame: sent.append(as_bytes(frame))))
    keys = start(app, page)
    page.keyboard.type("Fog ")
    composing(keys, "deng")
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(PAUSE_MS + 700)
    expect(scene(page)).to_have_value("Fog deng")
    assert not any(b"Fog" in frame for frame in sent)
    chosen(keys, "灯")
    expect(scene(page)).to_have_value("Fog 灯")
    counted(page, 5)
    page.wait_for_function("sessionStorage.getItem('castboard.scene') === null")
    assert any("Fog 灯".encode() in frame for frame in sent)
    reloaded(page, "Fog 灯")


def test_a_composition_that_is_broken_off_leaves_what_was_there_before(app: AppServer, page: Page) -> None:
    keys = start(app, page)
    page.keyboard.type("Fog")
    composing(keys, "deng")
    composing(keys, "")
    counted(page, 3)
    reloaded(page, "Fog")


def test_a_name_of_the_list_replaces_also_what_was_composed_of_it(app: AppServer, page: Page) -> None:
    """As keyboards of phones do with each word; also where the list and a chip are tapped in the middle of it."""
    open_page(page, a_board(app, ""))
    field = page.locator(".scene-editor textarea")
    keys = page.context.new_cdp_session(page)
    field.focus()
    page.keyboard.type("@")
    composing(keys, "mi")
    # The list follows, and the arrows choose among what the input method offers.
    expect(page.locator(".se-option")).to_have_text(["@Mia"])
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="@Mia")).to_have_attribute("aria-selected", "true")
    click(page.get_by_role("option", name="@Mia"))
    expect(scene(page)).to_have_value("@Mia ")
    composing(keys, "und")
    click(page.get_by_role("button", name="@Bear", exact=True))
    expect(scene(page)).to_have_value("@Mia und @Bear ")
    reloaded(page, "@Mia und @Bear ")


def test_a_space_of_a_keyboard_that_follows_a_chosen_name_is_there_once(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, ""))
    page.locator(".scene-editor textarea").focus()
    page.keyboard.type("@mi")
    page.keyboard.press("Enter")
    page.keyboard.type(" and  ")
    click(page.get_by_role("button", name="@Bear", exact=True))
    page.keyboard.type(" dance")
    expect(scene(page)).to_have_value("@Mia and  @Bear dance")
    page.keyboard.type("  ")
    expect(scene(page)).to_have_value("@Mia and  @Bear dance  ")


@pytest.mark.parametrize("label", ["Name", "Notes"])
def test_what_is_typed_about_a_member_is_kept_before_its_field_is_left(app: AppServer, page: Page, label: str) -> None:
    studio = app.studio()
    mia = studio.cast.add(SOMEONE, "Mia", MemberKind.PERSON, utc_now())
    open_page(page, f"{app.address}/cast?member={mia.id}")
    field, keys = page.get_by_label(label, exact=True), page.context.new_cdp_session(page)

    def kept() -> str:
        stored = studio.store.members.get(mia.id)
        assert stored
        return stored.member.name if label == "Name" else stored.member.notes.rstrip()

    click(field)
    page.keyboard.press("ControlOrMeta+a")
    composing(keys, "deng")
    chosen(keys, "灯塔")
    page.reload()
    settled(page)
    expect(field).to_have_value("灯塔")
    click(field)
    page.keyboard.press("End")
    page.keyboard.type(" two ")
    until(lambda: kept() == "灯塔 two", 10, "it is kept after a pause")
    settled(page)
    page.keyboard.type("three")
    expect(field).to_be_focused()
    composing(keys, "fo")
    page.reload()
    settled(page)
    expect(field).to_have_value("灯塔 two threefo")
    studio.close()
