"""People who sign in at a provider: in and out, waiting to be let in, and a cookie that was copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from lib.domain.role import Role
from lib.ui.state import utc_now
from tests.browser.provider import go_in, go_out, provider, with_provider
from tests.browser.running import AppServer, in_bar
from tests.browser.team import behind, id_of

PEOPLE = {
    "mia": {"name": "Mia L.", "email": "mia@example.com", "email_verified": True},
    "ben": {"name": "Ben", "email": "ben@elsewhere.example", "email_verified": True},
    "eve": {"name": "Eve", "email": "eve@example.com", "email_verified": False},
}
MEDIA = "/app/static/library/videos/x.mp4"


Server = Callable[..., AppServer]


@pytest.fixture(scope="module")
def set_up(app_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Makes an app with these settings, all of which ask the same provider."""
    with provider(tmp_path_factory.mktemp("provider"), PEOPLE) as address:

        def make(**settings: str) -> AppServer:
            own = {"CASTBOARD_SIGN_IN_DOMAINS": "example.com", **settings}
            return with_provider(app_server, tmp_path_factory.mktemp("secrets"), address, **own)

        yield make


@pytest.fixture(scope="module")
def server(set_up: Server) -> AppServer:
    return set_up()


def cookies_of(page: Page) -> dict[str, str]:
    return {one["name"]: one["value"] for one in page.context.cookies()}


def status(server: AppServer, cookies: dict[str, str]) -> int:
    return requests.get(server.address + MEDIA, cookies=cookies, timeout=10).status_code


def test_in_and_out_and_a_copied_cookie_is_worth_nothing_then(server: AppServer, page: Page) -> None:
    go_in(page, server.address, "mia")
    expect(in_bar(page, "Gallery")).to_be_visible()
    expect(page.locator(".st-key-frame-person")).to_contain_text("Mia L.")
    copied = cookies_of(page)
    assert status(server, copied) == 404  # She may ask; there is no such video.
    go_out(page, server.address)
    expect(page.get_by_role("heading", name="Sign in to Castboard")).to_be_visible()
    expect(in_bar(page)).to_have_count(0)
    assert status(server, copied) == 401


def test_whoever_is_new_waits_and_comes_in_by_itself_once_let_in(server: AppServer, page: Page) -> None:
    go_in(page, server.address, "ben")
    expect(page.get_by_text("You are signed in as Ben, and")).to_be_visible()
    expect(in_bar(page)).to_have_count(0)
    assert status(server, cookies_of(page)) == 403
    with behind(server) as studio:
        assert studio.store.accounts.set_role(id_of(server, "Ben"), Role.VIEWER, utc_now())
    expect(in_bar(page, "Gallery")).to_be_visible()


def test_an_address_that_the_provider_is_not_sure_of_lets_nobody_in(server: AppServer, page: Page) -> None:
    go_in(page, server.address, "eve")
    expect(page.get_by_text("You are signed in as Eve, and")).to_be_visible()


def test_signing_out_everywhere_closes_the_page_of_another_browser(
    server: AppServer, page: Page, browser: Browser
) -> None:
    go_in(page, server.address, "mia")
    phone = browser.new_context(locale="en-GB").new_page()
    go_in(phone, server.address, "mia")
    expect(in_bar(phone, "Gallery")).to_be_visible()
    go_out(page, server.address, everywhere=True)
    expect(phone.get_by_role("heading", name="Sign in to Castboard")).to_be_visible()
    phone.context.close()


def test_the_link_of_the_first_owner_raises_whoever_is_signed_in(server: AppServer, browser: Browser) -> None:
    page = browser.new_context(locale="en-GB").new_page()  # Its console tells of the 401.
    with behind(server) as studio:
        link = f"{server.address}/join/{studio.invitations.make(Role.OWNER, '', utc_now())}"
    page.goto(link)
    expect(page.get_by_role("heading", name="Sign in first")).to_be_visible()
    go_in(page, server.address, "mia")
    page.goto(link)
    page.get_by_role("button", name="Join").click()
    expect(in_bar(page, "Gallery")).to_be_visible()
    with behind(server) as studio:
        account = studio.store.accounts.get(id_of(server, "Mia L."))
    assert account is not None and account.role is Role.OWNER
    page.context.close()


@pytest.mark.parametrize("change", ["x", "swap"])
def test_a_forged_cookie_is_nobody(server: AppServer, page: Page, change: str) -> None:
    go_in(page, server.address, "mia")
    name = "_streamlit_user"
    cookies = cookies_of(page)
    content, _, rest = cookies[name].partition(".")
    forged = f"{content}x.{rest}" if change == "x" else f"{cookies['_streamlit_user_tokens']}"
    assert status(server, cookies) == 404
    assert status(server, cookies | {name: forged}) == 401


def test_below_a_base_path_and_behind_https(set_up: Server, page: Page) -> None:
    made = set_up(STREAMLIT_SERVER_BASE_URL_PATH="/studio")
    go_in(page, made.address, "mia")
    expect(in_bar(page, "Gallery")).to_be_visible()
    copied, paths = cookies_of(page), {one["name"]: one["path"] for one in page.context.cookies()}
    assert paths["_streamlit_user"] == "/studio" and status(made, copied) == 404
    for proto in ("https", "http"):
        answer = requests.get(
            f"{made.address}/oauth2callback",
            cookies={"_streamlit_user": "forged"},
            headers={"X-Forwarded-Proto": proto},
            timeout=10,
            allow_redirects=False,
        )
        set_ones = answer.raw.headers.getlist("Set-Cookie")
        assert set_ones and {"secure" in one.lower() for one in set_ones} == {proto == "https"}
    go_out(page, made.address)
    expect(page.get_by_role("heading", name="Sign in to Castboard")).to_be_visible()
    assert status(made, copied) == 401
