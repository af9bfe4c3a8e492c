"""Sign-ins and invitations that count no longer: what the sweep takes, some time after their end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table, and_, select

from lib.services.store.database import Database, Part
from lib.services.store.reading import text_of


class PastRows(Part):
    """Of one table whose rows have a `token_hash` and an `expires_at`. No page notices that they go."""

    def __init__(self, database: Database, table: Table) -> None:
        super().__init__(database)
        self._table, self._columns = table, table.c

    def older(self, before: datetime, after: str, limit: int) -> list[str]:
        """The hashes of those that ended by themselves before that time; by hash from behind `after`.

        One that was used, revoked or signed out goes no sooner: a provider's cookie that was signed out would count
        again, and whoever opens an old link reads what became of it.
        """
        hashes = self._columns.token_hash
        over = and_(self._columns.expires_at < before, hashes > after)
        with self._read() as connection:
            found = connection.execute(select(hashes).where(over).order_by(hashes).limit(limit)).scalars()
            return [text_of(one) for one in found]

    def forget(self, hashes: Sequence[str], before: datetime) -> list[str]:
        """Delete those of them that still ended before that time; their hashes."""
        over = and_(self._columns.token_hash.in_(hashes), self._columns.expires_at < before)
        with self._write() as connection:
            found = [text_of(one) for one in connection.execute(select(self._columns.token_hash).where(over)).scalars()]
            connection.execute(self._table.delete().where(self._columns.token_hash.in_(found)))
            return found
