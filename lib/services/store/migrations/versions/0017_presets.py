"""Presets: settings of a board under a name, and which of them the new boards of a person begin with."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables, empty."""
    word = sa.String(255).with_variant(sa.String(collation="C"), "postgresql")  # as since 0014
    time = sa.DateTime(timezone=True)
    op.create_table(
        "presets",
        sa.Column("id", word, primary_key=True),
        sa.Column("person_id", word, nullable=False),
        sa.Column("team", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("updated_at", time, nullable=False),
        sa.Column("deleted_at", time),
    )
    op.create_index("presets_person", "presets", ["person_id", "team"])
    op.create_table(
        "preset_defaults",
        sa.Column("person_id", word, primary_key=True),
        sa.Column("preset_id", word, nullable=False),
    )
