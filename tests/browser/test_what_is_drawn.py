"""What a page asks for and what a click draws again: as much as it needs, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.board import a_board, generate, open_card, scene
from tests.browser.odd_shelf import shelve
from tests.browser.running import AppServer, click, in_bar, open_page, settled, until

DRAWN_S = 20.0
CARDS, SCENE, LOOK, SEND = "imgs", "text_area", "slider", "progress"
"""An element that only this part of the page has."""


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], film: Path) -> AppServer:
    server = app_server(begin=False)
    studio = server.studio()
    try:
        shelve(studio, "Fog", film)
    finally:
        studio.close()
    server.start()
    return server


class Line:
    """What came to the page over its websocket, as the names of elements."""

    def __init__(self, page: Page) -> None:
        self._came: list[str] = []
        page.on("websocket", self._listen)

    @contextmanager
    def drawn(self, page: Page, *awaited: str) -> Iterator[set[str]]:
        """Which elements come while something is done; filled in at its end, when the awaited ones are among them.

        What the browser changes by itself is to be seen before the server hears of it.
        """
        settled(page)
        self._came.clear()
        found: set[str] = set()
        yield found

        def have_come() -> bool:
            settled(page)
            return {*awaited} <= {*self._came}

        until(have_come, DRAWN_S, f"{awaited} are drawn")
        found |= set(self._came)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._read)

    def _read(self, frame: bytes | str) -> None:
        message = ForwardMsg()
        message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode("latin-1"))
        if message.WhichOneof("type") == "delta":
            self._came.append(str(message.delta.new_element.WhichOneof("type")))


def test_a_click_draws_its_own_part_of_the_board(app: AppServer, page: Page) -> None:
    line = Line(page)
    open_page(page, a_board(app, "@Mia waits"))
    with line.drawn(page, SCENE) as drawn:
        click(page.get_by_role("button", name="@Bear", exact=True))
        expect(scene(page)).to_have_value("@Mia waits @Bear ")
    assert not drawn & {CARDS, LOOK}
    with line.drawn(page, LOOK, SEND) as drawn:
        click(page.get_by_text("Sound and dialogue"))
        expect(page.get_by_text("540p, silent")).to_be_visible()
    assert not drawn & {CARDS, SCENE}
    with line.drawn(page, "file_uploader") as drawn:
        click(page.get_by_role("button", name="Add a subject"))
        expect(page.get_by_label("Name", exact=True)).to_be_visible()
    assert not drawn & {CARDS, SCENE, LOOK}


def test_the_scene_follows_a_name_that_changes_on_a_card(app: AppServer, page: Page) -> None:
    open_page(page, a_board(app, "A door opens"))
    name = open_card(page, 0).get_by_label("Name", exact=True)
    name.fill("Ada")
    name.press("Tab")
    expect(page.get_by_role("button", name="@Ada", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="@Mia", exact=True)).to_have_count(0)


def test_generate_draws_the_last_part_alone_and_the_number_beside_jobs_follows(app: AppServer, page: Page) -> None:
    line = Line(page)
    open_page(page, a_board(app, "@Mia and @Bear wait"))
    with line.drawn(page, SEND) as drawn:
        generate(page)
    assert not drawn & {CARDS, SCENE, LOOK}
    expect(in_bar(page, "Jobs 1")).to_be_visible()


@pytest.mark.parametrize("path", ["board", "/jobs", "/gallery"])
def test_a_first_visit_asks_nothing_below_its_own_address(app: AppServer, page: Page, path: str) -> None:
    board = a_board(app, "@Mia and @Bear are ready")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    open_page(page, board if path == "board" else app.address + path)
    settled(page)
    assert [one for one in asked if "/_stcore/" in one and not one.startswith("/_stcore/")] == []
