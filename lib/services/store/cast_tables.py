"""The tables of the team's cast, beside the others (tables.py)."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from lib.services.store.columns import CleanText, UtcDateTime, Word
from lib.services.store.tables import metadata

cast_members = Table(
    "cast_members",
    metadata,
    Column("id", Word, primary_key=True),
    Column("made_by", Word, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("last_used_at", UtcDateTime),
    Column("archived", Boolean, nullable=False),
    Column("deleted_at", UtcDateTime),
    Column("body", CleanText, nullable=False),
    # Copies out of the body, for lists that must not read it.
    Column("name", CleanText, nullable=False),
    Column("kind", Word, nullable=False),
    Column("tags", CleanText, nullable=False),
    Column("face", CleanText, nullable=False),
    Column("looks", Integer, nullable=False),
    Column("permission", CleanText, nullable=False),
    Column("name_key", CleanText, nullable=False),
    Column("search", CleanText, nullable=False),
    Column("name_order", CleanText, nullable=False, server_default=""),
)

cast_pictures = Table(
    "cast_pictures",
    metadata,
    Column("member_id", Word, ForeignKey("cast_members.id"), primary_key=True),
    Column("sha256", Word, primary_key=True),
)
"""The pictures, originals and copies, that a member of the cast refers to."""
Index("cast_pictures_sha256", cast_pictures.c.sha256)

job_members = Table(
    "job_members",
    metadata,
    Column("job_id", Word, ForeignKey("jobs.id"), primary_key=True),
    Column("member_id", Word, primary_key=True),
)
"""Which members of the cast are in a job. A member may be gone since."""
Index("job_members_member", job_members.c.member_id)
