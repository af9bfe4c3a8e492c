"""What a person reads on the card of a job: each tab, and what is folded up."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.running import click, settled

TABS = {
    "Made with": ("Length", ""),
    "Request": ('"model"', ""),
    "Answer": ("Receipt", "What the video service answered last"),
    "History": ("Created ·", "Details of each step"),
}
"""Words by which each tab is known to be drawn, and the fold in it, which is only there with something in it."""
OF_THE_TROUBLE = "Details"


def card_of_the_job(page: Page) -> Locator:
    return page.locator(".st-key-jobs-card")


def read_all(page: Page, look: Callable[[], None]) -> str:
    """Open every tab and fold, and look at each; all that was read."""
    told, seen = card_of_the_job(page), ""
    _unfold(told, OF_THE_TROUBLE)
    for tab, (sign, fold) in TABS.items():
        click(page.get_by_role("tab", name=tab))
        expect(told.get_by_text(sign).first).to_be_visible()
        if fold:
            settled(page)
            _unfold(told, fold)
        look()
        seen += f"\n{told.inner_text()}"
    return seen.replace("\u2060", "")


def _unfold(told: Locator, name: str) -> None:
    fold = told.get_by_test_id("stExpander").filter(has=told.page.get_by_text(name, exact=True))
    if fold.count():
        click(fold.get_by_text(name, exact=True))
        expect(fold.get_by_test_id("stCode").first).to_be_visible()
