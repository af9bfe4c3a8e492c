"""Jobs sorted by name stand in the order in which people count: "Shot 2" before "Shot 10"."""

import sqlalchemy as sa
from alembic import op

from lib.domain.naming import order_key

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_LENGTH = 80
"""Characters of a key, as of a job made now."""


def upgrade() -> None:
    """Make the key of each name anew from what it was: names are sorted by it, and searched by another column."""
    jobs = sa.table("jobs", *(sa.column(name, sa.Text()) for name in ("id", "name_key")))
    connection = op.get_bind()
    change = jobs.update().where(jobs.c.id == sa.bindparam("job")).values(name_key=sa.bindparam("key"))
    keys = ((row.id, row.name_key, _key(row.name_key)) for row in connection.execute(sa.select(jobs)).all())
    if changed := [{"job": job_id, "key": key} for job_id, before, key in keys if key != before]:
        connection.execute(change, changed)


def _key(before: str) -> str:
    return order_key(str(before))[:_LENGTH]
