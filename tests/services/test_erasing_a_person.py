"""Erasing a person: nothing that tells of them stays, what they made does, and nobody else loses anything."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from lib.app import build
from lib.domain.actor import Actor, Operation
from lib.domain.audit_line import AuditQuery
from lib.domain.cast_member import CastMember, MemberKind
from lib.domain.draft import Draft
from lib.domain.errors import NotPermitted
from lib.domain.limits import EACH, Limits
from lib.domain.preset import Preset
from lib.domain.role import Role
from lib.domain.sign_in import Caller, Claims
from lib.services.people_desk import PeopleDesk
from lib.services.rights import Rights
from lib.services.settings import load
from lib.services.store import Store
from lib.services.store.tables import metadata
from lib.services.store.team_tables import invitations, limits, makes, sign_ins, wishes
from tests.services.store_kit import NOW, a_job, added
from tests.services.test_store_people import BOARD

ANN, BOB = "a1b2" * 8, "c3d4" * 8
MAIL, NAME, ADDRESS = "ann@example.com", "Ann Lee", "192.0.2.7"


def rows(store: Store) -> dict[str, list[Any]]:
    """All that the database holds."""
    with store._read() as connection:
        return {one.name: [tuple(row) for row in connection.execute(select(one))] for one in metadata.sorted_tables}


def live(store: Store, person_id: str, name: str, mail: str) -> None:
    """A person who has used everything there is."""
    of = name[0]
    actor = Actor(person_id, Role.OWNER, ADDRESS)
    store.accounts.join(person_id, Role.OWNER, NOW, name=name, mail=mail, issuer=f"of {name}", subject=f"s {name}")
    store.people.set_language(person_id, "en", NOW)
    store.drafts.save(f"draft of {of}", person_id, BOARD, NOW)
    store.drafts.keep_box(f"draft of {of}", ["job"])
    for team in (False, True):
        store.presets.save(Preset(f"{team} {of}", person_id, team, f"{team} {of}", {"duration": 5}), NOW)
    store.presets.choose_default(person_id, f"True {of}")
    store.notes.set(f"no_guide.{person_id}", "1")
    store.members.add(CastMember(id=f"member {of}", name="Mia", kind=MemberKind.PERSON), person_id, NOW)
    added(store, a_job(id=f"job {of}", person_id=person_id))
    Rights(store.audit, lambda: NOW)(actor, Operation.GENERATE)
    store.audit.add(Actor(BOB, Role.OWNER), "change_people", NOW, about=person_id, params={"name": name})
    sign_in = {"made_at": NOW, "renewed_at": NOW, "expires_at": NOW, "address": ADDRESS, "browser": "Firefox"}
    wish = {"asked_at": NOW, "note": f"for {name}", "answered_by": "", "extra": 0}
    make = {"take": 1, "service": "s", "model": "m", "created_at": NOW}
    with store._write() as connection:
        connection.execute(sign_ins.insert(), {"token_hash": f"hash of {of}", "person_id": person_id, **sign_in})
        connection.execute(wishes.insert(), {"id": f"wish of {of}", "person_id": person_id, **wish})
        connection.execute(makes.insert(), {"click": f"click of {of}", "person_id": person_id, **make})
        answered = {"id": f"answered by {of}", "person_id": "someone", "note": "", "answered_by": person_id}
        connection.execute(wishes.insert(), {**wish, **answered})
        for scope in (person_id, f"scope of {of}"):
            limit = {"scope": scope, "per_day": 5, "updated_at": NOW, "updated_by": person_id}
            connection.execute(limits.insert(), limit)
        link = {"role": "maker", "made_at": NOW, "expires_at": NOW, "person_id": "", "made_by": "", "used_by": ""}
        for part in ("person_id", "made_by", "used_by"):
            row = {**link, "token_hash": f"{part} {of}", part: person_id}
            connection.execute(invitations.insert(), row)


def test_nothing_tells_of_them_and_what_they_made_stays(store: Store) -> None:
    live(store, ANN, NAME, MAIL)
    live(store, BOB, "Bob", "bob@example.com")
    before = rows(store)
    revision = store.revision()
    assert PeopleDesk(store).erase(Actor(ANN, Role.VIEWER), ANN, NOW)
    kept = str(rows(store))
    for secret in (ANN, NAME, MAIL, f"of {NAME}", f"s {NAME}"):
        assert secret not in kept, secret
    assert [line.address for line in store.audit.find(AuditQuery()) if line.person_id not in (BOB, "")] == [""]
    job, member = store.jobs.get("job A"), store.members.get("member A")
    assert job is not None and member is not None and job.person_id == member.made_by != ANN
    assert [event.actor for event in store.jobs.story(job.id)] == [Actor(job.person_id)]
    assert store.people.get(job.person_id) is None
    assert [one.team for one in store.presets.usable_by(ANN)] == [True, True]
    assert store.revision() > revision
    bobs = {name: [row for row in found if BOB in str(row)] for name, found in before.items()}
    assert {name: [row for row in found if BOB in str(row)] for name, found in rows(store).items()} | {
        "audit": [],
        "limits": [],
    } == bobs | {"audit": [], "limits": []}


def test_their_pictures_may_leave_the_disk(store: Store) -> None:
    store.drafts.save("d", ANN, BOARD, NOW)
    shas = [one.sha256 for one in (BOARD.cast[0].pictures[0].fitted.original, BOARD.cast[0].pictures[0].fitted.sending)]
    assert PeopleDesk(store).erase(Actor(ANN), ANN, NOW)
    assert store.needs.pictures(shas) == set() and store.needs.dropped(shas) == set(shas)


def test_the_last_owner_cannot_be_erased(store: Store) -> None:
    store.accounts.join(ANN, Role.OWNER, NOW, name=NAME)
    store.accounts.join(BOB, Role.OWNER, NOW, name="Bob")
    store.accounts.disable(BOB, NOW)
    store.drafts.save("d", ANN, Draft(scene="x"), NOW)
    before = rows(store)
    assert not PeopleDesk(store).erase(Actor(ANN, Role.OWNER), ANN, NOW)
    assert rows(store) == before
    store.accounts.enable(BOB, NOW)
    assert PeopleDesk(store).erase(Actor(ANN, Role.OWNER), ANN, NOW)


@pytest.mark.parametrize("way", ["oidc", "proxy"])
def test_whoever_comes_back_is_let_in_by_an_owner_and_not_by_their_mail_domain(
    tmp_path: Path, draft: Draft, now: datetime, way: str
) -> None:
    """Else a new account would have a fresh daily limit, and a maker's role again after an owner took it away."""
    names = {"CASTBOARD_SIGN_IN": way, "CASTBOARD_SIGN_IN_DOMAINS": "example.com", "CASTBOARD_DATA_DIR": str(tmp_path)}
    studio = build(load(tmp_path, names))
    studio.open()
    said = Claims("https://id.example.com", "ann", NAME, MAIL, True, now, "mark")
    caller = Caller(claims=said) if way == "oidc" else Caller(named=MAIL)
    who = studio.identity.who
    first = who(caller, now)
    me = Actor(first.person_id, first.role)
    assert me.role is Role.MAKER
    studio.limits.set(Actor(BOB, Role.LEAD), EACH, Limits(per_day=1), now)
    studio.desk.generate(me, draft, "click", now)
    assert studio.people.erase(me, me.person_id, now)
    back = who(caller, now)
    assert (back.person_id, back.role) == (me.person_id, Role.NOBODY)
    assert studio.store.accounts.all() == [] and MAIL not in str(rows(studio.store)), "kept again without being asked"
    with pytest.raises(NotPermitted):
        studio.desk.generate(Actor(back.person_id, back.role), draft, "again", now)
    studio.identity.ask_back(caller, now)
    assert who(caller, now).role is Role.PENDING
    studio.store.accounts.set_role(me.person_id, Role.VIEWER, now)
    studio.identity.ask_back(caller, now)
    assert who(caller, now).role is Role.VIEWER, "asking again changes nothing"
    assert studio.people.erase(me, me.person_id, now)
    assert who(caller, now + timedelta(days=29)).role is Role.NOBODY
    studio.close()


def test_only_owners_erase_others(store: Store) -> None:
    store.accounts.join(ANN, Role.MAKER, NOW, name=NAME)
    with pytest.raises(NotPermitted):
        PeopleDesk(store).erase(Actor(BOB, Role.LEAD), ANN, NOW)
    assert store.accounts.get(ANN) is not None
    assert PeopleDesk(store).erase(Actor(BOB, Role.OWNER), ANN, NOW)
    assert store.accounts.get(ANN) is None and store.people.get(ANN) is None
