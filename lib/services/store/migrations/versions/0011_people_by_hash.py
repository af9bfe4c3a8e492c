"""People are known by a hash of their cookie: who reads the database must not be able to act as somebody else."""

import re
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_COOKIE = re.compile(r"[0-9A-Za-z]{16,64}")
_PLACES = (("jobs", "person_id"), ("drafts", "person_id"), ("people", "id"))


def upgrade() -> None:
    """Replace each id that is the value of a cookie."""
    connection = op.get_bind()
    for table, column in _PLACES:
        held = sa.table(table, sa.column(column, sa.String))
        for person in connection.execute(sa.select(held.c[column]).distinct()).scalars().all():
            if isinstance(person, str) and _COOKIE.fullmatch(person):
                hashed = sha256(f"castboard person {person}".encode()).hexdigest()[:32]
                connection.execute(held.update().where(held.c[column] == person).values({column: hashed}))
