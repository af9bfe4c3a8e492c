"""The signs that trackers leave: which process runs where, and when it was last there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from lib.domain.running import FORGOTTEN_AFTER, TrackerSign
from lib.services.store.database import Part
from lib.services.store.reading import text_of, time_of
from lib.services.store.tables import notes

_TRACKER = "tracker:"
_BEHIND_TRACKER = "tracker;"
"""The first key that no sign can have; unlike a pattern, such a range is read from the key's index everywhere."""
_OURS = (notes.c.key >= _TRACKER) & (notes.c.key < _BEHIND_TRACKER)


class TrackerSigns(Part):
    """One per process. Pages are not told of new ones."""

    def leave(self, owner: str, host: str, process: int, began_at: datetime, now: datetime) -> None:
        """Note that this tracker is alive; forgets those that have not been heard from for long."""
        value = json.dumps({"host": host, "process": process, "began_at": began_at.isoformat()})
        mine = {"value": value, "noted_at": now}
        with self._write() as connection:
            if connection.execute(notes.update().where(notes.c.key == _TRACKER + owner).values(mine)).rowcount == 0:
                connection.execute(notes.insert(), {"key": _TRACKER + owner, **mine})
                connection.execute(notes.delete().where(_OURS, notes.c.noted_at < now - FORGOTTEN_AFTER))

    def take_back(self, owner: str) -> None:
        """Remove the sign of a tracker that stops in an orderly way."""
        with self._write() as connection:
            connection.execute(notes.delete().where(notes.c.key == _TRACKER + owner))

    def all(self) -> list[TrackerSign]:
        """Those of which something was heard, the last sign first."""
        with self._read() as connection:
            rows = connection.execute(select(notes.c.key, notes.c.value, notes.c.noted_at).where(_OURS)).all()
        signs = [_sign(text_of(row.key), text_of(row.value), time_of(row.noted_at)) for row in rows]
        return sorted((one for one in signs if one), key=lambda one: one.seen_at, reverse=True)


def _sign(key: str, value: str, seen_at: datetime | None) -> TrackerSign | None:
    """None for what another version wrote and this one cannot read."""
    try:
        sign = json.loads(value)
        began_at = datetime.fromisoformat(sign["began_at"]) if isinstance(sign, Mapping) else None
        if began_at is None or began_at.tzinfo is None or seen_at is None:
            return None
        return TrackerSign(key.removeprefix(_TRACKER), str(sign["host"]), int(sign["process"]), began_at, seen_at)
    except (ValueError, TypeError, KeyError):
        return None
