"""A team for tests: people in each role, each with what their browser would send."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import requests
from playwright.sync_api import BrowserContext, Page

from lib.app import Studio
from lib.domain.role import Role
from lib.ui.callers import TOKEN_COOKIE
from lib.ui.state import utc_now
from tests.browser.running import AppServer, settled

INVITE = {"CASTBOARD_SIGN_IN": "invite"}


@contextmanager
def behind(server: AppServer) -> Iterator[Studio]:
    """The same data, seen from here."""
    studio = server.studio()
    yield studio
    studio.close()


def link_for(server: AppServer, role: Role, person_id: str = "", made_by: str = "") -> str:
    """A new invitation, as an owner would send it."""
    with behind(server) as studio:
        token = studio.invitations.make(role, made_by, utc_now(), person_id=person_id)
    return f"{server.address}/join/{token}"


def token_of(server: AppServer, role: Role, name: str) -> str:
    """The cookie of somebody who has joined in this role."""
    link = link_for(server, role)
    here = {"Origin": server.address}
    answer = requests.post(link, {"name": name}, headers=here, timeout=10, allow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.cookies[TOKEN_COOKIE]


def id_of(server: AppServer, name: str) -> str:
    """Of somebody in the team."""
    with behind(server) as studio:
        (found,) = [one.id for one in studio.store.accounts.all() if one.name == name]
    return found


def sign_in(context: BrowserContext, server: AppServer, role: Role, name: str) -> None:
    """Let a browser be that of somebody who has joined."""
    value = token_of(server, role, name)
    context.add_cookies([{"name": TOKEN_COOKIE, "value": value, "url": server.address, "httpOnly": True}])


def join(page: Page, link: str, name: str) -> None:
    """Open a link and go in by it, as people do."""
    page.goto(link)
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url(lambda url: "/join/" not in url)
    settled(page)
