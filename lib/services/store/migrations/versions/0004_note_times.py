"""Since when a note is there, for those that are not kept for ever."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the time; what was noted before has none."""
    op.add_column("notes", sa.Column("noted_at", sa.DateTime(timezone=True)))
