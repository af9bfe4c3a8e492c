"""Rows of the cast as values of the domain, whatever has become of them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Row

from lib.domain.cast_member import CastMember, MemberKind, MemberLine, StoredMember, read_member
from lib.domain.permission import Permission
from lib.services.store.columns import clean
from lib.services.store.reading import LONG_AGO, text_of

_KINDS = frozenset(MemberKind)


def strings_in(text: object) -> list[str]:
    """The texts of a list as it is kept; none where it is something else."""
    try:
        found = json.loads(text_of(text))
    except (ValueError, RecursionError):
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _permission(text: object) -> Permission:
    try:
        return Permission.model_validate_json(text_of(text) or "{}")
    except ValidationError:
        return Permission()


def _kind(text: object) -> MemberKind:
    kind = text_of(text)
    return MemberKind(kind) if kind in _KINDS else MemberKind.THING


def _time(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


def _deleted_at(row: Row[Any]) -> datetime | None:
    """What stands there may be no time: it is deleted all the same."""
    return None if row.deleted_at is None else _time(row.deleted_at) or LONG_AGO


def member_line(row: Row[Any], videos: int) -> MemberLine:
    """What a card of the library shows."""
    face = text_of(row.face)
    is_ours = face.isalnum()
    return MemberLine(
        id=text_of(row.id),
        name=text_of(row.name),
        kind=_kind(row.kind),
        tags=tuple(strings_in(row.tags)),
        face_sha=face if is_ours else "",
        face_url="" if is_ours else face,
        looks=row.looks if isinstance(row.looks, int) else 0,
        permission=_permission(row.permission),
        archived=row.archived in (True, 1),
        videos=videos,
        last_used_at=_time(row.last_used_at),
        deleted_at=_deleted_at(row),
    )


def stored_member(row: Row[Any]) -> StoredMember:
    """The whole row, also one of which nothing can be read."""
    unreadable = ""
    try:
        member = read_member(clean(text_of(row.body)))
    except ValueError as exc:
        unreadable = str(exc)
        member = CastMember(id=text_of(row.id), name=text_of(row.name), kind=_kind(row.kind))
    return StoredMember(
        # The row's own id and nothing else is what links and boards refer to.
        member=member.model_copy(update={"id": text_of(row.id)}),
        made_by=text_of(row.made_by),
        created_at=_time(row.created_at) or LONG_AGO,
        updated_at=_time(row.updated_at) or LONG_AGO,
        archived=row.archived in (True, 1),
        deleted=row.deleted_at is not None,
        deleted_at=_deleted_at(row),
        unreadable=unreadable,
    )
