"""A PostgreSQL server for the tests: in a temporary folder, reached through a socket there, and gone with them."""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lib.services.store import Store

DEBIAN = Path("/usr/lib/postgresql")
NO_DRIVER = "psycopg is not installed: pip install '.[postgres]'."
NO_POSTGRESQL = (
    "No PostgreSQL was found. On Debian: apt-get install postgresql. Elsewhere: set CASTBOARD_POSTGRESQL to the folder "
    "of its initdb and postgres."
)
USER = "castboard"
START_S = 30.0
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
"""Fast, and lost in a power cut: the data live no longer than the tests."""
# No port is opened. Each of the app's servers that tests start may hold fifteen connections.
SETTINGS = NOT_DURABLE | {"listen_addresses": "", "max_connections": "400", "shared_buffers": "64MB"}
# Text is sorted by the rules of a language, as on most servers: code that relies on the order of code points is found.
INITDB = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")
_TEMPLATE = "migrated"
_numbers = itertools.count(1)


class PostgresServer:
    """A running server; `database` gives each test a database of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{USER}@/{database}?host={self._folder}"

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run a statement past the store, outside a transaction; its rows, if it has any."""
        import psycopg

        with psycopg.connect(host=str(self._folder), user=USER, dbname=database, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def database(self, *, empty: bool = False) -> Iterator[str]:
        """The address of a new database, with the tables of this version unless `empty`; it is dropped afterwards."""
        name = f"test_{next(_numbers)}"
        self._create(name, "template0" if empty else _TEMPLATE)
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def migrate_template(self) -> None:
        """Migrate once what `database` then only copies."""
        self._create(_TEMPLATE, "template0")
        store = Store(self.url(_TEMPLATE))
        store.open()
        store.close()

    def _create(self, name: str, template: str) -> None:
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def missing() -> str:
    """What a PostgreSQL server lacks here and how to get it; "" if nothing."""
    if importlib.util.find_spec("psycopg") is None:
        return NO_DRIVER
    return "" if programs_folder() else NO_POSTGRESQL


def programs_folder() -> Path | None:
    """Where `initdb` and `postgres` are, of the newest version; CASTBOARD_POSTGRESQL goes before all."""
    if named := os.environ.get("CASTBOARD_POSTGRESQL"):
        return Path(named) if (Path(named) / "initdb").is_file() else None
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    # Debian keeps them off the PATH, a folder for each version.
    installed = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return installed[-1].parent if installed else None


@contextmanager
def temporary_server() -> Iterator[PostgresServer]:
    """A new server until the context ends. Without PostgreSQL the test is skipped; in CI that is a failure."""
    if reason := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="castboard-postgres-"))  # Short: a socket's path has at most 107 bytes.
    try:
        process = _start(folder)
        try:
            server = PostgresServer(folder)
            _wait_until_it_answers(server, process, folder)
            server.migrate_template()
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # It ends at once, whoever is still connected.
            process.wait(START_S)
    finally:
        shutil.rmtree(folder)


def _start(folder: Path) -> subprocess.Popen[bytes]:
    programs, data = programs_folder(), folder / "data"
    assert programs is not None
    options: dict[str, Any] = {"cwd": folder}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # PostgreSQL refuses to run as root. Its package brings this user.
        shutil.chown(folder, "postgres", "postgres")
        options |= {"user": "postgres", "group": "postgres", "extra_groups": []}
    initdb = [programs / "initdb", "--pgdata", data, "--username", USER, "--no-sync", *INITDB]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **options)
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        command = [programs / "postgres", "-D", data, "-k", folder, *settings]
        return subprocess.Popen(command, stdout=log, stderr=log, **options)


def _wait_until_it_answers(server: PostgresServer, process: subprocess.Popen[bytes], folder: Path) -> None:
    import psycopg

    end = time.monotonic() + START_S
    while True:
        try:
            server.execute("SELECT 1")
            return
        except psycopg.OperationalError:
            assert process.poll() is None and time.monotonic() < end, (folder / "log").read_text(errors="replace")
        time.sleep(0.05)
