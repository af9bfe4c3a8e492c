"""The trash: jobs that people deleted, brought back, or deleted for good."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, RowMapping, Select, and_, exists, func, or_, select

from lib.domain.actor import APP, Actor
from lib.domain.draft import NOBODY
from lib.domain.job import MOVING, JobState
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.trash import DeletedJob, TrashTotal
from lib.services.store.cast_tables import cast_pictures, job_members
from lib.services.store.database import Part, bump
from lib.services.store.drafts import drop_pictures, forget_drafts
from lib.services.store.jobs import AT_ONCE
from lib.services.store.reading import LONG_AGO, is_well, neutral, text_of
from lib.services.store.rows import event_row
from lib.services.store.tables import (
    draft_pictures,
    drafts,
    dropped_pictures,
    events,
    job_documents,
    job_pictures,
    jobs,
    spent,
)

_IN_THE_TRASH = and_(jobs.c.deleted_at.is_not(None), jobs.c.gone_at.is_(None))
# An unsure job may be deleted and then have its answer: it moves again, and nothing of it goes until it stands still.
_STILL = and_(jobs.c.state.not_in(sorted(MOVING)), jobs.c.owner.is_(None))
_STATES = frozenset(JobState)
_LINE = (
    jobs.c.id,
    jobs.c.name,
    jobs.c.state,
    jobs.c.deleted_at,
    jobs.c.has_poster,
    jobs.c.video_size_bytes,
    jobs.c.picture_sha,
    jobs.c.person_id,
)


class Trash(Part):
    """Deleted for good means marked at first: nobody can bring it back, and the sweep takes files, then rows."""

    def page(self, limit: int, offset: int = 0) -> list[DeletedJob]:
        """One page of what can be brought back, what was deleted last first."""
        newest = (jobs.c.deleted_at.desc(), jobs.c.id.desc())
        return self._lines(select(*_LINE).where(_IN_THE_TRASH).order_by(*newest).limit(limit).offset(offset))

    def total(self) -> TrashTotal:
        """How many jobs are in the trash, how many of them have videos, and the bytes of those."""
        size = jobs.c.video_size_bytes
        asked = select(func.count(), func.count(size), func.coalesce(func.sum(size), 0)).where(_IN_THE_TRASH)
        with self._read() as connection:
            return TrashTotal(*map(int, connection.execute(asked).one()))

    def owners(self, deleted_until: datetime | None = None) -> list[Actor]:
        """Whose jobs are in the trash, or were at this time; each person once."""
        wanted = select(jobs.c.person_id).where(_IN_THE_TRASH).distinct()
        if deleted_until is not None:
            wanted = wanted.where(jobs.c.deleted_at <= deleted_until)
        with self._read() as connection:
            return [Actor(text_of(person_id)) for person_id in connection.execute(wanted).scalars()]

    def restore_all(self, deleted_until: datetime, now: datetime | None = None, actor: Actor = APP) -> int:
        """Bring back everything that was in the trash at this time; says how many jobs."""
        event = JobEvent(now or datetime.now(UTC), EventKind.RESTORED, actor=actor)
        wanted = and_(_IN_THE_TRASH, jobs.c.deleted_at <= deleted_until)
        with self._write() as connection:
            found = list(connection.execute(select(jobs.c.id).where(wanted)).scalars())
            if found:
                connection.execute(jobs.update().where(wanted).values(deleted=False, deleted_at=None))
                connection.execute(events.insert(), [event_row(job_id, event) for job_id in found])
                bump(connection)
            return len(found)

    def delete_for_good(self, ids: Collection[str], now: datetime) -> list[str]:
        """Mark these jobs of the trash: they can no longer be brought back. Returns the ids it marked."""
        marked = []
        with self._write() as connection:
            for some in _portions(sorted(set(ids))):
                these = jobs.c.id.in_(some) & _IN_THE_TRASH
                found = list(connection.execute(select(jobs.c.id).where(these).order_by(jobs.c.id)).scalars())
                connection.execute(jobs.update().where(jobs.c.id.in_(found)).values(gone_at=now))
                marked += found
            if marked:
                bump(connection)
        return marked

    def empty(self, now: datetime, deleted_until: datetime) -> int:
        """Mark everything that was in the trash at this time, when someone was asked about it; says how many jobs."""
        with self._write() as connection:
            wanted = and_(_IN_THE_TRASH, jobs.c.deleted_at <= deleted_until)
            changed = connection.execute(jobs.update().where(wanted).values(gone_at=now)).rowcount
            if changed:
                bump(connection)
            return changed

    def ever_made(self, service: str) -> bool:
        """Whether a job was ever made for this service, also if it is deleted, or gone altogether."""
        with self._read() as connection:
            asked = (select(one.c.service).where(one.c.service == service).limit(1) for one in (jobs, spent))
            return any(connection.execute(one).first() for one in asked)

    # The sweep's side. Jobs that move or are claimed are never among them.

    def gone(self, after: str, limit: int) -> list[DeletedJob]:
        """Jobs that are deleted for good and still there, by id, from behind `after`."""
        wanted = and_(jobs.c.gone_at.is_not(None), _STILL, jobs.c.id > after)
        return self._lines(select(*_LINE).where(wanted).order_by(jobs.c.id).limit(limit))

    def expired(self, before: datetime, after: tuple[datetime, str] | None, limit: int) -> list[DeletedJob]:
        """Jobs in the trash since `before`, the longest first, from behind the time and id in `after`."""
        wanted = and_(_IN_THE_TRASH, _STILL, jobs.c.deleted_at <= before)
        if after is not None:
            at, job_id = after
            wanted &= or_(jobs.c.deleted_at > at, and_(jobs.c.deleted_at == at, jobs.c.id > job_id))
        oldest = (jobs.c.deleted_at, jobs.c.id)
        return self._lines(select(*_LINE).where(wanted).order_by(*oldest).limit(limit))

    def mark_gone(self, ids: Sequence[str], before: datetime, now: datetime) -> list[str]:
        """Mark those of the jobs that are (still) in the trash since `before`; the ids of all that are marked now."""
        these = and_(jobs.c.id.in_(ids), _STILL)
        with self._write() as connection:
            expired = and_(these, _IN_THE_TRASH, jobs.c.deleted_at <= before)
            if connection.execute(jobs.update().where(expired).values(gone_at=now)).rowcount:
                bump(connection)
            return list(connection.execute(select(jobs.c.id).where(these, jobs.c.gone_at.is_not(None))).scalars())

    def forget(self, ids: Sequence[str]) -> None:
        """Take the rows of jobs that are deleted for good, and the boards that no other job of their click needs.

        What stays is `spent`. A job that began to move again stays as it is.
        """
        with self._write() as connection:
            these = and_(jobs.c.id.in_(ids), jobs.c.gone_at.is_not(None), _STILL)
            left = (jobs.c.click, jobs.c.take, jobs.c.service, jobs.c.model, jobs.c.created_at, jobs.c.credits)
            rows = connection.execute(select(jobs.c.id, *left).where(these)).mappings().all()
            if not rows:
                return
            found = [row["id"] for row in rows]
            if clicks := [sound for row in rows if (sound := _spent(row, left))]:
                connection.execute(spent.insert(), clicks)
            theirs = select(job_pictures.c.sha256).where(job_pictures.c.job_id.in_(found)).distinct()
            drop_pictures(connection, connection.execute(theirs).scalars().all())
            for table in (events, job_documents, job_pictures, job_members):
                connection.execute(table.delete().where(table.c.job_id.in_(found)))
            connection.execute(jobs.delete().where(jobs.c.id.in_(found)))
            _forget_boards(connection, sorted({row["click"] for row in rows if isinstance(row["click"], str)}))

    def _lines(self, statement: Select[Any]) -> list[DeletedJob]:
        with self._read() as connection:
            return [_deleted(row) for row in connection.execute(statement)]


class Needs(Part):
    """What still refers to what: asked before anything leaves the disk."""

    def known_jobs(self, ids: Sequence[str]) -> set[str]:
        """Those of the ids that a row has, deleted or not."""
        with self._read() as connection:
            portions = [select(jobs.c.id).where(jobs.c.id.in_(some)) for some in _portions(ids)]
            return {job_id for asked in portions for job_id in connection.execute(asked).scalars()}

    def pictures(self, shas: Sequence[str], *, expired: datetime | None = None) -> set[str]:
        """Those of the pictures that a job, deleted or not, a draft, a board or a member of the cast refers to.

        `expired`: as it will be once all is gone that was in the trash before then.
        """
        of_jobs, of_drafts = select(job_pictures.c.sha256), select(draft_pictures.c.sha256)
        of_cast = select(cast_pictures.c.sha256)
        if expired is not None:
            stays = ~and_(_STILL, or_(jobs.c.gone_at.is_not(None), jobs.c.deleted_at <= expired))
            stays = func.coalesce(stays, True)
            has_job = exists().where(jobs.c.click == drafts.c.id, stays)
            had_job = exists().where(jobs.c.click == drafts.c.id)
            of_jobs = of_jobs.join(jobs, jobs.c.id == job_pictures.c.job_id).where(stays)
            of_drafts = of_drafts.join(drafts, drafts.c.id == draft_pictures.c.draft_id)
            of_drafts = of_drafts.where(or_(drafts.c.person_id != NOBODY, has_job, ~had_job))
        with self._read() as connection:
            needed: set[str] = set()
            for some in _portions(shas):
                needed.update(connection.execute(of_jobs.where(job_pictures.c.sha256.in_(some))).scalars())
                needed.update(connection.execute(of_drafts.where(draft_pictures.c.sha256.in_(some))).scalars())
                needed.update(connection.execute(of_cast.where(cast_pictures.c.sha256.in_(some))).scalars())
            return needed

    def dropped(self, shas: Sequence[str], *, expired: datetime | None = None) -> set[str]:
        """Those of the pictures that were taken off a board or went with a job; `expired`: as for `pictures`."""
        asked = [(select(dropped_pictures.c.sha256), dropped_pictures.c.sha256)]
        if expired is not None:
            leaves = and_(_STILL, or_(jobs.c.gone_at.is_not(None), jobs.c.deleted_at <= expired))
            of_job = select(job_pictures.c.sha256).join(jobs, jobs.c.id == job_pictures.c.job_id).where(leaves)
            of_board = select(draft_pictures.c.sha256).join(jobs, jobs.c.click == draft_pictures.c.draft_id)
            asked += [(of_job, job_pictures.c.sha256), (of_board.where(leaves), draft_pictures.c.sha256)]
        with self._read() as connection:
            statements = [one.where(column.in_(some)) for some in _portions(shas) for one, column in asked]
            return {sha256 for one in statements for sha256 in connection.execute(one).scalars()}


def _deleted(row: Row[Any]) -> DeletedJob:
    """A line, whatever stands in its row: one that is damaged must keep nobody from the others, and goes like them."""
    size, at = row.video_size_bytes, row.deleted_at
    return DeletedJob(
        id=row.id,
        name=str(row.name),
        state=JobState(row.state) if row.state in _STATES else None,
        deleted_at=at if isinstance(at, datetime) else LONG_AGO,
        has_poster=bool(row.has_poster),
        size_bytes=size if isinstance(size, int) else None,
        picture_sha=str(row.picture_sha or ""),
        person_id=text_of(row.person_id),
    )


def _spent(row: RowMapping, columns: Sequence[Column[Any]]) -> dict[str, Any] | None:
    """What stays of a job, a neutral value for what is damaged; None where no click that could come again is known."""
    if not (is_well(jobs.c.click, row["click"]) and is_well(jobs.c.take, row["take"])):
        return None
    return {one.name: row[one.name] if is_well(one, row[one.name]) else neutral(one) for one in columns}


def _forget_boards(connection: Connection, clicks: Sequence[str]) -> list[str]:
    """Delete those of these boards that are nobody's draft and that no job needs; their ids."""
    idle = and_(drafts.c.id.in_(clicks), without_jobs())
    found = list(connection.execute(select(drafts.c.id).where(idle)).scalars())
    forget_drafts(connection, found)
    return found


def without_jobs() -> ColumnElement[bool]:
    """Of `drafts`: a board that was kept for its jobs, of which none is there."""
    return and_(drafts.c.person_id == NOBODY, ~exists().where(jobs.c.click == drafts.c.id))


def _portions(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
