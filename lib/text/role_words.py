"""What roles are called, and what they may do, in words."""

from __future__ import annotations

from lib.domain.role import Role
from lib.text.language import N_, _

_NAMES: dict[Role, str] = {
    Role.NOBODY: N_("Not signed in"),
    Role.PENDING: N_("Waiting to be let in"),
    Role.VIEWER: N_("Viewer"),
    Role.MAKER: N_("Maker"),
    Role.LEAD: N_("Lead"),
    Role.OWNER: N_("Owner"),
}
_MAY: dict[Role, str] = {
    Role.VIEWER: N_("Sees, plays and downloads everything."),
    Role.MAKER: N_("Makes videos, rates them, and edits the cast."),
    Role.LEAD: N_("Makes videos, changes what others made, and sets limits."),
    Role.OWNER: N_("Can do everything, and looks after people and settings."),
}


def role_name(role: Role) -> str:
    """As a label."""
    return _(_NAMES[role])


def role_may(role: Role) -> str:
    """What it may do, in one sentence; "" for those that may do nothing."""
    return _(_MAY[role]) if role in _MAY else ""
