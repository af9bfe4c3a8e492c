"""What the board shows is what is sent, however long the store takes: another process holds the database meanwhile."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from lib.demo.service import DemoService
from lib.domain.catalog import model_named
from lib.domain.naming import with_ids
from tests.browser.board import a_board, scene
from tests.browser.conftest import app_server, browser, context, module_upstream, page, reused
from tests.browser.running import AppServer, click, open_page, settled, until
from tests.faults.table import Row, Table

__all__ = ["app_server", "browser", "context", "module_upstream", "page", "reused"]

TICK_S = 4
"""The page's pulse: the browser says then what its fields show."""
GROUP = "The board"
BOARD: dict[str, Any] = {"duration": 5, "resolution": "720p", "words": "@Mia opens a door in the fog"}


@contextmanager
def held(server: AppServer, seconds: float) -> Iterator[None]:
    """The database is locked for so long, as by another process in the middle of a write."""
    connection = sqlite3.connect(server.data_dir / "castboard.db", isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    end = threading.Timer(seconds, connection.rollback)
    end.start()
    yield
    end.join()
    connection.close()


@dataclass(frozen=True)
class Deed:
    """What is pressed while the store is away, on which board, and what the page shows once it is back."""

    press: str
    shows: str
    before: str = ""
    """Pressed first, while the store is well."""
    seconds: float = TICK_S + 2
    board: bool = True


DEEDS = {
    "an example": Deed("Try an example", "@Mia lifts her lantern", seconds=2 * TICK_S + 1, board=False),
    "a remedy": Deed("Add @Bear", "@Mia opens a door in the fog @Bear"),
    "one step back": Deed("Undo: Started over", "@Mia opens a door", before="Start over"),
    "another model": Deed("Vidu 2.0", "@Mia opens a door"),
}


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    module_upstream.hold()
    return app_server(upstream=module_upstream)


def control(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name).or_(page.get_by_role("radio", name=name, exact=True))


def prepare(app: AppServer, page: Page, deed: Deed) -> None:
    open_page(page, a_board(app, **BOARD) if deed.board else app.address)
    if deed.before:
        click(control(page, deed.before))
        expect(control(page, deed.press)).to_be_visible()
    settled(page)


def send(page: Page, upstream: DemoService) -> dict[str, Any]:
    """Press Generate, answer what is asked, and give what arrived at the service."""
    before = len(upstream.submits())
    click(page.get_by_role("button", name="Generate", exact=True))
    yes, done = page.get_by_role("button", name="Generate it"), page.get_by_text("Your video is on the way.")
    expect(yes.or_(done)).to_be_visible()
    if yes.is_visible():
        click(yes)
    expect(done).to_be_visible()
    until(lambda: len(upstream.submits()) > before, 15, "the video was asked for")
    body: dict[str, Any] = json.loads(upstream.submits()[-1].body)
    return body


class Ticks:
    """What the browser sends by itself while nobody does anything; begin before the page is opened."""

    def __init__(self, page: Page) -> None:
        self._page, self._sockets = page, list[WebSocket]()
        page.on("websocket", self._opened)

    def _opened(self, socket: WebSocket) -> None:
        self._sockets.append(socket)

    def pass_by(self, number: int) -> None:
        for _ in range(number):
            self._sockets[-1].wait_for_event("framesent", timeout=3 * TICK_S * 1000)
        settled(self._page)


@pytest.mark.parametrize("name", DEEDS)
def test_what_the_board_shows_after_a_slow_store_is_what_is_sent(
    name: str, app: AppServer, page: Page, module_upstream: DemoService, table: Table
) -> None:
    deed, begins = DEEDS[name], re.compile(f"^{re.escape(DEEDS[name].shows)}")
    ticks = Ticks(page)
    prepare(app, page, deed)
    with held(app, deed.seconds):
        click(control(page, deed.press))
    expect(scene(page)).to_have_value(begins, timeout=30_000)
    ticks.pass_by(1)
    expect(scene(page)).to_have_value(begins)
    shown = scene(page).input_value()
    body = send(page, module_upstream)
    fault = f"empty scene: the store is locked for {deed.seconds} s under {name}"
    table.add(Row(GROUP, fault, 1, f"sent as it is shown: “{shown[:60]}”", 1))
    assert body["prompt"] == with_ids(shown, ["Mia", "Bear"])
    sound = "with sound" if body["audio"] else "silent"
    said = f"{model_named(body['model']).label}, {body['duration']} s, {body['resolution']}, {sound}"
    expect(page.get_by_text(said)).to_be_visible()
    assert said.startswith("Vidu 2.0, 4 s, 360p" if deed.press == "Vidu 2.0" else "Q3 Pro, 5 s, 720p")


def test_a_press_on_generate_that_comes_before_the_page_has_changed_asks_first(
    app: AppServer, page: Page, module_upstream: DemoService
) -> None:
    deed, before = DEEDS["another model"], len(module_upstream.submits())
    prepare(app, page, deed)
    with held(app, deed.seconds):
        click(control(page, deed.press))
        click(page.get_by_role("button", name="Generate", exact=True))
    expect(page.get_by_text("The board has changed since you pressed Generate.")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("2.0, 4 s, 360p")).to_be_visible()
    assert len(module_upstream.submits()) == before
    click(page.get_by_role("button", name="Cancel"))
    expect(page.get_by_role("button", name="Generate", exact=True)).to_be_enabled()
