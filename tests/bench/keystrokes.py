"""What a key costs in the editor of the scene: until it is painted, beside a bare text area; and the list of names."""

from __future__ import annotations

import random
import statistics
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from uuid import uuid4

from playwright.sync_api import Browser, Page

from lib.app import Studio
from lib.domain.actor import APP
from lib.domain.draft import Draft, DraftSubject
from tests.bench import servers, stores
from tests.bench.chromium import REST_MS, Clicker
from tests.bench.measure import Bench, Goal, Measure, Samples, in_turns
from tests.bench.pages import BLANK_CLICK
from tests.bench.stores import picture
from tests.browser import running

NAMES = ("Mia", "Old Bear", "小红", "Owl", "Fox", "Anna", "Tom")
WORDS = ("walks through the fog ", "and looks up. ", "雾中的灯塔，", "while the camera stays low ")
LONG, MANY = 5_000, 500
KEYS = 12
"""Pressed one after the other; their median counts."""
BETWEEN_MS = 20
EDITOR, BARE = ".se-area", "#bare"
NOT_SENT = "sessionStorage.getItem('castboard.scene') === null"
# Beside the editor, with its text, font and width, so that both paint as much.
PUT_BARE = """area => {
  const bare = document.createElement("textarea"), box = area.getBoundingClientRect(), style = getComputedStyle(area)
  bare.id = "bare"
  bare.value = area.value
  bare.style.cssText = `position: fixed; left: 0; top: 0; z-index: 99; width: ${box.width}px; height: 384px;
    font: ${style.font}; padding: ${style.padding}; box-sizing: border-box`
  document.body.append(bare)
}"""
WATCH = """area => area.addEventListener("keydown", () => {
  const pressed = performance.now()
  requestAnimationFrame(() => {
    const painted = new MessageChannel()
    painted.port1.onmessage = () => (window.paintedMs ??= []).push(performance.now() - pressed)
    painted.port2.postMessage(0)
  })
})"""
LIST = "document.querySelectorAll('.se-list:not([hidden]) [role=option]').length"


def long_scene(studio: Studio) -> str:
    """Seven subjects, of whom a scene of 5,000 characters speaks again and again."""
    draw = random.Random(1)
    scene = ""
    while len(scene) < LONG:
        scene += f"@{draw.choice(NAMES)} {draw.choice(WORDS)}"
    return _kept(studio, NAMES, scene[:LONG])


def many_names(studio: Studio) -> str:
    """So many names, all with a face: those on the board, and the rest in the library.

    The service takes seven subjects: with 500 cards on the board it is those cards that the browser lays out.
    """
    stores.cast(MANY - len(NAMES))(studio)
    return _kept(studio, NAMES, "Fog ")


def _kept(studio: Studio, names: Sequence[str], scene: str) -> str:
    face = studio.desk.add_picture(APP, picture(20), "face.jpg")
    cast = tuple(DraftSubject(uid=f"s{place}", name=name, pictures=(face,)) for place, name in enumerate(names))
    draft_id = uuid4().hex
    studio.store.drafts.save(draft_id, "a" * 32, Draft(cast=cast, scene=scene), datetime.now(UTC))
    return f"/?draft={draft_id}"


class Typist:
    """One open board on which keys are pressed and timed until they are painted."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.page: Page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        self.page.goto(url)
        self.page.locator(EDITOR).wait_for()
        running.settled(self.page)
        self.page.wait_for_timeout(REST_MS)
        self.page.locator(EDITOR).evaluate(PUT_BARE)
        for area in (EDITOR, BARE):
            self.page.locator(area).evaluate(WATCH)

    def key_ms(self, area: str) -> float:
        """From a key in the middle of the text until it is painted; milliseconds."""
        self.page.locator(BARE).evaluate("(bare, shown) => bare.hidden = !shown", area == BARE)
        self.page.locator(area).focus()
        self.page.locator(area).evaluate("one => one.setSelectionRange(one.value.length / 2, one.value.length / 2)")
        self.page.evaluate("window.paintedMs = []")
        for _ in range(KEYS):
            self.page.keyboard.press("e")
            self.page.wait_for_timeout(BETWEEN_MS)
        self.page.wait_for_function(f"window.paintedMs.length >= {KEYS}")
        spent = statistics.median(self.page.evaluate("window.paintedMs"))
        for _ in range(KEYS):
            self.page.keyboard.press("Backspace")
        # What is sent after the pause is drawn before the next round.
        self.page.wait_for_function(NOT_SENT)
        self.page.wait_for_timeout(REST_MS)
        return float(spent)

    def list_ms(self) -> float:
        """From a sign at the end of the text until the list of names is painted; milliseconds."""
        self.page.locator(BARE).evaluate("bare => bare.hidden = true")
        self.page.locator(EDITOR).focus()
        self.page.keyboard.press("Control+End")
        self.page.evaluate("window.paintedMs = []")
        self.page.keyboard.press("@")
        self.page.wait_for_function("window.paintedMs.length >= 1")
        assert self.page.evaluate(LIST), "the list is open"
        spent = float(self.page.evaluate("window.paintedMs[0]"))
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Backspace")
        self.page.wait_for_function(NOT_SENT)
        self.page.wait_for_timeout(REST_MS)
        return spent

    def close(self) -> None:
        self.page.context.close()


def keys(bench: Bench, rounds: int) -> Samples:
    with servers.app(bench.room(), long_scene) as url, closing(Typist(bench.browser, url)) as typist:
        return in_turns(lambda: typist.key_ms(EDITOR), lambda: typist.key_ms(BARE), rounds)


def lists(bench: Bench, rounds: int) -> Samples:
    with (
        servers.app(bench.room(), many_names) as url,
        closing(Clicker(bench.browser, bench.blank, BLANK_CLICK)) as blank,
        closing(Typist(bench.browser, url)) as typist,
    ):
        return in_turns(typist.list_ms, blank.click_ms, rounds)


MEASURES = (
    Measure("key_paint", "A key in 5,000 characters, painted", keys, Goal(2.0), beside="a bare text area"),
    Measure("mention_list", "List of 500 names", lists, Goal(3.0)),
)
