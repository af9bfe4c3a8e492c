"""Databases as earlier versions of Castboard wrote them, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, MetaData, NullPool, create_engine, select, text

from lib.services.store import Store
from lib.services.store.schema import MIGRATIONS, VERSION_TABLE


def migrations_up_to(revision: str, folder: Path) -> Path:
    """The migrations of the version whose schema was `revision`, copied into a new folder."""

    def ignored(_folder: str, names: list[str]) -> set[str]:
        return {name for name in names if name == "__pycache__" or (name[:4].isdigit() and name[:4] > revision)}

    shutil.copytree(MIGRATIONS, folder, ignore=ignored)
    return folder


def copy_to_postgresql(file: Path, url: str, folder: Path) -> None:
    """Make the tables of an earlier version in an empty database, and copy the rows of its SQLite file into them."""
    # Immutable: SQLite would else put its log beside the file.
    addresses = (f"sqlite:///{file.as_uri()}?immutable=1&uri=true", url)
    source, target = (create_engine(address, poolclass=NullPool) for address in addresses)
    with source.connect() as reading:
        revision = reading.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one()
        store = Store(url, migrations_up_to(revision, folder))
        store.open()
        store.close()
        with target.begin() as writing:
            _copy_rows(reading, writing)


def _copy_rows(reading: Connection, writing: Connection) -> None:
    read, written = MetaData(), MetaData()
    read.reflect(reading)
    written.reflect(writing)
    for table in written.sorted_tables:
        writing.execute(table.delete())
        rows = [dict(row) for row in reading.execute(select(read.tables[table.name])).mappings()]
        if rows:
            writing.execute(table.insert(), [{name: _in_utc(value) for name, value in row.items()} for row in rows])
    writing.execute(text("SELECT setval(pg_get_serial_sequence('events', 'id'), max(id)) FROM events"))


def _in_utc(value: object) -> object:
    """SQLite keeps times without their zone."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
