"""Who asked for more than their limit, and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, select

from lib.domain.limits import LONGEST_NOTE, Wish
from lib.services.store.database import Part, bump
from lib.services.store.reading import LONG_AGO, text_of, time_of
from lib.services.store.team_tables import wishes


class Wishes(Part):
    """One open wish a person."""

    def open(self) -> list[Wish]:
        """Those that nobody has answered yet, the oldest first."""
        waiting = select(wishes).where(wishes.c.answered_at.is_(None)).order_by(wishes.c.asked_at, wishes.c.id)
        with self._read() as connection:
            return [wish_of(row) for row in connection.execute(waiting)]

    def ask(self, person_id: str, note: str, now: datetime) -> Wish:
        """The wish of this person that is open: a new one, or the one that was there."""
        theirs = select(wishes).where(wishes.c.person_id == person_id, wishes.c.answered_at.is_(None))
        with self._write() as connection:
            if row := connection.execute(theirs).first():
                return wish_of(row)
            made = Wish(uuid4().hex, person_id, now, note[:LONGEST_NOTE])
            values = {"id": made.id, "person_id": person_id, "asked_at": now, "note": made.note}
            connection.execute(wishes.insert(), values | {"answered_by": "", "extra": 0})
            bump(connection)
            return made

    def answer(self, wish_id: str, answered_by: str, extra: int, now: datetime) -> bool:
        """False where somebody else has answered meanwhile. `extra`: so many videos more for a day; 0: none."""
        still_open = (wishes.c.id == wish_id) & wishes.c.answered_at.is_(None)
        values = {"answered_at": now, "answered_by": answered_by, "extra": extra}
        with self._write() as connection:
            if not connection.execute(wishes.update().where(still_open).values(values)).rowcount:
                return False
            bump(connection)
            return True


def wish_of(row: Row[Any]) -> Wish:
    """A row as a wish; a number that cannot be read grants nothing."""
    return Wish(
        id=text_of(row.id),
        person_id=text_of(row.person_id),
        asked_at=time_of(row.asked_at) or LONG_AGO,
        note=text_of(row.note),
        answered_at=time_of(row.answered_at),
        answered_by=text_of(row.answered_by),
        extra=row.extra if isinstance(row.extra, int) and row.extra > 0 else 0,
    )
