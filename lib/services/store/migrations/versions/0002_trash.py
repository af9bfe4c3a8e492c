"""The trash: since when a job is deleted, since when for good, and what is left of one whose files are gone."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both times and the table; what is deleted already counts as deleted now."""
    op.add_column("jobs", sa.Column("deleted_at", sa.DateTime(timezone=True)))
    op.add_column("jobs", sa.Column("gone_at", sa.DateTime(timezone=True)))
    # Nobody knows when these were deleted: their time in the trash begins now.
    jobs = sa.table("jobs", sa.column("deleted", sa.Boolean()), sa.column("deleted_at", sa.DateTime(timezone=True)))
    op.execute(jobs.update().where(jobs.c.deleted == sa.true()).values(deleted_at=datetime.now(UTC)))
    deleted, gone = sa.text("deleted_at IS NOT NULL"), sa.text("gone_at IS NOT NULL")
    op.create_index("jobs_trash", "jobs", ["deleted_at", "id"], sqlite_where=deleted, postgresql_where=deleted)
    op.create_index("jobs_gone", "jobs", ["id"], sqlite_where=gone, postgresql_where=gone)
    op.create_table(
        "spent",
        sa.Column("click", sa.String(255), primary_key=True),
        sa.Column("take", sa.Integer(), primary_key=True),
        sa.Column("service", sa.String(255), nullable=False),
        sa.Column("model", sa.String(255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("credits", sa.Float()),
    )
