"""The tables of a team: who is signed in and invited, what was done, what may be made; beside those of tables.py."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, Table

from lib.services.store.columns import CleanText, UtcDateTime, Word
from lib.services.store.tables import metadata

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("token_hash", Word, primary_key=True),
    Column("person_id", Word, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("renewed_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("address", CleanText, nullable=False),
    Column("browser", CleanText, nullable=False),
)
"""Where a person is signed in. The token is in the person's cookie alone; here is its hash."""
Index("sign_ins_person", sign_ins.c.person_id)

invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", Word, primary_key=True),
    Column("role", Word, nullable=False),
    Column("person_id", Word, nullable=False),  # "" is somebody new, else a new link for a person of the team
    Column("made_by", Word, nullable=False),  # "" is the command line
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("used_by", Word, nullable=False),
    Column("revoked_at", UtcDateTime),
)
Index("invitations_newest", invitations.c.made_at)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", Word, nullable=False),  # "" is nobody, or the app itself
    Column("deed", Word, nullable=False),
    Column("allowed", Boolean, nullable=False),
    Column("about", Word, nullable=False),  # the id of what it was done with
    Column("params", CleanText, nullable=False),  # of the action, as JSON
    Column("address", CleanText, nullable=False),
)
Index("audit_newest", audit.c.at, audit.c.id)
Index("audit_person", audit.c.person_id, audit.c.at)

makes = Table(
    "makes",
    metadata,
    Column("click", Word, primary_key=True),
    Column("take", Integer, primary_key=True),
    Column("person_id", Word, nullable=False),
    Column("service", Word, nullable=False),
    Column("model", Word, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
"""Every video that was asked for, whatever becomes of its job: what limits and usage are counted from."""
Index("makes_person", makes.c.person_id, makes.c.created_at)
Index("makes_newest", makes.c.created_at)

limits = Table(
    "limits",
    metadata,
    Column("scope", Word, primary_key=True),  # "team", "each", or the id of a person
    Column("per_day", Integer),
    Column("at_once", Integer),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("updated_by", Word, nullable=False),
)

wishes = Table(
    "wishes",
    metadata,
    Column("id", Word, primary_key=True),
    Column("person_id", Word, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("note", CleanText, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("answered_by", Word, nullable=False),
    Column("extra", Integer, nullable=False),  # videos granted beyond the limit, for a day from the answer on
)
"""Who asked for more than their limit, and what was answered."""
Index("wishes_person", wishes.c.person_id, wishes.c.answered_at)
