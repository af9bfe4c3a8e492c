"""Members of the cast stand in the order in which people count: "Tram 14" before "Tram 104"."""

import sqlalchemy as sa
from alembic import op

from lib.domain.naming import order_key

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A copy of each name of its own: names are searched by the digits that people type."""
    op.add_column("cast_members", sa.Column("name_order", sa.Text(), nullable=False, server_default=""))
    members = sa.table("cast_members", *(sa.column(name, sa.Text()) for name in ("id", "name_key", "name_order")))
    connection = op.get_bind()
    for row in connection.execute(sa.select(members.c.id, members.c.name_key)).all():
        values = {"name_order": order_key(str(row.name_key))}
        connection.execute(members.update().where(members.c.id == row.id).values(values))
