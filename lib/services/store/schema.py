"""The database of this version: made when there is none, or brought up from an earlier one, with a copy kept."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from lib.domain.errors import NoDatabase, StoreUnavailable
from lib.services.store.place import place_of, strange_beginning
from lib.services.store.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "castboard_version"
_WAL_PATIENCE_S = 15.0
_POSTGRESQL_LOCK = 0x0CA57B0A
"""Any number that only Castboard uses."""
# Alembic's `op` and `context` belong to the process, not to a call.
_one_at_a_time = threading.Lock()


def bring_up_to_date(reading: Engine, writing: Engine, migrations: Path) -> None:
    """Create or migrate. Several processes may do it at once: one works, the others wait and find it done.

    Raises NoDatabase for a file that is none of ours and StoreUnavailable for a newer version's; both stay untouched.
    """
    _refuse_what_is_no_database(reading)
    with reading.connect() as connection:
        found = _pending(connection, migrations)
    _use_wal(reading)
    if found is None:
        return
    with _one_at_a_time, writing.begin() as connection:
        _wait_for_others(connection)
        found = _pending(connection, migrations)
        if found is None:
            return
        if found:
            _keep_a_copy(reading, _known(migrations).head)
        config = _config(migrations)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


@dataclass(frozen=True)
class _Known:
    """The revisions of this version: the last one, and all of them."""

    head: str
    all: frozenset[str]


@cache
def _known(migrations: Path) -> _Known:
    """Read once: every store that is opened asks, and to load them takes longer than all else of that."""
    scripts = ScriptDirectory.from_config(_config(migrations))
    return _Known(scripts.get_current_head() or "", frozenset(script.revision for script in scripts.walk_revisions()))


def _refuse_what_is_no_database(engine: Engine) -> None:
    """SQLite opens any file and only says at the first read that it is none; this read comes before any write."""
    if engine.dialect.name != "sqlite":
        return
    place = place_of(engine.url)
    if place and (strange := strange_beginning(place)):
        raise no_database(place, strange)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
    except OperationalError:
        raise  # Locked, or no permission: it may well be a database.
    except DatabaseError as exc:
        raise no_database(engine.url.database, str(exc.orig)) from exc


def no_database(place: Path | str | None, why: str) -> NoDatabase:
    """The error about a file that is something else; `why` in few words. To be raised."""
    return NoDatabase(detail=f"{place} is not a database of Castboard ({why}). It was left as it is.")


def _pending(connection: Connection, migrations: Path) -> str | None:
    """The revision that has to be brought up, "" for an empty database, None if it is up to date."""
    current = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
    known = _known(migrations)
    if current is None:
        taken = set(inspect(connection).get_table_names()) & set(metadata.tables)
        if taken:
            raise NoDatabase(detail=f"Another program's tables are in this database: {', '.join(sorted(taken))}.")
        return ""
    if current not in known.all:
        raise StoreUnavailable(
            detail=f"The data was written by a newer version of Castboard (its schema is {current}, "
            f"this version knows up to {known.head}). Start that version or a later one."
        )
    return None if current == known.head else current


def _use_wal(engine: Engine) -> None:
    """Readers and the writer do not wait for each other. A file system that cannot do it keeps the old way."""
    if engine.dialect.name != "sqlite":
        return
    give_up = time.monotonic() + _WAL_PATIENCE_S
    with closing(engine.raw_connection()) as connection:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode=WAL").close()
                return
            except sqlite3.OperationalError as exc:
                # Two first starts at once: for this one step SQLite says "locked" at once, whatever the busy timeout.
                if exc.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                    raise
            time.sleep(0.02)


def _wait_for_others(connection: Connection) -> None:
    # SQLite is locked already, by BEGIN IMMEDIATE.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _POSTGRESQL_LOCK})


def _keep_a_copy(engine: Engine, revision: str) -> None:
    """The database as it was, as `castboard.db.before-<revision>` beside it. Only SQLite: others have backups.

    Read by a second connection: SQLite makes no copy through the one that holds the write lock.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    path = Path(engine.url.database)
    copy = path.with_name(f"{path.name}.before-{revision}")
    part = copy.with_name(f"{copy.name}.part")
    with closing(engine.raw_connection()) as source, closing(sqlite3.connect(part)) as target:
        source.driver_connection.backup(target)  # type: ignore[union-attr]
    part.replace(copy)
