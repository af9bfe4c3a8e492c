"""What those see who may not do all: named by a proxy, in their roles, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.domain.actor import APP, person_id_of
from lib.domain.audit_line import AuditQuery
from lib.domain.cast_member import CastMember, MemberKind
from lib.domain.draft import Draft
from lib.domain.role import Role
from tests.browser.lived_in import fill
from tests.browser.page_line import disabled_buttons, opened, run_of
from tests.browser.running import AppServer, click, open_page, settled

NAMES = {Role.VIEWER: "Vic", Role.MAKER: "Max", Role.LEAD: "Lea", Role.OWNER: "Olga"}
HEADER = "X-Forwarded-Email"
DISABLED = {
    Role.VIEWER: ["gallery?video={Fog}", "deleted"],
    Role.MAKER: ["gallery?video={Fog}", "deleted"],
    Role.LEAD: [f"admin?section={one}" for one in ("people", "storage", "service")],
}
"""Where somebody in a role sees what they may not do."""


def mail(role: Role) -> str:
    return f"{NAMES[role].lower()}@example.com"


@pytest.fixture(scope="module")
def team(app_server: Callable[..., AppServer], film: Path) -> tuple[AppServer, dict[str, str]]:
    """A studio that has been used, with somebody in each role; ids of some of the jobs."""
    server = app_server({"CASTBOARD_SIGN_IN": "proxy"}, begin=False)
    with closing(server.studio()) as studio:
        for role, name in NAMES.items():
            person_id = person_id_of(f"proxy {mail(role)}")
            studio.store.accounts.join(person_id, role, datetime.now(UTC), name=name, mail=mail(role))
        ids = fill(studio, film)
    server.start()
    return server, ids


@pytest.fixture
def seen_by(browser: Browser) -> Iterator[Callable[[Role], Page]]:
    """A page of somebody in this role."""
    contexts = []

    def open_one(role: Role) -> Page:
        contexts.append(browser.new_context(extra_http_headers={HEADER: mail(role)}))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def test_a_viewer_looks_and_plays_and_reads_who_can_do_more(
    team: tuple[AppServer, dict[str, str]], seen_by: Callable[[Role], Page]
) -> None:
    server, ids = team
    page = seen_by(Role.VIEWER)
    open_page(page, server.address)
    expect(page.get_by_text("You can look and play. An owner can let you do more: Olga.")).to_be_visible()
    expect(page.get_by_role("button", name="Generate")).to_have_count(0)
    open_page(page, f"{server.address}/gallery?video={ids['Fog']}")
    expect(page.get_by_role("button", name="Delete")).to_be_disabled()
    expect(page.get_by_text("Rename")).to_have_count(0)
    expect(page.get_by_text("Same again")).to_have_count(0)
    open_page(page, f"{server.address}/jobs?job={ids['Fog']}")
    expect(page.get_by_text("You can look and play.")).to_be_visible()
    expect(page.get_by_role("button", name="Delete")).to_have_count(0)
    open_page(page, f"{server.address}/cast")
    expect(page.get_by_role("heading", name="Cast")).to_be_visible()
    expect(page.get_by_role("button", name="Import")).to_have_count(0)


def test_a_maker_reads_who_can_delete_what_others_made_and_a_lead_can(
    team: tuple[AppServer, dict[str, str]], seen_by: Callable[[Role], Page]
) -> None:
    server, ids = team
    address = f"{server.address}/jobs?job={ids['Bear naps']}"
    maker, lead = seen_by(Role.MAKER), seen_by(Role.LEAD)
    open_page(maker, address)
    expect(maker.get_by_text("Someone else made this. Only leads and owners can change it: Lea, Olga.")).to_be_visible()
    expect(maker.get_by_role("link", name="Same again")).to_be_visible()
    expect(maker.get_by_role("button", name="Delete")).to_have_count(0)
    open_page(lead, address)
    click(lead.get_by_role("button", name="Delete"))
    click(lead.get_by_role("button", name="Delete it"))
    settled(lead)
    open_page(maker, f"{server.address}/deleted")
    expect(maker.get_by_role("button", name="Restore", exact=True)).to_be_disabled()
    expect(maker.get_by_text("Delete for good")).to_have_count(0)
    with closing(server.studio()) as studio:
        assert studio.store.jobs.is_deleted(ids["Bear naps"]) is True


def test_whoever_deletes_their_account_leaves_what_they_made(
    team: tuple[AppServer, dict[str, str]], seen_by: Callable[[Role], Page]
) -> None:
    server, _ = team
    person_id, now = person_id_of(f"proxy {mail(Role.MAKER)}"), datetime.now(UTC)
    with closing(server.studio()) as studio:
        studio.store.drafts.save("draft of Max", person_id, Draft(scene="secret"), now)
        studio.store.members.add(CastMember(id="made by Max", name="Mia", kind=MemberKind.PERSON), person_id, now)
    page = seen_by(Role.MAKER)
    open_page(page, f"{server.address}/gallery")
    click(page.get_by_role("button", name="Max", exact=True))
    click(page.get_by_role("button", name="Delete my account"))
    expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    click(page.get_by_role("button", name="Yes, delete my account"))
    # The proxy still names them: nothing of them is kept again, and nobody has let them in.
    expect(page.get_by_role("heading", name="Your account was deleted")).to_be_visible()
    with closing(server.studio()) as studio:
        member = studio.store.members.get("made by Max")
        assert studio.store.drafts.get("draft of Max") is None
        assert member is not None and studio.store.people.get(member.made_by) is None
        assert studio.store.accounts.get(person_id) is None
    click(page.get_by_role("button", name="Ask to be let in"))
    expect(page.get_by_role("heading", name="Almost there")).to_be_visible()


@pytest.mark.parametrize("role", DISABLED)
def test_a_press_of_what_is_drawn_disabled_does_nothing_on_the_server(
    team: tuple[AppServer, dict[str, str]], role: Role
) -> None:
    server, ids = team
    now, who = datetime.now(UTC), person_id_of(f"proxy {mail(role)}")
    with closing(server.studio()) as studio:
        studio.store.accounts.join(person_id_of("proxy pia@example.com"), Role.PENDING, now, name="Pia")
        studio.store.accounts.join(who, role, now, name=NAMES[role], mail=mail(role))  # another test erases one
        studio.desk.delete(APP, [ids["Two foxes"]], now)
        before = studio.store.revision()
        for place in DISABLED[role]:
            page, _, query = place.format_map(ids).partition("?")
            with opened(server, {}, headers={HEADER: mail(role)}) as line:
                buttons = disabled_buttons(line, page, query)
                assert buttons, place
                for button in buttons:
                    run_of(line, page, query, press=button)
        assert not [one for one in studio.store.audit.find(AuditQuery(person_id=who, since=now)) if one.allowed]
        assert studio.store.revision() == before
