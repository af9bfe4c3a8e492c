"""The cast of the team: members by the page, one by one, and the pictures that they need."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, false, func, select, true

from lib.domain.cast_member import (
    CastMember,
    MemberLine,
    MemberQuery,
    StoredMember,
    as_json,
    search_text,
)
from lib.domain.cast_plan import ChangedMember
from lib.domain.naming import folded, order_key, search_key
from lib.services.store.cast_tables import cast_members, cast_pictures, job_members
from lib.services.store.database import Part, bump
from lib.services.store.drafts import SHA256_IN_JSON, drop_pictures
from lib.services.store.jobs import AT_ONCE
from lib.services.store.member_rows import member_line, stored_member, strings_in
from lib.services.store.member_uses import uses, videos_of
from lib.services.store.reading import text_of

_THERE = cast_members.c.deleted_at.is_(None)
_LINE = tuple(
    cast_members.c[name]
    for name in ("id", "name", "kind", "tags", "face", "looks", "permission", "archived", "last_used_at", "deleted_at")
)


class Members(Part):
    """Whatever has become of one row, the others are there."""

    def lines(self, query: MemberQuery) -> list[MemberLine]:
        """One page of the members asked for."""
        statement = select(*_LINE).limit(query.limit).offset(query.offset)
        if query.sort == "most_used" and not query.deleted:
            used = uses().group_by(job_members.c.member_id).subquery()
            statement = statement.outerjoin(used, used.c.member_id == cast_members.c.id)
            statement = statement.order_by(func.coalesce(used.c.videos, 0).desc())
        with self._read() as connection:
            statement = statement.where(_wanted(connection, query)).order_by(*_order(connection, query))
            rows = connection.execute(statement).all()
            videos = videos_of(connection, [row.id for row in rows])
            return [member_line(row, videos.get(row.id, 0)) for row in rows]

    def count(self, query: MemberQuery) -> int:
        """How many members are asked for, over all pages."""
        with self._read() as connection:
            asked = select(func.count()).select_from(cast_members).where(_wanted(connection, query))
            return connection.execute(asked).scalar_one()

    def tags(self) -> list[str]:
        """All tags that members have who are neither archived nor deleted, in order; once each whatever the case."""
        found: dict[str, str] = {}
        with self._read() as connection:
            wanted = select(cast_members.c.tags).where(_THERE, cast_members.c.archived == false()).distinct()
            for tags in connection.execute(wanted).scalars():
                for tag in strings_in(tags):
                    found.setdefault(folded(tag), tag)
        return sorted(found.values(), key=lambda tag: (order_key(tag), tag))

    def get(self, member_id: str) -> StoredMember | None:
        """Also one that was archived or deleted, so that it can be brought back."""
        return self.of_ids([member_id]).get(member_id)

    def of_ids(self, ids: Collection[str]) -> dict[str, StoredMember]:
        """Those of the members that there are, deleted ones too."""
        wanted, found = sorted(set(ids)), {}
        with self._read() as connection:
            for start in range(0, len(wanted), AT_ONCE):
                some = cast_members.c.id.in_(wanted[start : start + AT_ONCE])
                for row in connection.execute(select(cast_members).where(some)):
                    found[row.id] = stored_member(row)
        return found

    def all(self, *, archived: bool = False) -> list[StoredMember]:
        """Every member in order of names, whole; `archived`: those too."""
        wanted = select(cast_members).where(_THERE)
        if not archived:
            wanted = wanted.where(cast_members.c.archived == false())
        with self._read() as connection:
            rows = connection.execute(wanted.order_by(*_by_name(connection)))
            return [stored_member(row) for row in rows]

    def videos(self, member_id: str) -> int:
        """How many finished videos it is in, as the gallery counts them."""
        with self._read() as connection:
            return videos_of(connection, [member_id]).get(member_id, 0)

    def add(self, member: CastMember, made_by: str, now: datetime) -> bool:
        """Keep a new member; False, and nothing changed, where there is one with its id."""
        with self._write() as connection:
            there = select(cast_members.c.id).where(cast_members.c.id == member.id)
            if connection.execute(there).first():
                return False
            made = {"id": member.id, "made_by": made_by, "created_at": now, "archived": False}
            connection.execute(cast_members.insert(), made | _written(member, now))
            _note_pictures(connection, member)
            bump(connection)
            return True

    def change(self, member_id: str, change: Callable[[CastMember], CastMember], now: datetime) -> CastMember | None:
        """What `change` makes of the member as it is at this moment, so that two people undo nothing of each other's.

        The member as it is then; None for one that is gone or cannot be read.
        """
        with self._write() as connection:
            row = connection.execute(select(cast_members).where(cast_members.c.id == member_id, _THERE)).first()
            if row is None or (stored := stored_member(row)).unreadable:
                return None
            after = change(stored.member)
            if after != stored.member:
                written = _written(after, now)
                connection.execute(cast_members.update().where(cast_members.c.id == member_id).values(written))
                _note_pictures(connection, after)
                bump(connection)
            return after

    def put(
        self, member: CastMember, expected: CastMember | None, made_by: str, now: datetime, *, archived: bool = False
    ) -> ChangedMember | None:
        """Keep a whole member in place of the one that is `expected` under its id, or of nobody or a deleted one.

        None, and nothing changed, where somebody else is there by now. One that is there keeps its maker, and stays
        archived or not; a new one is `archived` or not.
        """
        with self._write() as connection:
            this = cast_members.c.id == member.id
            row = connection.execute(select(cast_members).where(this)).first()
            before = None if row is None else stored_member(row)
            if (None if before is None or before.deleted else before.member) != expected:
                return None
            written = _written(member, now)
            if before is None:
                made = {"id": member.id, "made_by": made_by, "created_at": now, "archived": archived}
                connection.execute(cast_members.insert(), made | written)
            else:
                kept = {"archived": archived} if before.deleted else {}
                connection.execute(cast_members.update().where(this).values(written | kept))
            _note_pictures(connection, member)
            bump(connection)
            return ChangedMember(member, before)

    def let_go(self, shas: Collection[str]) -> None:
        """These pictures came for members that are not here yet: they may leave the disk while none needs them."""
        with self._write() as connection:
            drop_pictures(connection, shas)

    def archive(self, member_id: str, *, archived: bool) -> None:
        """Out of the library and its pickers, or back; boards and jobs keep it."""
        self._set(member_id, {"archived": archived})

    def delete(self, member_id: str, now: datetime) -> None:
        """Out of all lists, with a way back; its pictures stay needed until the sweep forgets it."""
        # Once: who deletes it a second time does not begin its 30 days anew.
        self._set(member_id, {"deleted_at": now}, _THERE)

    def restore(self, member_id: str) -> None:
        """Bring a deleted member back as it was."""
        self._set(member_id, {"deleted_at": None})

    def _set(self, member_id: str, values: dict[str, object], *only: ColumnElement[bool]) -> None:
        this = and_(cast_members.c.id == member_id, *only)
        with self._write() as connection:
            if connection.execute(cast_members.update().where(this).values(values)).rowcount:
                bump(connection)

    # The sweep's side.

    def deleted(self, before: datetime, after: str, limit: int) -> list[tuple[str, str, int]]:
        """Members that were deleted at `before` or earlier: id, name, bytes; by id from behind `after`."""
        old = and_(cast_members.c.deleted_at <= before, cast_members.c.id > after)
        columns = (cast_members.c.id, cast_members.c.name, cast_members.c.body)
        with self._read() as connection:
            rows = connection.execute(select(*columns).where(old).order_by(cast_members.c.id).limit(limit))
            return [(row.id, text_of(row.name), len(row.body)) for row in rows]

    def forget(self, ids: Sequence[str], before: datetime) -> list[str]:
        """Delete those of the members that are still deleted for that long, with their pictures; their ids."""
        with self._write() as connection:
            old = and_(cast_members.c.deleted_at <= before, cast_members.c.id.in_(ids))
            found = list(connection.execute(select(cast_members.c.id).where(old)).scalars())
            theirs = cast_pictures.c.member_id.in_(found)
            drop_pictures(connection, connection.execute(select(cast_pictures.c.sha256).where(theirs)).scalars().all())
            connection.execute(cast_pictures.delete().where(theirs))
            connection.execute(cast_members.delete().where(cast_members.c.id.in_(found)))
            if found:
                bump(connection)
            return found


def _wanted(connection: Connection, query: MemberQuery) -> ColumnElement[bool]:
    there: ColumnElement[bool] = cast_members.c.deleted_at.is_not(None) if query.deleted else _THERE
    parts = [there]
    if not query.deleted:
        parts.append(cast_members.c.archived == (true() if query.archived else false()))
    if query.kind is not None:
        parts.append(cast_members.c.kind == query.kind.value)
    if query.tag:
        parts.append(cast_members.c.tags.in_(_with_tag(connection, query.tag)))
    if search_key(query.text):
        parts.append(cast_members.c.search.contains(search_key(query.text), autoescape=True))
    if name := search_key(query.name):
        parts.append(cast_members.c.name_key.contains(name, autoescape=True))
    return and_(*parts)


def _with_tag(connection: Connection, tag: str) -> list[str]:
    """The lists of tags in which it stands as a whole, whatever the case: `Hero` of one member is `hero` of another.

    What a database makes of case differs from one to the other, and from what people see.
    """
    could = cast_members.c.search.contains(search_key(tag), autoescape=True)
    lists = connection.execute(select(cast_members.c.tags).where(could).distinct()).scalars()
    return [tags for tags in lists if folded(tag) in map(folded, strings_in(tags))]


def _by_name(connection: Connection) -> list[Any]:
    # "Tram 7" and "Tram 07" are one in the order of numbers.
    keys = (cast_members.c.name_order, cast_members.c.name_key)
    # As SQLite does it: by its server's locale PostgreSQL would pass over spaces.
    is_postgresql = connection.dialect.name == "postgresql"
    return [*(key.collate("C") if is_postgresql else key for key in keys), cast_members.c.id]


def _order(connection: Connection, query: MemberQuery) -> list[Any]:
    by_name = _by_name(connection)
    if query.deleted:
        return [cast_members.c.deleted_at.desc(), *by_name]
    match query.sort:
        case "name" | "most_used":
            return [*_nearness(query), *by_name]
        case "newest":
            return [*_nearness(query), cast_members.c.created_at.desc(), *by_name]
        case "last_used":
            # Who was only just put there is about to be used.
            used = func.coalesce(cast_members.c.last_used_at, cast_members.c.created_at).desc()
            return [*_nearness(query), used, *by_name]


def _nearness(query: MemberQuery) -> list[Any]:
    name = search_key(query.name)
    begins = cast_members.c.name_key.startswith(name, autoescape=True)
    return [case((cast_members.c.name_key == name, 0), (begins, 1), else_=2)] if name else []


def _written(member: CastMember, now: datetime) -> dict[str, object]:
    face = member.face
    return {
        "updated_at": now,
        "deleted_at": None,
        "body": _json(as_json(member)),
        "name": member.name,
        "kind": member.kind.value,
        "tags": _json(list(member.tags)),
        "face": "" if face is None else face.fitted.sending.sha256 if face.fitted else face.url,
        "looks": len(member.looks),
        "permission": _json(member.permission.model_dump(mode="json")),
        "name_key": search_key(member.name),
        "name_order": order_key(member.name),
        "search": search_key(search_text(member)),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _note_pictures(connection: Connection, member: CastMember) -> None:
    """Keep the list of the pictures that a member refers to."""
    theirs = cast_pictures.c.member_id == member.id
    before = set(connection.execute(select(cast_pictures.c.sha256).where(theirs)).scalars())
    named = set(SHA256_IN_JSON.findall(_json(as_json(member))))
    if gone := before - named:
        drop_pictures(connection, gone)
        connection.execute(cast_pictures.delete().where(theirs, cast_pictures.c.sha256.in_(gone)))
    if added := named - before:
        connection.execute(
            cast_pictures.insert(), [{"member_id": member.id, "sha256": sha256} for sha256 in sorted(added)]
        )
