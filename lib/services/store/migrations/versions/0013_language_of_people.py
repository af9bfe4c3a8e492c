"""A person may choose the language of the app; "" leaves it to the browser."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whoever is known already has chosen none."""
    op.add_column("people", sa.Column("language", sa.String(255), nullable=False, server_default=""))
