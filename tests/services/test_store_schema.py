"""Opening the store: a new one, an old one, one in use, one that is none."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from lib.domain.errors import StoreUnavailable
from lib.domain.job import JobState
from lib.domain.lists import JobQuery
from lib.services.store import Store
from lib.services.store.schema import MIGRATIONS, VERSION_TABLE
from lib.services.store.tables import metadata
from tests.conftest import ROOT
from tests.services.data.first import check_first
from tests.services.store_kit import NOW, a_job

FIRST = Path(__file__).parent / "data" / "first.db"
HEAD = max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
LATER = "9999_later.py"
KILLED = """
import os, sys
from datetime import UTC, datetime
from lib.services.store import Store
store = Store(sys.argv[1])
store.open()
store.people.set_name("somebody", "Somebody", datetime.now(UTC))
os.kill(os.getpid(), 9)
"""
SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    op.add_column("jobs", sa.Column("mood", sa.Text()))
    op.execute("UPDATE jobs SET mood = 'calm'")
"""


def sqlite_url(path: Path, **query: object) -> str:
    return f"sqlite:///{path}" + "".join(f"?{name}={value}" for name, value in query.items())


@contextmanager
def opened(path: Path, migrations: Path = MIGRATIONS) -> Iterator[Store]:
    store = Store(sqlite_url(path), migrations)
    store.open()
    yield store
    store.close()


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def later_version(tmp_path: Path) -> Path:
    """The migrations of a version to come, with one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / LATER).write_text(SECOND.format(head=HEAD))
    return folder


def test_the_migrations_lead_to_the_tables_in_the_code(store: Store) -> None:
    with store._read() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_opening_twice_is_opening_once(store: Store) -> None:
    store.jobs.add([a_job()])
    store.open()
    assert sum(store.lists.counts().values()) == 1


def test_a_closed_store_can_be_opened_again(store: Store) -> None:
    store.jobs.add([a_job()])
    store.close()
    with pytest.raises(StoreUnavailable, match="not open"):
        store.lists.counts()
    store.open()
    assert sum(store.lists.counts().values()) == 1


def test_two_stores_opened_at_once_on_a_new_database_both_work(open_store: Callable[[], Store]) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(open_store().revision())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [0] * 4


def test_sqlite_is_set_up_for_many_readers_and_one_writer(tmp_path: Path) -> None:
    with opened(tmp_path / "new folder" / "castboard.db") as store, store._read() as connection:
        settings = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in settings] == ["wal", 1, 15_000, 1]


def test_data_of_the_first_version_opens(tmp_path: Path) -> None:
    path = Path(shutil.copy(FIRST, tmp_path))
    with opened(path) as store:
        check_first(store)
        store.jobs.add([a_job()])
        assert store.claims.claim_to_send("me", "https://octopusx.ai", NOW, 99) is not None


def test_a_later_version_migrates_and_keeps_a_copy_of_what_was(tmp_path: Path, later_version: Path) -> None:
    path = Path(shutil.copy(FIRST, tmp_path / "castboard.db"))
    jobs = ask(path, "SELECT count(*) FROM jobs")
    with opened(path, later_version) as store:
        check_first(store)
    assert ask(path, "SELECT DISTINCT mood FROM jobs") == [("calm",)]
    with opened(tmp_path / "castboard.db.before-9999") as copy:
        check_first(copy)
    assert ask(tmp_path / "castboard.db.before-9999", "SELECT count(*) FROM jobs") == jobs
    assert not list(tmp_path.glob("*.part"))


def test_a_new_database_leaves_no_copy(tmp_path: Path, later_version: Path) -> None:
    with opened(tmp_path / "castboard.db", later_version):
        assert not list(tmp_path.glob("castboard.db.before*"))


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, later_version: Path) -> None:
    path = Path(shutil.copy(FIRST, tmp_path / "castboard.db"))
    wrong = SECOND.format(head=HEAD) + "    op.execute('UPDATE missing SET x = 1')\n"
    (later_version / "versions" / LATER).write_text(wrong)
    with pytest.raises(StoreUnavailable, match="no such table: missing"):
        Store(sqlite_url(path), later_version).open()
    assert ask(path, f"SELECT * FROM {VERSION_TABLE}") == [("0001",)]
    with opened(path) as store:
        check_first(store)


def test_data_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path, later_version: Path) -> None:
    path = tmp_path / "castboard.db"
    with opened(path, later_version) as store:
        assert store.revision() == 0
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="newer version of Castboard"):
        Store(sqlite_url(path)).open()
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"garbage" * 10_000, b""], ids=["garbage", "nothing"])
def test_what_took_the_databases_place_is_left_alone_beside_the_log_of_a_killed_process(
    tmp_path: Path, content: bytes
) -> None:
    """SQLite would take the pages in the log for the database, and write them over whatever lies in its place."""
    path = tmp_path / "castboard.db"
    subprocess.run([sys.executable, "-c", KILLED, sqlite_url(path)], check=False, cwd=ROOT)
    log = path.with_name("castboard.db-wal")
    good, logged = path.read_bytes(), log.read_bytes()
    assert logged
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"castboard\.db is not a database of Castboard.*left as it is"):
        Store(sqlite_url(path)).open()
    assert (path.read_bytes(), log.read_bytes()) == (content, logged)
    path.write_bytes(good)
    with opened(path) as store:
        assert store.people.names() == {"somebody": "Somebody"}


@pytest.mark.parametrize("how", ["moved there", "written over it", "gone"])
def test_a_database_that_is_replaced_while_it_is_open_is_used_no_more(tmp_path: Path, how: str) -> None:
    """SQLite would go on in the old file, which nobody finds again."""
    path, other = tmp_path / "castboard.db", tmp_path / "other"
    with opened(path) as store:
        other.write_bytes(b"garbage" * 10_000)
        kept = path.read_bytes()
        if how == "moved there":
            other.replace(path)
        elif how == "written over it":
            path.write_bytes(other.read_bytes())
        else:
            path.unlink()
        for deed in (store.revision, lambda: store.people.set_name("somebody", "Somebody", NOW)):
            with pytest.raises(StoreUnavailable, match=r"castboard\.db"):
                deed()
        if how == "written over it":
            path.write_bytes(kept)
            assert store.revision() == 0


@pytest.mark.parametrize(
    "content", [b"hello", b"\x00" * 100, b"not a database\n" * 1000], ids=["short", "zeros", "long"]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "castboard.db"
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"castboard\.db is not a database of Castboard.*left as it is"):
        Store(sqlite_url(path)).open()
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_file_becomes_the_database(tmp_path: Path) -> None:
    (tmp_path / "castboard.db").touch()
    with opened(tmp_path / "castboard.db") as store:
        assert store.revision() == 0


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "castboard.db"
    ask(path, "CREATE TABLE jobs (x)")
    with pytest.raises(StoreUnavailable, match="Another program's tables"):
        Store(sqlite_url(path)).open()
    assert ask(path, "SELECT name FROM sqlite_master") == [("jobs",)]


def test_a_damaged_database_is_an_error_and_no_empty_answer(tmp_path: Path) -> None:
    path = tmp_path / "castboard.db"
    with opened(path) as store:
        store.jobs.add([a_job()])
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    store = Store(sqlite_url(path))
    with pytest.raises(StoreUnavailable):
        store.open()
        store.lists.lines(JobQuery())
    store.close()


BAD_ADDRESSES = [
    "nonsense",
    "oracle8://x",
    "postgresql+nodriver://user:secret@host/db",
    "sqlite:////proc/none/castboard.db",
]


@pytest.mark.parametrize("url", BAD_ADDRESSES)
def test_an_address_that_leads_nowhere_is_said_without_its_password(url: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        Store(url).open()
    assert caught.value.detail
    assert "secret" not in caught.value.detail


def test_a_moment_s_lock_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "castboard.db"
    with opened(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writer = threading.Thread(target=lambda: store.notes.set("who", "waited"))
        writer.start()
        writer.join(0.1)
        assert writer.is_alive()
        assert store.notes.get("who") is None
        other.execute("COMMIT")
        writer.join(10)
        assert store.notes.get("who") == "waited"


def test_a_lock_that_stays_is_an_error_after_which_all_is_well(tmp_path: Path) -> None:
    path = tmp_path / "castboard.db"
    store = Store(sqlite_url(path, timeout=0.05))
    store.open()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="database is locked"):
            store.jobs.add([a_job()])
        assert store.lists.counts()[JobState.QUEUED] == 0
    store.jobs.add([a_job()])
    assert store.lists.counts()[JobState.QUEUED] == 1
    store.close()
