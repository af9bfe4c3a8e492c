"""A line of the audit list: who did what, or was refused it, when and from where. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lib.domain.actor import Operation

CHANGES_PEOPLE = (Operation.INVITE, Operation.CHANGE_PEOPLE, Operation.ERASE_PERSON)
"""Actions beside whose name stands a role, or what else became of a person, or why not."""
LAST_OWNER = "last owner"
"""Why somebody was not erased."""


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
class Called:
    """Which stored words a text stands for in the language of whoever searches: a page shows none of them."""

    actions: tuple[str, ...] = ()
    """Actions whose words have it in them."""
    changes: tuple[str, ...] = ()
    """The same of what became of a person: a role, or a word of ours."""
    refused: bool = False
    """Whether a refusal is called so."""
    itself: bool = False
    """Whether the app itself is."""


@dataclass(frozen=True)
class AuditQuery:
    """Which lines; everything empty asks for all."""

    person_id: str = ""
    action: str = ""
    text: str = ""
    """In the name of who or what it was, in an id, or in the address."""
    called: Called = Called()
    """What `text` finds beside that."""
    since: datetime | None = None
    until: datetime | None = None
    """Up to, and not at, this time."""
    limit: int = 50
    offset: int = 0
