"""A link that lets somebody into the team, and what has become of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lib.domain.role import Role

VALID_FOR = timedelta(days=7)


class InvitationState(StrEnum):
    """What can be done with a link."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    """There is no such link."""


@dataclass(frozen=True)
class Invitation:
    """A link as it is kept, without its token. Times are UTC."""

    token_hash: str
    role: Role
    person_id: str
    """"" for somebody new, else whose new link it is."""
    made_by: str
    """"" is the command line."""
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: str = ""
    revoked_at: datetime | None = None

    def state(self, now: datetime) -> InvitationState:
        """Whether it still lets anybody in, and why not."""
        if self.used_at is not None:
            return InvitationState.USED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.OPEN if now < self.expires_at else InvitationState.EXPIRED


def role_after(now: Role, given: Role) -> Role:
    """The role of a team member who opens a link: never a lower one than before."""
    return now if now.is_at_least(given) else given
