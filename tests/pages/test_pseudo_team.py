"""No sentence of ours reaches those who look after the team, nor those at the door, past the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import requests
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.announcement import AnnouncementKind
from lib.domain.draft import Draft
from lib.domain.job import JobState
from lib.domain.limits import EACH, TEAM, Limits
from lib.domain.role import Role, Visitor
from lib.ui.state import VISITOR, utc_now
from tests.conftest import SOMEONE
from tests.pages.conftest import ME
from tests.pages.jobs_kit import Make, make
from tests.pages.pseudo_kit import BEAR, FOG, MIA, at, board, draft, nothing_is_plain, sent, shown
from tests.test_server import address

__all__ = ["address", "board", "draft", "make", "sent"]

BOB, CID, DAN = "b" * 32, "c" * 32, "d" * 32
SECTIONS = ("people", "limits", "usage", "storage", "service", "announcement", "audit")
Opened = Callable[..., Studio]


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Opened:
    """A studio where people sign in like this, with some of them."""

    def open_studio(how: str = "invite") -> Studio:
        monkeypatch.setenv("CASTBOARD_SIGN_IN", how)
        studio: Studio = request.getfixturevalue("studio")
        now = utc_now()
        studio.store.accounts.join(ME, Role.OWNER, now, name=MIA)
        studio.store.accounts.join(BOB, Role.MAKER, now, name=BEAR)
        studio.store.accounts.join(CID, Role.PENDING, now)
        studio.store.accounts.join(DAN, Role.LEAD, now, name=FOG)
        studio.team.disable(Actor(ME, Role.OWNER), DAN, now)
        return studio

    return open_studio


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("role", [Role.OWNER, Role.LEAD])
def test_a_section_of_the_admin_page(
    sent: list[ForwardMsg], signed_in: Opened, request: pytest.FixtureRequest, role: Role, section: str
) -> None:
    # Making a file later asks for the cookie, and AppTest's cookies are no text.
    how = "proxy" if section == "service" else "invite"
    studio, owner, now = signed_in(how), Actor(ME, Role.OWNER, address="1"), utc_now()
    make: Make = request.getfixturevalue("make")
    for state in (JobState.READY, JobState.FAILED, JobState.QUEUED, JobState.RUNNING):
        make(state, FOG, person_id=BOB, service=studio.desk.service)
    studio.limits.set(owner, BOB, Limits(5, 1), now)
    studio.limits.set(owner, TEAM, Limits(50), now)
    studio.limits.ask(Actor(BOB, Role.MAKER), FOG, now)
    studio.team.invite(owner, Role.VIEWER, now)
    studio.announcements.announce(owner, FOG, AnnouncementKind.WARNING, timedelta(hours=1), now)
    app = at("admin", section=section)
    app.session_state[VISITOR] = Visitor(ME, role)
    shown(app)
    nothing_is_plain(sent, "SQLite")


def test_what_can_be_freed_and_was(sent: list[ForwardMsg], studio: Studio, make: Make) -> None:
    studio.desk.delete(SOMEONE, [make().id], utc_now() - timedelta(days=31))
    for key in ("admin.foresee", "admin.sweep_now"):
        app = shown(at("admin", section="storage"))
        app.button(key=key).click()
        shown(app)
    nothing_is_plain(sent)


@pytest.mark.parametrize("limits", [Limits(5), Limits(4), Limits(None, 1)])
def test_the_limit_on_create(sent: list[ForwardMsg], studio: Studio, board: Draft, make: Make, limits: Limits) -> None:
    now = utc_now()
    studio.store.drafts.save("1", ME, board, now)
    for _ in range(4):
        make(JobState.RUNNING, FOG, person_id=ME)
    studio.limits.set(SOMEONE, EACH, limits, now)
    shown(at("create", draft="1"))
    for extra in (0, 2):
        wish = studio.limits.ask(Actor(ME), FOG, now)
        shown(at("create", draft="1"))
        studio.limits.answer(SOMEONE, wish.id, extra, now)
        app = shown(at("create", draft="1"))
        if any(button.key == "create.limit.ask" for button in app.button):
            app.button(key="create.limit.ask").click()
            shown(app)
    nothing_is_plain(sent)


@pytest.mark.parametrize("how", ["invite", "proxy", "oidc"])
def test_the_door(sent: list[ForwardMsg], signed_in: Opened, how: str) -> None:
    """Part by part: AppTest has no request from which the page could learn who asks."""

    def door() -> None:
        import streamlit as st

        from lib.domain.role import Role, Visitor
        from lib.ui.frame import entrance_page

        part = st.session_state["part"]
        if part in ("invite", "proxy", "oidc"):
            {"invite": entrance_page._invited, "proxy": entrance_page._proxy, "oidc": entrance_page._provider}[part]()
        else:
            entrance_page._known(Visitor(part, Role.NOBODY))

    signed_in("proxy" if how == "invite" else how)  # AppTest's cookies are no text.
    for part in (how, CID, DAN, "e" * 32):
        app = AppTest.from_function(door, default_timeout=15)
        app.session_state["part"] = part
        assert shown(app).title
    nothing_is_plain(sent, "address")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MAKER])
@pytest.mark.parametrize("page", ["cast", "jobs", "gallery", "admin"])
def test_what_a_role_may_not(sent: list[ForwardMsg], signed_in: Opened, role: Role, page: str) -> None:
    signed_in()
    app = at(page)
    app.session_state[VISITOR] = Visitor(BOB, role)
    shown(app)
    nothing_is_plain(sent)


_UNSEEN = re.compile(r"<style>.*?</style>|<svg.*?</svg>|<[^>]*>", re.DOTALL)


def test_the_page_of_an_invitation(signed_in: Opened, request: pytest.FixtureRequest) -> None:
    """This one is no page of Streamlit: it is read in Chinese, in which a plain word stands out as well."""
    studio, now = signed_in(), utc_now()
    here: str = request.getfixturevalue("address")
    owner = Actor(ME, Role.OWNER)
    revoked = studio.team.invite(owner, Role.LEAD, now)
    for one in studio.team.open_invitations(now):
        studio.team.revoke(owner, one.token_hash, now)
    links = {
        "open": studio.team.invite(owner, Role.MAKER, now),
        "a new one": studio.team.new_link(owner, BOB, now),
        "of one who is kept out": studio.team.new_link(owner, DAN, now),
        "expired": studio.team.invite(owner, Role.VIEWER, now - timedelta(days=8)),
        "revoked": revoked,
        "unknown": "0" * 40,
    }
    headers = {"Accept-Language": "zh-CN", "Origin": here}
    answers = {name: requests.get(f"{here}/join/{token}", headers=headers, timeout=10) for name, token in links.items()}
    answers["without a name"] = requests.post(f"{here}/join/{links['open']}", {"name": ""}, headers=headers, timeout=10)
    for name, answer in answers.items():
        words = set(re.findall(r"[A-Za-z]{2,}", _UNSEEN.sub(" ", answer.text))) - {"Castboard"}
        assert "<h1>" in answer.text and not words, (name, words)
