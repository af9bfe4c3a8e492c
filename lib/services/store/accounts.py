"""People as members of the team: what each may do, and who is kept out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from lib.domain.role import Account, Role
from lib.services.store.columns import clean
from lib.services.store.database import Part, bump
from lib.services.store.reading import text_of, time_of
from lib.services.store.tables import people
from lib.services.store.team_tables import invitations

_COLUMNS = tuple(people.c[name] for name in ("id", "name", "role", "mail", "joined_at", "seen_at", "disabled_at"))


class Accounts(Part):
    """Those who ever signed in. Whoever only has a name, from before there was a sign-in, is not among them."""

    def get(self, person_id: str) -> Account | None:
        """None for somebody who never signed in."""
        wanted = select(*_COLUMNS).where(people.c.id == person_id, people.c.role != Role.NOBODY.value)
        with self._read() as connection:
            row = connection.execute(wanted).first()
            return None if row is None else _account(row)

    def all(self) -> list[Account]:
        """Everybody, by name."""
        wanted = select(*_COLUMNS).where(people.c.role != Role.NOBODY.value)
        with self._read() as connection:
            found = [_account(row) for row in connection.execute(wanted)]
        return sorted(found, key=lambda one: (one.name.casefold(), one.id))

    def join(self, person_id: str, role: Role, now: datetime, **facts: str) -> None:
        """Make a person one of the team in this role, or pending. `facts`: name, mail, issuer, subject."""
        with self._write() as connection:
            put_account(connection, person_id, role, now, **facts)
            bump(connection)

    def set_role(self, person_id: str, role: Role, now: datetime) -> bool:
        """False where nobody of this id is in the team, or where it would leave the team without an owner.

        Links that were made by somebody who is no owner any more, or kept out, let nobody in.
        """
        return self._change(person_id, {"role": role.value}, now, loses_owner=role is not Role.OWNER)

    def disable(self, person_id: str, now: datetime) -> bool:
        """Keep somebody out from now on. False as above."""
        return self._change(person_id, {"disabled_at": now}, now, loses_owner=True)

    def enable(self, person_id: str, now: datetime) -> bool:
        """Let somebody in again, in the role they had. False where there is nobody of this id."""
        return self._change(person_id, {"disabled_at": None}, now, loses_owner=False)

    def note_seen(self, person_id: str, now: datetime) -> None:
        """Note that they use the app, without telling pages."""
        with self._write() as connection:
            connection.execute(people.update().where(people.c.id == person_id).values(seen_at=now))

    def _change(self, person_id: str, values: Mapping[str, object], now: datetime, *, loses_owner: bool) -> bool:
        is_owner = (people.c.role == Role.OWNER.value) & people.c.disabled_at.is_(None)
        with self._write() as connection:
            owners = set(connection.execute(select(people.c.id).where(is_owner)).scalars())
            if loses_owner and owners == {person_id}:
                return False
            there = (people.c.id == person_id) & (people.c.role != Role.NOBODY.value)
            written = people.update().where(there).values({**values, "updated_at": now})
            changed = connection.execute(written).rowcount > 0
            if changed and loses_owner:
                withdraw_links(connection, person_id, now)
            if changed:
                bump(connection)
            return changed


def put_account(connection: Connection, person_id: str, role: Role, now: datetime, **facts: str) -> None:
    """Make a person one of the team within a write that does more."""
    values = {name: clean(value) for name, value in facts.items()}
    new: dict[str, object] = {**values, "role": role.value, "joined_at": now, "updated_at": now}
    if connection.execute(people.update().where(people.c.id == person_id).values(new)).rowcount == 0:
        connection.execute(people.insert(), {"id": person_id, "name": "", "language": "", **new})


def withdraw_links(connection: Connection, made_by: str, now: datetime) -> None:
    """Within a write: let nobody in by what this person made. They could come back by one of their own."""
    unused = invitations.c.used_at.is_(None) & invitations.c.revoked_at.is_(None)
    connection.execute(invitations.update().where(invitations.c.made_by == made_by, unused).values(revoked_at=now))


def role_of(value: object) -> Role:
    """The role that stands in a row; what nobody knows may do nothing."""
    role = text_of(value)
    return Role(role) if role in [*Role] else Role.PENDING


def _account(row: Row[Any]) -> Account:
    return Account(
        id=text_of(row.id),
        name=text_of(row.name),
        role=role_of(row.role),
        mail=text_of(row.mail),
        joined_at=time_of(row.joined_at),
        seen_at=time_of(row.seen_at),
        disabled_at=time_of(row.disabled_at),
    )
