"""The roles in a team, from nobody to owner. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """In the order of what they may do; each may do all that the ones before it may."""

    NOBODY = ""
    """Not signed in, or signed in no longer."""
    PENDING = "pending"
    """Known, and not let in yet."""
    VIEWER = "viewer"
    """Sees, plays, downloads."""
    MAKER = "maker"
    """Also makes, judges, edits the cast, deletes what is their own."""
    LEAD = "lead"
    """Also others' things, presets of the team, limits."""
    OWNER = "owner"
    """Also people, settings, the sweep. Without sign-in everyone is one."""

    @property
    def rank(self) -> int:
        """0 for nobody; a higher one may do more."""
        return list(Role).index(self)

    def is_at_least(self, other: Role) -> bool:
        """Whether this role may do all that `other` may."""
        return self.rank >= other.rank


LONGEST_NAME = 200
"""Letters of a person's name: every page of everybody carries it."""
GIVEN = (Role.VIEWER, Role.MAKER, Role.LEAD, Role.OWNER)
"""The roles that can be given to somebody, the smallest first."""


@dataclass(frozen=True)
class Account:
    """A person of the team as whoever looks after it sees them. Times are UTC."""

    id: str
    name: str
    role: Role
    mail: str = ""
    """As the provider of the sign-in gave it; never what a person is known by."""
    joined_at: datetime | None = None
    seen_at: datetime | None = None
    """About when they last used the app."""
    disabled_at: datetime | None = None
    """Since when they are kept out."""

    @property
    def is_let_in(self) -> bool:
        """Whether they may see the app at all."""
        return self.disabled_at is None and self.role.is_at_least(Role.VIEWER)


@dataclass(frozen=True)
class Visitor:
    """Whoever looks at a page or asks for a file, as far as we know them at this moment."""

    person_id: str
    """"" for nobody."""
    role: Role
    address: str = ""
    """Where they come from: an IP address, as far as it is known."""

    @property
    def is_let_in(self) -> bool:
        """Whether they may see the app at all."""
        return self.role.is_at_least(Role.VIEWER)
