"""Rows that cannot be read: set aside with their reason, shown, and taken in again once they can be read."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, false, func, or_, select

from lib.domain.errors import RecordUnreadable
from lib.domain.job import MOVING, Job, JobState
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.lists import Unreadable
from lib.services.store.database import Part, bump
from lib.services.store.reading import job_of, left_of
from lib.services.store.rows import select_jobs, write_events
from lib.services.store.tables import jobs

log = logging.getLogger(__name__)

_AT_REST = sorted(set(JobState) - MOVING)
_FLAGS = ("set_aside", "deleted")


class Damaged(Part):
    """Finds the rows that cannot be read, and says what is left of them."""

    def check_moving(self, now: datetime) -> None:
        """Look at every row that something is to be done with, and once more at those that could not be read."""
        wanted = or_(jobs.c.state.not_in(_AT_REST), jobs.c.unreadable.is_not(None))
        with self._read() as connection:
            rows = connection.execute(select_jobs().where(wanted)).mappings().all()
            hidden = [flag for flag in _FLAGS if connection.execute(select(jobs.c.id).where(_neither(flag))).first()]
        changed = [row["id"] for row in rows if _reason(row) != (row["unreadable"] or "")]
        if not (changed or hidden):
            return
        with self._write() as connection:
            readable_or_aside(connection, changed, now)
            for flag in hidden:
                connection.execute(jobs.update().where(_neither(flag)).values({flag: False}))
            bump(connection)

    def left_of(self, job_id: str) -> Unreadable | None:
        """What is left of a job that cannot be read; None for one that can, or is not there."""
        with self._read() as connection:
            row = connection.execute(select_jobs().where(jobs.c.id == job_id)).mappings().first()
        reason = _reason(row) if row else ""
        return left_of(row, reason) if row and reason else None

    def count(self) -> int:
        """How many jobs were set aside because they cannot be read; without deleted ones."""
        wanted = jobs.c.unreadable.is_not(None) & (jobs.c.deleted == false())
        with self._read() as connection:
            return connection.execute(select(func.count()).select_from(jobs).where(wanted)).scalar_one()


def _neither(flag: str) -> ColumnElement[bool]:
    """A flag that is neither up nor down would hide its job from every list."""
    return jobs.c[flag].not_in([True, False])


def readable_or_aside(connection: Connection, ids: Sequence[str], now: datetime) -> list[Job]:
    """The jobs with these ids, in their order; a row that cannot be read is set aside, in the same write, and left out.

    So is one that is not found by its id: where that is no text, the database gives it in another form than it has.
    """
    found: list[Job] = []
    for row in connection.execute(select_jobs().where(jobs.c.id.in_(ids))).mappings().all():
        reason = _reason(row)
        if not reason:
            found.append(job_of(row))
        if reason != (row["unreadable"] or ""):
            _mark(connection, row, reason, now)
    return sorted(found, key=lambda job: ids.index(job.id))


def _reason(row: RowMapping) -> str:
    """What is wrong with a row; "" if it can be read."""
    try:
        job_of(row)
    except RecordUnreadable as error:
        return error.detail
    return ""


def _mark(connection: Connection, row: RowMapping, reason: str, now: datetime) -> None:
    if reason:
        log.error("Job %s cannot be read and is set aside: %s", row["id"], reason)
    event = JobEvent(now, EventKind.UNREADABLE, {"reason": reason}) if reason else JobEvent(now, EventKind.READABLE)
    # As set aside it is out of every list and count but that one.
    values = {"unreadable": reason or None, "set_aside": bool(reason)}
    connection.execute(jobs.update().where(jobs.c.id == row["id"]).values(values))
    write_events(connection, row["id"], [event])
    bump(connection)
