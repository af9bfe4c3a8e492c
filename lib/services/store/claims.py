"""The tracker's side: which job is next, who works on it, and what becomes of it when that one is gone.

Rules: design.md section 4. A row in work carries its tracker's random id and a counter, which moves while it lives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, true

from lib.domain.causes import Cause
from lib.domain.errors import SubmissionUncertain
from lib.domain.job import Job, JobState, Trouble
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.lists import Claim
from lib.services.store.damaged import readable_or_aside
from lib.services.store.database import Part, bump
from lib.services.store.rows import one_job, select_jobs, write_events
from lib.services.store.tables import jobs

_AT_THE_SERVICE = (JobState.SENDING, JobState.RUNNING)
_LOOKED_AFTER = (JobState.RUNNING, JobState.SAVING)
"""States that a tracker looks at again and again; what is queued it sends, and nothing else moves."""
_WAKES = (JobState.QUEUED, *_LOOKED_AFTER)
_UNKNOWN_HOLDS = timedelta(hours=1)
"""So long a task keeps its place at the service while nothing is heard of it but words that nobody knows."""
_SPARE = 50
"""Damaged rows that one claim may meet; it sets them aside, so that the next one does not."""


class Claims(Part):
    """Which process works on which job, so that each is worked on by one at a time."""

    def claim_to_send(self, owner: str, service: str, now: datetime, max_running: int) -> Job | None:
        """Take the next queued job and make it `sending`, or None: nothing is due, or `max_running` are at the service.

        Off-peak jobs are neither counted nor held back. People take turns: first whoever has the fewest jobs at the
        service, then whoever was sent for longest ago, then the oldest job.
        """
        with self._write() as connection:
            due = _may_leave(connection, service, now, max_running)
            job_id = next(_in_turn(connection, service, due, now), None)
            if job_id is None:
                return None
            values = {"state": JobState.SENDING.value, "state_since": now, "sent_at": now, "next_at": None}
            connection.execute(jobs.update().where(jobs.c.id == job_id).values(**values, owner=owner, beat=0))
            write_events(connection, job_id, [JobEvent(now, EventKind.SENDING)])
            bump(connection)
            return one_job(connection, select_jobs().where(jobs.c.id == job_id))

    def claim_due(
        self, owner: str, service: str, now: datetime, limit: int, *, states: Collection[JobState] = _LOOKED_AFTER
    ) -> list[Job]:
        """Take up to `limit` jobs of these states that nobody has and that are due, the longest due first."""
        with self._write() as connection:
            due = and_(_unclaimed(service, states), or_(jobs.c.next_at.is_(None), jobs.c.next_at <= now))
            in_order = (jobs.c.next_at.is_not(None), jobs.c.next_at, jobs.c.created_at, jobs.c.take)
            in_turn = select(jobs.c.id).where(due).order_by(*in_order).limit(limit + _SPARE)
            ids = list(connection.execute(in_turn).scalars())
            found: list[Job] = []
            while ids and len(found) < limit:
                some, ids = ids[: limit - len(found)], ids[limit - len(found) :]
                found += readable_or_aside(connection, some, now)
            if found:
                mine = jobs.c.id.in_([job.id for job in found])
                connection.execute(jobs.update().where(mine).values(owner=owner, beat=0))
            return found

    def next_due(self, service: str, now: datetime, max_running: int | None = None) -> datetime | None:
        """When the next job that nobody has is due, `now` if one is already; None if there is none.

        With `max_running` of them at the service, what waits for a place there is due at no time. None: no limit.
        """
        with self._read() as connection:
            times = [_earliest(connection, _unclaimed(service, (state,)), now) for state in _LOOKED_AFTER]
            times.append(_earliest(connection, _waiting(connection, service, now, max_running), now))
            return min((time for time in times if time is not None), default=None)

    def wake(self, service: str, now: datetime) -> None:
        """Make everything that is waiting due now: times that another clock set mean nothing."""
        later = and_(jobs.c.service == service, jobs.c.state.in_(_WAKES), jobs.c.next_at > now)
        with self._write() as connection:
            connection.execute(jobs.update().where(later).values(next_at=now))

    def beat(self, owner: str) -> None:
        """Show that this tracker lives, on everything it has claimed. Where that is nothing, nothing is written."""
        with self._read() as connection:
            if connection.execute(select(jobs.c.id).where(jobs.c.owner == owner).limit(1)).first() is None:
                return
        with self._write() as connection:
            connection.execute(jobs.update().where(jobs.c.owner == owner).values(beat=jobs.c.beat + 1))

    def foreign(self, owner: str) -> list[Claim]:
        """What other trackers have claimed, for every service."""
        columns = (jobs.c.id, jobs.c.owner, jobs.c.beat)
        wanted = jobs.c.owner.is_not(None) & (jobs.c.owner != owner)
        with self._read() as connection:
            # Without an order: for one by id SQLite would walk all jobs instead of the few that are claimed.
            return [Claim(*row) for row in connection.execute(select(*columns).where(wanted))]

    def take_over(self, claim: Claim, now: datetime) -> bool:
        """End another tracker's claim if its counter still stands where `claim` saw it; False if it moved.

        A job that was being sent becomes unsure: nobody knows whether it arrived.
        """
        same = and_(jobs.c.id == claim.job_id, jobs.c.owner == claim.owner, jobs.c.beat == claim.beat)
        sending = and_(same, jobs.c.state == JobState.SENDING.value)
        trouble = _trouble_columns(Trouble.of(SubmissionUncertain.because(Cause.INTERRUPTED)))
        unsure = {"state": JobState.UNSURE.value, "state_since": now, "next_at": None, "owner": None, **trouble}
        with self._write() as connection:
            if connection.execute(jobs.update().where(sending).values(unsure)).rowcount == 1:
                write_events(connection, claim.job_id, [JobEvent(now, EventKind.INTERRUPTED)])
                bump(connection)
                return True
            return connection.execute(jobs.update().where(same).values(owner=None)).rowcount == 1

    def release_all(self, owner: str) -> None:
        """Give back what is running and saving, at an orderly stop. What is being sent keeps its claim."""
        with self._write() as connection:
            mine = and_(jobs.c.owner == owner, jobs.c.state.in_(_LOOKED_AFTER))
            connection.execute(jobs.update().where(mine).values(owner=None))


def _waiting(connection: Connection, service: str, now: datetime, max_running: int | None) -> ColumnElement[bool]:
    """What may be sent now or later; only what needs no place at the service if all are taken."""
    waiting = and_(jobs.c.service == service, jobs.c.state == JobState.QUEUED.value, jobs.c.unreadable.is_(None))
    waiting &= and_(jobs.c.deleted == false(), jobs.c.set_aside == false())
    if max_running is not None and _running(connection, service, now) >= max_running:
        waiting &= jobs.c.off_peak == true()
    return waiting


def _may_leave(connection: Connection, service: str, now: datetime, max_running: int) -> ColumnElement[bool]:
    return and_(_waiting(connection, service, now, max_running), or_(jobs.c.next_at.is_(None), jobs.c.next_at <= now))


def _unclaimed(service: str, states: Collection[JobState]) -> ColumnElement[bool]:
    wanted = and_(jobs.c.service == service, jobs.c.state.in_(sorted(states)), jobs.c.owner.is_(None))
    return wanted & jobs.c.unreadable.is_(None)


def _running(connection: Connection, service: str, now: datetime) -> int:
    counted = and_(jobs.c.service == service, jobs.c.state.in_(_AT_THE_SERVICE), jobs.c.off_peak == false())
    # Someone who stops waiting for a task that never ends must not hold everyone else back.
    # Nor one of which nothing is heard but words that nobody knows. Both are looked at further.
    counted &= or_(jobs.c.unknown_since.is_(None), jobs.c.unknown_since > now - _UNKNOWN_HOLDS)
    counted &= and_(jobs.c.set_aside == false(), jobs.c.unreadable.is_(None))
    return connection.execute(select(func.count()).where(counted)).scalar_one()


def _in_turn(connection: Connection, service: str, due: ColumnElement[bool], now: datetime) -> Iterator[str]:
    """The jobs that may be sent, in turn: first the people, then each one's oldest job; damaged rows are set aside."""
    for person_id in connection.execute(_people_in_turn(service, due)).scalars().all():
        theirs = select(jobs.c.id).where(due, jobs.c.person_id == person_id)
        in_order = theirs.order_by(jobs.c.created_at, jobs.c.take, jobs.c.id).limit(1 + _SPARE)
        for job_id in connection.execute(in_order).scalars().all():
            if readable_or_aside(connection, [job_id], now):
                yield job_id


def _people_in_turn(service: str, due: ColumnElement[bool]) -> Select[Any]:
    """Everyone with a job that is due, in the order in which they may send."""
    person = jobs.c.person_id
    waiting = (
        select(person, func.min(jobs.c.created_at).label("oldest")).where(due).group_by(person).subquery("waiting")
    )
    busy = jobs.alias("busy")
    at_the_service = (busy.c.service == service) & busy.c.state.in_(_AT_THE_SERVICE) & (busy.c.off_peak == false())
    count = select(func.count()).where(at_the_service, busy.c.person_id == waiting.c.person_id).scalar_subquery()
    sent = jobs.alias("sent")
    last = select(func.max(sent.c.sent_at)).where(sent.c.person_id == waiting.c.person_id).scalar_subquery()
    # Whoever never sent anything comes before everyone who did: databases differ in where they sort NULL.
    return select(waiting.c.person_id).order_by(count, last.is_not(None), last, waiting.c.oldest, waiting.c.person_id)


def _earliest(connection: Connection, wanted: ColumnElement[bool], now: datetime) -> datetime | None:
    soonest = jobs.c.next_at.is_not(None), jobs.c.next_at
    row = connection.execute(select(jobs.c.next_at).where(wanted).order_by(*soonest).limit(1)).first()
    # What is no time is claimed at once, and reported.
    return None if row is None else max(row.next_at if isinstance(row.next_at, datetime) else now, now)


def _trouble_columns(trouble: Trouble) -> dict[str, object]:
    return {f"trouble_{name}": value for name, value in vars(trouble).items()}
