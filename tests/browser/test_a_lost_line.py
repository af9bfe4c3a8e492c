"""A line that is lost while somebody writes: nothing of it is, however long it was gone.

What depends on the length is Streamlit's: it keeps a session without a line for 120 s, and takes a line that answers no
ping for 20 s for lost. Both are set to one second here, so that three seconds without a line do what minutes do;
`--long-cuts` leaves them as they are, and takes the line away for 70 s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.board import a_board
from tests.browser.nginx import Nginx
from tests.browser.running import AppServer, open_page
from tests.browser.test_scene_editor import area, kept

AWAY_S, LONG_S = 3, 70
SETTINGS = {
    "cut, and the session goes on": {},
    "cut, and the session has ended": {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "1"},
    "silent, and the server gave up": {"STREAMLIT_SERVER_WEBSOCKET_PING_INTERVAL": "1"},
}
LONG = {"cut for 70 s": {}, "silent for 70 s": {}}
LOST = "The connection to Castboard is lost."
BACK_MS = 60_000
"""The longer the line was gone, the seldomer the page tries."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    cases = SETTINGS | (LONG if metafunc.config.getoption("--long-cuts") else {})
    metafunc.parametrize("how", cases)


@pytest.fixture
def line(app_server: Callable[..., AppServer], tmp_path: Path, how: str) -> Iterator[tuple[AppServer, Nginx]]:
    settings: Mapping[str, str] = (SETTINGS | LONG)[how]
    server = app_server(settings=dict(settings))
    made = Nginx(tmp_path / "nginx", server.address)
    yield server, made
    made.stop()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab whose console may complain."""
    return context.new_page()


def session_of(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.scene-editor').editor.data.session"))


def test_what_is_typed_while_the_line_is_lost_arrives(line: tuple[AppServer, Nginx], page: Page, how: str) -> None:
    server, proxy = line
    address = a_board(server, "Fog").replace(server.address, proxy.limited)
    open_page(page, address)
    session = session_of(page)
    area(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" and rain")
    if how.startswith("cut"):
        proxy.stop()
        page.wait_for_selector('[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])')
    else:
        proxy.freeze()
    page.keyboard.type(" at night", delay=50)
    page.wait_for_timeout((LONG_S if how in LONG else AWAY_S) * 1000)
    if how.startswith("cut"):
        expect(page.get_by_text(LOST)).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.type(", still")
    if how.startswith("cut"):
        proxy.start()
    else:
        proxy.thaw()
    page.wait_for_function("sessionStorage.getItem('castboard.scene') === null", timeout=BACK_MS)
    expect(area(page)).to_have_value("Fog and rain at night, still")
    expect(area(page)).to_be_focused()
    expect(page.get_by_text(LOST)).to_have_count(0)
    kept(server, page, "Fog and rain at night, still")
    assert (session_of(page) != session) is (how == "cut, and the session has ended")
