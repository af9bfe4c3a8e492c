"""People who sign in by a link: joining, coming back, leaving, being kept out while a page is open; what links say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from lib.domain.invitation import VALID_FOR
from lib.domain.role import Role
from lib.domain.sign_in import hash_of
from lib.ui.callers import TOKEN_COOKIE
from lib.ui.state import utc_now
from tests.browser.nginx import Nginx
from tests.browser.running import AppServer, click, in_bar, no_sideways_scroll, open_page, settled
from tests.browser.team import INVITE, behind, id_of, join, link_for, sign_in, token_of
from tests.browser.test_connection import pass_time, said

MEDIA = "/app/static/library/videos/x.mp4"
NOT_SIGNED_IN = "You are not signed in"


@pytest.fixture(scope="module")
def server(app_server: Callable[..., AppServer]) -> AppServer:
    made = app_server(INVITE)
    token_of(made, Role.OWNER, "Olga")
    return made


def leave(page: Page, name: str) -> None:
    click(page.locator(".st-key-frame-person button").first)
    click(page.get_by_role("button", name=name, exact=True))
    expect(page.get_by_role("heading", name=NOT_SIGNED_IN)).to_be_visible()


def test_somebody_joins_is_known_by_name_and_leaves(server: AppServer, page: Page) -> None:
    open_page(page, f"{server.address}/gallery")
    expect(page.get_by_role("heading", name=NOT_SIGNED_IN)).to_be_visible()
    expect(in_bar(page)).to_have_count(0)
    join(page, link_for(server, Role.MAKER, made_by=id_of(server, "Olga")), "Mia L.")
    expect(in_bar(page, "Gallery")).to_be_visible()
    click(page.locator(".st-key-frame-person button").first)
    expect(page.get_by_text("Makes videos, rates them")).to_be_visible()
    (cookie,) = [one for one in page.context.cookies() if one["name"] == TOKEN_COOKIE]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and not cookie["secure"]
    page.keyboard.press("Escape")
    page.reload()
    settled(page)
    expect(page.locator(".st-key-frame-person")).to_contain_text("Mia L.")
    leave(page, "Sign out")
    stolen = {TOKEN_COOKIE: cookie["value"]}
    assert requests.get(server.address + MEDIA, cookies=stolen, timeout=10).status_code == 401
    page.reload()
    expect(page.get_by_role("heading", name=NOT_SIGNED_IN)).to_be_visible()
    assert TOKEN_COOKIE not in {one["name"] for one in page.context.cookies()}


def test_leaving_everywhere_closes_the_page_of_another_browser(server: AppServer, page: Page, browser: Browser) -> None:
    name = f"Max {uuid4().hex[:6]}"  # Of nobody, whatever an earlier try left there.
    sign_in(page.context, server, Role.MAKER, name)
    open_page(page, f"{server.address}/jobs")
    expect(in_bar(page, "Gallery")).to_be_visible()
    phone = browser.new_context(locale="en-GB").new_page()
    phone.goto(link_for(server, Role.MAKER, id_of(server, name)))
    expect(phone.get_by_text(f"This link is for {name} and signs you in.")).to_be_visible()
    phone.get_by_role("button", name="Sign in").click()
    expect(in_bar(phone, "Gallery")).to_be_visible()
    leave(phone, "Sign out everywhere")
    expect(page.get_by_role("heading", name=NOT_SIGNED_IN)).to_be_visible()
    expect(in_bar(page)).to_have_count(0)
    phone.context.close()


def test_whoever_is_disabled_loses_the_open_page_and_its_files(server: AppServer, page: Page) -> None:
    sign_in(page.context, server, Role.MAKER, "Ben")
    open_page(page, server.address)
    expect(in_bar(page, "Gallery")).to_be_visible()
    with behind(server) as studio:
        assert studio.store.accounts.disable(id_of(server, "Ben"), utc_now())
    expect(page.get_by_role("heading", name="You no longer have access")).to_be_visible()
    expect(in_bar(page)).to_have_count(0)
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    assert requests.get(server.address + MEDIA, cookies=cookies, timeout=10).status_code == 403
    with behind(server) as studio:
        studio.store.accounts.enable(id_of(server, "Ben"), utc_now())
    expect(in_bar(page, "Gallery")).to_be_visible()


def test_a_link_says_what_is_wrong_with_it(server: AppServer) -> None:
    with behind(server) as studio:
        now = utc_now()
        make = studio.invitations.make
        used, revoked, right = (make(Role.MAKER, "", now) for _ in range(3))
        expired = make(Role.MAKER, "", now - VALID_FOR - timedelta(seconds=1))
        studio.store.invitations.revoke(hash_of(revoked), now)
    home = {"Origin": server.address}
    address = f"{server.address}/join"

    def told(token: str) -> tuple[int, str]:
        answer = requests.get(f"{address}/{token}", timeout=10)
        assert answer.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in answer.headers
        return answer.status_code, answer.text.partition("<h1>")[2].partition("</h1>")[0]

    assert requests.post(f"{address}/{used}", {"name": "Ann"}, headers=home, timeout=10).ok
    assert told(used) == (410, "This link has been used")
    assert told(revoked) == (410, "This link has been withdrawn")
    assert told(expired) == (410, "This link has expired")
    assert told("never-made") == (404, "This link does not work")
    assert told(right)[0] == told(right)[0] == 200
    for headers in ({}, {"Origin": "http://evil.example"}, {**home, "Sec-Fetch-Site": "cross-site"}):
        assert requests.post(f"{address}/{right}", {"name": "Ann"}, headers=headers, timeout=10).status_code == 403
    nameless = requests.post(f"{address}/{right}", {"name": "  "}, headers=home, timeout=10, allow_redirects=False)
    assert nameless.status_code == 422 and "Enter a name" in nameless.text
    chinese = requests.get(f"{address}/{right}", headers={"Accept-Language": "zh-CN,zh;q=0.9"}, timeout=10)
    assert 'lang="zh-Hans"' in chinese.text and "加入 Castboard" in chinese.text


def test_a_name_is_text_on_the_page_of_a_link(server: AppServer, page: Page) -> None:
    owner = token_of(server, Role.OWNER, "<img src=x onerror=alert(1)>")
    with behind(server) as studio:
        (by,) = [one.id for one in studio.store.accounts.all() if one.name.startswith("<img")]
    assert owner
    page.goto(link_for(server, Role.MAKER, made_by=by))
    expect(page.get_by_text("<img src=x onerror=alert(1)> invites you")).to_be_visible()
    assert page.locator("main img").count() == 0


@pytest.fixture
def proxy(server: AppServer, tmp_path: Path) -> Iterator[Nginx]:
    made = Nginx(tmp_path / "nginx", server.address)
    yield made
    made.stop()


def test_behind_a_proxy_that_adds_a_prefix_a_link_leads_in_and_out(server: AppServer, proxy: Nginx, page: Page) -> None:
    join(page, link_for(server, Role.MAKER).replace(server.address, proxy.prefixed), "Pia")
    expect(page).to_have_url(f"{proxy.prefixed}/")
    expect(in_bar(page, "Gallery")).to_be_visible()
    leave(page, "Sign out")


def test_the_page_of_whoever_is_not_signed_in_says_that_websockets_are_blocked(proxy: Nginx, browser: Browser) -> None:
    page = browser.new_context(locale="en-GB").new_page()  # Its console tells of the line.
    page.clock.install()
    page.goto(proxy.without_websockets)
    page.wait_for_selector('[data-testid="stApp"]', state="attached")
    with page.expect_response("**/_stcore/health"):
        pass_time(page, 9_000)
    page.clock.resume()
    expect(said(page).get_by_role("heading")).to_have_text("This page cannot connect to Castboard")
    proxy.let_websockets_pass()
    expect(page.get_by_role("heading", name=NOT_SIGNED_IN)).to_be_visible()
    page.context.close()


def test_a_long_name_is_not_cut_and_counted_as_people_do(server: AppServer, page: Page) -> None:
    link = link_for(server, Role.MAKER)
    page.goto(link)
    page.get_by_label("Your name").fill("x" * 41)
    answer = requests.post(link, {"name": "x" * 41}, headers={"Origin": server.address}, timeout=10)
    assert answer.status_code == 422 and "at most 40 characters" in answer.text and "x" * 41 in answer.text
    expect(page.get_by_label("Your name")).to_have_value("x" * 41)
    join(page, link, "👩‍🎤" * 40)
    expect(page.locator(".st-key-frame-person")).to_contain_text("👩‍🎤")


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_of_a_link_leaves_the_window(server: AppServer, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(link_for(server, Role.LEAD))
    no_sideways_scroll(page)


def test_somebody_who_is_signed_in_does_not_become_somebody_else(server: AppServer, browser: Browser) -> None:
    page = browser.new_context(locale="en-GB").new_page()  # Its console tells of the 409.
    sign_in(page.context, server, Role.VIEWER, "Vic")
    link = link_for(server, Role.OWNER)
    page.goto(link)
    expect(page.get_by_text("You are signed in here as Vic")).to_be_visible()
    assert page.get_by_role("button").count() == 0
    token = link.rpartition("/")[2]
    with behind(server) as studio:
        found = studio.store.invitations.get(hash_of(token))
    assert found is not None and found.used_at is None
    page.context.close()
