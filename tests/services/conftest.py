"""The store over every backend: SQLite always, and PostgreSQL when CASTBOARD_TEST_DATABASE_URL names a server."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from lib.services.store import Store

SERVER = os.environ.get("CASTBOARD_TEST_DATABASE_URL", "")
BACKENDS = ["sqlite", *([make_url(SERVER).get_backend_name()] if SERVER else [])]


@pytest.fixture
def every_variant(request: pytest.FixtureRequest) -> bool:
    """Whether all there is to try is tried; else some of it, always the same."""
    return bool(request.config.getoption("--every-variant"))


@pytest.fixture(params=BACKENDS)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that does not exist yet, or is empty."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'castboard.db'}"
        return
    with _fresh_schema() as url:
        yield url


@pytest.fixture
def open_store(store_url: str) -> Iterator[Callable[[], Store]]:
    """Opens one more Store on the same database, as another process would."""
    opened: list[Store] = []

    def open_one() -> Store:
        store = Store(store_url)
        opened.append(store)
        store.open()
        return store

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()


@contextmanager
def _fresh_schema() -> Iterator[str]:
    """An empty schema of its own on a PostgreSQL server, dropped afterwards."""
    name = f"castboard_{uuid.uuid4().hex[:12]}"
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
        yield make_url(SERVER).update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(False)
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()
