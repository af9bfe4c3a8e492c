"""Erasing a person: what is theirs alone goes; what they made for everyone stays, and is nobody's by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Column, Connection, select

from lib.domain.role import Role
from lib.domain.sign_in import ERASED_FOR, trace_of
from lib.services.store.accounts import withdraw_links
from lib.services.store.cast_tables import cast_members
from lib.services.store.database import Part, bump
from lib.services.store.drafts import forget_drafts
from lib.services.store.presets import forget_presets
from lib.services.store.tables import drafts, events, jobs, notes, people, preset_defaults, presets
from lib.services.store.team_tables import audit, invitations, limits, makes, sign_ins, wishes

ERASED = "erased:"
"""Before the trace of a person in the key of the note that they were erased."""
_SOME = 500
"""Rows of one statement that names them."""


class Erasure(Part):
    """All of it in one transaction: nobody is erased by half."""

    def erase(self, person_id: str, now: datetime) -> bool:
        """False, and nothing changed, for the last owner who can sign in.

        Their name, mail, sign-ins, drafts, presets of their own, wishes and notes go. The id goes too: it can be
        reckoned from what their provider calls them. What they made has another one from then on, of nobody. For a
        year a hash of the id tells that they were here, and nothing of what they did.
        """
        with self._write() as connection:
            if _is_last_owner(connection, person_id):
                return False
            withdraw_links(connection, person_id, now)
            _forget(connection, person_id)
            nobody, before = uuid4().hex, person_id
            for column in _WHO:
                connection.execute(column.table.update().where(column == before).values({column.name: nobody}))
            note = {"key": ERASED + trace_of(person_id), "value": "", "noted_at": now}
            connection.execute(notes.delete().where(notes.c.key == note["key"]))
            connection.execute(notes.insert(), note)
            bump(connection)
            return True

    def was_erased(self, person_id: str, now: datetime) -> bool:
        """Whether an account of theirs was deleted within a year."""
        recent = (notes.c.key == ERASED + trace_of(person_id)) & (notes.c.noted_at > now - ERASED_FOR)
        with self._read() as connection:
            return connection.execute(select(notes.c.key).where(recent)).first() is not None


_WHO: tuple[Column[str], ...] = (
    jobs.c.person_id,
    events.c.actor,
    cast_members.c.made_by,
    presets.c.person_id,
    makes.c.person_id,
    audit.c.person_id,
    audit.c.about,
    invitations.c.person_id,
    invitations.c.made_by,
    invitations.c.used_by,
    limits.c.updated_by,
    wishes.c.answered_by,
)
"""Where a person stands beside something that stays."""


def _is_last_owner(connection: Connection, person_id: str) -> bool:
    is_owner = (people.c.role == Role.OWNER.value) & people.c.disabled_at.is_(None)
    return set(connection.execute(select(people.c.id).where(is_owner)).scalars()) == {person_id}


def _forget(connection: Connection, person_id: str) -> None:
    theirs = connection.execute(select(drafts.c.id).where(drafts.c.person_id == person_id)).scalars().all()
    for some in _portions(theirs):
        forget_drafts(connection, some)
    own = select(presets.c.id).where(presets.c.person_id == person_id, presets.c.team.is_(False))
    for some in _portions(connection.execute(own).scalars().all()):
        forget_presets(connection, some)
    # What they did, with the place they did it from and the names that were noted of them by others.
    connection.execute(audit.update().where(audit.c.person_id == person_id).values(address=""))
    connection.execute(audit.update().where(audit.c.about == person_id).values(params="{}"))
    connection.execute(notes.delete().where(notes.c.key.endswith(f".{person_id}", autoescape=True)))
    for column in (
        preset_defaults.c.person_id,
        sign_ins.c.person_id,
        wishes.c.person_id,
        limits.c.scope,
        people.c.id,
    ):
        connection.execute(column.table.delete().where(column == person_id))


def _portions(ids: Iterable[str]) -> Iterable[list[str]]:
    wanted = list(ids)
    return (wanted[start : start + _SOME] for start in range(0, len(wanted), _SOME))
