"""What the database is: its kind, its version, how large it is, and which step brought it up to date."""

from __future__ import annotations

from sqlalchemy import text

from lib.domain.running import DatabaseFacts
from lib.services.store.database import Part
from lib.services.store.schema import VERSION_TABLE

_SIZES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


class About(Part):
    """The database itself."""

    def facts(self) -> DatabaseFacts:
        """As it answers now."""
        with self._read() as connection:
            dialect = connection.dialect
            version = ".".join(map(str, dialect.server_version_info or ()))
            step = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # our own
            asked = _SIZES.get(dialect.name)
            size = connection.execute(text(asked)).scalar() if asked else None
            return DatabaseFacts(dialect.name, version, str(step or ""), int(size) if size is not None else None)
