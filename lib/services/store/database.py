"""The connection: one place where transactions begin, errors are translated, and the revision is counted."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from lib.domain.errors import StoreUnavailable
from lib.services.store import schema
from lib.services.store.place import OpenFile, place_of
from lib.services.store.tables import meta

_BUSY_TIMEOUT_S = 15
"""How long a connection waits for another one's transaction."""
_NETWORK_LIMITS = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
"""Of PostgreSQL's connections: a server that has left the network is noticed within a minute, not within hours."""
_WRITES = "castboard_writes"
_NO_DRIVER = "PostgreSQL needs a driver that is not installed here: pip install '.[postgres]'."


class Database:
    """A database by its SQLAlchemy URL. Safe to use from many threads; every method raises StoreUnavailable."""

    def __init__(self, url: str, migrations: Path = schema.MIGRATIONS) -> None:
        """Opens nothing and cannot fail."""
        self._migrations = migrations
        self._url = url
        self._opening = threading.Lock()
        self._engine: Engine | None = None
        self._file: OpenFile | None = None

    def open(self) -> None:
        """Create the tables, or bring those of an earlier version up to date. Nothing happens if it is open already."""
        with self._opening, _translated():
            if self._engine is not None:
                return
            engine = _engine(_checked(self._url))
            place = place_of(engine.url)
            # Before SQLite opens it, unless it is yet to be made.
            file = OpenFile(place) if place and place.is_file() else None
            try:
                schema.bring_up_to_date(engine, _for_writing(engine), self._migrations)
                file = file or (OpenFile(place) if place else None)
            except BaseException:  # Whatever it was, it goes on its way; only what was opened here is closed.
                engine.dispose()
                if file:
                    file.close()
                raise
            self._engine, self._file = engine, file

    def close(self) -> None:
        with self._opening:
            engine, self._engine = self._engine, None
            file, self._file = self._file, None
        if engine is not None:
            engine.dispose()
        if file is not None:
            file.close()

    def revision(self) -> int:
        """A number that grows with every write that a page could show."""
        with self._read() as connection:
            return int(connection.execute(select(meta.c.value).where(meta.c.key == "revision")).scalar_one())

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        """A transaction that sees one moment and takes no write lock."""
        with _translated(), self._opened().connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """A transaction that nobody else writes beside; committed at the end, undone if anything is raised."""
        with _translated(), _for_writing(self._opened()).begin() as connection:
            # SQLite is locked by its BEGIN IMMEDIATE. Elsewhere this row is the lock that makes writers take turns:
            # counting what runs and claiming one more must not happen twice side by side.
            connection.execute(select(meta.c.value).where(meta.c.key == "revision").with_for_update())
            yield connection

    def _opened(self) -> Engine:
        engine = self._engine
        if engine is None:
            raise StoreUnavailable(detail="The database is not open.")
        if (file := self._file) and (why := file.replaced()):
            raise schema.no_database(file.path, why)
        return engine


class Part:
    """One subject of a store; its methods share the store's connections, and each is one transaction."""

    def __init__(self, database: Database) -> None:
        self._read, self._write = database._read, database._write


def bump(connection: Connection) -> None:
    """Count the revision up, within the write that pages are to notice."""
    connection.execute(meta.update().where(meta.c.key == "revision").values(value=meta.c.value + 1))


@contextmanager
def _translated() -> Iterator[None]:
    """Database errors as StoreUnavailable. Its detail is the driver's sentence, without SQL and what people wrote."""
    try:
        yield
    except DBAPIError as exc:
        raise StoreUnavailable(detail=f"{type(exc.orig).__name__}: {_first_line(exc.orig)}") from exc
    except (PoolTimeout, sqlite3.Error, OSError) as exc:
        raise StoreUnavailable(detail=f"{type(exc).__name__}: {exc}") from exc


def _first_line(error: BaseException | None) -> str:
    """The driver's message; its further lines quote the row or the statement, and with it what people wrote."""
    return str(error).partition("\n")[0]


def _checked(text: str) -> URL:
    try:
        url = make_url(text)
        if url.drivername in ("postgresql", "postgres"):  # SQLAlchemy would take psycopg2, and knows no "postgres".
            url = url.set(drivername="postgresql+psycopg")
        url.get_dialect().import_dbapi()
    except (ArgumentError, ImportError) as exc:
        if isinstance(exc, ImportError) and exc.name == "psycopg":
            raise StoreUnavailable(detail=_NO_DRIVER) from exc
        # The URL may hold a password: only what SQLAlchemy says about its kind is repeated.
        kind = text.partition(":")[0]
        raise StoreUnavailable(detail=f"No database can be opened by this address ({kind}:...).") from exc
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return _postgresql(url)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if place := place_of(url):
        place.parent.mkdir(parents=True, exist_ok=True)
    if "timeout" not in url.query:
        url = url.update_query_dict({"timeout": str(_BUSY_TIMEOUT_S)})
    engine = create_engine(url)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: URL) -> Engine:
    if url.get_driver_name() == "psycopg":
        url = url.update_query_dict({name: value for name, value in _NETWORK_LIMITS.items() if name not in url.query})
    # A read sees one moment, however many statements it takes, as it does on SQLite.
    engine = create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
    event.listen(engine, "connect", _set_up_postgresql)
    return engine


def _set_up_postgresql(connection: Any, _record: object) -> None:
    # PostgreSQL would wait for ever. A limit from the address, or of the server's own, stays.
    with closing(connection.cursor()) as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, false) WHERE current_setting('lock_timeout') = '0'",
            (f"{_BUSY_TIMEOUT_S}s",),
        )
    connection.commit()


def _for_writing(engine: Engine) -> Engine:
    options: dict[str, Any] = {_WRITES: True}
    if engine.dialect.name == "postgresql":
        # A write sees what others committed while it waited for its turn. REPEATABLE READ would make it fail.
        options["isolation_level"] = "READ COMMITTED"
    return engine.execution_options(**options)


_text = partial(str, encoding="utf-8", errors="replace")


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin late, at the first change: two readers could both see a job as queued and
    # both take it. So it is told to begin none, and `_begin_sqlite` does.
    connection.isolation_level = None
    # One text that is no UTF-8 would take all rows of its statement along.
    connection.text_factory = _text
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
