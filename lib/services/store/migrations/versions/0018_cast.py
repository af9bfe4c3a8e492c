"""The cast of the team, the pictures of its members, and which members are in a job."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, empty: no job of before was made with a member."""
    word = sa.String(255).with_variant(sa.String(collation="C"), "postgresql")  # as since 0014
    time = sa.DateTime(timezone=True)
    op.create_table(
        "cast_members",
        sa.Column("id", word, primary_key=True),
        sa.Column("made_by", word, nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("updated_at", time, nullable=False),
        sa.Column("last_used_at", time),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", time),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", word, nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("face", sa.Text(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
    )
    op.create_table(
        "cast_pictures",
        sa.Column("member_id", word, sa.ForeignKey("cast_members.id"), primary_key=True),
        sa.Column("sha256", word, primary_key=True),
    )
    op.create_index("cast_pictures_sha256", "cast_pictures", ["sha256"])
    op.create_table(
        "job_members",
        sa.Column("job_id", word, sa.ForeignKey("jobs.id"), primary_key=True),
        sa.Column("member_id", word, primary_key=True),
    )
    op.create_index("job_members_member", "job_members", ["member_id"])
