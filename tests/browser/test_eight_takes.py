"""Several takes with one press: each has a seed of its own, which is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lib.demo.service import DemoService
from tests.browser.board import a_board
from tests.browser.running import AppServer, click, no_sideways_scroll, open_page, settled, until


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer], module_upstream: DemoService) -> AppServer:
    return app_server(upstream=module_upstream)


def test_eight_takes_have_eight_seeds_that_are_told(app: AppServer, module_upstream: DemoService, page: Page) -> None:
    module_upstream.hold()
    before = len(module_upstream.submits())
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, a_board(app, "@Mia and @Bear dance in the rain"))
    settled(page)
    click(page.get_by_role("combobox", name="Takes"))
    click(page.get_by_role("option", name="8", exact=True))
    generate_8 = page.get_by_role("button", name="Generate 8", exact=True)
    expect(generate_8).to_be_visible()
    no_sideways_scroll(page)
    click(generate_8)
    told = page.locator(".st-key-create-made").get_by_text(re.compile(r"seed \d+"))
    ask = page.get_by_role("button", name="Generate it")
    expect(ask.or_(told.first)).to_be_visible()
    if ask.is_visible():
        click(ask)
    expect(told).to_have_count(8)
    seeds = {re.findall(r"seed (\d+)", text)[0] for text in told.all_inner_texts()}
    assert len(seeds) == 8

    def all_are_sent() -> bool:
        """Five at once may run: those that arrived are ended, again and again, so that the others come."""
        for task in module_upstream.tasks():
            module_upstream.fail_task(task.id)
        return len(module_upstream.submits()) - before == 8

    until(all_are_sent, 60, "all are sent")
    sent = {str(json.loads(one.body)["seed"]) for one in module_upstream.submits()[before:]}
    assert sent == seeds
