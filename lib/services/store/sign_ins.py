"""Where people are signed in, and what their account says at the same moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from lib.domain.role import Role
from lib.domain.sign_in import SignInStatus
from lib.domain.team import SignedIn
from lib.services.store.accounts import role_of
from lib.services.store.database import Part, bump
from lib.services.store.reading import LONG_AGO, text_of, time_of
from lib.services.store.tables import people
from lib.services.store.team_tables import sign_ins

_OF_PEOPLE = (people.c.role, people.c.disabled_at, people.c.signed_out_at)


class SignIns(Part):
    """One row for each browser that is signed in by us, and for each provider's cookie that was signed out."""

    def of_token(self, token_hash: str) -> SignInStatus | None:
        """Who has the token of this hash, also where it does not count any more; None if nobody ever had it."""
        columns = (sign_ins.c.person_id, sign_ins.c.ended_at, sign_ins.c.expires_at, sign_ins.c.renewed_at)
        both = sign_ins.join(people, people.c.id == sign_ins.c.person_id)
        with self._read() as connection:
            wanted = select(*columns, *_OF_PEOPLE).select_from(both).where(sign_ins.c.token_hash == token_hash)
            row = connection.execute(wanted).first()
            return None if row is None else _status(row, time_of(row.expires_at), time_of(row.renewed_at))

    def of_person(self, person_id: str, mark: str) -> SignInStatus | None:
        """How somebody stands who shows a cookie of this mark; None if they are not in the team yet."""
        its_own = and_(sign_ins.c.token_hash == mark, sign_ins.c.person_id == people.c.id)
        wanted = (
            select(people.c.id.label("person_id"), sign_ins.c.ended_at, *_OF_PEOPLE)
            .select_from(people.outerjoin(sign_ins, its_own))
            .where(people.c.id == person_id, people.c.role != Role.NOBODY.value)
        )
        with self._read() as connection:
            row = connection.execute(wanted).first()
            return None if row is None else _status(row)

    def renew(self, token_hash: str, now: datetime, expires_at: datetime) -> None:
        """Extend a sign-in that has not ended until then."""
        there = (sign_ins.c.token_hash == token_hash) & sign_ins.c.ended_at.is_(None)
        with self._write() as connection:
            connection.execute(sign_ins.update().where(there).values(renewed_at=now, expires_at=expires_at))

    def end(self, token_hash: str, now: datetime) -> None:
        """Invalidate one of our tokens."""
        there = (sign_ins.c.token_hash == token_hash) & sign_ins.c.ended_at.is_(None)
        with self._write() as connection:
            connection.execute(sign_ins.update().where(there).values(ended_at=now))

    def end_mark(self, mark: str, person_id: str, made_at: datetime, expires_at: datetime, now: datetime) -> None:
        """Invalidate a provider's cookie, although it is signed and has not expired."""
        row = {
            "token_hash": mark,
            "person_id": person_id,
            "made_at": made_at,
            "renewed_at": made_at,
            "expires_at": expires_at,
            "ended_at": now,
            "address": "",
            "browser": "",
        }
        with self._write() as connection:
            known = select(sign_ins.c.token_hash).where(sign_ins.c.token_hash == mark)
            if connection.execute(known).first() is None:
                connection.execute(sign_ins.insert(), row)

    def end_all(self, person_id: str, now: datetime) -> None:
        """Sign somebody out in every browser."""
        theirs = (sign_ins.c.person_id == person_id) & sign_ins.c.ended_at.is_(None)
        with self._write() as connection:
            connection.execute(sign_ins.update().where(theirs).values(ended_at=now))
            connection.execute(people.update().where(people.c.id == person_id).values(signed_out_at=now))
            bump(connection)

    def open_by_person(self, now: datetime) -> dict[str, list[SignedIn]]:
        """By person: the browsers in which a token of ours counts still, the last used first."""
        wanted = select(sign_ins.c.person_id, sign_ins.c.address, sign_ins.c.browser, sign_ins.c.renewed_at)
        counts = sign_ins.c.ended_at.is_(None) & (sign_ins.c.expires_at > now)
        found: dict[str, list[SignedIn]] = {}
        with self._read() as connection:
            for row in connection.execute(wanted.where(counts).order_by(sign_ins.c.renewed_at.desc())):
                used_at = time_of(row.renewed_at) or LONG_AGO
                one = SignedIn(text_of(row.address), text_of(row.browser), used_at)
                found.setdefault(text_of(row.person_id), []).append(one)
        return found


def _status(row: Any, expires_at: datetime | None = None, renewed_at: datetime | None = None) -> SignInStatus:
    return SignInStatus(
        person_id=text_of(row.person_id),
        role=role_of(row.role),
        disabled=row.disabled_at is not None,
        signed_out_at=time_of(row.signed_out_at),
        ended=row.ended_at is not None,
        expires_at=expires_at,
        renewed_at=renewed_at,
    )
