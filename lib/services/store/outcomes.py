"""What came of the last jobs, and what went wrong with them: without their requests and what people wrote."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import false, func, or_, select, true

from lib.domain.job import MOVING, JobState
from lib.domain.service_health import Outcome
from lib.services.store.database import Part
from lib.services.store.reading import text_of, time_of
from lib.services.store.tables import jobs

_NAMES = "id name state state_since model off_peak sent_at ready_at trouble_kind trouble_code"
_COLUMNS = tuple(jobs.c[name] for name in _NAMES.split())
_MADE_BEFORE = timedelta(days=3)
"""Off-peak videos may take two days; what is older and comes back now tells nothing of the service."""
_BOTH = (false(), true())
_MOST = 1000
"""Jobs that are looked at; more tell nothing else."""
_STATES = frozenset(JobState)


class Outcomes(Part):
    """Also of jobs that were deleted since."""

    def lately(self, service: str, since: datetime) -> list[Outcome]:
        """Jobs of a service whose state changed at this time (UTC) or later, and those that move; the last first."""
        # By their time of making, of which there is an index: without it every job would be read.
        recent = jobs.c.created_at >= since - _MADE_BEFORE
        recent &= jobs.c.deleted.in_(_BOTH) & jobs.c.set_aside.in_(_BOTH)
        wanted = recent & or_(jobs.c.state_since >= since, jobs.c.state.in_(sorted(MOVING)))
        newest = select(*_COLUMNS).where(jobs.c.service == service, wanted).order_by(jobs.c.state_since.desc())
        with self._read() as connection:
            rows = connection.execute(newest.limit(_MOST)).all()
        return [
            Outcome(
                job_id=text_of(row.id),
                name=text_of(row.name),
                state=JobState(row.state),
                since=at,
                model=text_of(row.model),
                off_peak=bool(row.off_peak),
                sent_at=time_of(row.sent_at),
                ready_at=time_of(row.ready_at),
                trouble=text_of(row.trouble_kind),
                code=text_of(row.trouble_code),
            )
            for row in rows
            if row.state in _STATES and (at := time_of(row.state_since))
        ]

    def troubles(self, since: datetime) -> list[tuple[str, int, datetime | None]]:
        """Kinds of trouble that jobs have had since then (UTC), how often, and when last; the most frequent first."""
        counted = func.count().label("number")
        wanted = select(jobs.c.trouble_kind, counted, func.max(jobs.c.state_since).label("last"))
        wanted = wanted.where(jobs.c.trouble_kind.is_not(None), jobs.c.state_since >= since)
        with self._read() as connection:
            rows = connection.execute(wanted.group_by(jobs.c.trouble_kind).order_by(counted.desc())).all()
        return [(text_of(row.trouble_kind), row.number, time_of(row.last)) for row in rows]
