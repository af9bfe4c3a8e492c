"""Chromium with a stopwatch in the page: what is measured is what a person at the screen waits for."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import running

ARGUMENTS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
HELD_MS = 30
"""How long the mouse is pressed, as a person does: a press of 0 ms reads about 11 ms higher."""
REST_MS = 120
LONGEST_MS = 60_000

_WATCH_LOAD = """
performance.setResourceTimingBufferSize(2000);
(() => {
  const ready = () => document.querySelector(IDLE) && (READY);
  const look = () => {
    if (window.loadMs !== undefined || !ready()) return;
    window.loadMs = performance.now();
    mutations.disconnect(); resources.disconnect();
  };
  const mutations = new MutationObserver(look);
  const resources = new PerformanceObserver(look);
  // What a component draws within itself is no change of the document, and a picture that is known no file that comes.
  const frame = () => { look(); if (window.loadMs === undefined) requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  const what = {subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state"]};
  mutations.observe(document, what);
  resources.observe({type: "resource"});
})();
"""
_WATCH_CHANGE = """
(() => {
  // From the click on, not before it: the page that is left may look like the one that comes.
  document.addEventListener("click", () => {
    const clicked = performance.now();
    window.changeMs = undefined;
    let over = false;
    const stop = () => { over = true; mutations.disconnect(); resources.disconnect(); };
    const look = () => {
      if (!document.title.startsWith(TITLE) || !document.querySelector(IDLE) || !(READY)) return;
      window.changeMs = performance.now() - clicked;
      stop();
    };
    const mutations = new MutationObserver(look), resources = new PerformanceObserver(look);
    mutations.observe(document, {subtree: true, childList: true, attributes: true,
      attributeFilter: ["data-test-script-state", "disabled", "src"]});
    resources.observe({type: "resource"});
    const frame = () => { look(); if (!over) requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
    setTimeout(stop, 60000);
  }, {capture: true, once: true});
})();
"""
_WATCH_CLICKS = """
(() => {
  const read = () => (READ);
  let clicked = 0, before;
  window.clicksMs = [];
  // A click on a label is followed by one on its input: the first of them is the person's.
  document.addEventListener("click", () => { if (!clicked) { before = read(); clicked = performance.now(); } }, true);
  new MutationObserver(() => {
    if (!clicked) return;
    const now = read();
    if (!now || now === before) return;
    window.clicksMs.push(performance.now() - clicked);
    clicked = 0;
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
})();
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser: the system's own if there is one, else the one that Playwright installed."""
    # Chromium refuses its sandbox to root.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=running.chromium(running.BROWSERS), args=[*ARGUMENTS, *root]
        )
        try:
            yield browser
        finally:
            browser.close()


def load_ms(browser: Browser, url: str, ready: str) -> float:
    """From going there, in a new context with an empty cache, until nothing runs and `ready` holds; milliseconds.

    `ready` is a JavaScript expression. It is asked at every change of the page, after every file that arrived,
    and at every frame.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.add_init_script(_WATCH_LOAD.replace("IDLE", json.dumps(running.READY)).replace("READY", ready))
        page.goto(url)
        page.wait_for_function("window.loadMs !== undefined", timeout=LONGEST_MS)
        return float(page.evaluate("window.loadMs"))
    finally:
        context.close()


@dataclass(frozen=True)
class Click:
    """What is clicked (a selector), and a JavaScript expression for the text that follows from it.

    `back`: each round clicks once more, unmeasured, so that all rounds begin alike; `undo`: it clicks that instead.
    """

    target: str
    reads: str
    back: bool = False
    undo: str = ""


class Clicker:
    """One open page, in a context of its own, on which one click is repeated and timed."""

    def __init__(self, browser: Browser, url: str, click: Click, unfold: str = "") -> None:
        self.page: Page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        self.click = click
        running.open_page(self.page, url)
        if unfold:
            self.page.locator(unfold).click(delay=HELD_MS)
        self.page.locator(click.target).first.wait_for()
        self._rest()
        self.page.evaluate(_WATCH_CLICKS.replace("READ", click.reads))

    def click_ms(self) -> float:
        """From the click until the text is another one, both seen in the page; milliseconds."""
        spent = self._once(self.click.target)
        if self.click.back or self.click.undo:
            self._once(self.click.undo or self.click.target)
        return spent

    def close(self) -> None:
        self.page.context.close()

    def _once(self, target: str) -> float:
        self.page.evaluate("window.clicksMs.length = 0")
        self.page.locator(target).first.click(delay=HELD_MS)
        self.page.wait_for_function("window.clicksMs.length > 0", timeout=LONGEST_MS)
        spent = float(self.page.evaluate("window.clicksMs[0]"))
        self._rest()
        return spent

    def _rest(self) -> None:
        running.settled(self.page)
        self.page.wait_for_timeout(REST_MS)


class Walker:
    """One open app in a context of its own, walked through by its navigation."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.page: Page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        self.page.add_init_script("performance.setResourceTimingBufferSize(5000)")
        running.open_page(self.page, url)

    def change_ms(self, name: str, ready: str) -> float:
        """From the click on a page's name in the navigation until that page is there; milliseconds.

        `ready` is a JavaScript expression, asked at every change of the page, after every file, and at every frame.
        """
        script = _WATCH_CHANGE.replace("TITLE", json.dumps(name)).replace("IDLE", json.dumps(running.READY))
        self.page.evaluate("window.changeMs = undefined")
        self.page.evaluate(script.replace("READY", ready))
        # Our bar of pages, or Streamlit's own navigation on the blank page.
        links = self.page.locator(".st-key-frame-pages a, [data-testid=stTopNavLink]")
        links.filter(has_text=name).click(delay=HELD_MS)
        self.page.wait_for_function("window.changeMs !== undefined", timeout=LONGEST_MS)
        spent = float(self.page.evaluate("window.changeMs"))
        running.settled(self.page)
        self.page.wait_for_timeout(REST_MS)
        return spent

    def close(self) -> None:
        self.page.context.close()
