"""A team at work, in two languages: a maker who comes by a link and meets the limit, and a viewer with a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import filterfalse
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.domain.actor import Actor
from lib.domain.job import JobState
from lib.domain.limits import EACH, LimitKind, Limits, Whose
from lib.domain.lists import JobLine, JobQuery
from lib.domain.role import Role
from lib.text.language import _, language_of, speaking
from lib.text.limit_sentences import limit_fact_sentence
from lib.text.right_sentences import refused_text
from lib.ui.callers import TOKEN_COOKIE
from lib.ui.state import utc_now
from tests.browser.board import a_board
from tests.browser.conftest import SIZE, watch
from tests.browser.lived_in import fill
from tests.browser.running import (
    FAILED,
    AppServer,
    click,
    in_bar,
    no_overlaps,
    no_sideways_scroll,
    open_page,
    settled,
    until,
)
from tests.browser.team import INVITE, behind, id_of, sign_in, token_of

ANSWER_MS = 20_000
"""The page looks for an answer every few seconds."""
DRAWN_S = 120
LOCALES = {"en": "en-GB", "zh_Hans": "zh-CN"}
ADDED = {"en": "Leo added 1 video.", "zh_Hans": "Leo 增加了 1 个视频"}
LOCKED_OUT = re.compile("status of 403 .*/standing/|backMessage when disconnected from server").search
"""What the page of somebody who was disabled asks for in its last moments, and while its line has just been cut."""
MAKERS = {"en": "Mia L.", "zh_Hans": "小米"}
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
)


@dataclass(frozen=True)
class Team:
    """A studio with an owner, a lead and videos, where each person may make one video a day."""

    server: AppServer
    videos: dict[str, str]
    """Their ids, by name."""
    cookies: dict[str, str]
    """What signs the owner and the lead in, by name."""

    def let_in(self, page: Page, name: str) -> None:
        cookie = {"name": TOKEN_COOKIE, "value": self.cookies[name], "url": self.server.address}
        page.context.add_cookies([{**cookie, "httpOnly": True}])


@pytest.fixture(scope="module")
def team(app_server: Callable[..., AppServer], film: Path) -> Team:
    server = app_server(INVITE, begin=False)
    with closing(server.studio()) as studio:
        videos = fill(studio, film)
    server.start()
    cookies = {name: token_of(server, role, name) for name, role in (("Olga", Role.OWNER), ("Leo", Role.LEAD))}
    with behind(server) as studio:
        studio.limits.set(Actor(id_of(server, "Leo"), Role.LEAD), EACH, Limits(per_day=1), utc_now())
    return Team(server, videos, cookies)


@pytest.fixture(params=LOCALES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """A language, in which the test reads the page, too."""
    with speaking(language_of(request.param)):
        yield str(request.param)


@pytest.fixture
def open_tab(browser: Browser, spoken: str) -> Iterator[Callable[..., Page]]:
    """A tab of a browser of this language, on which nothing may go wrong."""
    pages: list[tuple[Page, list[str]]] = []

    def made(**how: object) -> Page:
        page = browser.new_context(**{"viewport": SIZE, "locale": LOCALES[spoken], **how}).new_page()
        pages.append((page, watch(page)))
        return page

    yield made
    found = [(page.locator(FAILED).all_inner_texts(), list(filterfalse(LOCKED_OUT, wrong))) for page, wrong in pages]
    for page, _wrong in pages:
        page.context.close()
    assert found == [([], [])] * len(pages)


def test_a_maker_comes_by_a_link_meets_the_limit_and_gets_one_more(
    team: Team, spoken: str, open_tab: Callable[..., Page]
) -> None:
    server, name = team.server, MAKERS[spoken]
    page, owner, lead = open_tab(), open_tab(), open_tab()
    team.let_in(owner, "Olga")
    open_page(owner, f"{server.address}/admin")
    click(owner.get_by_role("button", name=_("Invite someone")))
    click(owner.get_by_role("button", name=_("Make a link")))
    page.goto(owner.locator(".st-key-admin-people-made code").inner_text().strip())
    expect(page.get_by_text(_("{name} invites you to make videos together.", name="Olga"))).to_be_visible()
    page.get_by_label(_("Your name")).fill(name)
    page.get_by_role("button", name=_("Join")).click()
    expect(in_bar(page, _("Gallery"))).to_be_visible()
    settled(page)
    open_page(page, a_board(server))
    button = page.get_by_role("button", name=_("Generate"), exact=True)
    click(button)
    used = limit_fact_sentence(Whose.PERSON, LimitKind.PER_DAY, 1, 1)
    expect(page.get_by_text(used)).to_be_visible()
    expect(button).to_be_disabled()
    assert len(made_by(server, name)) == 1

    click(page.get_by_role("button", name=_("Ask for more")))
    dialog = page.get_by_role("dialog", name=_("Ask for more"))
    click(dialog.get_by_role("button", name=_("Send")))
    expect(dialog).to_have_count(0)
    team.let_in(lead, "Leo")
    open_page(lead, f"{server.address}/admin?section=limits")
    wish = lead.locator('[class*="st-key-wish-"]').filter(has_text=name)
    wish.get_by_label(_("More videos, for 24 hours")).fill("1")
    wish.get_by_label(_("More videos, for 24 hours")).press("Tab")
    settled(lead)
    click(wish.get_by_role("button", name=_("Give")))
    expect(wish).to_have_count(0)
    expect(page.get_by_text(re.compile(ADDED[spoken]))).to_be_visible(timeout=ANSWER_MS)
    expect(button).to_be_enabled()
    click(button)
    click(page.get_by_role("button", name=_("Generate it")))
    until(lambda: len(made_by(server, name)) == 2, 15, "one more is made")
    expect(button).to_be_disabled()
    until(lambda: {one.state for one in made_by(server, name)} == {JobState.READY}, DRAWN_S, "both are ready")

    open_page(owner, f"{server.address}/admin")
    row = owner.locator(f".st-key-admin-person-{id_of(server, name)}")
    click(row.get_by_role("button", name=_("Manage")))
    click(owner.get_by_role("button", name=_("Disable"), exact=True))
    expect(page.get_by_role("heading", name=_("You no longer have access"))).to_be_visible()
    expect(button).to_have_count(0)


def made_by(server: AppServer, name: str) -> list[JobLine]:
    person_id = id_of(server, name)
    with behind(server) as studio:
        return [one for one in studio.store.lists.lines(JobQuery(limit=100)) if one.person_id == person_id]


def test_a_viewer_sees_and_plays_on_a_phone_and_has_nothing_to_generate_with(
    team: Team, spoken: str, open_tab: Callable[..., Page]
) -> None:
    server, videos = team.server, team.videos
    page = open_tab(viewport={"width": 390, "height": 844}, user_agent=PHONE, has_touch=True, is_mobile=True)
    sign_in(page.context, server, Role.VIEWER, f"Vic {spoken}")
    open_page(page, server.address)
    expect(page.get_by_text(refused_text(Role.MAKER, ["Olga"]))).to_be_visible()
    expect(page.get_by_role("button", name=_("Generate"))).to_have_count(0)
    no_sideways_scroll(page)
    in_bar(page, _("Gallery")).tap()
    shown = page.locator("a.open[title='Fog']")
    expect(shown).to_be_visible()
    settled(page)
    no_sideways_scroll(page)
    shown.tap()
    video = page.locator(".st-key-gallery-player video")
    expect(video).to_be_in_viewport()
    until(lambda: video.evaluate("video => video.currentTime > 0.2"), 20, "it plays")
    assert f"video={videos['Fog']}" in page.url
    expect(page.get_by_role("button", name=_("Delete"), exact=True)).to_be_disabled()
    expect(page.get_by_text(_("Same again"), exact=True)).to_have_count(0)
    no_sideways_scroll(page)
    no_overlaps(page)
    for place in ("jobs", "cast"):
        open_page(page, f"{server.address}/{place}")
        no_sideways_scroll(page)
        no_overlaps(page)
