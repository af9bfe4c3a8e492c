"""Fixtures for tests in a real browser: the app as a process, Chromium, and pages on which nothing may go wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    Page,
    ViewportSize,
)

from lib.demo.service import DemoService
from tests.browser.chrome import kept_browser
from tests.browser.running import FAILED, AppServer
from tests.conftest import KEY
from tests.contract_schema import judge

SIZE: ViewportSize = {"width": 1280, "height": 900}
PERSON: dict[str, Any] = {"viewport": SIZE, "timezone_id": "Europe/Vienna", "locale": "en-GB"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In CI a test in the browser may fail twice: it is named then, and the closing line counts the reruns.

    Two busy cores stand still now and then. In each of three runs four to eight of some 310 tests met that, or lost
    what a run had to say to a request that came as it ended; such a request waits now (late_requests.py).
    """
    if os.environ.get("CI") != "true":
        return
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="module")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., AppServer]]:
    """Starts the app: `app_server()` in demo mode, `app_server(settings={...})`, or `app_server(upstream=service)`.

    Each has a data folder of its own; in the end each is stopped, and every body that it sent is judged. `forked=False`
    for one that imports everything by itself, as people's do.
    """
    started: list[tuple[AppServer, Path]] = []

    def start(
        settings: dict[str, str] | None = None,
        *,
        upstream: DemoService | None = None,
        begin: bool = True,
        forked: bool = True,
    ) -> AppServer:
        folder = tmp_path_factory.mktemp("app")
        real = {"OCTOPUSX_API_KEY": KEY, "OCTOPUSX_BASE_URL": upstream.base_url} if upstream else {}
        server = AppServer(folder / "data", real | (settings or {}), forked=forked)
        started.append((server, folder))
        if begin:
            server.start()
        return server

    yield start
    for server, _ in started:
        server.stop()
    for _, folder in started:
        _judge(folder)


@pytest.fixture(scope="module")
def module_upstream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoService]:
    """A video service that asks for a key, for all tests of a module."""
    folder = tmp_path_factory.mktemp("upstream")
    service = DemoService(folder, api_key=KEY, min_s=0, inbox=True)
    service.start()
    yield service
    service.close()
    _judge(folder)


def _judge(folder: Path) -> None:
    """What tests/conftest.py does for each test, for services that outlive one."""
    for kept in sorted(folder.rglob("received/*.json")):
        assert judge(kept.read_bytes()) == [], f"{kept.name} breaks the contract"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Without one these tests are skipped; in CI that is a failure. tests/conftest.py ends it."""
    kept = kept_browser()
    yield kept
    for left in kept.contexts:
        left.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of a person's own: cookies and storage are empty."""
    made = browser.new_context(**PERSON)
    yield made
    made.close()


class Reused:
    """One browser for person after person: what it has fetched of the app stays in it, what is a person's does not."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(**PERSON)
        self._visited: set[str] = set()
        self.context.on("page", lambda page: page.on("framenavigated", self._note))
        self._keeper = self.context.new_page()
        self._line = self.context.new_cdp_session(self._keeper)

    def _note(self, frame: Frame) -> None:
        address = urlsplit(frame.url)
        self._visited |= {f"{address.scheme}://{address.netloc}"} if address.netloc else set()

    def forget(self) -> None:
        """The next one finds no tab, cookie or storage of the one before."""
        for page in self.context.pages:
            if page is not self._keeper:
                page.close()
        for origin in self._visited:
            self._line.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        self.context.clear_cookies()
        self.context.clear_permissions()


@pytest.fixture(scope="module")
def reused(browser: Browser) -> Iterator[Reused]:
    made = Reused(browser)
    yield made
    made.context.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A tab. Whatever goes wrong in it (an error in a script, an exception on the page) fails the test.

    Beside `context` it is a tab of that one; else of a browser that has seen the app before, which loads it in half
    the time, with nobody's cookies and storage.
    """
    alone = "context" in request.fixturenames
    kept: Reused | None = None if alone else request.getfixturevalue("reused")
    made = (kept.context if kept else request.getfixturevalue("context")).new_page()
    wrong = watch(made)
    yield made
    try:
        assert made.is_closed() or made.locator(FAILED).count() == 0, made.locator(FAILED).all_inner_texts()
        assert wrong == []
    finally:
        if kept:
            kept.forget()


@pytest.fixture(scope="module")
def used_tab(browser: Browser) -> Iterator[Page]:
    """One tab for a module."""
    made = browser.new_context(**PERSON)
    yield made.new_page()
    made.close()


@contextmanager
def _unharmed(tab: Page) -> Iterator[Page]:
    """In its first size and colours; whatever goes wrong in it fails the test."""
    tab.set_viewport_size(SIZE)
    tab.emulate_media(color_scheme="null", reduced_motion="null")
    wrong = watch(tab)
    yield tab
    assert (tab.locator(FAILED).all_inner_texts(), wrong) == ([], [])


@pytest.fixture
def warm_page(used_tab: Page) -> Iterator[Page]:
    """What `page` gives, in a tab that loaded the app before, which is twice as quick: for tests that look at pages.

    Nobody's cookies and storage are in it.
    """
    try:
        with _unharmed(used_tab) as page:
            yield page
    finally:
        used_tab.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        used_tab.goto("about:blank")
        used_tab.context.clear_cookies()


@pytest.fixture
def same_page(request: pytest.FixtureRequest, used_tab: Page) -> Iterator[Page]:
    """`warm_page` of one person who stays for the module and goes from page to page (`go`), mostly without a load."""
    if getattr(request.node, "execution_count", 1) > 1:
        used_tab.goto("about:blank")  # It has failed: whatever was wrong with the page is gone.
    with _unharmed(used_tab) as page:
        yield page


LEFT = ("WebSocket is closed before the connection is established", "WebSocket is already in CLOSING or CLOSED state")
"""What a page says of its own line as it is left for another."""


def watch(page: Page) -> list[str]:
    """A list that fills with what goes wrong on a page from now on."""
    # Playwright catches the dialogs for files only once somebody listens: a press right after that may come first, and
    # its dialog is never seen. With a listener from the start 0 of 16 were missed, without one 13 of 16 on a slow page.
    page.on("filechooser", lambda _: None)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
    page.on("console", lambda message: wrong.append(_said(message)) if _ours(page, message) else None)
    return wrong


def _said(message: ConsoleMessage) -> str:
    return f"console: {message.text} {message.location.get('url', '')}"


def _ours(page: Page, message: ConsoleMessage) -> bool:
    """Errors of our pages, a lost server among them: not a file of someone else's."""
    url = message.location.get("url", "")
    elsewhere = url.startswith("http") and urlsplit(url).netloc != urlsplit(page.url).netloc
    return message.type == "error" and not elsewhere and not any(word in message.text for word in LEFT)
