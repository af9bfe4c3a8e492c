"""Small things that nobody deletes: boards whose jobs are gone, and the lists of zips that were fetched long ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select

from lib.services.store.database import Part
from lib.services.store.deleted import without_jobs
from lib.services.store.drafts import forget_drafts
from lib.services.store.erasure import ERASED
from lib.services.store.presets import forget_presets
from lib.services.store.reading import text_of
from lib.services.store.tables import drafts, notes, presets

_ZIP = "zip:"
"""Before the token of a zip in the key of its note."""


class Leftovers(Part):
    """What nothing refers to any more, for the sweep."""

    def boards_without_jobs(self, before: datetime, after: str, limit: int) -> list[tuple[str, datetime, int]]:
        """Boards kept for jobs of which none is there, unchanged since `before`: id, time, bytes; by id from `after`.

        Looks at `limit` boards and gives those of them.
        """
        idle = and_(without_jobs(), drafts.c.updated_at <= before, drafts.c.id > after)
        columns = (drafts.c.id, drafts.c.updated_at, drafts.c.body)
        with self._read() as connection:
            rows = connection.execute(select(*columns).where(idle).order_by(drafts.c.id).limit(limit))
            return [(row.id, row.updated_at, len(row.body)) for row in rows]

    def forget_boards(self, ids: Sequence[str], before: datetime) -> list[str]:
        """Delete those of the boards that are still without a job and unchanged; their ids."""
        with self._write() as connection:
            idle = and_(without_jobs(), drafts.c.updated_at <= before, drafts.c.id.in_(ids))
            found = list(connection.execute(select(drafts.c.id).where(idle)).scalars())
            forget_drafts(connection, found)
            return found

    def deleted_drafts(self, before: datetime, after: str, limit: int) -> list[tuple[str, str, int]]:
        """Drafts that were deleted at `before` or earlier: id, name, bytes; by id from behind `after`."""
        old = and_(drafts.c.deleted_at <= before, drafts.c.id > after)
        columns = (drafts.c.id, drafts.c.name, drafts.c.body)
        with self._read() as connection:
            rows = connection.execute(select(*columns).where(old).order_by(drafts.c.id).limit(limit))
            return [(row.id, text_of(row.name), len(row.body)) for row in rows]

    def forget_deleted_drafts(self, ids: Sequence[str], before: datetime) -> list[str]:
        """Delete those of the drafts that are still deleted for that long; their ids."""
        with self._write() as connection:
            old = and_(drafts.c.deleted_at <= before, drafts.c.id.in_(ids))
            found = list(connection.execute(select(drafts.c.id).where(old)).scalars())
            forget_drafts(connection, found)
            return found

    def deleted_presets(self, before: datetime, after: str, limit: int) -> list[tuple[str, str, int]]:
        """Presets that were deleted at `before` or earlier: id, name, bytes; by id from behind `after`."""
        old = and_(presets.c.deleted_at <= before, presets.c.id > after)
        columns = (presets.c.id, presets.c.name, presets.c.settings)
        with self._read() as connection:
            rows = connection.execute(select(*columns).where(old).order_by(presets.c.id).limit(limit))
            return [(row.id, text_of(row.name), len(text_of(row.settings))) for row in rows]

    def forget_deleted_presets(self, ids: Sequence[str], before: datetime) -> list[str]:
        """Delete those of the presets that are still deleted for that long; their ids."""
        with self._write() as connection:
            old = and_(presets.c.deleted_at <= before, presets.c.id.in_(ids))
            found = list(connection.execute(select(presets.c.id).where(old)).scalars())
            forget_presets(connection, found)
            return found

    def zip_notes(self, after: str, limit: int) -> list[tuple[str, datetime | None, int]]:
        """The lists of zips: key, since when, bytes; by key from behind `after`."""
        return self._notes(_ZIP, after, limit)

    def traces(self, after: str, limit: int) -> list[tuple[str, datetime | None, int]]:
        """What is kept of people who were erased; the same."""
        return self._notes(ERASED, after, limit)

    def _notes(self, begin: str, after: str, limit: int) -> list[tuple[str, datetime | None, int]]:
        # Unlike a pattern, a range of keys is read from their index everywhere; ";" is what follows ":".
        wanted = and_(notes.c.key > max(after, begin), notes.c.key < begin.replace(":", ";"))
        with self._read() as connection:
            rows = connection.execute(select(notes).where(wanted).order_by(notes.c.key).limit(limit))
            return [(row.key, row.noted_at, len(row.value)) for row in rows]

    def time_notes(self, keys: Sequence[str], now: datetime) -> None:
        """Let the time of those that have none begin now: an earlier version wrote them."""
        with self._write() as connection:
            untimed = and_(notes.c.key.in_(keys), notes.c.noted_at.is_(None))
            connection.execute(notes.update().where(untimed).values(noted_at=now))

    def forget_notes(self, keys: Sequence[str], before: datetime) -> list[str]:
        """Delete those of the notes that are still that old; their keys."""
        with self._write() as connection:
            old = and_(notes.c.key.in_(keys), notes.c.noted_at <= before)
            found = list(connection.execute(select(notes.c.key).where(old)).scalars())
            connection.execute(notes.delete().where(notes.c.key.in_(found)))
            return found
