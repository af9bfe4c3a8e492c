"""Members of the cast are found and sorted without accents, widths and marks that nobody sees."""

import sqlalchemy as sa
from alembic import op

from lib.domain.naming import search_key

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two copies anew from what they were: nothing but the case was taken out of them."""
    members = sa.table("cast_members", *(sa.column(name, sa.Text()) for name in ("id", "name_key", "search")))
    connection = op.get_bind()
    for row in connection.execute(sa.select(members)).all():
        values = {"name_key": search_key(str(row.name_key)), "search": search_key(str(row.search))}
        connection.execute(members.update().where(members.c.id == row.id).values(values))
