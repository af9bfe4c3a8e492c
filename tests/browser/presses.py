"""Two presses on the same spot, as hands do it: whatever stands there by then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from playwright.sync_api import Locator, Page, expect

from tests.browser.running import FAILED, AppServer, settled

PAUSES_MS = (60, 150, 600, 2500)
"""The shortest is answered after the second press even by a quick machine."""
BUTTONS = (
    ':is([data-testid="stMain"]:not(body:has([role="dialog"]) *), [data-testid="stPopoverBody"], [role="dialog"]) '
    'button:not([data-testid*="lementToolbar"] *):visible:enabled'
)
MISTAKE = "Traceback (most recent call last)"
"""In the log, whatever the page shows."""


def _names(page: Page) -> list[str]:
    """Of the visible buttons of ours, in their order."""
    read = "nodes => nodes.map(node => node.ariaLabel || node.innerText)"
    return [str(name).strip() for name in page.locator(BUTTONS).evaluate_all(read)]


def names_of(page: Page) -> list[str]:
    """Of several alike the first."""
    return list(dict.fromkeys(_names(page)))


def named(page: Page, name: str) -> Locator | None:
    names = _names(page)
    return page.locator(BUTTONS).nth(names.index(name)) if name in names else None


def press_each(
    server: AppServer, page: Page, opened: Callable[[], None], names: Iterable[str], *, every: bool
) -> list[str]:
    """What went wrong with each of these buttons. `opened` opens the page: for each press, or only where `every` is
    False and the button is there no more."""
    wrong = []
    for name in names:
        for pause_ms in PAUSES_MS if every else PAUSES_MS[:1]:
            if every or named(page, name) is None:
                opened()
                settled(page)
            wrong += [f"{name}, {pause_ms} ms: {what}" for what in twice(server, page, name, pause_ms)]
    return wrong


def twice(server: AppServer, page: Page, name: str, pause_ms: int) -> Iterator[str]:
    """What is wrong after two presses of the button of this name."""
    before = server.said().count(MISTAKE)
    button = named(page, name)
    if button is None:
        return  # Drawn by chance, such as the word that a video is ready.
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y, delay=40)
    page.wait_for_timeout(pause_ms)
    page.mouse.click(x, y, delay=40)
    page.wait_for_timeout(200)
    settled(page)
    if page.locator(FAILED).count() or page.get_by_text("Something went wrong.").count():
        yield "an error on the page"
    if server.said().count(MISTAKE) > before:
        yield "an error in the log"
    page.keyboard.press("Escape")  # An open menu or dialog lies over the heading, and over what is pressed next.
    try:
        expect(page.get_by_test_id("stMain").get_by_role("heading").first).to_be_visible(timeout=10_000)
    except AssertionError:
        yield f"the page is empty: {page.url}"
