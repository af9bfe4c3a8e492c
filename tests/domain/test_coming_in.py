"""Where a request comes from, what a link is worth, and which address is open to whom."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from lib.domain.invitation import VALID_FOR, Invitation, InvitationState, role_after
from lib.domain.role import GIVEN, Account, Role, Visitor
from lib.domain.sign_in import guesser, is_within, origin_of
from lib.server.doors import inner_path, least_role

PROXIES = ("127.0.0.1", "::1", "10.0.0.0/8")


@pytest.mark.parametrize(
    ("address", "within"),
    [
        ("127.0.0.1", True),
        ("::ffff:127.0.0.1", True),
        ("::1", True),
        ("10.200.3.4", True),
        ("11.0.0.1", False),
        ("127.0.0.2", False),
        ("", False),
        ("testclient", False),
        ("127.0.0.1, 8.8.8.8", False),
    ],
)
def test_only_an_address_in_the_list_is_believed(address: str, within: bool) -> None:
    assert is_within(address, PROXIES) is within


@pytest.mark.parametrize(
    ("peer", "forwarded", "origin"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "1.1.1.1, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5, 10.1.1.1", "203.0.113.5"),
        ("127.0.0.1", "1.1.1.1, 203.0.113.5, 10.1.1.1", "203.0.113.5"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("8.8.8.8", "203.0.113.5", "8.8.8.8"),
        ("8.8.8.8", "127.0.0.1", "8.8.8.8"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("", "203.0.113.5", ""),
    ],
)
def test_what_proxies_say_counts_as_far_back_as_they_are_believed(peer: str, forwarded: str, origin: str) -> None:
    assert origin_of(peer, forwarded, PROXIES) == origin


def test_guesses_of_a_whole_network_of_ipv6_are_those_of_one() -> None:
    assert guesser("2001:db8:1:2::3") == guesser("2001:db8:1:2:ffff::9") != guesser("2001:db8:1:3::3")
    assert guesser("203.0.113.5") != guesser("203.0.113.6")


def test_a_link_is_open_until_it_is_used_or_revoked_or_a_week_old(now: datetime) -> None:
    link = Invitation("hash", Role.MAKER, "", "", now, now + VALID_FOR)
    assert link.state(now) is link.state(now + VALID_FOR - timedelta(seconds=1)) is InvitationState.OPEN
    assert link.state(now + VALID_FOR) is InvitationState.EXPIRED
    gone = {"token_hash": "hash", "role": Role.MAKER, "person_id": "", "made_by": "", "made_at": now}
    used = Invitation(**gone, expires_at=now + VALID_FOR, used_at=now)  # type: ignore[arg-type]
    revoked = Invitation(**gone, expires_at=now + VALID_FOR, revoked_at=now)  # type: ignore[arg-type]
    assert (used.state(now), revoked.state(now)) == (InvitationState.USED, InvitationState.REVOKED)


@pytest.mark.parametrize("role", Role)
def test_whoever_waits_is_not_let_in(role: Role, now: datetime) -> None:
    let_in = role in GIVEN
    assert Visitor("mia", role).is_let_in is let_in and Account("mia", "Mia", role).is_let_in is let_in
    assert not Account("mia", "Mia", role, disabled_at=now).is_let_in


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("now", [Role.PENDING, *GIVEN])
def test_a_link_never_takes_away_what_somebody_may(now: Role, given: Role) -> None:
    assert role_after(now, given) == max(now, given, key=lambda role: role.rank)


@pytest.mark.parametrize(
    ("path", "base", "inner"),
    [
        ("/", "", ""),
        ("/jobs", "", "jobs"),
        ("/jobs/", "", "jobs"),
        ("/studio", "studio", ""),
        ("/studio/", "studio", ""),
        ("/studio/jobs", "studio", "jobs"),
        ("/studio/_stcore/stream", "studio", "_stcore/stream"),
        ("/a/b/media/x", "a/b", "media/x"),
        ("/media/x", "studio", "/media/x"),
    ],
)
def test_an_address_below_the_base_path(path: str, base: str, inner: str) -> None:
    assert inner_path(path, base) == inner


@pytest.mark.parametrize(
    "path",
    [
        "//media/x",
        "join/../media/x",
        "static/../media/x/..",
        "/media/x",
        "media/x",
        "app/static/library/x",
        "_stcore/upload_file/a/b",
    ],
)
def test_what_is_no_page_and_no_part_of_one_is_shut(path: str) -> None:
    assert least_role("POST", path) is Role.MAKER
    # A path with ".." below the parts of the front end is refused by Streamlit itself, and reaches nothing of ours.
    assert least_role("GET", path) is Role.VIEWER or path.startswith("static/")


@pytest.mark.parametrize(
    ("method", "path", "least"),
    [
        ("GET", "jobs", Role.NOBODY),
        ("HEAD", "", Role.NOBODY),
        ("GET", "_stcore/health", Role.NOBODY),
        ("POST", "jobs", Role.MAKER),
        ("PUT", "_stcore/health", Role.MAKER),
        ("POST", "static/x.js", Role.MAKER),
        ("POST", "join/a-link", Role.NOBODY),
        ("PUT", "join/a-link", Role.MAKER),
        ("GET", "join/a-link/more", Role.VIEWER),
    ],
)
def test_what_is_open_to_everybody_is_open_for_reading(method: str, path: str, least: Role) -> None:
    assert least_role(method, path) is least
