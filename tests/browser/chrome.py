"""The Chromium of a worker: kept from one file of tests to the next, since to start it takes as long as three pages."""

from __future__ import annotations

import os
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.running import NO_BROWSER, chromium

PATIENCE_MS = 15_000
"""How long an expectation may take to come true: two busy cores need more than Playwright's 5 s."""
_running = ExitStack()
_browsers: list[Browser] = []


def kept_browser() -> Browser:
    """The one that runs, or a new one. Without Chromium the test is skipped; in CI that is a failure."""
    if _browsers and _browsers[-1].is_connected():
        return _browsers[-1]
    let_go()
    path = chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    # Chromium refuses its sandbox to root.
    options = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    expect.set_options(timeout=PATIENCE_MS)
    playwright = _running.enter_context(sync_playwright())
    browser = playwright.chromium.launch(executable_path=path, args=options)
    _running.callback(browser.close)
    _browsers.append(browser)
    return browser


def let_go() -> None:
    """End it. As long as it runs, no other test could have an event loop in this thread."""
    _browsers.clear()
    _running.close()
