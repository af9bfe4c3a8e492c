"""What owners do about people: each deed, what comes of it, and what it leaves alone."""

from __future__ import annotations

import pytest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.audit_line import AuditQuery
from lib.domain.invitation import InvitationState
from lib.domain.role import Role
from lib.domain.sign_in import Caller, hash_of
from lib.domain.team import SignedIn, is_last_owner, listed
from lib.services.people_desk import PeopleDesk
from lib.services.rights import Rights
from lib.text.audit_sentences import audit_text, called
from lib.text.language import language_of, speaking
from tests.services.store_kit import NOW, later

OWNER = Actor("ann", Role.OWNER)
CHROME = Caller(address="192.0.2.7", browser="Mozilla/5.0 Chrome/150")


@pytest.fixture
def team(studio: Studio) -> Studio:
    """Ann, the owner; Bob, a maker; Cid, who waits."""
    for person_id, role in (("ann", Role.OWNER), ("bob", Role.MAKER), ("cid", Role.PENDING)):
        studio.store.accounts.join(person_id, role, NOW, name=person_id.title(), mail=f"{person_id}@studio.example")
    return studio


def role_of(studio: Studio, person_id: str) -> Role:
    account = studio.store.accounts.get(person_id)
    assert account is not None
    return account.role


def test_a_link_lets_somebody_new_in_once_and_is_listed_until_then(team: Studio) -> None:
    token = team.team.invite(OWNER, Role.VIEWER, NOW)
    (invitation,) = team.team.open_invitations(NOW)
    assert (invitation.role, invitation.made_by) == (Role.VIEWER, "ann") and token not in invitation.token_hash
    assert team.invitations.join(token, "Dan", CHROME, NOW)
    assert team.team.open_invitations(NOW) == []
    (dan,) = [one for one in team.team.people() if one.name == "Dan"]
    assert dan.role is Role.VIEWER
    assert team.team.signed_in(NOW) == {dan.id: [SignedIn("192.0.2.7", "Mozilla/5.0 Chrome/150", NOW)]}


def test_a_link_is_over_after_a_week_or_once_it_is_revoked(team: Studio) -> None:
    token = team.team.invite(OWNER, Role.MAKER, NOW)
    assert team.team.open_invitations(later(days=7)) == []
    (invitation,) = team.team.open_invitations(NOW)
    assert team.team.revoke(OWNER, invitation.token_hash, NOW)
    assert not team.team.revoke(OWNER, invitation.token_hash, NOW), "the second press"
    link = team.invitations.look(token, "", NOW)
    assert link and link.state is InvitationState.REVOKED


@pytest.mark.parametrize("end", ["used", "revoked", "late"])
def test_a_link_that_ends_while_it_is_looked_at_lets_nobody_in(team: Studio, end: str) -> None:
    """Two people open it at one moment, or an owner revokes it: what was looked at is not what is used."""
    rows = team.store.invitations
    token_hash, now = hash_of(team.team.invite(OWNER, Role.MAKER, NOW)), NOW
    sign_in = {"made_at": NOW, "renewed_at": NOW, "expires_at": later(days=30), "address": "", "browser": ""}
    if end == "used":
        assert rows.join(token_hash, "dan", "Dan", sign_in | {"token_hash": "of Dan"}, NOW)
    elif end == "revoked":
        assert rows.revoke(token_hash, NOW)
    else:
        now = later(days=7)
    assert not rows.join(token_hash, "eve", "Eve", sign_in | {"token_hash": "of Eve"}, now)
    assert not rows.give_role(token_hash, "cid", Role.MAKER, now)
    assert team.store.accounts.get("eve") is None and role_of(team, "cid") is Role.PENDING


def test_a_link_for_somebody_is_for_nobody_else(team: Studio) -> None:
    token = team.team.new_link(OWNER, "bob", NOW)
    assert token and not team.invitations.give_role(token, "cid", CHROME, NOW) and role_of(team, "cid") is Role.PENDING
    assert team.people.erase(OWNER, "bob", NOW)
    assert team.invitations.join(token, "Bob again", CHROME, NOW) is None
    link = team.invitations.look(token, "", NOW)
    assert link and link.state is InvitationState.REVOKED


def test_whoever_lost_their_sign_in_comes_back_as_themselves(team: Studio) -> None:
    token = team.team.new_link(OWNER, "bob", NOW)
    assert token and team.invitations.join(token, "", CHROME, NOW)
    assert list(team.team.signed_in(NOW)) == ["bob"] and role_of(team, "bob") is Role.MAKER
    assert team.team.new_link(OWNER, "cid", NOW) is None, "who waits is let in first"
    assert team.team.new_link(OWNER, "nobody", NOW) is None


def test_somebody_who_waits_is_let_in_and_a_role_is_changed(team: Studio) -> None:
    assert team.team.set_role(OWNER, "cid", Role.LEAD, NOW) and role_of(team, "cid") is Role.LEAD
    assert not team.team.set_role(OWNER, "nobody", Role.LEAD, NOW)
    with pytest.raises(ValueError, match="pending"):
        team.team.set_role(OWNER, "bob", Role.PENDING, NOW)


def test_the_last_owner_stays_one(team: Studio) -> None:
    assert not team.team.set_role(OWNER, "ann", Role.LEAD, NOW) and not team.team.disable(OWNER, "ann", NOW)
    assert is_last_owner(team.team.people()[0], team.team.people())
    assert team.team.set_role(OWNER, "bob", Role.OWNER, NOW) and team.team.disable(OWNER, "ann", NOW)


def test_the_log_says_that_the_only_owner_was_not_erased_and_why(studio: Studio) -> None:
    studio.store.accounts.join("ann", Role.OWNER, NOW, name="Ann")
    people = PeopleDesk(studio.store, Rights(studio.store.audit, lambda: NOW))
    assert not people.erase(OWNER, "ann", NOW)
    (line,) = studio.store.audit.find(AuditQuery())
    assert not line.allowed and audit_text(line) == "Erase a person: the only owner of the team"
    assert studio.store.audit.count(AuditQuery(text="only own", called=called("only own"))) == 1
    with speaking(language_of("zh_Hans")):
        assert audit_text(line) == "清除个人信息：团队唯一的所有者"
    studio.store.accounts.join("eve", Role.OWNER, NOW, name="Eve")
    assert people.erase(OWNER, "ann", NOW)
    (newest, _before) = studio.store.audit.find(AuditQuery())
    assert newest.allowed and audit_text(newest) == "Erase a person"


def test_whoever_is_disabled_comes_in_nowhere_until_they_are_let_in_again(team: Studio) -> None:
    assert team.team.disable(OWNER, "bob", NOW)
    (bob,) = [one for one in team.team.people() if one.id == "bob"]
    assert not bob.is_let_in and team.team.new_link(OWNER, "bob", NOW) is None
    assert team.team.enable(OWNER, "bob", NOW) and role_of(team, "bob") is Role.MAKER


def test_signing_somebody_out_ends_all_their_sign_ins_and_nobody_elses(team: Studio) -> None:
    for person_id in ("ann", "bob"):
        token = team.team.new_link(OWNER, person_id, NOW)
        assert token and team.invitations.join(token, "", CHROME, NOW)
    assert team.team.sign_out(OWNER, "bob", later(hours=1))
    assert list(team.team.signed_in(later(hours=1))) == ["ann"]
    assert not team.team.sign_out(OWNER, "nobody", NOW)


def test_who_waits_is_listed_first_and_who_is_kept_out_last(team: Studio) -> None:
    team.team.disable(OWNER, "bob", NOW)
    assert [one.id for one in listed(team.team.people())] == ["cid", "ann", "bob"]
    assert [one.id for one in listed(team.team.people(), "BOB@")] == ["bob"]
