"""An owner invites somebody, changes what they may do, and keeps them out, in the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.domain.role import Role
from tests.browser.running import AppServer, click, no_sideways_scroll, open_page, settled


@pytest.fixture(scope="module")
def app(app_server: Callable[..., AppServer]) -> AppServer:
    return app_server({"CASTBOARD_SIGN_IN": "invite"})


def join(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.locator("#name").fill(name)
    page.locator("form button").click()
    page.wait_for_url(lambda url: "/join/" not in url)
    settled(page)


def test_an_owner_invites_somebody_gives_them_another_role_and_keeps_them_out(
    app: AppServer, page: Page, browser: Browser
) -> None:
    studio = app.studio()
    token = studio.invitations.make(Role.OWNER, "", datetime.now(UTC))
    join(page, f"{app.address}/join/{token}", "Ann")
    open_page(page, f"{app.address}/admin")
    click(page.get_by_role("button", name="Invite someone"))
    click(page.get_by_role("button", name="Make a link"))
    link = page.locator("[data-testid=stCode]").inner_text().strip()
    assert link.startswith(f"{app.address}/join/")
    expect(page.get_by_text("A link for a new person: Maker")).to_be_visible()
    expect(page.get_by_role("button", name="Make a link")).to_have_count(0)  # What opened it would cover the link.
    settled(page)

    guest = browser.new_context().new_page()
    join(guest, link, "Bob")
    expect(guest.get_by_role("heading", name="Create a video")).to_be_visible()
    guest.goto(f"{app.address}/admin")
    expect(guest.get_by_text("Only leads and owners can do this: Ann.")).to_be_visible()

    open_page(page, f"{app.address}/admin?section=people")
    row = page.locator("[class*=st-key-admin-person]").filter(has_text="Bob")
    expect(row).to_contain_text("Maker")
    click(row.get_by_role("button", name="Manage"))
    settled(page)
    menu = page.get_by_test_id("stPopoverBody")
    click(menu.get_by_text("Viewer", exact=True))
    expect(row).to_contain_text("Viewer")
    assert [one.role for one in studio.store.accounts.all() if one.name == "Bob"] == [Role.VIEWER]
    no_sideways_scroll(page)
    settled(page)
    click(menu.get_by_role("button", name="Disable"))
    expect(row).to_contain_text("disabled")
    guest.goto(app.address)
    expect(guest.get_by_role("heading", name="Create a video")).to_have_count(0)
    guest.context.close()
    studio.close()


def test_a_new_link_made_far_down_the_list_comes_into_view(app: AppServer, page: Page) -> None:
    studio, now = app.studio(), datetime.now(UTC)
    for number in range(24):
        studio.store.accounts.join(f"{number:032}", Role.MAKER, now, name=f"Bea {number:02}")
    token = studio.invitations.make(Role.OWNER, "", now)
    studio.close()
    join(page, f"{app.address}/join/{token}", "Eve")
    open_page(page, f"{app.address}/admin?section=people")
    settled(page)
    click(page.locator("[class*=st-key-admin-person]").filter(has_text="Bea 16").get_by_role("button", name="Manage"))
    settled(page)
    click(page.get_by_test_id("stPopoverBody").get_by_role("button", name="New link, if they cannot sign in"))
    made = page.locator(".st-key-admin-people-made")
    expect(made.get_by_text("The link is shown only now.")).to_be_in_viewport()
    expect(made.get_by_role("button", name="Done")).to_be_in_viewport(ratio=1)
