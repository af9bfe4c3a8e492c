"""Which pictures each board refers to, so that nobody has to read all boards to know whether one is needed."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SHA = re.compile(r'"sha256":"([0-9a-f]{64})"')
_AT_ONCE = 500


def upgrade() -> None:
    """Make the table, and fill it from the boards that are there."""
    op.create_table(
        "draft_pictures",
        sa.Column("draft_id", sa.String(255), sa.ForeignKey("drafts.id"), primary_key=True),
        sa.Column("sha256", sa.String(255), primary_key=True),
    )
    op.create_index("draft_pictures_sha256", "draft_pictures", ["sha256"])
    drafts = sa.table("drafts", sa.column("id", sa.String()), sa.column("body", sa.Text()))
    pictures = sa.table("draft_pictures", sa.column("draft_id", sa.String()), sa.column("sha256", sa.String()))
    connection, last = op.get_bind(), ""
    while page := connection.execute(
        sa.select(drafts).where(drafts.c.id > last).order_by(drafts.c.id).limit(_AT_ONCE)
    ).all():
        last = page[-1].id
        named = [
            {"draft_id": row.id, "sha256": sha} for row in page for sha in sorted(set(_SHA.findall(str(row.body))))
        ]
        if named:
            connection.execute(pictures.insert(), named)
