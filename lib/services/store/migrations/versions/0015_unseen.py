"""`unseen` means from here on that whoever made a job has not looked at what became of it, and is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What came to its end before the upgrade counts as looked at: nobody is called to old failures."""
    jobs = sa.table("jobs", sa.column("unseen", sa.Boolean()), sa.column("state", sa.String()))
    ended = jobs.c.state.in_(("ready", "failed", "cancelled", "ended"))
    op.execute(jobs.update().where(ended).values(unseen=False))
    op.create_index("jobs_unseen", "jobs", ["deleted", "set_aside", "person_id", "unseen", "state"])
