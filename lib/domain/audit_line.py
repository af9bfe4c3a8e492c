"""A line of the audit list: who did what, or was refused it, when and from where. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AuditLine:
    """One action. Times are UTC."""

    id: int
    at: datetime
    person_id: str
    """"" is nobody, or the app itself."""
    person_name: str
    """What they are called now; "" without a name, and once they were erased."""
    action: str
    """An `Operation`, or a word of whoever noted it."""
    allowed: bool
    about: str
    """The id of what it was done with."""
    name: str
    """What that was called then."""
    count: int
    """How many it was done with; 0 where that says nothing."""
    address: str


@dataclass(frozen=True)
class AuditQuery:
    """Which lines; everything empty asks for all."""

    person_id: str = ""
    action: str = ""
    text: str = ""
    """In the name of who or what it was, in an id, or in the address."""
    since: datetime | None = None
    until: datetime | None = None
    """Up to, and not at, this time."""
    limit: int = 50
    offset: int = 0
