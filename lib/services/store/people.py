"""People with their names, and small facts under a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Table, select

from lib.domain.lists import Person
from lib.services.store.columns import clean
from lib.services.store.database import Part, bump
from lib.services.store.reading import text_of
from lib.services.store.tables import notes, people


class People(Part):
    """Who uses the app: browsers, and the names that they were given."""

    def get(self, person_id: str) -> Person | None:
        """None for someone who never gave a name nor chose a language."""
        columns = (people.c.id, people.c.name, people.c.language)
        with self._read() as connection:
            row = connection.execute(select(*columns).where(people.c.id == person_id)).first()
            return None if row is None else Person(*map(text_of, row))

    def names(self) -> dict[str, str]:
        """The names of all who gave one, by their id."""
        with self._read() as connection:
            return {row.id: text_of(row.name) for row in connection.execute(select(people.c.id, people.c.name))}

    def set_name(self, person_id: str, name: str, now: datetime) -> None:
        """Rename a person; pages are only told if the name is new."""
        with self._write() as connection:
            before = connection.execute(select(people.c.name).where(people.c.id == person_id)).scalar()
            if before != clean(name):
                _put(connection, people, {"id": person_id}, {"name": name, "updated_at": now})

    def set_language(self, person_id: str, language: str, now: datetime) -> None:
        """The code of the language that a person chose, "" for that of the browser. Pages of others do not notice."""
        values = {"language": language, "updated_at": now}
        with self._write() as connection:
            known = connection.execute(people.update().where(people.c.id == person_id).values(values)).rowcount
            if not known:
                connection.execute(people.insert(), {"id": person_id, "name": "", **values})


class Notes(Part):
    """Small facts under a key."""

    def get(self, key: str) -> str | None:
        """None if nothing is kept. Another version may have written it: whoever reads more than text in it, checks."""
        with self._read() as connection:
            value = connection.execute(select(notes.c.value).where(notes.c.key == key)).scalar()
            return None if value is None else text_of(value)

    def set(self, key: str, value: str, now: datetime | None = None) -> None:
        """Keep a small fact; pages only notice if it is a new one. `now`: for one that is kept for a while only."""
        with self._write() as connection:
            if now is not None:
                connection.execute(notes.update().where(notes.c.key == key).values(noted_at=now))
            before = connection.execute(select(notes.c.value).where(notes.c.key == key)).scalar()
            if before != clean(value):
                _put(connection, notes, {"key": key}, {"value": value, "noted_at": now})


def _put(connection: Connection, table: Table, key: dict[str, str], values: Mapping[str, object]) -> None:
    """Update the row, or insert it; nobody else writes meanwhile."""
    (name, value), *_ = key.items()
    if connection.execute(table.update().where(table.c[name] == value).values(values)).rowcount == 0:
        connection.execute(table.insert(), {**key, **values})
    bump(connection)
