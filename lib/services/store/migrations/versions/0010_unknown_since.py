"""Since when the service has said nothing about a task but words that nobody knows."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the time, empty."""
    op.add_column("jobs", sa.Column("unknown_since", sa.DateTime(timezone=True)))
