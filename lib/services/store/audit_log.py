"""What people did, and were refused: who, what, when, from where."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, false, func, or_, select, true

from lib.domain.actor import Actor
from lib.domain.audit_line import CHANGES_PEOPLE, AuditLine, AuditQuery, Called
from lib.services.store.database import Part
from lib.services.store.reading import LONG_AGO, text_of, time_of
from lib.services.store.tables import people
from lib.services.store.team_tables import audit

_COLUMNS = (*audit.c, people.c.name.label("person_name"))
_WITH_NAMES = audit.outerjoin(people, people.c.id == audit.c.person_id)


class AuditLog(Part):
    """Lines are added, and leave when they are old; no page notices a new one by itself."""

    def add(
        self,
        actor: Actor,
        action: str,
        now: datetime,
        *,
        allowed: bool = True,
        about: str = "",
        params: Mapping[str, object] | None = None,
    ) -> None:
        """Note an action, done or refused. `about`: the id of what it was done with; `params`: "name", "count"."""
        line = {
            "at": now,
            "person_id": actor.person_id,
            "deed": str(action),
            "allowed": allowed,
            "about": about,
            "params": json.dumps(params or {}, ensure_ascii=False),
            "address": actor.address,
        }
        with self._write() as connection:
            connection.execute(audit.insert(), line)

    def find(self, query: AuditQuery) -> list[AuditLine]:
        """One page of them, the newest first."""
        wanted = select(*_COLUMNS).select_from(_WITH_NAMES).where(_condition(query))
        in_order = wanted.order_by(audit.c.at.desc(), audit.c.id.desc())
        with self._read() as connection:
            return [_line(row) for row in connection.execute(in_order.limit(query.limit).offset(query.offset))]

    def count(self, query: AuditQuery) -> int:
        """How many there are on all pages."""
        wanted = select(func.count()).select_from(_WITH_NAMES).where(_condition(query))
        with self._read() as connection:
            return int(connection.execute(wanted).scalar_one())

    def actions(self) -> list[str]:
        """Every action that is in the list."""
        with self._read() as connection:
            found = connection.execute(select(audit.c.deed).distinct().order_by(audit.c.deed)).scalars()
            return [text_of(action) for action in found]

    def older(self, before: datetime, after: int, limit: int) -> list[tuple[int, int]]:
        """Lines from before that time, for the sweep: id and size in bytes, about; by id from behind `after`."""
        old = and_(audit.c.at < before, audit.c.id > after)
        with self._read() as connection:
            rows = connection.execute(select(audit).where(old).order_by(audit.c.id).limit(limit))
            return [(row.id, sum(map(len, map(text_of, (row.about, row.params, row.address))))) for row in rows]

    def forget(self, ids: Sequence[int], before: datetime) -> None:
        """Delete these lines where they are that old."""
        with self._write() as connection:
            connection.execute(audit.delete().where(and_(audit.c.id.in_(ids), audit.c.at < before)))


def _condition(query: AuditQuery) -> ColumnElement[bool]:
    given: list[ColumnElement[bool]] = [true()]
    if query.person_id:
        given.append(audit.c.person_id == query.person_id)
    if query.action:
        given.append(audit.c.deed == query.action)
    if query.since:
        given.append(audit.c.at >= query.since)
    if query.until:
        given.append(audit.c.at < query.until)
    if text := query.text.strip():
        given.append(or_(*_places(text), *_stand_for(query.called)))
    return and_(*given)


def _places(text: str) -> Iterator[ColumnElement[bool]]:
    for column in (people.c.name, audit.c.about, audit.c.address):
        yield column.icontains(text, autoescape=True)
    # As it stands within JSON, in which a quotation mark has a stroke before it.
    yield _named(json.dumps(text, ensure_ascii=False)[1:-1])


def _named(in_json: str, behind: str = "%") -> ColumnElement[bool]:
    """Lines that name something with this in it; the words of JSON around it are nobody's. `behind`: "" for its end."""
    pattern = "".join(f"/{letter}" if letter in "%_/" else letter for letter in in_json)
    return audit.c.params.ilike(f'%"name": "%{pattern}{behind}"}}', escape="/")


def _stand_for(called: Called) -> Iterator[ColumnElement[bool]]:
    """What a page shows in words of its own."""
    if called.actions:
        yield audit.c.deed.in_(called.actions)
    for change in called.changes:
        yield and_(audit.c.deed.in_(CHANGES_PEOPLE), _named(change, ""))
    if called.refused:
        yield audit.c.allowed == false()
    if called.itself:
        yield audit.c.person_id == ""


def _line(row: Row[Any]) -> AuditLine:
    try:
        params = json.loads(text_of(row.params))
    except ValueError:
        params = {}
    params = params if isinstance(params, dict) else {}
    count = params.get("count", 0)
    return AuditLine(
        id=row.id,
        at=time_of(row.at) or LONG_AGO,
        person_id=text_of(row.person_id),
        person_name=text_of(row.person_name),
        action=text_of(row.deed),
        allowed=bool(row.allowed),
        about=text_of(row.about),
        name=str(params.get("name", "")),
        count=count if isinstance(count, int) else 0,
        address=text_of(row.address),
    )
