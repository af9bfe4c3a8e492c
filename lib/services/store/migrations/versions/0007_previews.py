"""How each video is stored, and whether it has a copy that every browser plays. What is there is looked at later."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns, empty, and the index by which the next video to look at is found."""
    op.add_column("jobs", sa.Column("video_codec", sa.String(255)))
    op.add_column("jobs", sa.Column("video_preview", sa.String(255)))
    op.create_index("jobs_preview", "jobs", ["video_preview", "state", "deleted", "ready_at"])
