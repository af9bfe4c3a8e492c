"""The limits that were set: of each person, of everybody who has none of their own, of the team together."""

from __future__ import annotations

from datetime import datetime

from lib.domain.limits import Limits
from lib.services.store.database import Part, bump
from lib.services.store.makes import limits_in
from lib.services.store.team_tables import limits


class LimitRows(Part):
    """Set and cleared; `Makes` holds against them what was made."""

    def all(self) -> dict[str, Limits]:
        """By their scope."""
        with self._read() as connection:
            return limits_in(connection)

    def set(self, scope: str, theirs: Limits | None, now: datetime, by: str) -> None:
        """These hold from now on; None takes away what was set, so that a person has everybody's again."""
        with self._write() as connection:
            connection.execute(limits.delete().where(limits.c.scope == scope))
            if theirs is not None:
                values = {"per_day": theirs.per_day, "at_once": theirs.at_once}
                connection.execute(limits.insert(), {"scope": scope, **values, "updated_at": now, "updated_by": by})
            bump(connection)
