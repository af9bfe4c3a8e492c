"""What only PostgreSQL does: it measures, sorts, quotes and ends connections as SQLite never would."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from lib.domain.errors import StoreUnavailable
from lib.domain.job import JobState
from lib.domain.job_events import EventKind
from lib.domain.lists import JobQuery
from lib.services.store import Store
from lib.services.store.columns import Word
from lib.services.store.rows import row_of
from lib.services.store.tables import jobs, metadata
from tests.postgres import PostgresServer
from tests.services.data.first import check_first
from tests.services.older_versions import copy_to_postgresql, migrations_up_to
from tests.services.store_kit import NOW, SERVICE, a_job, in_state


@pytest.fixture
def url(postgres: PostgresServer) -> Iterator[str]:
    with postgres.database() as made:
        yield made


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with opened(url) as store:
        yield store


@contextmanager
def opened(url: str) -> Iterator[Store]:
    store = Store(url)
    store.open()
    yield store
    store.close()


@contextmanager
def written_elsewhere(url: str) -> Iterator[None]:
    """Another store is in the middle of a write."""
    with opened(url) as other, other._write():
        yield


def test_a_task_id_of_any_length_is_kept(store: Store) -> None:
    """It may be paid for, whatever it looks like."""
    (job,) = store.jobs.add([a_job()])
    sending = store.claims.claim_to_send("me", SERVICE, NOW, 9)
    assert sending is not None
    long = "task-" + "0123456789" * 200
    assert store.jobs.save(sending, replace(sending, state=JobState.RUNNING, task_id=long), owner="me")
    found = store.jobs.find_by_task(SERVICE, long)
    assert found is not None and found.id == job.id


def test_names_are_sorted_as_on_sqlite_whatever_the_language_of_the_server(store: Store) -> None:
    for name in ("Épée", "zebra", "Apple", "a_b", "a-c", "猫"):
        store.jobs.add([a_job(name=name)])
    assert [listed.name for listed in store.lists.lines(JobQuery(sort="name"))] == [
        "a-c",
        "a_b",
        "Apple",
        "Épée",
        "zebra",
        "猫",
    ]


def test_an_error_does_not_repeat_what_people_wrote(store: Store) -> None:
    job = a_job(name="My secret film")
    with pytest.raises(StoreUnavailable) as caught, store._write() as connection:
        connection.execute(jobs.insert(), {**row_of(job), "beat": 0, "state": None})
    assert "not-null" in caught.value.detail
    assert "secret" not in caught.value.detail and "\n" not in caught.value.detail


def test_a_moments_lock_is_waited_for_and_reads_go_on(url: str, store: Store) -> None:
    with written_elsewhere(url):
        writer = threading.Thread(target=lambda: store.notes.set("who", "waited"))
        writer.start()
        writer.join(0.2)
        assert writer.is_alive() and store.notes.get("who") is None
    writer.join(10)
    assert store.notes.get("who") == "waited"


def test_a_lock_that_stays_is_an_error_after_which_all_is_well(url: str) -> None:
    with opened(f"{url}&options=-clock_timeout%3D50") as store:
        with written_elsewhere(url), pytest.raises(StoreUnavailable, match="lock timeout"):
            store.jobs.add([a_job()])
        store.jobs.add([a_job()])
        assert store.lists.counts()[JobState.QUEUED] == 1


def test_nobody_waits_for_ever(store: Store) -> None:
    with store._read() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "15s"


def test_a_read_sees_one_moment_however_many_statements_it_takes(url: str, store: Store) -> None:
    (job,) = store.jobs.add([in_state(JobState.READY)])
    with store._read() as connection, opened(url) as other:
        before = connection.execute(jobs.select()).all()
        other.jobs.delete([job.id], NOW + timedelta(days=1))
        assert connection.execute(jobs.select()).all() == before


def test_a_connection_that_the_server_ended_is_replaced(postgres: PostgresServer, url: str, store: Store) -> None:
    store.notes.set("who", "before")
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()"
    name = make_url(url).database
    assert postgres.execute(end.format(name))
    assert store.notes.get("who") == "before"
    with pytest.raises(StoreUnavailable), store._write() as connection:
        connection.exec_driver_sql("UPDATE notes SET value = 'half'")
        postgres.execute(end.format(name))
        connection.exec_driver_sql("UPDATE notes SET value = 'whole'")
    assert store.notes.get("who") == "before"


def test_a_server_that_is_away_is_said_without_the_password() -> None:
    store = Store("postgresql://ann:secret@127.0.0.1:1/castboard")
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1") as caught:
        store.open()
    assert "secret" not in caught.value.detail and "\n" not in caught.value.detail


def test_data_of_the_first_version_opens(postgres: PostgresServer, tmp_path: Path) -> None:
    with postgres.database(empty=True) as url:
        copy_to_postgresql(Path(__file__).parent / "data" / "first.db", url, tmp_path / "migrations")
        with opened(url) as store:
            check_first(store)
            store.jobs.add([a_job()])


def test_text_of_a_version_that_limited_its_length_is_kept_and_may_be_longer(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    with postgres.database(empty=True) as url:
        before = Store(url, migrations_up_to("0013", tmp_path / "migrations"))
        before.open()
        # Of a kind that is not counted: that version has no table for it.
        (job,) = before.jobs.add([in_state(JobState.READY)], kind=EventKind.ADOPTED)
        with pytest.raises(StoreUnavailable, match="too long"):
            before.notes.set("k" * 300, "long")
        before.close()
        with opened(url) as store:
            assert store.jobs.get(job.id) == replace(job, unseen=False)  # As 0015 counts what has ended.
            store.notes.set("k" * 300, "long")
            assert store.notes.get("k" * 300) == "long"


def test_every_column_for_short_text_has_no_length_and_sorts_by_code_point(store: Store) -> None:
    """Alembic's comparison of the tables with the code looks at neither."""
    tables = metadata.sorted_tables
    short = {(table.name, column.name) for table in tables for column in table.c if isinstance(column.type, Word)}
    with store._read() as connection:
        found = connection.exec_driver_sql(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE character_maximum_length IS NULL AND collation_name = 'C'"
        )
        assert short and short - {tuple(row) for row in found} == set()


def test_tables_of_another_program_are_left_alone(postgres: PostgresServer) -> None:
    tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    with postgres.database(empty=True) as url:
        name = make_url(url).database or ""
        postgres.execute("CREATE TABLE jobs (x int)", name)
        with pytest.raises(StoreUnavailable, match="Another program's tables"):
            Store(url).open()
        assert postgres.execute(tables, name) == [("jobs",)]


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_an_address_without_a_driver_takes_psycopg(url: str, scheme: str) -> None:
    with opened(url.replace("postgresql+psycopg", scheme)) as store:
        assert store.revision() == 0


@pytest.mark.parametrize("address", ["postgresql://ann:secret@db/castboard", "postgresql+psycopg://ann:secret@db/x"])
def test_without_the_driver_it_is_said_how_to_get_it(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreUnavailable, match=r"pip install '\.\[postgres\]'") as caught:
        Store(address).open()
    assert "secret" not in caught.value.detail
