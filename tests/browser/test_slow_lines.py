"""A link to another page, and a name typed on, over a line on which the server's answers are late."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.demo.mishaps import Mishap
from lib.demo.service import DemoService
from tests.browser.board import a_board, card, generate, scene
from tests.browser.running import AppServer, click, open_page, settled


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    return app_server(upstream=module_upstream)


class Line:
    """The page's websocket; held, it keeps the server's messages back."""

    def __init__(self, page: Page) -> None:
        self._held, self._first_held = False, ""
        self._kept: list[str | bytes] = []
        self._shown = ""
        page.route_web_socket(re.compile("/_stcore/stream"), self._connect)

    def _connect(self, browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()
        self._to_browser = browser.send
        browser.on_message(server.send)
        server.on_message(self._answered)

    def _answered(self, message: str | bytes) -> None:
        self._held |= self._first_held != "" and _element(message) == self._first_held
        if self._held:
            self._kept.append(message)
            return
        self._shown = _page_of(message) or self._shown
        self._to_browser(message)

    def hold(self) -> None:
        self._held = True

    def hold_from(self, element: str) -> None:
        """From the first message on that draws an element of this type."""
        self._first_held = element

    def has_gone_on(self) -> bool:
        """Whether the server draws another page than the browser shows."""
        return any(_page_of(message) not in ("", self._shown) for message in self._kept)

    def release(self) -> None:
        self._held, self._first_held = False, ""
        for kept in self._kept:
            self._to_browser(kept)


def _page_of(message: str | bytes) -> str:
    """The page that a run is about, where the message begins one."""
    return ForwardMsg.FromString(message).new_session.page_script_hash if isinstance(message, bytes) else ""


def _element(message: str | bytes) -> str:
    """The type of the element that is drawn."""
    drawn = ForwardMsg.FromString(message).delta.new_element if isinstance(message, bytes) else None
    return (drawn and drawn.WhichOneof("type")) or ""


def test_a_second_press_while_the_page_changes_does_not_clear_it(
    app: AppServer, module_upstream: DemoService, page: Page
) -> None:
    """The browser takes the answer to what was asked on the page before for one more change of the page."""
    module_upstream.fail_next(Mishap.error(400, "TaskPromptPolicyViolation", "prompt violates the policy"))
    line = Line(page)
    open_page(page, a_board(app, "@Mia fights @Bear"))
    generate(page)
    click(page.get_by_role("link", name="Show the jobs"))
    again = page.locator(".st-key-jobs-card").get_by_text("Change and try again")
    expect(again).to_be_visible()
    line.hold()
    again.click()
    while not line.has_gone_on():
        page.title()  # Messages are passed on while the page is asked something.
    again.click()
    line.release()

    expect(page).to_have_title("Create · Castboard")
    expect(scene(page)).to_have_value("@Mia fights @Bear")
    expect(page.get_by_text("Opened another board")).to_have_count(0)


def test_a_refused_card_is_in_view_to_its_end_when_that_comes_late(
    app: AppServer, module_upstream: DemoService, page: Page
) -> None:
    module_upstream.fail_next(Mishap.error(400, "ImageCheckFaceFailed", "images.1: no face was found"))
    line = Line(page)
    open_page(page, a_board(app, "@Mia looks at @Bear"))
    page.set_viewport_size({"width": 1280, "height": 540})
    generate(page)
    click(page.get_by_role("link", name="Show the jobs"))
    again = page.locator(".st-key-jobs-card").get_by_role("link", name="Change and try again")
    expect(again).to_be_visible()
    line.hold_from("file_uploader")
    click(again)
    bear = card(page, 1)
    expect(bear.get_by_label("Name", exact=True)).to_be_focused()
    trouble = bear.get_by_text("could not use the face in a picture")
    expect(trouble).to_have_count(0)
    line.release()
    expect(trouble).to_be_in_viewport(ratio=1)


def test_the_next_name_typed_while_a_preset_is_being_saved_stays(app: AppServer, page: Page) -> None:
    line = Line(page)
    open_page(page, app.address)
    settled(page)
    click(page.get_by_role("button", name="Presets"))
    dialog = page.get_by_role("dialog", name="Presets")
    name = dialog.get_by_label("Name of a new preset")
    name.fill("Quick look")
    line.hold()
    click(dialog.get_by_role("button", name="Save the settings on the board"))
    name.fill("Long take")
    line.release()
    expect(dialog.get_by_text("Quick look")).to_be_visible()
    settled(page)
    expect(name).to_have_value("Long take")
    click(dialog.get_by_role("button", name="Save the settings on the board"))
    expect(dialog.get_by_text("Long take")).to_be_visible()
    expect(name).to_have_value("")
    name.fill("Long take")
    click(dialog.get_by_role("button", name="Save the settings on the board"))
    expect(dialog.get_by_text("There is a preset with this name already.")).to_be_visible()
    expect(name).to_have_value("Long take")
