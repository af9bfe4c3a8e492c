"""The file of the database: looking at it must not take away the locks that SQLite holds on it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lib.services.store import Store
from tests.conftest import ROOT

VISITOR = """
import sys
from lib.services.store import Store
store = Store(sys.argv[1])
store.open()
store.notes.set("visitor", "was here")
print(store.notes.get("ours"))
store.close()
"""


def a_visitor(url: str) -> str:
    """Another process opens the same database, writes, reads our note and leaves."""
    order = [sys.executable, "-c", VISITOR, url]
    return subprocess.run(order, cwd=ROOT, check=True, timeout=60, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize("how", ["in use", "opened a second time, as after clearing the caches"])
def test_a_process_that_comes_and_goes_leaves_the_log_to_the_others(tmp_path: Path, how: str) -> None:
    path = tmp_path / "castboard.db"
    url = f"sqlite:///{path.as_posix()}"
    store = Store(url)
    store.open()
    store.notes.set("ours", "before")
    if how != "in use":
        second = Store(url)
        second.open()
        second.close()
    assert a_visitor(url) == "before"
    store.notes.set("ours", "after")
    # What stands in a log that was deleted is seen by nobody else.
    assert a_visitor(url) == "after"
    assert store.notes.get("visitor") == "was here"
    store.close()
