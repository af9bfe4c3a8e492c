"""Words for a member of the cast: its kind, its looks, where it is used, and how its permission stands."""

from __future__ import annotations

from datetime import date

from lib.domain.permission import Permission, PermissionKind, Validity, validity_of
from lib.text import formats
from lib.text.language import N_, _, _n


def member_title(name: str) -> str:
    """What it goes by."""
    return name.strip() or _("Without a name")


def looks_text(looks: int) -> str:
    return _n("{count} look", "{count} looks", looks)


def used_text(videos: int) -> str:
    """How many finished videos it is in."""
    return _n("Used in {count} video", "Used in {count} videos", videos) if videos else _("Not used yet")


def permission_text(permission: Permission, today: date) -> str:
    """How the permission stands, in a few words; empty where it is not specified."""
    until = permission.until
    match validity_of(permission, today):
        case Validity.FREE:
            return _("Free to use")
        case Validity.GIVEN if until:
            return _("Permission until {date}", date=formats.date(until))
        case Validity.ENDS_SOON if until:
            days = (until - today).days
            return (
                _n("Permission ends in {count} day", "Permission ends in {count} days", days)
                if days
                else _("Permission ends today")
            )
        case Validity.EXPIRED if until:
            return _("Permission expired on {date}", date=formats.date(until))
    return ""


_PERMISSION_KINDS = {
    PermissionKind.UNSAID: N_("Not specified"),
    PermissionKind.FREE: N_("Yes, with no end date"),
    PermissionKind.UNTIL: N_("Yes, until a date"),
}


def permission_kind_label(kind: PermissionKind) -> str:
    return _(_PERMISSION_KINDS[kind])


def looked_after_text(keeper: str, *, yours: bool) -> str:
    """Who looks after the member, in a few words; `keeper` is "" without a name. `yours`: it is whoever reads it."""
    if yours:
        return _("Looked after by you")
    return _("Looked after by {name}", name=keeper) if keeper else _("Looked after by someone without a name")


def permission_sentence(permission: Permission, today: date, keeper: str, *, yours: bool) -> str:
    """What there is to do about it; empty where there is nothing. `keeper`, `yours`: see `looked_after_text`."""
    match validity_of(permission, today):
        case Validity.EXPIRED:
            return formats.in_a_row(
                _("{permission}.", permission=permission_text(permission, today)),
                _renew_text(keeper, yours=yours),
            )
        case Validity.ENDS_SOON:
            return _("{permission}.", permission=permission_text(permission, today))
    return ""


def _renew_text(keeper: str, *, yours: bool) -> str:
    if yours:
        return _("You look after it. Renew it before it is used again.")
    if keeper:
        return _("Renew it before it is used again. Looked after by {name}.", name=keeper)
    return _("Renew it before it is used again. Looked after by someone without a name.")
