"""A draft has a name of its own, knows the board that was sent from it last, and can be deleted with a way back."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What is kept already has no name, counts as unsent, and is there."""
    op.add_column("drafts", sa.Column("name", sa.Text(), nullable=False, server_default=""))
    word = sa.String(255).with_variant(sa.String(collation="C"), "postgresql")  # as since 0014
    op.add_column("drafts", sa.Column("sent_body", word, nullable=False, server_default=""))
    op.add_column("drafts", sa.Column("deleted_at", sa.DateTime(timezone=True)))
