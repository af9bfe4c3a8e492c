"""The permission to show somebody or something: free, or until a date, by whom; and whether it holds on a day. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

SOON = timedelta(days=14)
"""So long before its end a permission is worth a word."""


class PermissionKind(StrEnum):
    UNSAID = ""
    """Not specified."""
    FREE = "free"
    """Without an end."""
    UNTIL = "until"


class Permission(BaseModel):
    """What was agreed for a member of the cast."""

    model_config = ConfigDict(frozen=True)

    kind: PermissionKind = PermissionKind.UNSAID
    until: date | None = None
    """The last day; read only where `kind` is UNTIL."""
    by: str = ""
    """Who gave it."""
    note: str = ""


class Validity(StrEnum):
    """Whether a permission holds on a day."""

    UNSAID = "unsaid"
    FREE = "free"
    GIVEN = "given"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"


def validity_of(permission: Permission, today: date) -> Validity:
    """On the last day itself it still holds. One until a date that nobody gave counts as not specified."""
    if permission.kind is PermissionKind.FREE:
        return Validity.FREE
    if permission.kind is PermissionKind.UNSAID or permission.until is None:
        return Validity.UNSAID
    if permission.until < today:
        return Validity.EXPIRED
    return Validity.ENDS_SOON if permission.until - today <= SOON else Validity.GIVEN
