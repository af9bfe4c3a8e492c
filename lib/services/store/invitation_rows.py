"""Links that let people into the team; each is used once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from lib.domain.invitation import Invitation
from lib.domain.role import Role
from lib.services.store.accounts import put_account, role_of
from lib.services.store.database import Part, bump
from lib.services.store.reading import LONG_AGO, text_of, time_of
from lib.services.store.tables import people
from lib.services.store.team_tables import invitations, sign_ins


class InvitationRows(Part):
    """The newest first."""

    def add(self, invitation: Invitation) -> None:
        """Keep a new one, by the hash of its token."""
        row = {
            "token_hash": invitation.token_hash,
            "role": invitation.role.value,
            "person_id": invitation.person_id,
            "made_by": invitation.made_by,
            "made_at": invitation.made_at,
            "expires_at": invitation.expires_at,
            "used_by": "",
        }
        with self._write() as connection:
            connection.execute(invitations.insert(), row)
            bump(connection)

    def get(self, token_hash: str) -> Invitation | None:
        with self._read() as connection:
            row = connection.execute(select(invitations).where(invitations.c.token_hash == token_hash)).first()
            return None if row is None else _invitation(row)

    def all(self) -> list[Invitation]:
        """All links, also those that are used, revoked or expired."""
        with self._read() as connection:
            wanted = select(invitations).order_by(invitations.c.made_at.desc(), invitations.c.token_hash)
            return [_invitation(row) for row in connection.execute(wanted)]

    def revoke(self, token_hash: str, now: datetime) -> bool:
        """Invalidate a link. False if it already is."""
        with self._write() as connection:
            there = _usable(token_hash, now)
            changed = connection.execute(invitations.update().where(there).values(revoked_at=now)).rowcount > 0
            if changed:
                bump(connection)
            return changed

    def join(self, token_hash: str, person_id: str, name: str, sign_in: dict[str, Any], now: datetime) -> bool:
        """Use it up, and sign somebody in by it whom it makes one of the team, or who is one already.

        `name`: of somebody new. `sign_in`: the row of their sign-in. False where it lets nobody in any more.
        """
        with self._write() as connection:
            role = _take(connection, token_hash, person_id, now)
            if role is None:
                return False
            if name:
                put_account(connection, person_id, role, now, name=name)
            connection.execute(sign_ins.insert(), {**sign_in, "person_id": person_id})
            bump(connection)
            return True

    def give_role(self, token_hash: str, person_id: str, role: Role, now: datetime) -> bool:
        """Use it up, and give somebody who is signed in this role. False as above."""
        with self._write() as connection:
            if _take(connection, token_hash, person_id, now) is None:
                return False
            values = {"role": role.value, "updated_at": now}
            connection.execute(people.update().where(people.c.id == person_id).values(values))
            bump(connection)
            return True


def _usable(token_hash: str, now: datetime) -> Any:
    unused = invitations.c.used_at.is_(None) & invitations.c.revoked_at.is_(None)
    return (invitations.c.token_hash == token_hash) & unused & (invitations.c.expires_at > now)


def _take(connection: Connection, token_hash: str, person_id: str, now: datetime) -> Role | None:
    """The role it gives; None where it lets nobody in any more."""
    values = {"used_at": now, "used_by": person_id}
    if connection.execute(invitations.update().where(_usable(token_hash, now)).values(values)).rowcount == 0:
        return None
    wanted = select(invitations.c.role).where(invitations.c.token_hash == token_hash)
    return role_of(connection.execute(wanted).scalar())


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        token_hash=text_of(row.token_hash),
        role=role_of(row.role),
        person_id=text_of(row.person_id),
        made_by=text_of(row.made_by),
        made_at=time_of(row.made_at) or LONG_AGO,
        expires_at=time_of(row.expires_at) or LONG_AGO,
        used_at=time_of(row.used_at),
        used_by=text_of(row.used_by),
        revoked_at=time_of(row.revoked_at),
    )
