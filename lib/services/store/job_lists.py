"""Jobs by the page: the lines of tables and galleries, counted and filtered, without reading a request."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, false, func, select, true, union_all

from lib.domain.job import DEMO, JobState
from lib.domain.lists import Facets, JobLine, JobQuery, Person
from lib.services.store.cast_tables import job_members
from lib.services.store.database import Part
from lib.services.store.jobs import AT_ONCE
from lib.services.store.reading import line_of, text_of
from lib.services.store.rows import folded
from lib.services.store.tables import job_documents, jobs, people

_ELSEWHERE: dict[str, ColumnElement[Any]] = {
    "person_name": func.coalesce(people.c.name, ""),
    "size_bytes": jobs.c.video_size_bytes,
    "unreadable": func.coalesce(jobs.c.unreadable, ""),
}
_SOURCES: dict[str, ColumnElement[Any]] = {**jobs.c, **_ELSEWHERE}
# Each under a name of its own: SQLite orders a union by the names of its columns, and two of the tables have an `id`.
_COLUMNS = tuple(_SOURCES[field.name].label(field.name) for field in fields(JobLine))

LATELY = 500
"""Ready jobs that say how long videos take at present."""


class JobLists(Part):
    """What lists show of jobs, without their documents: a damaged row is a line like any other."""

    def lines(self, query: JobQuery) -> list[JobLine]:
        """One page of the jobs asked for. Of one moment, the last take comes first, so that takes read upwards."""
        if query.states == frozenset():
            return []
        with self._read() as connection:
            rows = connection.execute(_page(query)).mappings()
            return [line_of(row) for row in rows]

    def of_ids(self, ids: Sequence[str]) -> list[JobLine]:
        """These jobs in the order of `ids`, a page of them at most; without those that are deleted or unknown."""
        source = jobs.outerjoin(people, people.c.id == jobs.c.person_id)
        these = select(*_COLUMNS).select_from(source).where(jobs.c.id.in_(ids), jobs.c.deleted == false())
        with self._read() as connection:
            found = {row["id"]: line_of(row) for row in connection.execute(these).mappings()}
        return [found[job_id] for job_id in ids if job_id in found]

    def names(self, ids: Sequence[str], *, deleted: bool = True) -> dict[str, str]:
        """The names of those of the jobs that are there, in the order of `ids`; `deleted`: also those in the trash."""
        wanted = true() if deleted else jobs.c.deleted == false()
        found: dict[str, str] = {}
        with self._read() as connection:
            for start in range(0, len(ids), AT_ONCE):
                these = jobs.c.id.in_(ids[start : start + AT_ONCE])
                rows = connection.execute(select(jobs.c.id, jobs.c.name).where(these, wanted))
                found |= {row.id: text_of(row.name) for row in rows}
        return {job_id: found[job_id] for job_id in ids if job_id in found}

    def scenes(self, ids: Collection[str]) -> dict[str, str]:
        """The scenes of these jobs, by id; without those that have none, or whose request cannot be read any more."""
        wanted, found = sorted(set(ids)), {}
        with self._read() as connection:
            for start in range(0, len(wanted), AT_ONCE):
                these = job_documents.c.job_id.in_(wanted[start : start + AT_ONCE])
                for job_id, request in connection.execute(
                    select(job_documents.c.job_id, job_documents.c.request).where(these)
                ):
                    if scene := _scene(request):
                        found[job_id] = scene
        return found

    def count(self, query: JobQuery) -> int:
        """How many jobs are asked for, over all pages."""
        with self._read() as connection:
            return connection.execute(select(func.count()).select_from(jobs).where(_wanted(query))).scalar_one()

    def counts(self) -> dict[JobState, int]:
        """How many jobs are in each state (0 included), without what is set aside or deleted."""
        in_view = _wanted(JobQuery())
        with self._read() as connection:
            rows = connection.execute(select(jobs.c.state, func.count()).where(in_view).group_by(jobs.c.state))
            known = {JobState(state): number for state, number in rows if state in set(JobState)}
            return dict.fromkeys(JobState, 0) | known

    def took_s(self, service: str) -> dict[str, list[float]]:
        """How long the last videos of a service took from being sent to being ready, by model, the last first; seconds.

        Without off-peak ones. Only the last LATELY ready jobs are looked at, however many there are.
        """
        lately = (
            select(jobs.c.service, jobs.c.model, jobs.c.off_peak, jobs.c.sent_at, jobs.c.ready_at)
            .where(_wanted(JobQuery(), JobState.READY))
            .order_by(jobs.c.created_at.desc(), jobs.c.take.desc(), jobs.c.id.desc())
            .limit(LATELY)
        )
        found: dict[str, list[float]] = {}
        with self._read() as connection:
            for row in connection.execute(lately):
                times = isinstance(row.sent_at, datetime) and isinstance(row.ready_at, datetime)
                if times and row.service == service and not row.off_peak:
                    found.setdefault(text_of(row.model), []).append((row.ready_at - row.sent_at).total_seconds())
        return found

    def facets(self) -> Facets:
        """The models, people and services that jobs have, for the filter controls; people by name."""
        with self._read() as connection:
            ids = _values(connection, jobs.c.person_id)
            names = {row.id: text_of(row.name) for row in connection.execute(select(people.c.id, people.c.name))}
            found = sorted((Person(id_, names.get(id_, "")) for id_ in ids), key=lambda one: (folded(one.name), one.id))
            return Facets(
                tuple(_values(connection, jobs.c.model)), tuple(found), tuple(_values(connection, jobs.c.service))
            )


def _scene(request: str) -> str:
    try:
        document = json.loads(text_of(request))
    except (ValueError, RecursionError):
        return ""
    return str(document.get("prompt") or "") if isinstance(document, dict) else ""


def _wanted(query: JobQuery, state: JobState | None = None) -> ColumnElement[bool]:
    """The condition of a query; with `state`, of the part of it in that state."""
    parts = [jobs.c.deleted == false(), jobs.c.set_aside == (true() if query.set_aside else false())]
    if state is not None:
        parts.append(jobs.c.state == state.value)
    elif query.states is not None:
        parts.append(jobs.c.state.in_(sorted(query.states)))
    for column, value in (
        (jobs.c.model, query.model),
        (jobs.c.person_id, query.person_id),
        (jobs.c.service, query.service),
    ):
        if value is not None:
            parts.append(column == value)
    if query.member_id is not None:
        theirs = select(job_members.c.job_id).where(job_members.c.member_id == query.member_id)
        parts.append(jobs.c.id.in_(theirs))
    if query.demo is not None:
        parts.append(jobs.c.service == DEMO if query.demo else jobs.c.service != DEMO)
    if query.unseen:
        parts.append(jobs.c.unseen == true())
    if query.since is not None:
        parts.append(jobs.c.created_at >= query.since)
    if query.until is not None:
        parts.append(jobs.c.created_at < query.until)
    if query.text.strip():
        parts.append(jobs.c.search.contains(folded(query.text.strip()), autoescape=True))
    return and_(*parts)


def _page(query: JobQuery) -> Any:
    """The statement of one page. One part a state: each is read in order from an index, and the parts are merged."""
    source = jobs.outerjoin(people, people.c.id == jobs.c.person_id)
    states = sorted(query.states) if query.states is not None and query.sort in ("newest", "oldest") else [None]
    parts = [_part(query, state).select_from(source) for state in states]
    if len(parts) == 1:
        return parts[0].order_by(*_order(query, jobs.c)).limit(query.limit).offset(query.offset)
    whole = union_all(*parts)
    return whole.order_by(*_order(query, whole.selected_columns)).limit(query.limit).offset(query.offset)


def _part(query: JobQuery, state: JobState | None) -> Select[Any]:
    return select(*_COLUMNS).where(_wanted(query, state))


def _order(query: JobQuery, columns: Any) -> list[Any]:
    """Each of these orders is that of an index, read forwards or backwards."""
    oldest = [columns.created_at, columns.take, columns.id]
    newest = [column.desc() for column in oldest]
    match query.sort:
        case "newest":
            return newest
        case "oldest":
            return oldest
        case "longest":
            return [jobs.c.length_s.desc(), *newest]
        case "name":
            return [jobs.c.name_key, *oldest]


def _values(connection: Connection, column: Column[Any]) -> list[str]:
    """The different values of an indexed column, sorted. Each is one look-up: DISTINCT would read the whole index."""
    found: list[str] = []
    step = select(func.min(column)).where(jobs.c.deleted == false())
    value = connection.execute(step).scalar()
    # Behind all texts SQLite sorts what is none; text that is no UTF-8 is read as another, and found again and again.
    while isinstance(value, str) and value not in found[-1:]:
        found.append(value)
        value = connection.execute(step.where(column > value)).scalar()
    return found
