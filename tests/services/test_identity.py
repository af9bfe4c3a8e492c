"""Who somebody is: by our cookie, by a provider's word, by a proxy's header; and when none of them counts any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lib.app import Studio, build
from lib.domain.actor import person_id_of
from lib.domain.invitation import VALID_FOR, InvitationState
from lib.domain.role import Role, Visitor
from lib.domain.sign_in import SIGNED_IN_FOR, Caller, Claims, hash_of
from lib.services.guesses import MOST
from lib.services.settings import Settings

HERE, ELSEWHERE = "203.0.113.5", "198.51.100.7"
NOBODY = Visitor("", Role.NOBODY, HERE)
SECOND = timedelta(seconds=1)


def team(tmp_path: Path, sign_in: str, **more: object) -> Studio:
    url = f"sqlite:///{(tmp_path / 'team.db').as_posix()}"
    names = {"CASTBOARD_SIGN_IN": sign_in, "CASTBOARD_DATA_DIR": tmp_path / "data", "CASTBOARD_DATABASE_URL": url}
    made = build(Settings.model_validate(names | more))
    made.open()
    return made


@pytest.fixture
def invited(tmp_path: Path) -> Studio:
    """A team whose people sign in by links."""
    return team(tmp_path, "invite")


def joined(studio: Studio, now: datetime, role: Role = Role.MAKER, name: str = "Mia") -> Caller:
    """Somebody new who has opened a link."""
    token = studio.invitations.make(role, "", now)
    cookie = studio.invitations.join(token, name, Caller(address=HERE, browser="Chromium"), now)
    assert cookie is not None
    return Caller(token=cookie, address=HERE)


def claims(now: datetime, subject: str = "mia", **more: object) -> Claims:
    facts = Claims("https://id.example.com", subject, "Mia", "mia@example.com", True, now, f"mark of {subject} {now}")
    return replace(facts, **more)  # type: ignore[arg-type]


# Links


def test_whoever_opens_a_link_is_signed_in_and_has_its_role(invited: Studio, now: datetime) -> None:
    mia = joined(invited, now, Role.LEAD, " Mia   L. ")
    who = invited.identity.who(mia, now)
    assert (who.role, who.address, who.is_let_in) == (Role.LEAD, HERE, True)
    account = invited.store.accounts.get(who.person_id)
    assert account is not None and (account.name, account.role, account.seen_at) == ("Mia L.", Role.LEAD, now)


@pytest.mark.parametrize("token", ["", "forged", "A" * 43])
def test_a_forged_cookie_is_nobody(invited: Studio, now: datetime, token: str) -> None:
    joined(invited, now)
    assert invited.identity.who(Caller(token=token, address=HERE), now) == NOBODY


def test_the_database_knows_no_token(invited: Studio, now: datetime, tmp_path: Path) -> None:
    token = invited.invitations.make(Role.MAKER, "", now)
    cookie = invited.invitations.join(token, "Mia", Caller(address=HERE), now)
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("team.db*"))
    assert cookie and cookie.encode() not in kept and token.encode() not in kept


def test_a_cookie_counts_for_30_days_and_each_day_of_use_begins_them_anew(invited: Studio, now: datetime) -> None:
    mia, identity = joined(invited, now), invited.identity
    end = now + SIGNED_IN_FOR
    assert SIGNED_IN_FOR.days == 30 and VALID_FOR.days == 7, "as the pages say"
    assert identity.who(mia, end - SECOND).is_let_in and identity.who(mia, end) == NOBODY
    assert not identity.renew(mia, now + timedelta(hours=23)) and identity.renew(mia, now + timedelta(days=2))
    assert not identity.renew(mia, now + timedelta(days=2, hours=1))
    assert identity.who(mia, end + timedelta(days=1)).is_let_in and identity.who(mia, end + timedelta(days=2)) == NOBODY
    assert not identity.renew(mia, end + timedelta(days=3)) and identity.is_stale(mia, end + timedelta(days=3))


def test_a_cookie_that_was_stolen_is_worth_nothing_after_signing_out(invited: Studio, now: datetime) -> None:
    mia, stolen = joined(invited, now), replace(joined(invited, now), address=ELSEWHERE)
    invited.identity.sign_out(stolen, now)
    assert invited.identity.who(stolen, now) == Visitor("", Role.NOBODY, ELSEWHERE)
    invited.store.sign_ins.renew(hash_of(stolen.token), now, now + 9 * SIGNED_IN_FOR)
    ended = invited.store.sign_ins.of_token(hash_of(stolen.token))
    assert ended is not None and ended.ended and ended.expires_at == now + SIGNED_IN_FOR
    assert invited.identity.who(mia, now).is_let_in


def test_signing_out_everywhere_ends_all_browsers_of_one_person(invited: Studio, now: datetime) -> None:
    mia, owner = joined(invited, now), joined(invited, now, Role.OWNER)
    her_id = invited.identity.who(mia, now).person_id
    again = invited.invitations.make(Role.MAKER, "", now, person_id=her_id)
    phone = Caller(token=invited.invitations.join(again, "", Caller(address=HERE), now) or "", address=HERE)
    assert invited.identity.who(phone, now).person_id == her_id
    invited.identity.sign_out_everywhere(her_id, mia, now)
    assert invited.identity.who(mia, now) == invited.identity.who(phone, now) == NOBODY
    assert invited.identity.who(owner, now).role is Role.OWNER


def test_a_change_of_role_and_being_kept_out_count_at_once(invited: Studio, now: datetime) -> None:
    joined(invited, now, Role.OWNER)
    mia = joined(invited, now)
    her_id = invited.identity.who(mia, now).person_id
    invited.store.accounts.set_role(her_id, Role.VIEWER, now)
    assert invited.identity.who(mia, now).role is Role.VIEWER
    invited.store.accounts.disable(her_id, now)
    assert invited.identity.who(mia, now) == Visitor(her_id, Role.NOBODY, HERE)
    invited.store.accounts.enable(her_id, now)
    assert invited.identity.who(mia, now).role is Role.VIEWER


def test_a_link_works_once_for_seven_days_until_it_is_revoked(invited: Studio, now: datetime) -> None:
    links, caller = invited.invitations, Caller(address=HERE)
    used, late, revoked = (links.make(Role.MAKER, "", now) for _ in range(3))
    assert links.join(used, "Mia", caller, now) and links.join(used, "Ben", caller, now) is None
    by_hash = {one.state(now) for one in invited.store.invitations.all()}
    assert by_hash == {InvitationState.OPEN, InvitationState.USED}
    assert links.join(late, "Ben", caller, now + VALID_FOR) is None
    assert invited.store.invitations.revoke(hash_of(revoked), now)
    assert not invited.store.invitations.revoke(hash_of(revoked), now)
    assert links.join(revoked, "Ben", caller, now) is None and len(invited.store.accounts.all()) == 1
    found = [link.state for token in (used, late, revoked) if (link := links.look(token, HERE, now))]
    assert found == [InvitationState.USED, InvitationState.OPEN, InvitationState.REVOKED]


def test_a_new_link_for_somebody_who_is_kept_out_lets_nobody_in(invited: Studio, now: datetime) -> None:
    joined(invited, now, Role.OWNER)
    her_id = invited.identity.who(joined(invited, now), now).person_id
    link = invited.invitations.make(Role.MAKER, "", now, person_id=her_id)
    invited.store.accounts.disable(her_id, now)
    assert invited.invitations.join(link, "", Caller(address=HERE), now) is None


def test_what_a_browser_made_before_there_was_a_sign_in_stays_its_own(invited: Studio, now: datetime) -> None:
    before = person_id_of("the cookie of before")
    first, second = (invited.invitations.make(Role.MAKER, "", now) for _ in range(2))
    cookies = [
        invited.invitations.join(token, "Mia", Caller(address=HERE), now, known_as=before) for token in (first, second)
    ]
    ids = [invited.identity.who(Caller(token=cookie or "", address=HERE), now).person_id for cookie in cookies]
    assert ids[0] == before and ids[1] not in ("", before)


def test_guesses_are_limited_for_each_address(invited: Studio, now: datetime) -> None:
    link, mia, ben = invited.invitations.make(Role.OWNER, "", now), joined(invited, now), joined(invited, now)
    assert invited.identity.who(mia, now).is_let_in
    for at in range(MOST):
        assert invited.invitations.look(f"guess {at}", HERE, now) is not None
    assert invited.invitations.look(link, HERE, now) is None
    assert invited.identity.who(mia, now).is_let_in  # Whoever was right before guesses nothing.
    # Whoever was not asked yet keeps their cookie meanwhile.
    assert invited.identity.who(ben, now) == NOBODY and not invited.identity.is_stale(ben, now)
    assert invited.invitations.look(link, ELSEWHERE, now) is not None


def test_cookies_that_nobody_ever_got_are_guesses_too(invited: Studio, now: datetime) -> None:
    link = invited.invitations.make(Role.MAKER, "", now)
    for at in range(MOST):
        assert invited.identity.who(Caller(token=f"{at:043}", address=HERE), now) == NOBODY
    assert invited.invitations.look(link, HERE, now) is None
    assert invited.invitations.look(link, ELSEWHERE, now) is not None


def test_the_same_wrong_one_again_is_no_further_guess(invited: Studio, now: datetime) -> None:
    """An open page of somebody who was erased asks every few seconds, and a link that was cut is opened again."""
    joined(invited, now, Role.OWNER)
    mia = joined(invited, now)
    assert invited.store.erasure.erase(invited.identity.who(mia, now).person_id, now)
    for _ in range(2 * MOST):
        assert invited.identity.who(mia, now) == NOBODY and invited.invitations.look("half a link", HERE, now)
    assert joined(invited, now)


def test_links_of_somebody_who_is_no_owner_any_more_let_nobody_in(invited: Studio, now: datetime) -> None:
    accounts, erase = invited.store.accounts, invited.store.erasure.erase
    joined(invited, now, Role.OWNER)
    for is_no_more in (
        lambda who: accounts.set_role(who, Role.LEAD, now),
        lambda who: accounts.disable(who, now),
        lambda who: erase(who, now),
    ):
        who = invited.identity.who(joined(invited, now, Role.OWNER), now).person_id
        link = invited.invitations.make(Role.OWNER, who, now)
        assert is_no_more(who)
        assert invited.invitations.join(link, "Again", Caller(address=HERE), now) is None


# A provider


def test_whoever_a_provider_signs_in_waits_until_someone_lets_them_in(tmp_path: Path, now: datetime) -> None:
    studio = team(tmp_path, "oidc")
    mia = Caller(claims=claims(now), address=HERE)
    who = studio.identity.who(mia, now)
    assert who == Visitor(person_id_of("oidc https://id.example.com mia"), Role.PENDING, HERE)
    account = studio.store.accounts.get(who.person_id)
    assert account is not None and (account.name, account.mail) == ("Mia", "mia@example.com")
    studio.store.accounts.set_role(who.person_id, Role.MAKER, now)
    other_mail = Caller(claims=claims(now, mail="mia@elsewhere.example"), address=HERE)
    assert studio.identity.who(other_mail, now).role is Role.MAKER
    assert studio.identity.who(Caller(claims=claims(now, "ben"), address=HERE), now).role is Role.PENDING


@pytest.mark.parametrize(
    ("mail", "verified", "role"),
    [
        ("mia@example.com", True, Role.MAKER),
        ("MIA@EXAMPLE.COM", True, Role.MAKER),
        ("mia@example.com", False, Role.PENDING),
        ("mia@sub.example.com", True, Role.PENDING),
        ("mia@example.com.evil.example", True, Role.PENDING),
        ("example.com", True, Role.PENDING),
        ("", True, Role.PENDING),
    ],
)
def test_a_mail_domain_lets_in_only_whose_address_is_sure(
    tmp_path: Path, now: datetime, mail: str, verified: bool, role: Role
) -> None:
    studio = team(tmp_path, "oidc", CASTBOARD_SIGN_IN_DOMAINS="example.com, other.example")
    who = studio.identity.who(Caller(claims=claims(now, mail=mail, mail_verified=verified), address=HERE), now)
    assert who.role is role


def test_a_providers_cookie_ends_with_signing_out_and_with_its_time(tmp_path: Path, now: datetime) -> None:
    studio = team(tmp_path, "oidc", CASTBOARD_SIGN_IN_DOMAINS="example.com")
    here, pad, phone = (Caller(claims=claims(now, mark=mark), address=HERE) for mark in ("here", "pad", "phone"))
    assert studio.identity.who(here, now).is_let_in and studio.identity.who(phone, now).is_let_in
    studio.identity.sign_out(here, now)
    assert studio.identity.who(here, now) == NOBODY and studio.identity.who(phone, now).is_let_in
    studio.identity.sign_out(pad, now)
    assert studio.identity.who(pad, now) == NOBODY and studio.identity.who(phone, now).is_let_in
    assert studio.identity.who(phone, now + SIGNED_IN_FOR) == NOBODY
    her_id = studio.identity.who(phone, now).person_id
    studio.identity.sign_out_everywhere(her_id, phone, now)
    assert studio.identity.who(phone, now) == NOBODY
    again = Caller(claims=claims(now + SECOND), address=HERE)
    assert studio.identity.who(again, now + SECOND).is_let_in


def test_an_old_cookie_makes_nobody_one_of_the_team(tmp_path: Path, now: datetime) -> None:
    studio = team(tmp_path, "oidc")
    assert studio.identity.who(Caller(claims=claims(now - SIGNED_IN_FOR), address=HERE), now) == NOBODY
    assert studio.store.accounts.all() == []


def test_a_link_for_somebody_gives_back_no_role_that_they_lost(tmp_path: Path, now: datetime) -> None:
    studio = team(tmp_path, "oidc")
    mia = Caller(claims=claims(now), address=HERE)
    who = studio.identity.who(mia, now).person_id
    studio.store.accounts.set_role(who, Role.VIEWER, now)
    link = studio.invitations.make(Role.OWNER, "", now, person_id=who)
    assert studio.invitations.give_role(link, who, mia, now) and studio.identity.who(mia, now).role is Role.VIEWER


# A proxy


def test_whoever_a_proxy_names_is_known_by_that_name(tmp_path: Path, now: datetime) -> None:
    studio = team(tmp_path, "proxy", CASTBOARD_SIGN_IN_DOMAINS="example.com")
    mia = studio.identity.who(Caller(named="mia@example.com", address=HERE), now)
    assert (mia.person_id, mia.role) == (person_id_of("proxy mia@example.com"), Role.MAKER)
    assert studio.identity.who(Caller(named="ben", address=HERE), now).role is Role.PENDING
    assert studio.identity.who(Caller(address=HERE), now) == NOBODY


@pytest.mark.parametrize("sign_in", ["oidc", "invite", "proxy"])
def test_one_way_in_is_no_other(tmp_path: Path, now: datetime, sign_in: str) -> None:
    studio = team(tmp_path, sign_in, CASTBOARD_SIGN_IN_DOMAINS="example.com")
    all_of_it = Caller(token="A" * 43, claims=claims(now), named="mia@example.com", address=HERE)
    own = {"oidc": "claims", "invite": "token", "proxy": "named"}[sign_in]
    others = replace(all_of_it, **{own: Caller.__dataclass_fields__[own].default})
    assert studio.identity.who(others, now) == NOBODY


def test_what_people_did_to_come_and_go_is_told(invited: Studio, now: datetime) -> None:
    mia = joined(invited, now)
    invited.identity.sign_out(mia, now)
    with invited.store._read() as connection:
        lines = connection.exec_driver_sql("SELECT deed, address FROM audit ORDER BY id").all()
    assert [tuple(line) for line in lines] == [("joined", HERE), ("signed_out", HERE)]
