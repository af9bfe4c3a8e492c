"""Videos that were given up by an earlier version are fetched once more by the next one that takes over the data."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from lib.domain.job import JobState
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.job_status import KEPT_FOR
from lib.services.store.database import Part, bump
from lib.services.store.rows import write_events
from lib.services.store.tables import jobs, notes

_ONCE_MORE = "fetch_once_more"
"""The note that a migration leaves behind where videos may be had that the version before it refused."""


class OnceMore(Part):
    """What is done once for what an earlier version gave up too soon."""

    def fetch(self, now: datetime) -> int:
        """After an upgrade: bring what is not saved and may still be had back to saving, once; says how many jobs."""
        due = notes.c.key == _ONCE_MORE
        with self._read() as connection:
            if connection.execute(select(notes.c.key).where(due)).first() is None:
                return 0
        made = func.coalesce(jobs.c.finished_at, jobs.c.created_at)
        wanted = (jobs.c.state == JobState.UNSAVED.value) & (made > now - KEPT_FOR) & jobs.c.gone_at.is_(None)
        with self._write() as connection:
            if connection.execute(notes.delete().where(due)).rowcount == 0:
                return 0
            ids = list(connection.execute(select(jobs.c.id).where(wanted)).scalars())
            values = {"state": JobState.SAVING.value, "state_since": now, "next_at": None, "tries": 0, "owner": None}
            for job_id in ids:
                connection.execute(jobs.update().where(jobs.c.id == job_id).values(values))
                write_events(connection, job_id, [JobEvent(now, EventKind.FETCHED_ONCE_MORE)])
            bump(connection)
            return len(ids)
