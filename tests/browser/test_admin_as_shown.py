"""The Admin page where people sign in: how it looks, what axe-core says of it, and its buttons pressed twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.announcement import AnnouncementKind
from lib.domain.limits import EACH, Limits
from lib.domain.role import Role
from lib.ui.state import utc_now
from tests.browser.axe import judge
from tests.browser.lived_in import LONG, UNBROKEN, fill
from tests.browser.presses import names_of, press_each
from tests.browser.running import AppServer, click, go, no_overlaps, no_sideways_scroll, settled
from tests.browser.team import INVITE, id_of, sign_in
from tests.browser.test_looks import WIDTHS

SECTIONS = {
    "people": "Open invitations",
    "limits": "Requests for more videos",
    "usage": "By model",
    "storage": "See what can be freed",
    "service": "Save diagnostics",
    "announcement": "Take it down",
    "audit": "Save as CSV",
}
"""With what stands on each, once it is there."""
FITS = "() => [...document.querySelectorAll('[data-testid=stMain]')].every(one => one.scrollWidth <= one.clientWidth)"
BOB, CID, DAN = ("b" * 32, "c" * 32, "d" * 32)


@dataclass
class Team:
    """People in each place, and an owner whose browser it is."""

    app: AppServer
    studio: Studio
    page: Page
    ann: Actor
    pressed: set[str] = field(default_factory=lambda: {name.title() for name in SECTIONS if name != "usage"})
    """At first the ways to the sections: of those one is like the others."""

    def fill(self) -> None:
        """Everything there again that can be pressed: each button stands for one thing."""
        now, accounts = utc_now(), self.studio.store.accounts
        accounts.join(BOB, Role.MAKER, now, name=LONG[:60], mail="bob@studio.example")
        accounts.enable(BOB, now)
        accounts.join(CID, Role.PENDING, now, name="Cid", mail=f"{UNBROKEN}@studio.example")
        accounts.enable(CID, now)
        accounts.join(DAN, Role.VIEWER, now, name="Dan")
        accounts.disable(DAN, now)
        self.studio.team.invite(self.ann, Role.MAKER, now)
        self.studio.team.new_link(self.ann, BOB, now)
        self.studio.limits.set(self.ann, EACH, Limits(20, 3), now)
        self.studio.limits.set(self.ann, BOB, Limits(5), now)
        for place in range(2):
            self.studio.limits.ask(Actor(uuid4().hex, Role.MAKER), f"{place} {LONG}", now)
        self.studio.announcements.announce(self.ann, f"Back at six. {LONG}", AnnouncementKind.WARNING, None, now)

    def open(self, section: str) -> None:
        go(self.page, f"{self.app.address}/admin?section={section}")
        expect(self.page.get_by_text(SECTIONS[section]).first).to_be_visible()
        settled(self.page)

    def manage(self, name: str) -> None:
        self.open("people")
        row = self.page.locator("[class*=st-key-admin-person]").filter(has_text=name)
        click(row.get_by_role("button", name="Manage"))
        expect(self.page.get_by_test_id("stPopoverBody").get_by_role("button").first).to_be_visible()


@pytest.fixture(scope="module")
def team(app_server: Callable[..., AppServer], used_tab: Page, film: Path) -> Iterator[Team]:
    app = app_server(INVITE)
    studio = app.studio()
    fill(studio, film)
    sign_in(used_tab.context, app, Role.OWNER, "Ann")
    made = Team(app, studio, used_tab, Actor(id_of(app, "Ann"), Role.OWNER))
    made.fill()
    yield made
    studio.close()


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_on_every_width_in_both_themes(team: Team, section: str) -> None:
    page = team.page
    team.open(section)
    for width, height in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        page.wait_for_function(FITS)  # A chart follows the window a moment later.
        no_sideways_scroll(page)
        no_overlaps(page)
    assert judge(page, ["wide"]) == []


@pytest.mark.parametrize("opened", ["Invite someone", "Manage"])
def test_what_opens_over_people(team: Team, opened: str) -> None:
    page = team.page
    page.set_viewport_size({"width": 1440, "height": 900})
    team.open("people")
    click(page.get_by_role("button", name=opened).last)
    settled(page)
    assert judge(page) == []


@pytest.mark.parametrize(
    ("section", "button", "begins"), [("service", "Save diagnostics", b"PK"), ("audit", "Save as CSV", b"\xef\xbb\xbf")]
)
def test_a_file_is_made_for_whoever_is_signed_in(team: Team, section: str, button: str, begins: bytes) -> None:
    team.open(section)
    with team.page.expect_download() as saving:
        click(team.page.get_by_role("button", name=button))
    assert Path(saving.value.path()).read_bytes().startswith(begins)


def inviting(team: Team) -> None:
    team.open("people")
    click(team.page.get_by_role("button", name="Invite someone"))
    expect(team.page.get_by_role("button", name="Make a link")).to_be_visible()


def invited(team: Team) -> None:
    """With a link that is shown now."""
    inviting(team)
    click(team.page.get_by_role("button", name="Make a link"))
    expect(team.page.get_by_role("button", name="Done")).to_be_visible()
    team.page.keyboard.press("Escape")


def erasing(team: Team) -> None:
    team.manage("lighthouse")
    click(team.page.get_by_text("Delete this account"))
    expect(team.page.get_by_role("button", name="Yes, delete it")).to_be_visible()


OPENED: dict[str, Callable[[Team], None]] = {
    **{section: lambda team, section=section: team.open(section) for section in SECTIONS},  # type: ignore[misc]
    "inviting": inviting,
    "invited": invited,
    "managing": lambda team: team.manage("lighthouse"),
    "managing who is out": lambda team: team.manage("Dan"),
    "erasing": erasing,
}


@pytest.mark.parametrize("opened", OPENED)
def test_every_button_survives_being_pressed_twice(team: Team, request: pytest.FixtureRequest, opened: str) -> None:
    every, page = request.config.getoption("--every-press"), team.page
    page.set_viewport_size({"width": 1280, "height": 900})

    def opening() -> None:
        team.fill()
        OPENED[opened](team)

    opening()
    settled(page)
    tried = names_of(page)
    new = tried if every else [name for name in tried if name not in team.pressed]
    team.pressed |= set(tried)
    assert press_each(team.app, page, opening, new, every=every) == []
