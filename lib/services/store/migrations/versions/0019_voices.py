"""The team's voices have a language and tags; their note was there from the first version on."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of the voices that are there nothing is known yet."""
    for name in ("language", "tags"):
        op.add_column("voices", sa.Column(name, sa.Text(), nullable=False, server_default=""))
