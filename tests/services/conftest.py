"""The store over every database: a file of SQLite, and a database on the tests' own PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.services.store import Store
from tests.conftest import DATABASES, new_database


@pytest.fixture
def every_variant(request: pytest.FixtureRequest) -> bool:
    """Whether all there is to try is tried; else some of it, always the same."""
    return bool(request.config.getoption("--every-variant"))


@pytest.fixture(params=DATABASES)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new database, which has its tables already: that saves time."""
    yield from new_database(request, request.param, tmp_path / "castboard.db")


@pytest.fixture(params=DATABASES)
def empty_store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that does not exist yet, or is empty."""
    yield from new_database(request, request.param, tmp_path / "castboard.db", empty=True)


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


@pytest.fixture(scope="module", params=DATABASES)
def shared_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all tests of a file that only read it, or look at nothing but what they have added themselves."""
    for url in new_database(request, request.param, tmp_path_factory.mktemp("store") / "castboard.db"):
        store = Store(url)
        store.open()
        yield store
        store.close()
