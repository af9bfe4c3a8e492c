"""Jobs one by one: made, read, changed from the state that was expected, hidden and brought back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, false, or_, select, true

from lib.domain.actor import APP, Actor
from lib.domain.cast_member import members_on
from lib.domain.draft import NOBODY, Draft
from lib.domain.job import DEMO, MOVING, TRANSITIONS, Job, JobState
from lib.domain.job_events import EventKind, JobEvent
from lib.services.store.database import Part, bump
from lib.services.store.drafts import keep_draft
from lib.services.store.makes import count_made, count_step
from lib.services.store.member_uses import note_use
from lib.services.store.reading import event_of, readable, text_of
from lib.services.store.rows import documents_of, event_row, one_job, pictures_of, row_of, select_jobs, write_events
from lib.services.store.tables import events, job_documents, job_pictures, jobs, spent

_MOVING = sorted(MOVING)
_ENDED = sorted(state for state, following in TRANSITIONS.items() if not following)
_UNSHOWN = frozenset({"next_at", "tries"})
"""What changes at every look at a task; no page has to be drawn again for it, nor for one more look that failed."""
AT_ONCE = 500
"""Ids in one statement; SQLite takes 999 in its oldest versions."""


@dataclass(frozen=True)
class ClickLine:
    """A job of a click: its id and state as words, both empty for one that is gone."""

    click: str
    job_id: str
    state: str
    deleted: bool


@dataclass(frozen=True)
class OwnedJob:
    """A job, as the table of rights sees it."""

    id: str
    name: str
    person_id: str


class Jobs(Part):
    """Whole jobs with their requests and stories. One that cannot be read raises RecordUnreadable."""

    def add(self, made: Sequence[Job], board: Draft | None = None, *, kind: EventKind = EventKind.MADE) -> list[Job]:
        """Keep the jobs of a click, each with its first event, of this kind; returns them as they are kept.

        `board`: what they were made from, kept under the click; a click that comes again leaves it as it was then.
        A click that was there before returns the jobs it made then, as far as they are still there, and adds nothing.
        Raises LimitReached where fewer may be made now, and keeps none; what is adopted was made before, and is free.
        """
        clicks = {job.click for job in made}
        with self._write() as connection:
            there = select(jobs.c.click).where(jobs.c.click.in_(sorted(clicks)))
            known = set(connection.execute(there).scalars()) | _spent(connection, clicks)
            fresh = [job for job in made if job.click not in known]
            if kind is not EventKind.ADOPTED:
                count_made(connection, fresh)
            for job in fresh:
                _insert(connection, job, kind)
            if fresh:
                bump(connection)
            if fresh and board is not None:
                note_use(connection, [job.id for job in fresh], members_on(board), fresh[0].created_at)
                keep_draft(connection, fresh[0].click, NOBODY, board, fresh[0].created_at)
            return readable(connection.execute(_of_clicks(clicks)).mappings())

    def get(self, job_id: str) -> Job | None:
        """The job with this id. Raises RecordUnreadable if it is damaged: `Damaged.left_of` tells what is left."""
        with self._read() as connection:
            return one_job(connection, select_jobs().where(jobs.c.id == job_id))

    def owned(self, ids: Collection[str]) -> list[OwnedJob]:
        """Those of the jobs that are there, deleted or not, with whose they are; damaged ones too."""
        found, wanted = [], sorted(set(ids))
        with self._read() as connection:
            for start in range(0, len(wanted), AT_ONCE):
                these = jobs.c.id.in_(wanted[start : start + AT_ONCE])
                rows = connection.execute(select(jobs.c.id, jobs.c.name, jobs.c.person_id).where(these))
                found += [OwnedJob(*map(text_of, row)) for row in rows]
        return found

    def is_deleted(self, job_id: str) -> bool | None:
        """Whether a job is deleted; None for one that is gone. It reads no more of it, so that it may be damaged."""
        with self._read() as connection:
            deleted = connection.execute(select(jobs.c.deleted).where(jobs.c.id == job_id)).scalar()
            return None if deleted is None else bool(deleted)

    def story(self, job_id: str) -> list[JobEvent]:
        """What happened to a job, oldest first."""
        columns = (events.c.at, events.c.kind, events.c.params, events.c.actor, events.c.detail)
        with self._read() as connection:
            theirs = select(*columns).where(events.c.job_id == job_id).order_by(events.c.id)
            rows = connection.execute(theirs).mappings()
            return [event_of(row) for row in rows]

    def save(
        self,
        before: Job,
        after: Job,
        story: Sequence[JobEvent] = (),
        *,
        owner: str | None = None,
        release: bool = False,
    ) -> bool:
        """Write what differs and append to the story; False, and nothing written, if the job is not as expected.

        Expected: it is still in the state of `before`, and claimed by `owner` if one is given, else as deleted as it
        was: a claim outlasts that somebody deletes the job or brings it back. `release` gives the claim
        back with the same write. ValueError for a step that no job takes (`TRANSITIONS`), LimitReached for one more
        video than may be made.
        """
        _check_step(before, after)
        changed = _differences(row_of(before), row_of(after))
        answer = {"answer": after.answer} if after.answer != before.answer else {}
        claim: dict[str, object] = {"owner": None, "beat": 0} if release else {}
        expected = (jobs.c.id == before.id) & (jobs.c.state == before.state.value)
        as_deleted = jobs.c.deleted == (true() if before.deleted else false())
        expected &= as_deleted if owner is None else jobs.c.owner == owner
        with self._write() as connection:
            # The state is always written: an update without any column would not say whether the row is as expected.
            values = {"state": after.state.value} | changed | claim
            if connection.execute(jobs.update().where(expected).values(values)).rowcount != 1:
                return False
            count_step(connection, before, after)
            if answer:
                connection.execute(job_documents.update().where(job_documents.c.job_id == after.id).values(answer))
            write_events(connection, after.id, story)
            news = any(event.kind is not EventKind.AGAIN for event in story)
            if news or answer or changed.keys() - _UNSHOWN:
                bump(connection)
            return True

    def find_identical(
        self, fingerprint: str, person_id: str | None, since: datetime, *, service: str | None = None
    ) -> Job | None:
        """The latest job made since then with this fingerprint; of anyone if no person is given.

        Not one that was deleted, nor one of which nothing was made: cancelled or failed.
        """
        wanted = (jobs.c.fingerprint == fingerprint) & (jobs.c.created_at >= since) & (jobs.c.deleted == false())
        wanted &= jobs.c.state.not_in((JobState.CANCELLED.value, JobState.FAILED.value))
        if person_id is not None:
            wanted &= jobs.c.person_id == person_id
        if service is not None:
            wanted &= jobs.c.service == service
        newest = select_jobs().where(wanted).order_by(jobs.c.created_at.desc(), jobs.c.take.desc())
        with self._read() as connection:
            return next(iter(readable(connection.execute(newest).mappings())), None)

    def find_by_task(self, service: str, task_id: str) -> Job | None:
        """The job that has this task at the service, deleted or not."""
        with self._read() as connection:
            theirs = select_jobs().where(jobs.c.task_id == task_id, jobs.c.service == service)
            return next(iter(readable(connection.execute(theirs).mappings())), None)

    def delete(self, ids: Collection[str], now: datetime | None = None, actor: Actor = APP) -> list[str]:
        """Put jobs in which nothing moves any more into the trash; returns the ids it put there. Rows and files stay.

        Their time there counts from `now` (UTC; the present if none is given).
        """
        still = or_(jobs.c.state.not_in(_MOVING), jobs.c.unreadable.is_not(None)) & (jobs.c.deleted == false())
        event = JobEvent(now or datetime.now(UTC), EventKind.DELETED, actor=actor)
        return self._mark(ids, still, {"deleted": True, "deleted_at": event.at}, event)

    def restore(self, ids: Collection[str], now: datetime | None = None, actor: Actor = APP) -> list[str]:
        """Bring jobs back out of the trash; returns the ids it brought. What is deleted for good stays away."""
        there = (jobs.c.deleted == true()) & jobs.c.gone_at.is_(None)
        event = JobEvent(now or datetime.now(UTC), EventKind.RESTORED, actor=actor)
        return self._mark(ids, there, {"deleted": False, "deleted_at": None}, event)

    def mark_seen(self, ids: Collection[str]) -> list[str]:
        """Note that whoever made them has looked at what became of them; returns the ids of which that is new.

        Not of jobs that may still become something else: their end is seen when it is there.
        """
        ended = jobs.c.state.in_(_ENDED)
        return self._mark(ids, (jobs.c.unseen == true()) & ended, {"unseen": False})

    def demo_ended(self) -> list[str]:
        """The demo jobs that "clear demo videos" would delete: all in which nothing moves any more."""
        wanted = (jobs.c.service == DEMO) & (jobs.c.deleted == false()) & jobs.c.state.not_in(_MOVING)
        with self._read() as connection:
            return list(connection.execute(select(jobs.c.id).where(wanted).order_by(jobs.c.created_at)).scalars())

    def clicks(self, beginning: str) -> list[ClickLine]:
        """The jobs of all clicks whose token begins so, also deleted ones and those that are gone, by their click."""
        theirs = (jobs.c.click, jobs.c.id, jobs.c.state, jobs.c.deleted)
        there = select(*theirs).where(jobs.c.click.startswith(beginning, autoescape=True))
        gone = select(spent.c.click).where(spent.c.click.startswith(beginning, autoescape=True))
        with self._read() as connection:
            found = [ClickLine(row.click, row.id, row.state, bool(row.deleted)) for row in connection.execute(there)]
            found += [ClickLine(click, "", "", deleted=True) for click in connection.execute(gone).scalars()]
        return sorted(found, key=lambda line: line.click)

    def _mark(
        self,
        ids: Collection[str],
        expected: ColumnElement[bool],
        values: dict[str, object],
        event: JobEvent | None = None,
    ) -> list[str]:
        """Write these values to those of the jobs that are as expected, with an event each; returns their ids."""
        wanted, marked = sorted(set(ids)), []
        with self._write() as connection:
            for start in range(0, len(wanted), AT_ONCE):
                these = jobs.c.id.in_(wanted[start : start + AT_ONCE]) & expected
                found = list(connection.execute(select(jobs.c.id).where(these).order_by(jobs.c.id)).scalars())
                connection.execute(jobs.update().where(jobs.c.id.in_(found)).values(values))
                if event and found:
                    connection.execute(events.insert(), [event_row(job_id, event) for job_id in found])
                marked += found
            if marked:
                bump(connection)
        return marked


def _of_clicks(clicks: Collection[str]) -> Select[Any]:
    return select_jobs().where(jobs.c.click.in_(sorted(clicks))).order_by(jobs.c.created_at, jobs.c.take)


def _spent(connection: Connection, clicks: Collection[str]) -> set[str]:
    """The clicks of which jobs were made whose files are gone by now."""
    return set(connection.execute(select(spent.c.click).where(spent.c.click.in_(sorted(clicks)))).scalars())


def _insert(connection: Connection, job: Job, kind: EventKind) -> None:
    connection.execute(jobs.insert(), {**row_of(job), "beat": 0})
    connection.execute(job_documents.insert(), {"job_id": job.id, **documents_of(job)})
    if shas := pictures_of(job.request):
        connection.execute(job_pictures.insert(), [{"job_id": job.id, "sha256": sha} for sha in shas])
    write_events(connection, job.id, [JobEvent(job.created_at, kind, actor=Actor(job.person_id))])


def _check_step(before: Job, after: Job) -> None:
    if after.id != before.id or after.request != before.request:
        raise ValueError(f"job {before.id}: neither its id nor its request ever changes")
    if after.state is not before.state and after.state not in TRANSITIONS[before.state]:
        raise ValueError(f"job {before.id}: no step leads from {before.state} to {after.state}")


def _differences(before: dict[str, object], after: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in after.items() if before[name] != value}
