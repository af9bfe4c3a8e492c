"""What Alembic runs: the migrations, on the connection and in the transaction that the store has opened for them.

To write a new one, add a file to `versions/` by hand; `tests/services/test_store_schema.py` says whether it leads to
the tables of `lib/services/store/tables.py`, `cast_tables.py` and `team_tables.py`.
"""

from alembic import context

from lib.services.store.schema import VERSION_TABLE
from lib.services.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
