"""A row that cannot be read says why, and is left out by whoever looks for work."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

QUEUE = ["service", "state", "person_id", "created_at", "take", "next_at", "off_peak", "deleted", "set_aside"]


def upgrade() -> None:
    """Add the reason, empty, with an index; the one by which work is found takes it in."""
    op.add_column("jobs", sa.Column("unreadable", sa.Text()))
    op.drop_index("jobs_queue", "jobs")
    op.create_index("jobs_queue", "jobs", [*QUEUE, "unreadable"])
    op.create_index(
        "jobs_unreadable",
        "jobs",
        ["unreadable"],
        sqlite_where=sa.text("unreadable IS NOT NULL"),
        postgresql_where=sa.text("unreadable IS NOT NULL"),
    )
