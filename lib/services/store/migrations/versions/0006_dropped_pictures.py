"""Pictures that people took off a board or that went with a job: the only originals that ever leave the disk."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table("dropped_pictures", sa.Column("sha256", sa.String(255), primary_key=True))
